//! The icons: 16 pixels, decorative, of the Lucide set (ISC licence, see NOTICE). How they are drawn says
//! the style sheet, in `style/parts/icons.css`.
//!
//! An icon never stands alone: the control around it carries the name.

use leptos::prelude::*;

use super::markup::{Markup, element};

macro_rules! icons {
    ($($(#[$doc:meta])* $icon:ident, $name:literal;)+) => {
        /// One drawing; the names are Lucide's.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon {
            $($(#[$doc])* $icon),+
        }

        impl Icon {
            /// The classes of what shows nothing else.
            fn class(self) -> &'static str {
                match self {
                    $(Self::$icon => concat!("icon icon-", $name)),+
                }
            }

            #[cfg(test)]
            const NAMES: &[&str] = &[$($name),+];
        }
    };
}

icons! {
    /// Add.
    Plus, "plus";
    /// Edit.
    Pencil, "pencil";
    /// Delete.
    Trash, "trash";
    /// Search.
    Search, "search";
    /// Close, remove.
    X, "x";
    /// Sorted A to Z.
    ArrowUp, "arrow-up";
    /// Sorted Z to A.
    ArrowDown, "arrow-down";
    /// First page.
    ChevronsLeft, "chevrons-left";
    /// Previous page.
    ChevronLeft, "chevron-left";
    /// Next page; on to the details.
    ChevronRight, "chevron-right";
    /// Last page.
    ChevronsRight, "chevrons-right";
    /// Customers.
    Users, "users";
    /// Service instances.
    Boxes, "boxes";
    /// Service orders.
    ClipboardList, "clipboard-list";
    /// Service designs.
    LayoutTemplate, "layout-template";
    /// Bring back.
    Undo, "undo";
    /// Export.
    Download, "download";
    /// A saved filter.
    Star, "star";
    /// Duplicate.
    Copy, "copy";
    /// Put together.
    Group, "group";
    /// A problem.
    CircleAlert, "circle-alert";
    /// Save.
    Check, "check";
    /// Good news, an active thing.
    CircleCheck, "circle-check";
    /// Something at rest.
    CircleDashed, "circle-dashed";
    /// Something under way.
    Loader, "loader";
    /// Something taken away.
    CircleMinus, "circle-minus";
    /// Filter.
    Funnel, "funnel";
    /// More: the columns.
    EllipsisVertical, "ellipsis-vertical";
    /// The theme.
    SunMoon, "sun-moon";
    /// The keyboard.
    Keyboard, "keyboard";
    /// The portal's section.
    Workflow, "workflow";
}

/// Draws `icon`; hidden from screen readers.
#[component]
pub fn Drawing(icon: Icon) -> impl IntoView {
    drawing(icon)
}

/// The same as markup.
pub fn drawing(icon: Icon) -> Markup {
    element("span", icon.class()).attribute("aria-hidden", "true")
}

#[cfg(test)]
mod tests {
    use super::Icon;

    #[test]
    fn the_style_sheet_draws_each_icon_in_its_place() {
        let style = include_str!("../../../style/parts/icons.css");
        for (place, name) in Icon::NAMES.iter().enumerate() {
            let rule = format!(".icon-{name} {{\n  --place: {place};\n}}");
            assert!(style.contains(&rule), "{rule}");
            assert!(style.contains(&format!("<g transform='translate(0 {})'>", 24 * place)));
        }
        let all = Icon::NAMES.len();
        assert_eq!(style.matches("<g ").count(), all);
        assert!(style.contains(&format!("viewBox='0 0 24 {}'", 24 * all)));
        assert!(style.contains(&format!(
            "100% / {});\n  mask-size: 100% {}%;",
            all - 1,
            100 * all
        )));
    }
}
