//! The search box of a list: a plain GET form, which the browser program answers while somebody types.

use std::time::Duration;

use leptos::{ev, html, prelude::*};

use super::{
    icon::{Drawing, Icon},
    plain::hidden,
    timer::Timer,
    waiting::Waiting,
};

/// How long after a key the search begins; another key begins the wait anew.
const PAUSE: Duration = Duration::from_millis(80);

/// A search box named `label`, showing `text`. Without JavaScript it asks `action` with the
/// parameters `kept`; otherwise `on_search` gets the text while it is typed, at once on Enter, and
/// when it is cleared by Escape.
#[component]
pub fn SearchBox(
    label: String,
    action: String,
    #[prop(into)] text: Signal<String>,
    kept: impl FnOnce() -> Vec<(&'static str, String)> + 'static,
    on_search: impl Fn(String) + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let asked = StoredValue::new(text.get_untracked());
    let timer = Timer::none();
    let waiting = Waiting::current();
    let search = move || {
        timer.stop();
        waiting.types(false);
        let Some(input) = input.get_untracked() else { return };
        let typed = input.value().trim().to_owned();
        if asked.get_value() != typed {
            asked.set_value(typed.clone());
            on_search(typed);
        }
    };
    // What is being typed is newer than an address that follows it.
    Effect::new(move || {
        let text = text.get();
        if let Some(input) = input.get()
            && asked.get_value() != text
        {
            asked.set_value(text.clone());
            input.set_value(&text);
        }
    });
    let (soon, now, on_escape) = (search.clone(), search.clone(), search);
    let on_input = move |_| {
        waiting.types(true);
        timer.start(PAUSE, soon.clone());
    };
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        now();
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(input) = input.get_untracked()
        {
            // Left to itself, a browser would clear it without a search.
            event.prevent_default();
            input.set_value("");
            on_escape();
        }
    };

    view! {
        <form class="search" role="search" method="get" action=action on:submit=on_submit>
            <button class="button-icon" type="submit" aria-label="Search" title="Search (Enter)">
                <Drawing icon=Icon::Search />
            </button>
            <input
                node_ref=input
                class="search-input"
                type="search"
                name="q"
                maxlength="200"
                placeholder=label.clone()
                aria-label=label
                title="Press / to search"
                autocomplete="off"
                data-key="/"
                value=text.get_untracked()
                on:input=on_input
                on:keydown=on_keydown
            />
            {hidden(kept)}
        </form>
    }
}
