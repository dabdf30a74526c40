//! The table of one page of a list, from its columns. It knows no kind of row.

use leptos::prelude::*;
use model::{PageStart, Query};

use super::{list::put_forward, list_page::Listed, selection::RowBoxes, sort_header::SortHeader};

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

/// Whether a list that shows `query` has the column.
pub fn is_shown<T: Listed>(column: &Column<T>, query: &Query<T::Key>) -> bool {
    let first = T::columns().first().is_some_and(|first| first.key == column.key);
    let chosen =
        if query.columns.is_empty() { column.usual } else { query.columns.contains(&column.key) };
    first || chosen
}

/// Whether the row with this id is the one that the URL asks for.
pub fn is_forward<K: model::SortKey>(query: &Query<K>, id: &str) -> bool {
    matches!(&query.start, PageStart::At(at) if at == id)
}

/// The rows of one page; `query` gives the columns, the sort arrows, the links, and the row to put
/// forward.
pub fn table<T: Listed>(rows: Vec<T>, query: &Query<T::Key>) -> impl IntoView + use<T> {
    put_forward(&query.start);
    let columns: Vec<_> = T::columns().iter().filter(|column| is_shown(column, query)).collect();
    let headers = columns
        .iter()
        .map(|column| {
            let (label, key, class) = (column.label, column.key, column.class);
            view! { <SortHeader label key query=query.clone() href=T::href class /> }
        })
        .collect_view();
    let actions = T::ACTIONS.then(|| {
        view! {
            <th scope="col" class="col-actions">
                <span class="visually-hidden">"Actions"</span>
            </th>
        }
    });
    let boxes = T::ACTIONS.then(|| RowBoxes::new(rows.iter().map(|row| row.id().into()).collect()));
    let rows = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let select = boxes.map(|boxes| boxes.row(at, row.name()));
            let cells = columns.iter().map(|column| (column.cell)(row, query)).collect_view();
            let actions =
                T::ACTIONS.then(|| view! { <td class="col-actions">{row.actions(query)}</td> });
            view! { <tr class:row-forward=is_forward(query, row.id())>{select} {cells} {actions}</tr> }
        })
        .collect_view();
    view! {
        <div
            class="table-frame"
            tabindex="0"
            role="region"
            aria-label=format!("{}, scrollable", T::LABEL)
        >
            <table
                class="table"
                class:table-chosen=!query.columns.is_empty()
                class:table-scoped=query.customer.is_some()
            >
                <caption class="visually-hidden">{T::LABEL}</caption>
                <thead>
                    <tr>{boxes.map(RowBoxes::all)} {headers} {actions}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
