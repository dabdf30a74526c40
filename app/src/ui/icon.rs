//! The icons: drawings of the Lucide set (ISC licence, see NOTICE), 16 pixels, decorative.
//!
//! An icon never stands alone: the control around it carries the name. Its drawing stands once in each
//! page, which the server writes; the browser's program only knows its name.

use leptos::prelude::*;

macro_rules! icons {
    ($($(#[$doc:meta])* $icon:ident, $name:literal: $drawing:literal;)+) => {
        /// One drawing; the names are Lucide's.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon {
            $($(#[$doc])* $icon),+
        }

        impl Icon {
            /// Refers to the drawing.
            fn reference(self) -> &'static str {
                match self {
                    $(Self::$icon => concat!("<use href=\"#icon-", $name, "\"/>")),+
                }
            }
        }

        #[cfg(feature = "ssr")]
        const DRAWINGS: &str = concat!($("<g id=\"icon-", $name, "\">", $drawing, "</g>"),+);
    };
}

icons! {
    /// Add.
    Plus, "plus": r#"<path d="M5 12h14"/><path d="M12 5v14"/>"#;
    /// Edit.
    Pencil, "pencil": r#"<path d="M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z"/><path d="m15 5 4 4"/>"#;
    /// Delete.
    Trash, "trash": r#"<path d="M3 6h18"/><path d="M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6"/><path d="M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2"/><path d="M10 11v6"/><path d="M14 11v6"/>"#;
    /// Search.
    Search, "search": r#"<circle cx="11" cy="11" r="8"/><path d="m21 21-4.3-4.3"/>"#;
    /// Close, remove.
    X, "x": r#"<path d="M18 6 6 18"/><path d="m6 6 12 12"/>"#;
    /// Sorted A to Z.
    ArrowUp, "arrow-up": r#"<path d="m5 12 7-7 7 7"/><path d="M12 19V5"/>"#;
    /// Sorted Z to A.
    ArrowDown, "arrow-down": r#"<path d="M12 5v14"/><path d="m19 12-7 7-7-7"/>"#;
    /// First page.
    ChevronsLeft, "chevrons-left": r#"<path d="m11 17-5-5 5-5"/><path d="m18 17-5-5 5-5"/>"#;
    /// Previous page.
    ChevronLeft, "chevron-left": r#"<path d="m15 18-6-6 6-6"/>"#;
    /// Next page; on to the details.
    ChevronRight, "chevron-right": r#"<path d="m9 18 6-6-6-6"/>"#;
    /// Last page.
    ChevronsRight, "chevrons-right": r#"<path d="m6 17 5-5-5-5"/><path d="m13 17 5-5-5-5"/>"#;
    /// Customers.
    Users, "users": r#"<path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2"/><circle cx="9" cy="7" r="4"/><path d="M22 21v-2a4 4 0 0 0-3-3.87"/><path d="M16 3.13a4 4 0 0 1 0 7.75"/>"#;
    /// Service instances.
    Boxes, "boxes": r#"<path d="M21 8a2 2 0 0 0-1-1.73l-7-4a2 2 0 0 0-2 0l-7 4A2 2 0 0 0 3 8v8a2 2 0 0 0 1 1.73l7 4a2 2 0 0 0 2 0l7-4A2 2 0 0 0 21 16Z"/><path d="m3.3 7 8.7 5 8.7-5"/><path d="M12 22V12"/>"#;
    /// Service orders.
    ClipboardList, "clipboard-list": r#"<rect width="8" height="4" x="8" y="2" rx="1"/><path d="M16 4h2a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h2"/><path d="M12 11h4"/><path d="M12 16h4"/><path d="M8 11h.01"/><path d="M8 16h.01"/>"#;
    /// Service designs.
    LayoutTemplate, "layout-template": r#"<rect width="18" height="7" x="3" y="3" rx="1"/><rect width="9" height="7" x="3" y="14" rx="1"/><rect width="5" height="7" x="16" y="14" rx="1"/>"#;
    /// Bring back.
    Undo, "undo": r#"<path d="M9 14 4 9l5-5"/><path d="M4 9h10.5a5.5 5.5 0 0 1 0 11H11"/>"#;
    /// Export.
    Download, "download": r#"<path d="M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4"/><path d="m7 10 5 5 5-5"/><path d="M12 15V3"/>"#;
    /// A saved filter.
    Star, "star": r#"<path d="M12 2.5l2.9 6 6.6.9-4.8 4.6 1.2 6.5L12 17.4l-5.9 3.1 1.2-6.5L2.5 9.4l6.6-.9z"/>"#;
    /// Duplicate.
    Copy, "copy": r#"<rect width="14" height="14" x="8" y="8" rx="2"/><path d="M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2"/>"#;
    /// Put together.
    Group, "group": r#"<path d="M3 7V5c0-1.1.9-2 2-2h2"/><path d="M17 3h2c1.1 0 2 .9 2 2v2"/><path d="M21 17v2c0 1.1-.9 2-2 2h-2"/><path d="M7 21H5c-1.1 0-2-.9-2-2v-2"/><rect width="7" height="5" x="7" y="7" rx="1"/><rect width="7" height="5" x="10" y="12" rx="1"/>"#;
    /// A problem.
    CircleAlert, "circle-alert": r#"<circle cx="12" cy="12" r="10"/><path d="M12 8v4"/><path d="M12 16h.01"/>"#;
    /// Save.
    Check, "check": r#"<path d="M20 6 9 17l-5-5"/>"#;
    /// Good news, an active thing.
    CircleCheck, "circle-check": r#"<circle cx="12" cy="12" r="10"/><path d="m9 12 2 2 4-4"/>"#;
    /// Something at rest.
    CircleDashed, "circle-dashed": r#"<path d="M10.1 2.182a10 10 0 0 1 3.8 0"/><path d="M13.9 21.818a10 10 0 0 1-3.8 0"/><path d="M17.609 3.721a10 10 0 0 1 2.69 2.7"/><path d="M2.182 13.9a10 10 0 0 1 0-3.8"/><path d="M20.279 17.609a10 10 0 0 1-2.7 2.69"/><path d="M21.818 10.1a10 10 0 0 1 0 3.8"/><path d="M3.721 6.391a10 10 0 0 1 2.7-2.69"/><path d="M6.391 20.279a10 10 0 0 1-2.69-2.7"/>"#;
    /// Something under way.
    Loader, "loader": r#"<path d="M12 2v4"/><path d="m16.2 7.8 2.9-2.9"/><path d="M18 12h4"/><path d="m16.2 16.2 2.9 2.9"/><path d="M12 18v4"/><path d="m4.9 19.1 2.9-2.9"/><path d="M2 12h4"/><path d="m4.9 4.9 2.9 2.9"/>"#;
    /// Something taken away.
    CircleMinus, "circle-minus": r#"<circle cx="12" cy="12" r="10"/><path d="M8 12h8"/>"#;
    /// Filter.
    Funnel, "funnel": r#"<path d="M10 20a1 1 0 0 0 .553.895l2 1A1 1 0 0 0 14 21v-7a2 2 0 0 1 .517-1.341L21.74 4.67A1 1 0 0 0 21 3H3a1 1 0 0 0-.742 1.67l7.225 7.989A2 2 0 0 1 10 14z"/>"#;
    /// More: the columns.
    EllipsisVertical, "ellipsis-vertical": r#"<circle cx="12" cy="12" r="1"/><circle cx="12" cy="5" r="1"/><circle cx="12" cy="19" r="1"/>"#;
    /// The theme.
    SunMoon, "sun-moon": r#"<path d="M12 8a2.83 2.83 0 0 0 4 4 4 4 0 1 1-4-4"/><path d="M12 2v2"/><path d="M12 20v2"/><path d="m4.9 4.9 1.4 1.4"/><path d="m17.7 17.7 1.4 1.4"/><path d="M2 12h2"/><path d="M20 12h2"/><path d="m6.3 17.7-1.4 1.4"/><path d="m19.1 4.9-1.4 1.4"/>"#;
    /// The keyboard.
    Keyboard, "keyboard": r#"<path d="M10 8h.01"/><path d="M12 12h.01"/><path d="M14 8h.01"/><path d="M16 12h.01"/><path d="M18 8h.01"/><path d="M6 8h.01"/><path d="M7 16h10"/><path d="M8 12h.01"/><rect width="20" height="16" x="2" y="4" rx="2"/>"#;
    /// The portal's section.
    Workflow, "workflow": r#"<rect width="8" height="8" x="3" y="3" rx="2"/><path d="M7 11v4a2 2 0 0 0 2 2h4"/><rect width="8" height="8" x="13" y="13" rx="2"/>"#;
}

/// Draws `icon`; hidden from screen readers.
#[component]
pub fn Drawing(icon: Icon) -> impl IntoView {
    view! {
        // How it is drawn says the style sheet: a page has hundreds, and each attribute is a call.
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" inner_html=icon.reference()></svg>
    }
}

/// All drawings, for the end of a page.
#[cfg(feature = "ssr")]
#[component]
pub fn Drawings() -> impl IntoView {
    view! {
        <svg class="visually-hidden" width="0" height="0" aria-hidden="true" inner_html=DRAWINGS></svg>
    }
}
