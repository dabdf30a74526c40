//! The table of one page of a list, from its columns. It knows no kind of row.

use std::sync::Arc;

use leptos::{ev, prelude::*, web_sys::Element};
use model::{ListPreferences, Query, SortKey};

use super::{
    context_menu::ContextMenu,
    each,
    filter::Filtered,
    headings::{Heading, sort_also},
    listed::Listed,
    markup::{Markup, element},
    redrawn,
    row_boxes::RowBoxes,
    rows::Rows,
    selection::Selection,
    sheet::{AnySheet, Sheet},
    widths::Widths,
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
    pub cell: fn(&T, &Sheet<T>) -> Markup,
}

impl<T: Listed> Column<T> {
    /// One that is shown unless others are chosen.
    pub const fn new(
        key: T::Key,
        label: &'static str,
        class: &'static str,
        cell: fn(&T, &Sheet<T>) -> Markup,
    ) -> Self {
        Self { key, label, class, usual: true, cell }
    }
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

/// The table of the page in `sheet`, which follows it.
pub fn table(sheet: RwSignal<Arc<dyn AnySheet>>, filtered: Filtered) -> impl IntoView {
    let (list, label) = sheet.read_untracked().list();
    let liked = Liked::current().of(list);
    let (menu, selection) = (ContextMenu::closed(), Selection::current());
    let (rows, boxes, widths) =
        (Rows::of(sheet, menu, filtered), RowBoxes::current(), Widths::of(list));
    Effect::new(move || selection.total.set(sheet.read().place().1));
    let asked = move || sheet.read().is_chosen_and_scoped();
    let chosen = move || asked().0 || !liked.read().columns.is_empty();
    let headings = move || sheet.read_untracked().headings();
    let names = move || headings().iter().map(|heading| heading.name).collect();
    let sort_also = sort_also(headings);
    let on_click = move |event: ev::MouseEvent| {
        let target: Element = event_target(&event);
        if target.matches("thead input").is_ok_and(|is| is) {
            boxes.clicked_all(&event, &**sheet.read_untracked());
        }
        sort_also(event);
    };
    view! {
        <div
            class="table-frame"
            tabindex="0"
            role="region"
            aria-label=format!("{label}, scrollable")
        >
            <table
                class="table"
                // The header is a row, too.
                aria-rowcount=move || (sheet.read().place().1 + 1).to_string()
                aria-busy=move || rows.is_drawing().then_some("true")
                class:table-chosen=chosen
                class:table-wide=move || chosen() || !liked.read().widths.is_empty()
                class:table-scoped=move || asked().1
                class:table-compact=move || liked.read().compact
                on:click=on_click
                on:keydown=move |event| widths.on_key(&event, names)
                on:pointerdown=move |event| widths.on_down(&event, names)
                on:pointermove=move |event| widths.on_move(&event)
                on:pointerup=move |_| widths.on_up()
                on:pointercancel=move |_| widths.on_up()
            >
                {element("caption", "visually-hidden").child(label)}
                {redrawn(move || each(head(&**sheet.read(), &liked.read(), boxes)))}
                {rows.view()}
            </table>
        </div>
        {menu.view("Filter")}
    }
}

/// The columns and their headings.
fn head(sheet: &dyn AnySheet, liked: &ListPreferences, boxes: RowBoxes) -> [Markup; 2] {
    let headings = sheet.headings();
    let columns =
        headings.iter().map(|heading| heading.column(liked.widths.get(heading.name).copied()));
    let columns = element("colgroup", "").child(element("col", "col-select")).children(columns);
    let row = element("tr", "").attribute("aria-rowindex", "1").child(boxes.all(sheet));
    let row = row.children(headings.iter().map(Heading::cell));
    if !sheet.has_actions() {
        return [columns, element("thead", "").child(row)];
    }
    let said = element("span", "visually-hidden").child("Actions");
    let actions = element("th", "col-actions").attribute("scope", "col").child(said);
    [columns.child(element("col", "col-actions")), element("thead", "").child(row.child(actions))]
}
