//! What a list page shows instead of rows: why there are none, and what to do about it.

use leptos::prelude::*;
use model::{PageStart, Query};

use super::{
    each,
    icon::Icon,
    links::to,
    list::Reload,
    listed::Listed,
    redrawn,
    state::{Empty, Failed, Preparing},
};
use crate::{error::AppError, saved_filters::Known};

/// Why the list cannot be shown, and what to do about it. Not a part to be loaded when it is wanted: the
/// server may not answer.
pub fn failed(error: AppError, without_filter: String, reload: Reload) -> AnyView {
    match error {
        AppError::BadFilter(reason) => view! {
            <Empty icon=Icon::CircleAlert title="The filter cannot be read" text=reason>
                {to("button", without_filter).child("Clear filter")}
            </Empty>
        }
        .into_any(),
        AppError::Preparing { done, total } => {
            view! { <Preparing done total on_due=move || reload.now() /> }.into_any()
        }
        error => view! { <Failed error on_retry=move || reload.now() /> }.into_any(),
    }
}

/// Nothing is there, or nothing is found.
pub fn nothing<T: Listed>(query: Query<T::Key>, known: Known) -> impl IntoView {
    let (one, _) = T::NOUN;
    let next_step = T::next_step(&query);
    let searched = !query.q.is_empty();
    let filtered = !query.filter.is_empty();
    let (title, text) = match (searched, filtered) {
        (false, false) => {
            let (title, text) = T::empty(&query);
            (title.to_owned(), text.to_owned())
        }
        (true, false) => {
            (format!("No {one} matches"), format!("No {} contains “{}”.", T::SEARCHED, query.q))
        }
        (false, true) => (format!("No {one} matches"), format!("No {one} meets the filter.")),
        (true, true) => (
            format!("No {one} matches"),
            format!("No {one} that meets the filter contains “{}”.", query.q),
        ),
    };
    let start = PageStart::First;
    let without_search = Query { q: String::new(), start: start.clone(), ..query.clone() };
    let without_filter = Query { filter: String::new(), start, ..query };
    let clear = move |query: Query<T::Key>, label| {
        redrawn(move || to("button", known.href::<T>(query.clone())).child(label))
    };
    view! {
        <Empty icon=if searched || filtered { Icon::Search } else { T::ICON } title text>
            {searched.then(|| clear(without_search, "Clear search"))}
            {filtered.then(|| clear(without_filter, "Clear filter"))}
            {each(next_step)}
        </Empty>
    }
}
