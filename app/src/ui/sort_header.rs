//! A column header that sorts: a link, so that it works without JavaScript too.

use leptos::prelude::*;
use model::{Sort, SortKey};

use super::icon::{Drawing, Icon};

/// The header of the column `key`, leading to the URL that `href` gives for the order it would set.
#[component]
pub fn SortHeader<K: SortKey + Send + Sync>(
    label: &'static str,
    key: K,
    #[prop(into)] sort: Signal<Sort<K>>,
    href: impl Fn(Sort<K>) -> String + Send + Sync + 'static,
    #[prop(optional, into)] class: &'static str,
) -> impl IntoView {
    let order = move || match sort.get() {
        Sort { key: k, descending: false } if k == key => Some("ascending"),
        Sort { key: k, descending: true } if k == key => Some("descending"),
        _ => None,
    };
    view! {
        <th scope="col" class=class aria-sort=order>
            <a class="sort" href=move || href(sort.get().clicked(key)) data-noscroll>
                {label}
                <span class="sort-arrow">
                    {move || {
                        order()
                            .map(|order| {
                                let icon = match order {
                                    "ascending" => Icon::ArrowUp,
                                    _ => Icon::ArrowDown,
                                };
                                view! { <Drawing icon /> }
                            })
                    }}
                </span>
            </a>
        </th>
    }
}
