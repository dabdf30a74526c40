//! The search box of a list: a plain GET form that the browser program answers without reloading.

use leptos::{ev, html, prelude::*};

use super::icon::{Drawing, Icon};

/// A search box named `label`, showing `text`. Without JavaScript it asks `action` with the
/// `hidden` parameters; otherwise `on_search` gets the text on Enter and when it is cleared.
#[component]
pub fn SearchBox(
    label: String,
    action: String,
    #[prop(into)] text: Signal<String>,
    #[prop(into)] hidden: Signal<Vec<(&'static str, String)>>,
    on_search: impl Fn(String) + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let clear = on_search.clone();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input.get_untracked() {
            on_search(input.value());
        }
    };

    view! {
        <form class="search" role="search" method="get" action=action on:submit=submit>
            {move || {
                hidden
                    .get()
                    .into_iter()
                    .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
                    .collect_view()
            }}
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
                autocomplete="off"
                value=text.get_untracked()
                prop:value=text
                on:keydown=move |event: ev::KeyboardEvent| {
                    if event.key() == "Escape" && !text.get_untracked().is_empty() {
                        clear(String::new());
                    }
                }
            />
        </form>
    }
}
