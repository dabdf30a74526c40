//! The boxes that select the rows of a page.

use leptos::{ev, prelude::*};

use super::{
    markup::{Markup, element},
    selection::Selection,
    sheet::AnySheet,
};

/// What selects the rows of one table.
#[derive(Clone, Copy)]
pub struct RowBoxes {
    selection: Selection,
    /// Whether all that match are selected, so that no box can be changed.
    fixed: Memo<bool>,
    /// Where a range begins: the place of the row whose box was clicked last.
    anchor: StoredValue<usize>,
}

impl RowBoxes {
    /// For the list that this component belongs to.
    pub fn current() -> Self {
        let selection = Selection::current();
        let fixed = Memo::new(move |_| selection.matching().is_some());
        Self { selection, fixed, anchor: StoredValue::new(0) }
    }

    /// Whether the row with this id is selected.
    pub fn has(self, id: &str) -> bool {
        self.selection.has(id)
    }

    /// The cell with the box of the row with this name, which is `chosen` or not.
    pub fn row(self, name: &str, chosen: bool) -> Markup {
        let input = self.input(format!("Select {name}")).flag("checked", chosen);
        element("td", "col-select").child(element("label", "select needs-script").child(input))
    }

    /// The heading with the box that selects all rows of the page.
    pub fn all(self, sheet: &dyn AnySheet) -> Markup {
        const LABEL: &str = "Select all on this page";
        let all = ids(sheet);
        let chosen = all.iter().filter(|id| self.selection.has(id)).count();
        let input = self
            .input(LABEL.to_owned())
            .flag("checked", chosen == all.len())
            .flag("indeterminate", chosen > 0 && chosen < all.len());
        let label = element("label", "select needs-script").attribute("title", LABEL).child(input);
        element("th", "col-select").attribute("scope", "col").child(label)
    }

    fn input(self, label: String) -> Markup {
        element("input", "")
            .attribute("type", "checkbox")
            .attribute("aria-label", label)
            // A browser that loads the page again would check it as it was.
            .attribute("autocomplete", "off")
            .flag("disabled", self.fixed.get())
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

fn ids(sheet: &dyn AnySheet) -> Vec<String> {
    (0..).map_while(|at| sheet.row(at).map(|(id, _)| id.to_owned())).collect()
}
