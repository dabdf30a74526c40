//! Filters made of what a row says: only rows with this value, or all others.

use filter::{Filter, ValueError};
use leptos::{ev, prelude::*};
use wasm_split_helpers::wasm_split;

use super::Filtered;
use crate::ui::{
    context_menu::{ContextMenu, Offer},
    places::column_of,
    sheet::AnySheet,
};

/// Offers filters in the place of the browser's menu, for the row at this place of the sheet: for the
/// cell that was clicked, or, by keyboard or a long touch, for all columns. What else the browser offers
/// for links, and everything with Shift held, is left to it.
pub fn offer(
    menu: ContextMenu,
    event: &ev::MouseEvent,
    sheet: &dyn AnySheet,
    at: usize,
    filtered: Filtered,
) {
    const OTHER_BUTTON: i16 = 2;
    let target: leptos::web_sys::Element = event_target(event);
    let by_mouse = event.button() == OTHER_BUTTON;
    if by_mouse && (event.shift_key() || target.closest("a").ok().flatten().is_some()) {
        return;
    }
    let said = sheet.said(at, column_of(&target).filter(|_| by_mouse));
    if !said.is_empty() {
        menu.open(event, offers(filtered, said));
    }
}

/// A field, and the value a row has in it, as filters are written.
pub type Said = (&'static str, Option<String>);

/// Only this value, and all but that, for each; none where the filter has no room for more, or cannot
/// be read. Loaded when it is first asked.
#[wasm_split(menus)]
fn offers(filtered: Filtered, said: Vec<Said>) -> Vec<Offer> {
    let filter = match filtered.text.get_untracked().trim() {
        "" => None,
        text => match Filter::parse(filtered.schema, text) {
            Ok(filter) => Some(filter),
            Err(_) => return Vec::new(),
        },
    };
    let made = [Filter::and_only, Filter::and_not];
    let pairs = said.iter().flat_map(|said| made.map(|made| (said, made)));
    pairs.filter_map(|(said, made)| one(filtered, filter.clone(), said, made)).collect()
}

/// [`Filter::and_only`] or [`Filter::and_not`].
type Made = fn(Option<Filter>, &'static filter::Field, Option<&str>) -> Result<Filter, ValueError>;

fn one(
    filtered: Filtered,
    filter: Option<Filter>,
    (field, value): &Said,
    made: Made,
) -> Option<Offer> {
    let field = filtered.schema.field(field)?;
    let alone = made(None, field, value.as_deref()).ok()?;
    let filter = made(filter, field, value.as_deref()).ok()?;
    let text = alone.chips().chips.into_iter().next()?.text;
    Some(Offer { text, href: untrack(|| filtered.href(filter.to_string())) })
}
