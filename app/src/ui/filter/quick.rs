//! Filters made of what a row says: only rows with this value, or all others.

use filter::{Field, Filter, ValueError};
use leptos::ev;
use model::{PageStart, Query};

use crate::{
    paths::Paths,
    ui::{
        context_menu::{ContextMenu, Offer},
        list_page::Listed,
        table::cell_of,
    },
};

/// Offers filters in the place of the browser's menu: for the cell that was clicked, or, by keyboard
/// or a long touch, for all of `columns`. What else the browser offers for links, and everything with
/// Shift held, is left to it.
pub fn offer<T: Listed>(
    menu: ContextMenu,
    event: &ev::MouseEvent,
    row: &T,
    columns: &[T::Key],
    query: &Query<T::Key>,
) {
    const OTHER_BUTTON: i16 = 2;
    let target: leptos::web_sys::Element = leptos::prelude::event_target(event);
    let by_mouse = event.button() == OTHER_BUTTON;
    if by_mouse && (event.shift_key() || target.closest("a").ok().flatten().is_some()) {
        return;
    }
    let columns = match cell_of(&target) {
        Some(at) if by_mouse => columns.get(at..=at).unwrap_or_default(),
        _ => columns,
    };
    menu.open(event, columns.iter().flat_map(|column| offers(row, *column, query)).collect());
}

/// [`Filter::and_only`] or [`Filter::and_not`].
type Made = fn(Option<Filter>, &'static Field, Option<&str>) -> Result<Filter, ValueError>;

/// Only the value that the row has in this column, and all but that; none where the filter has no
/// room for more, or cannot be read.
fn offers<T: Listed>(row: &T, column: T::Key, query: &Query<T::Key>) -> Vec<Offer> {
    let (field, value) = row.value(column);
    let filter = match query.filter.trim() {
        "" => Ok(None),
        text => Filter::parse(T::schema(), text).map(Some),
    };
    let (Some(field), Ok(filter)) = (T::schema().field(field), filter) else { return Vec::new() };
    let offer = |made: Made| {
        let alone = made(None, field, value.as_deref()).ok()?;
        let filter = made(filter.clone(), field, value.as_deref()).ok()?;
        let start = PageStart::First;
        let query = Query { filter: filter.to_string(), start, ..query.clone() };
        let text = alone.chips().chips.into_iter().next()?.text;
        Some(Offer { text, href: T::href(&Paths::current(), &query) })
    };
    [offer(Filter::and_only), offer(Filter::and_not)].into_iter().flatten().collect()
}
