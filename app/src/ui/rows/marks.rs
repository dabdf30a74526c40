//! Which rows are selected, shown in the rows that are there: to draw fifty rows anew for it would take longer
//! than everything else that a click on the box of all rows needs.

use std::iter::successors;

use leptos::{prelude::*, web_sys::Element};

use super::Rows;

/// What is marked in the rows of one table.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    /// Whether any row may be.
    some: StoredValue<bool>,
    /// Whether they are about to be marked again.
    soon: StoredValue<bool>,
}

impl Marks {
    /// No row.
    pub(super) fn none() -> Self {
        Self { some: StoredValue::new(false), soon: StoredValue::new(false) }
    }
}

impl Rows {
    /// Marks those that are selected. Runs the closure again that this is called in, when the selection
    /// changes.
    pub(super) fn mark(self) {
        let none = self.boxes.is_empty();
        if none && !self.marks.some.get_value() {
            return;
        }
        self.marks.some.set_value(!none);
        let first = self.body.get_untracked().and_then(|body| body.first_element_child());
        let rows = successors(first, Element::next_element_sibling);
        for (at, row) in rows.enumerate() {
            let sheet = self.shown(at);
            if let Some((id, _)) = sheet.as_ref().and_then(|sheet| sheet.row(at)) {
                self.boxes.show(&row, id);
            }
        }
    }

    /// Marks them again before the next paint, where rows are being drawn anew.
    pub(super) fn mark_soon(self) {
        if !self.marks.some.get_value() || self.marks.soon.get_value() {
            return;
        }
        self.marks.soon.set_value(true);
        request_animation_frame(move || {
            // The table may have left the page.
            if self.marks.soon.try_set_value(false).is_none() {
                self.mark();
            }
        });
    }
}
