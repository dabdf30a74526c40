//! A menu at a point of the page: for what was clicked with the other button, or has the focus when
//! the menu key or Shift F10 is pressed.
//!
//! Keys as in the ARIA pattern for menus: arrows, Home and End move, Esc and Tab close.

use std::future::Future;

use leptos::{ev, html, prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys};
use wasm_split_helpers::wasm_split;

use super::{focus::focus, redrawn};

/// A link in the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it does.
    pub text: String,
    /// Where it leads.
    pub href: String,
}

/// The menu, closed or with what it offers.
#[derive(Clone, Copy)]
pub struct ContextMenu {
    offers: RwSignal<Option<Vec<Offer>>>,
    at: StoredValue<(i32, i32)>,
}

impl ContextMenu {
    /// A closed one.
    pub fn closed() -> Self {
        Self { offers: RwSignal::new(None), at: StoredValue::new((0, 0)) }
    }

    /// Opens it in the place of the browser's own menu, once it is known what there is to offer;
    /// nothing leaves it closed.
    pub fn open(self, event: &ev::MouseEvent, offers: impl Future<Output = Vec<Offer>> + 'static) {
        event.prevent_default();
        let opener = document().active_element();
        self.at.set_value((event.client_x(), event.client_y()));
        spawn_local(async move {
            let offers = offers.await;
            if offers.is_empty() {
                return;
            }
            if let Some(opener) = opener {
                let _ = opener.toggle_attribute_with_force(OPENER, true);
            }
            // The list may have left the page by now.
            self.offers.try_set(Some(offers));
        });
    }

    /// Closes it; `back` gives the focus back to what had it.
    fn close(self, back: bool) {
        let opener = document().query_selector(&format!("[{OPENER}]")).ok().flatten();
        if let Some(opener) = opener {
            let _ = opener.remove_attribute(OPENER);
            if back {
                focus(opener);
            }
        }
        // Losing the focus closes it too, while it is on its way out of the page.
        if self.offers.try_read_untracked().is_some_and(|offers| offers.is_some()) {
            self.offers.set(None);
        }
    }

    /// The menu itself, called `label`.
    pub fn view(self, label: &'static str) -> AnyView {
        redrawn(move || self.offers.get().map(|offers| Suspend::new(panel(self, label, offers))))
    }
}

/// Loaded when it is first opened.
#[wasm_split(menus)]
fn panel(menu: ContextMenu, label: &'static str, offers: Vec<Offer>) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let Some(panel) = node.get() {
            place(&panel, menu.at.get_value());
            step(&panel, Step::First);
        }
    });
    let on_keydown = move |event: ev::KeyboardEvent| {
        let Some(panel) = node.get_untracked() else { return };
        match event.key().as_str() {
            "ArrowDown" => step(&panel, Step::By(1)),
            "ArrowUp" => step(&panel, Step::By(-1)),
            "Home" => step(&panel, Step::First),
            "End" => step(&panel, Step::By(-1 - position(&panel))),
            "Escape" | "Tab" => menu.close(true),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let on_focusout = move |event: ev::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        let panel = node.try_get_untracked().flatten();
        if !panel.is_some_and(|panel| to.is_some() && panel.contains(to.as_ref())) {
            menu.close(false);
        }
    };
    let items = offers.into_iter().map(|offer| {
        view! {
            <a
                class="menu-item"
                role="menuitem"
                tabindex="-1"
                href=offer.href
                on:click=move |_| menu.close(true)
            >
                {offer.text}
            </a>
        }
    });
    view! {
        <div
            class="context-menu"
            role="menu"
            aria-label=label
            node_ref=node
            on:keydown=on_keydown
            on:focusout=on_focusout
        >
            {items.collect_view()}
        </div>
    }
    .into_any()
}

/// Marks what had the focus when the menu was opened.
const OPENER: &str = "data-menu-opener";

enum Step {
    First,
    By(i32),
}

/// Which of the items has the focus, from 0.
fn position(panel: &web_sys::Element) -> i32 {
    let items = panel.children();
    let active = document().active_element();
    (0..items.length()).find(|at| items.item(*at) == active).map_or(0, |at| at as i32)
}

/// Moves the focus within the menu, around its ends.
fn step(panel: &web_sys::Element, step: Step) {
    let items = panel.children();
    let to = match step {
        Step::First => 0,
        Step::By(by) => position(panel) + by,
    };
    let to = to.rem_euclid(items.length().max(1) as i32);
    if let Some(item) = items.item(to as u32) {
        focus(item);
    }
}

/// Puts the panel beside the point, inside the window.
fn place(panel: &web_sys::HtmlElement, (x, y): (i32, i32)) {
    let size = |size: Result<leptos::wasm_bindgen::JsValue, _>| {
        size.ok().and_then(|size| size.as_f64()).unwrap_or(0.0) as i32
    };
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let left = x.min(width - panel.offset_width()).max(0);
    let top = y.min(height - panel.offset_height()).max(0);
    let style = panel.style();
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
}
