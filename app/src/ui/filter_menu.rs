//! The funnel: the filter of a list as text, to write and change it.

use leptos::{ev, html, prelude::*};
use leptos_router::hooks::use_navigate;
use model::{PageStart, Query, query::MAX_FILTER};

use super::{
    hidden::hidden,
    icon::{Drawing, Icon},
    list_page::Listed,
    menu::{Menu, close, foot},
};
use crate::paths::{Paths, whole};

/// The panel for the filter of the list that `query` asks for. What cannot be read is explained in
/// the list's place, and stays here to be mended.
pub fn filter_menu<T: Listed>(query: Memo<Query<T::Key>>) -> impl IntoView {
    let paths = StoredValue::new(Paths::current());
    let navigate = use_navigate();
    let (menu, input) = (NodeRef::new(), NodeRef::<html::Textarea>::new());
    let filter = Memo::new(move |_| query.read().filter.clone());
    let with = move |filter| Query { filter, start: PageStart::First, ..query.get() };
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        close(menu);
        if let Some(input) = input.get_untracked() {
            let query = untrack(|| with(input.value().trim().to_owned()));
            navigate(&T::href(&paths.read_value(), &query), whole(false));
        }
    };
    let kept = move || hidden(with(String::new()).parameters());
    let action = T::href(&paths.read_value(), &Query::default());
    let cleared = move || T::href(&paths.read_value(), &with(String::new()));
    view! {
        <Menu label="Filter" face=|| view! { <Drawing icon=Icon::Funnel /> } node=menu>
            <form method="get" action=action on:submit=on_submit>
                {kept}
                <label class="menu-title" for="filter-text">
                    "Filter"
                </label>
                <textarea
                    id="filter-text"
                    name="filter"
                    class="menu-text mono"
                    node_ref=input
                    rows="3"
                    maxlength=MAX_FILTER
                    spellcheck="false"
                    autocomplete="off"
                    aria-describedby="filter-help"
                    prop:value=filter
                >
                    {filter.get_untracked()}
                </textarea>
                <p id="filter-help" class="menu-help">
                    "For example " <code>{T::EXAMPLE}</code>
                    ". A semicolon means and, a comma or; != is not, =in=(a,b) is one of."
                </p>
                {foot(menu, "Clear", cleared, || ())}
            </form>
        </Menu>
    }
}
