//! The table of one page of a list, from its columns. It knows no kind of row.

use std::{future::Future, pin::Pin, sync::Arc};

use leptos::{
    attr::custom::CustomAttribute, ev, html, prelude::*, task::spawn_local, web_sys::Element,
};
use model::{ListPreferences, Page, PageStart, Query, SortKey};

use super::{
    context_menu::ContextMenu,
    each,
    filter::{Filtered, quick},
    focus::{focus, focus_later},
    list::put_forward,
    listed::Listed,
    row_boxes::RowBoxes,
    sort_header::SortHeader,
};
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
    Page { rows, total, first, .. }: Page<T>,
    query: &Query<T::Key>,
    columns: &[&'static Column<T>],
    filtered: Filtered,
) -> impl IntoView + use<T> {
    put_forward(&query.start);
    let liked = Liked::current().of(T::LIST);
    let headers = columns.iter().map(|column| {
        let (label, key, class) = (column.label, column.key, column.class);
        view! { <SortHeader label key query=query.clone() href=T::href list=T::LIST class /> }
    });
    let headers = each(headers);
    let widths = columns.iter().map(|column| {
        let name = column.key.as_str();
        // `view!` does not know this attribute, and the page's policy forbids styles.
        html::col()
            .class(column.class)
            .attr("width", move || liked.read().widths.get(name).copied())
    });
    let widths = each(widths);
    let actions = T::ACTIONS.then(|| {
        view! {
            <th scope="col" class="col-actions">
                <span class="visually-hidden">"Actions"</span>
            </th>
        }
        .into_any()
    });
    let boxes = RowBoxes::new(&rows, total);
    let menu = ContextMenu::closed();
    let rows = each(rows.into_iter().enumerate().map(|(at, row)| {
        let index = first + at as u64 + 1;
        let select = boxes.row(at).into_any();
        table_row(row, index, select, columns, query, Offered { menu, filtered })
    }));
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
                // The header is a row, too.
                aria-rowcount=(total + 1).to_string()
                class:table-chosen=chosen
                class:table-wide=move || chosen || !liked.read().widths.is_empty()
                class:table-scoped=query.customer.is_some()
                class:table-compact=move || liked.read().compact
            >
                <caption class="visually-hidden">{T::LABEL}</caption>
                <colgroup>
                    <col class="col-select" />
                    {widths}
                    {T::ACTIONS.then(|| view! { <col class="col-actions" /> }.into_any())}
                </colgroup>
                <thead>
                    <tr aria-rowindex="1">{boxes.all()} {headers} {actions}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {menu.view("Filter")}
    }
}

/// The menu of filters that each row offers.
#[derive(Clone, Copy)]
struct Offered {
    menu: ContextMenu,
    filtered: Filtered,
}

/// The row with this number in the whole list, counting its header. Its cells become fields at F2 and
/// at a double click, and offer filters in a menu.
fn table_row<T: Listed>(
    row: T,
    index: u64,
    select: AnyView,
    columns: &[&'static Column<T>],
    query: &Query<T::Key>,
    Offered { menu, filtered }: Offered,
) -> impl IntoView + use<T> {
    let row = Arc::new(row);
    let editing = Editing::<T>(RwSignal::new(None));
    let keys: Vec<T::Key> = columns.iter().map(|column| column.key).collect();
    let first = keys.first().copied();
    let on_contextmenu = {
        let (row, keys) = (row.clone(), keys.clone());
        move |event: ev::MouseEvent| quick::offer(menu, &event, &*row, &keys, filtered)
    };
    let on_dblclick = move |event: ev::MouseEvent| {
        let cell = cell_of(&event_target(&event));
        editing.begin(cell.and_then(|at| keys.get(at)).copied());
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "F2" {
            event.prevent_default();
            editing.begin(first);
        }
    };
    let forward = is_forward(query, row.id());
    let (columns, query) = (columns.to_vec(), query.clone());
    let cells = move || {
        if let Some((_, edit)) = editing.0.get() {
            return edit(&row, &columns, editing);
        }
        let cells = columns.iter().map(|column| (column.cell)(&row, &query));
        let actions = T::ACTIONS
            .then(|| view! { <td class="col-actions">{row.actions(&query)}</td> }.into_any());
        each(cells.chain(actions)).into_any()
    };
    view! {
        <tr
            aria-rowindex=index.to_string()
            class:row-forward=forward
            class:row-editing=move || editing.0.read().is_some()
            on:contextmenu=on_contextmenu
            on:dblclick=on_dblclick
            on:keydown=on_keydown
        >
            {select}
            {cells}
        </tr>
    }
}

/// A row's cells as fields, all of them and the actions.
pub type EditRow<T> = fn(&T, &[&'static Column<T>], Editing<T>) -> AnyView;

/// What gives an [`EditRow`] once it is loaded.
pub type Editor<T> = Pin<Box<dyn Future<Output = EditRow<T>>>>;

/// Which row is being edited in place: none, or this one from the field of this column on.
pub struct Editing<T: Listed>(RwSignal<Option<(T::Key, EditRow<T>)>>);

impl<T: Listed> Clone for Editing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Listed> Copy for Editing<T> {}

impl<T: Listed> Editing<T> {
    /// Starts with this column, where rows are edited in place and this one is not edited yet.
    fn begin(self, key: Option<T::Key>) {
        let (Some(key), None) = (key, *self.0.read_untracked()) else { return };
        let Some(editor) = T::editor() else { return };
        spawn_local(async move {
            // The row may have left the page by now.
            self.0.try_set(Some((key, editor.await)));
            focus_later(&[".row-editing [data-edit]", ".row-editing .cell-input"]);
        });
    }

    /// Whether the focus starts in the field of this column.
    pub fn starts_at(self, key: T::Key) -> bool {
        self.0.get_untracked().is_some_and(|(start, _)| start == key)
    }

    /// Shows the row as it is, with the focus on what it had been on.
    pub fn end(self) {
        // Marked while it still is what it was.
        let row = document().query_selector(".row-editing").ok().flatten();
        self.0.set(None);
        request_animation_frame(move || {
            let link = row.and_then(|row| row.query_selector("th a").ok().flatten());
            if let Some(link) = link {
                focus(link);
            }
        });
    }
}

/// Which column's cell an element is in, not counting the box that selects the row.
pub fn cell_of(element: &Element) -> Option<usize> {
    let cell = element.closest("td, th").ok().flatten()?;
    let before = std::iter::successors(cell.previous_element_sibling(), |cell| {
        cell.previous_element_sibling()
    });
    before.count().checked_sub(1)
}
