//! Keys that are shortcuts, and the panel that lists them.
//!
//! A control says by `data-key` which key stands for it: a field is focused, anything else clicked.

use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};
use wasm_split_helpers::wasm_split;

use super::{
    cookie,
    focus::{first_of, focus},
    icon::{Drawing, Icon},
    icon_button::IconButton,
};

/// What the panel says: keys, and what they do.
const KEYS: [(&str, &str); 12] = [
    ("/", "Search"),
    ("f", "Filters"),
    ("n", "Add"),
    ("j, k", "Next and previous row"),
    ("Enter", "Open the row"),
    ("Space", "Select the row, where its box has the focus; with Shift, all from the one before"),
    ("Shift F10", "Filter by what the row says; a right click, by what the cell says"),
    (
        "Shift Enter",
        "Sort by one more column, where its header has the focus; so does Shift and a click",
    ),
    ("Shift ←, Shift →", "Make a column narrower or wider, where its header has the focus"),
    ("Esc", "Close a panel or a menu; clear the search"),
    ("Ctrl Enter", "Save a form"),
    ("?", "This list"),
];

/// The button that opens the list of shortcuts. While it is in the page, they work.
#[component]
pub fn Shortcuts() -> impl IntoView {
    let panel = NodeRef::<html::Dialog>::new();
    let (on, set_on) = signal(true);
    Effect::new(move || {
        set_on.set(cookie::get("keys").as_deref() != Some("off"));
        let listener = window_event_listener(ev::keydown, move |event| {
            if on.get_untracked() {
                on_key(&event);
            }
        });
        on_cleanup(move || listener.remove());
    });
    let opened = RwSignal::new(false);
    let open = move |_| {
        opened.set(true);
        if let Some(panel) = panel.get_untracked() {
            // It fails only where the panel has left the page.
            let _ = panel.show_modal();
        }
    };
    view! {
        <button
            type="button"
            class="nav-entry needs-script"
            data-key="?"
            title="Keyboard shortcuts (?)"
            on:click=open
        >
            <Drawing icon=Icon::Keyboard />
            <span class="nav-label">"Shortcuts"</span>
        </button>
        <dialog class="dialog dialog-question" node_ref=panel aria-labelledby="keys-title">
            {move || opened.get().then(|| Suspend::new(list(panel, on, set_on)))}
        </dialog>
    }
}

/// What stands in the panel. Loaded when it is first opened.
#[wasm_split(menus)]
fn list(panel: NodeRef<html::Dialog>, on: ReadSignal<bool>, set_on: WriteSignal<bool>) -> AnyView {
    let close = move || {
        if let Some(panel) = panel.get_untracked() {
            panel.close();
        }
    };
    let toggle = move |event: ev::Event| {
        let wanted = event_target_checked(&event);
        set_on.set(wanted);
        cookie::set("keys", if wanted { "on" } else { "off" });
    };
    let line = |(keys, what): (&'static str, &'static str)| {
        view! {
            <dt>
                <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
        }
    };
    view! {
        <header class="dialog-head">
            <h2 id="keys-title">"Keyboard shortcuts"</h2>
            <IconButton icon=Icon::X label="Close" key="Esc" on_click=close />
        </header>
        <div class="dialog-body">
            <dl class="keys">{KEYS.map(line).collect_view()}</dl>
            <label class="menu-choice menu-apart">
                <input type="checkbox" prop:checked=on on:change=toggle />
                "Single keys are shortcuts"
            </label>
        </div>
    }
    .into_any()
}

fn on_key(event: &web_sys::KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let busy = "input:not([type=checkbox]), textarea, select, [contenteditable], dialog";
    if target.is_some_and(|target| target.closest(busy).ok().flatten().is_some()) {
        return;
    }
    let done = match event.key().as_str() {
        "j" => step(true),
        "k" => step(false),
        key @ ("/" | "f" | "n" | "?") => press(key),
        _ => false,
    };
    if done {
        event.prevent_default();
    }
}

/// Focuses the field, or clicks the control, that this key stands for.
fn press(key: &str) -> bool {
    let found = document().query_selector(&format!("[data-key='{key}']")).ok().flatten();
    let Some(control) = found.and_then(|control| control.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return false;
    };
    match control.dyn_ref::<web_sys::HtmlInputElement>() {
        Some(field) => {
            focus(field.clone().into());
            field.select();
        }
        None => control.click(),
    }
    true
}

/// Moves the focus to the next or the previous row, at first to the first one.
fn step(forward: bool) -> bool {
    let current = document().active_element();
    let current = current.and_then(|active| active.closest("tbody tr").ok().flatten());
    let row = match current {
        Some(row) if forward => row.next_element_sibling(),
        Some(row) => row.previous_element_sibling(),
        None => document().query_selector("tbody tr").ok().flatten(),
    };
    let link = row.and_then(|row| first_of(&row, &["th a", "td a", "input"]));
    link.inspect(|link| focus(link.clone())).is_some()
}
