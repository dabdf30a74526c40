//! Where the keyboard is: finding an element that can have the focus, and giving it that.

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, Node},
};

/// The link of the table that leads where `link` led.
pub fn same_link(link: &Element) -> Option<Element> {
    // A URL has no quotes.
    let href = link.get_attribute("href")?;
    document().query_selector(&format!("tbody a[href='{href}']")).ok().flatten()
}

/// Moves the focus to where work starts in the open dialog: what is marked `data-autofocus`.
pub fn focus_start() {
    Effect::new(|| focus_later(&["dialog[open] [data-autofocus]"]));
}

/// Moves the focus, once the page is drawn, to the first element that one of the selectors finds; the
/// earlier ones are preferred.
pub fn focus_later(selectors: &'static [&'static str]) {
    request_animation_frame(move || {
        if let Some(found) = first_of(&document(), selectors) {
            focus(found);
        }
    });
}

/// The first element below `node` that one of the selectors finds; the earlier ones are preferred.
pub fn first_of(node: &Node, selectors: &[&str]) -> Option<Element> {
    let find = |selector: &&str| match node.dyn_ref::<Element>() {
        Some(element) => element.query_selector(selector).ok().flatten(),
        None => document().query_selector(selector).ok().flatten(),
    };
    selectors.iter().find_map(find)
}

/// Moves the focus to `element` when it can have it.
pub fn focus(element: Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        // Only an element outside the page cannot take focus.
        let _ = element.focus();
    }
}
