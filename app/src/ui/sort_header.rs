//! A column header that sorts: a link, so that it works without JavaScript too.

use leptos::prelude::*;
use model::{Query, Sort, SortKey};

use super::icon::{Drawing, Icon};
use crate::paths::Paths;

/// The header of the column `key` of a list that shows `query`, leading to the URL that `href`
/// gives for the query after a click.
#[component]
pub fn SortHeader<K: SortKey>(
    label: &'static str,
    key: K,
    query: Query<K>,
    href: fn(&Paths, &Query<K>) -> String,
    #[prop(optional, into)] class: &'static str,
) -> impl IntoView {
    let (order, icon) = match query.order() {
        Some(Sort { key: k, descending: false }) if k == key => {
            (Some("ascending"), Some(Icon::ArrowUp))
        }
        Some(Sort { key: k, descending: true }) if k == key => {
            (Some("descending"), Some(Icon::ArrowDown))
        }
        _ => (None, None),
    };
    let href = href(&Paths::current(), &query.sorted_by(key));
    view! {
        <th scope="col" class=class aria-sort=order>
            <a class="sort" href=href data-noscroll>
                {label}
                <span class="sort-arrow">{icon.map(|icon| view! { <Drawing icon /> })}</span>
            </a>
        </th>
    }
}
