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
        icon::{Drawing, Icon},
        listed::Listed,
        menu::{Menu, close, later},
        plain::{hidden, plain},
        redrawn,
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
    // Also where a saved filter is the default.
    let everything = Query { saved: Saved::None, ..Query::default() };
    let everything = T::href(&Paths::current(), &everything);
    let (on_open, saved) = {
        let close = Callback::new(move |()| close(menu));
        later(move || saved_list(place, known, everything.clone(), close))
    };
    let toggle = move |_| {
        close(menu);
        advanced.0.update(|open| *open = !*open);
    };
    let toggle_label = redrawn(move || match advanced.0.get() {
        true => "Hide advanced filters",
        false => "Show advanced filters",
    });
    view! {
        <Menu label="Filter" face=|| view! { <Drawing icon=Icon::Funnel /> } node=menu on_open>
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
            {plain(move || as_text::<T>(query.get_untracked()))}
        </Menu>
    }
}

/// A form for the filter as text.
fn as_text<T: Listed>(query: Query<T::Key>) -> AnyView {
    let action = T::href(&Paths::current(), &Query::default());
    let kept = Query { filter: String::new(), start: PageStart::First, ..query.clone() };
    view! {
        <form method="get" action=action>
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
                {textarea_text(query.filter)}
            </textarea>
            <p class="menu-help">
                "For example " <code>{T::EXAMPLE}</code>
                ". A semicolon means and, a comma or; != is not, =in=(a,b) is one of."
            </p>
            <button class="button button-primary" type="submit">
                "Apply"
            </button>
            {hidden(|| kept.parameters())}
        </form>
    }
    .into_any()
}
