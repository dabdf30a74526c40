//! The table of one page of a list, from its columns. It knows no kind of row.

use leptos::{attr::custom::CustomAttribute, html, prelude::*};
use model::{ListPreferences, PageStart, Query, SortKey};

use super::{list::put_forward, list_page::Listed, selection::RowBoxes, sort_header::SortHeader};
use crate::preferences::Liked;

/// A column of a list of `T`; the first one heads the rows and is always shown.
pub struct Column<T: Listed> {
    /// What it sorts by; its name in the URL.
    pub key: T::Key,
    /// Its heading.
    pub label: &'static str,
    /// The class of its cells.
    pub class: &'static str,
    /// It is shown unless other columns are chosen.
    pub usual: bool,
    /// A row's cell in it, a `td`; for the first column a `th`.
    pub cell: fn(&T, &Query<T::Key>) -> AnyView,
}

/// The columns of a list in their order: those in its URL, else those that the operator likes, else
/// the usual ones. The first one always stands first.
pub fn shown_columns<T: Listed>(
    query: &Query<T::Key>,
    liked: &ListPreferences,
) -> Vec<&'static Column<T>> {
    let named = |key: T::Key| T::columns().iter().find(move |column| column.key == key);
    let liked = || liked.columns.iter().filter_map(|name| T::Key::named(name));
    let mut rest: Vec<_> = match (query.columns.is_empty(), liked().next()) {
        (false, _) => query.columns.iter().filter_map(|key| named(*key)).collect(),
        (true, Some(_)) => liked().filter_map(named).collect(),
        (true, None) => T::columns().iter().filter(|column| column.usual).collect(),
    };
    let first = T::columns().first();
    rest.retain(|column| first.is_none_or(|first| first.key != column.key));
    first.into_iter().chain(rest).collect()
}

/// Whether the row with this id is the one that the URL asks for.
pub fn is_forward<K: model::SortKey>(query: &Query<K>, id: &str) -> bool {
    matches!(&query.start, PageStart::At(at) if at == id)
}

/// The rows of one page with these columns; `query` gives the sort arrows, the links, and the row to
/// put forward.
pub fn table<T: Listed>(
    rows: Vec<T>,
    query: &Query<T::Key>,
    columns: &[&'static Column<T>],
) -> impl IntoView + use<T> {
    put_forward(&query.start);
    let liked = Liked::current().of(T::LIST);
    let headers = columns
        .iter()
        .map(|column| {
            let (label, key, class) = (column.label, column.key, column.class);
            view! { <SortHeader label key query=query.clone() href=T::href list=T::LIST class /> }
        })
        .collect_view();
    let widths = columns
        .iter()
        .map(|column| {
            let name = column.key.as_str();
            // `view!` does not know this attribute, and the page's policy forbids styles.
            html::col().attr("width", move || liked.read().widths.get(name).copied())
        })
        .collect_view();
    let actions = T::ACTIONS.then(|| {
        view! {
            <th scope="col" class="col-actions">
                <span class="visually-hidden">"Actions"</span>
            </th>
        }
    });
    let boxes = RowBoxes::new(rows.iter().map(|row| row.id().into()).collect());
    let rows = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let cells = columns.iter().map(|column| (column.cell)(row, query)).collect_view();
            let actions =
                T::ACTIONS.then(|| view! { <td class="col-actions">{row.actions(query)}</td> });
            view! {
                <tr class:row-forward=is_forward(query, row.id())>
                    {boxes.row(at, row.name())} {cells} {actions}
                </tr>
            }
        })
        .collect_view();
    let chosen = !query.columns.is_empty() || !liked.read_untracked().columns.is_empty();
    view! {
        <div
            class="table-frame"
            tabindex="0"
            role="region"
            aria-label=format!("{}, scrollable", T::LABEL)
        >
            <table
                class="table"
                class:table-chosen=chosen
                class:table-scoped=query.customer.is_some()
                class:table-compact=move || liked.read().compact
            >
                <caption class="visually-hidden">{T::LABEL}</caption>
                <colgroup>
                    <col class="col-select" />
                    {widths}
                    {T::ACTIONS.then(|| view! { <col class="col-actions" /> })}
                </colgroup>
                <thead>
                    <tr>{boxes.all()} {headers} {actions}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
