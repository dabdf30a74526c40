//! The boxes that select the rows of a page.

use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement},
};

use super::{
    markup::{Markup, element},
    selection::Selection,
    sheet::AnySheet,
};

/// What selects the rows of one table.
#[derive(Clone, Copy)]
pub struct RowBoxes {
    selection: Selection,
    /// Where a range begins: the place of the row whose box was clicked last.
    anchor: StoredValue<usize>,
}

impl RowBoxes {
    /// For the list that this component belongs to.
    pub fn current() -> Self {
        Self { selection: Selection::current(), anchor: StoredValue::new(0) }
    }

    /// The cell with the box of the row with this name. Whether that is selected is shown by
    /// [`RowBoxes::show`].
    pub fn row(self, name: &str) -> Markup {
        let label = element("label", "select needs-script");
        element("td", "col-select").child(label.child(input(format!("Select {name}"))))
    }

    /// Whether no row is selected. Runs the closure again that this is called in, when the selection changes.
    pub fn is_empty(self) -> bool {
        self.selection.is_empty()
    }

    /// Shows whether this row is selected, the one with this `id`.
    pub fn show(self, row: &Element, id: &str) {
        let chosen = self.selection.has(id);
        // What can go wrong is a name of a class with a space.
        let _ = row.class_list().toggle_with_force("row-selected", chosen);
        let input = row.query_selector(".col-select input").ok().flatten();
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
            input.set_checked(chosen);
            input.set_disabled(self.is_fixed());
        }
    }

    /// Whether all that match are selected, so that no box can be changed.
    fn is_fixed(self) -> bool {
        self.selection.matching().is_some()
    }

    /// The heading with the box that selects all rows of the page.
    pub fn all(self, sheet: &dyn AnySheet) -> Markup {
        const LABEL: &str = "Select all on this page";
        let all = ids(sheet);
        let chosen = all.iter().filter(|id| self.selection.has(id)).count();
        let input = input(LABEL.to_owned())
            .flag("disabled", self.is_fixed())
            .flag("checked", chosen == all.len())
            .flag("indeterminate", chosen > 0 && chosen < all.len());
        let label = element("label", "select needs-script").attribute("title", LABEL).child(input);
        element("th", "col-select").attribute("scope", "col").child(label)
    }

    /// The box that selects all rows of the page was clicked.
    pub fn clicked_all(self, event: &ev::MouseEvent, sheet: &dyn AnySheet) {
        self.selection.set(ids(sheet), event_target_checked(event));
    }

    /// The box of the row at this place was clicked. With Shift, all rows from the one clicked before;
    /// `id` gives the id of the row at a place.
    pub fn clicked(self, event: &ev::MouseEvent, at: usize, id: impl Fn(usize) -> Option<String>) {
        let from = if event.shift_key() { self.anchor.get_value() } else { at };
        let range = from.min(at)..=from.max(at);
        self.selection.set(range.filter_map(id), event_target_checked(event));
        self.anchor.set_value(at);
    }
}

fn input(label: String) -> Markup {
    element("input", "")
        .attribute("type", "checkbox")
        .attribute("aria-label", label)
        // A browser that loads the page again would check it as it was.
        .attribute("autocomplete", "off")
}

fn ids(sheet: &dyn AnySheet) -> Vec<String> {
    (0..).map_while(|at| sheet.row(at).map(|(id, _)| id.to_owned())).collect()
}
