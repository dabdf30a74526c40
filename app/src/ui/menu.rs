//! A button that opens a small panel below it. Without JavaScript it does so too.

use std::future::Future;

use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlDetailsElement, Node},
};

use super::{plain::gone, redrawn};

/// Opens and closes with its button; Escape closes it, and so does moving on to something else.
#[component]
pub fn Menu(
    /// What the button says to those who cannot see it.
    #[prop(into)]
    label: Signal<String>,
    /// What the button shows.
    #[prop(into)]
    face: ViewFn,
    /// The element, to be closed by [`close`].
    node: NodeRef<html::Details>,
    /// Called each time it has been opened.
    #[prop(optional)]
    on_open: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let summary = NodeRef::<html::Summary>::new();
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && opened(node).is_some_and(|menu| menu.open()) {
            event.stop_propagation();
            close(node);
            if let Some(summary) = summary.get_untracked() {
                let _ = summary.focus();
            }
        }
    };
    let on_focus_out = move |event: ev::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        let inside = opened(node).is_some_and(|menu| menu.contains(to.as_ref()));
        // Nothing is focused by a click on a blank part of the panel.
        if to.is_some() && !inside {
            close(node);
        }
    };
    let on_toggle = move |_: ev::Event| {
        if let (Some(on_open), true) = (on_open, opened(node).is_some_and(|menu| menu.open())) {
            on_open.run(());
        }
    };
    view! {
        <details
            class="menu"
            node_ref=node
            on:toggle=on_toggle
            on:keydown=on_key
            on:focusout=on_focus_out
        >
            <summary class="menu-button" node_ref=summary aria-label=label title=label>
                {face.run()}
            </summary>
            <div class="menu-panel">{children()}</div>
        </details>
    }
}

/// What a menu holds where that is a part of the browser's program of its own, loaded when the menu is
/// first opened and made anew each time: what to call then, and what stands in the panel.
pub fn later<F>(part: impl Fn() -> F + Send + Sync + 'static) -> (Callback<()>, AnyView)
where
    F: Future<Output = AnyView> + Send + 'static,
{
    let opened = RwSignal::new(false);
    let inside = redrawn(move || opened.get().then(|| Suspend::new(part())));
    let on_open = Callback::new(move |()| {
        gone(false);
        opened.set(true);
    });
    (on_open, inside)
}

/// Closes a menu.
pub fn close(menu: NodeRef<html::Details>) {
    if let Some(menu) = opened(menu) {
        menu.set_open(false);
    }
}

/// The element, while it is in the page: a menu that is taken away loses the focus first, and is told
/// so when nothing is left of it.
fn opened(menu: NodeRef<html::Details>) -> Option<HtmlDetailsElement> {
    menu.try_get_untracked().flatten()
}

/// What ends the form in a menu: a link to `href`, which does what `label` says, and the button that
/// applies the form.
pub fn foot(
    menu: NodeRef<html::Details>,
    label: &'static str,
    href: impl Fn() -> String + Send + Sync + 'static,
    on_click: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    let on_click = move |_| {
        close(menu);
        on_click();
    };
    view! {
        <div class="menu-actions">
            <a class="button" href=href on:click=on_click>
                {label}
            </a>
            <button class="button button-primary" type="submit">
                "Apply"
            </button>
        </div>
    }
}
