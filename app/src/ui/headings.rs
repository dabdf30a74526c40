//! The headings of a table's columns: they sort by links, so that this works without JavaScript too; with
//! Shift by one more column.

use leptos::ev;
use leptos_router::hooks::use_navigate;

use super::{
    icon::{Icon, drawing},
    links::over,
    markup::{Markup, element},
    places::column_of,
};
use crate::paths::in_place;

/// What heads a column.
pub struct Heading {
    /// The column's name in the URL.
    pub name: &'static str,
    /// What it says.
    pub label: &'static str,
    /// The class of the column's cells.
    pub class: &'static str,
    /// The URL of the list sorted by it after a click.
    pub href: String,
    /// The URL of the list sorted by it besides, after a click with Shift.
    pub also: String,
    /// Whether it is sorted by it downwards, if at all.
    pub descending: Option<bool>,
    /// Which of the columns that are sorted by it is, counted from 0; none where it is the only one.
    pub place: Option<usize>,
}

impl Heading {
    /// The column, as wide as that says; else as wide as its class says.
    pub fn column(&self, width: Option<u16>) -> Markup {
        let column = element("col", self.class);
        match width {
            Some(width) => column.attribute("width", width.to_string()),
            None => column,
        }
    }

    /// The heading's cell.
    pub fn cell(&self) -> Markup {
        let (direction, icon) = match self.descending {
            Some(false) => (Some("ascending"), Some(Icon::ArrowUp)),
            Some(true) => (Some("descending"), Some(Icon::ArrowDown)),
            None => (None, None),
        };
        let link = over("sort", self.href.clone())
            .child(self.label)
            .child(element("span", "sort-arrow").children(icon.map(drawing)))
            .children(self.place.map(place_in_order).into_iter().flatten());
        let edge = element("span", "col-edge needs-script").attribute("aria-hidden", "true");
        let cell = element("th", self.class).attribute("scope", "col");
        let cell = match direction {
            Some(direction) => cell.attribute("aria-sort", direction),
            None => cell,
        };
        cell.child(link).child(edge)
    }
}

/// What the columns that are sorted by are called in their order.
pub const WORDS: [&str; 3] = ["first", "second", "third"];

/// Which of the columns that are sorted by it is, counted from 0.
fn place_in_order(at: usize) -> [Markup; 2] {
    let word = WORDS.get(at).copied().unwrap_or_default();
    let number = element("span", "sort-place").attribute("aria-hidden", "true");
    [
        number.child((at + 1).to_string()),
        element("span", "visually-hidden").child(format!(" ({word})")),
    ]
}

/// What a click in the table does: with Shift on a heading's link it sorts by that column besides; Enter
/// with Shift is such a click, too.
pub fn sort_also(headings: impl Fn() -> Vec<Heading>) -> impl Fn(ev::MouseEvent) {
    let navigate = use_navigate();
    move |event: ev::MouseEvent| {
        if !event.shift_key() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let target: leptos::web_sys::Element = leptos::prelude::event_target(&event);
        let at = target.closest(".sort").ok().flatten().and_then(|link| column_of(&link));
        if let Some(heading) = at.and_then(|at| headings().into_iter().nth(at)) {
            event.prevent_default();
            navigate(&heading.also, in_place(false));
        }
    }
}
