//! The funnel: opens the advanced filters, lists the saved ones, and clears the filter. Without JavaScript it is where a
//! filter is written as text.

use leptos::prelude::*;
use model::{PageStart, Query, Saved, query::MAX_FILTER};

use super::panel::Advanced;
use crate::{
    paths::Paths,
    saved_filters::{Known, Place, list::saved_list},
    ui::{
        field::textarea_text,
        hidden::hidden,
        icon::{Drawing, Icon},
        list_page::Listed,
        menu::{Menu, close},
    },
};

/// The funnel of the list that `query` asks for.
pub fn menu<T: Listed>(
    query: Memo<Query<T::Key>>,
    advanced: Advanced,
    place: Place,
    known: Known,
) -> impl IntoView {
    let menu = NodeRef::new();
    let with = move |filter| Query { filter, start: PageStart::First, ..query.get() };
    let cleared = move || known.href::<T>(with(String::new()));
    let kept = move || hidden(with(String::new()).parameters());
    let action = T::href(&Paths::current(), &Query::default());
    // Also where a saved filter is the default.
    let everything = Query { saved: Saved::None, ..Query::default() };
    let everything = T::href(&Paths::current(), &everything);
    let opened = RwSignal::new(false);
    let saved = move || {
        let close = Callback::new(move |()| close(menu));
        let everything = everything.clone();
        opened.get().then(|| Suspend::new(saved_list(place, known, everything, close)))
    };
    let toggle = move |_| {
        close(menu);
        advanced.0.update(|open| *open = !*open);
    };
    let toggle_label = move || match advanced.0.get() {
        true => "Hide advanced filters",
        false => "Show advanced filters",
    };
    view! {
        <Menu
            label="Filter"
            face=|| view! { <Drawing icon=Icon::Funnel /> }
            node=menu
            on_open=Callback::new(move |()| opened.set(true))
        >
            <ul class="menu-list">
                <li class="needs-script">
                    <button type="button" class="menu-item" data-key="f" title="f" on:click=toggle>
                        {toggle_label}
                    </button>
                </li>
                <li>
                    <a class="menu-item" href=cleared on:click=move |_| close(menu)>
                        "Clear all filters"
                    </a>
                </li>
            </ul>
            {saved}
            <form class="without-script" method="get" action=action>
                {kept}
                <label class="menu-title" for="filter-plain">
                    "Filter"
                </label>
                <textarea
                    id="filter-plain"
                    name="filter"
                    class="menu-text mono"
                    rows="3"
                    maxlength=MAX_FILTER
                    spellcheck="false"
                >
                    {textarea_text(query.get_untracked().filter)}
                </textarea>
                <p class="menu-help">
                    "For example " <code>{T::EXAMPLE}</code>
                    ". A semicolon means and, a comma or; != is not, =in=(a,b) is one of."
                </p>
                <button class="button button-primary" type="submit">
                    "Apply"
                </button>
            </form>
        </Menu>
    }
}
