//! Edit in place: a row whose cells are fields for a while.

use std::{future::Future, pin::Pin, sync::Arc};

use leptos::{prelude::*, task::spawn_local};

use super::focus::{focus, focus_later};

/// A row's cells as fields, all of them and the actions.
pub type EditRow = Arc<dyn Fn(Editing) -> AnyView + Send + Sync>;

/// What gives an [`EditRow`] once it is loaded.
pub type Editor = Pin<Box<dyn Future<Output = EditRow>>>;

/// Whether the row at one place is being edited: not, or from the field of a column on.
#[derive(Clone, Copy)]
pub struct Editing {
    begun: RwSignal<Option<(&'static str, EditRow)>>,
    /// The row's place on the page, counted from 0.
    at: usize,
}

impl Editing {
    /// Not yet.
    pub fn none(at: usize) -> Self {
        Self { begun: RwSignal::new(None), at }
    }

    /// Starts with the column of this name, unless it is edited already.
    pub fn begin(self, column: &'static str, editor: Editor) {
        if self.begun.read_untracked().is_some() {
            return;
        }
        spawn_local(async move {
            // The row may have left the page by now.
            self.begun.try_set(Some((column, editor.await)));
            focus_later(&[".row-editing [data-edit]", ".row-editing .cell-input"]);
        });
    }

    /// What edits the row, while it is edited.
    pub fn edit(self) -> Option<EditRow> {
        self.begun.get().map(|(_, edit)| edit)
    }

    /// Whether the focus starts in the field of this column.
    pub fn starts_at(self, column: &str) -> bool {
        self.begun.read_untracked().as_ref().is_some_and(|(start, _)| *start == column)
    }

    /// Shows the row as it is, with the focus on it.
    pub fn end(self) {
        self.begun.set(None);
        request_animation_frame(move || {
            let link = format!("tbody tr:nth-child({}) th a", self.at + 1);
            if let Some(link) = document().query_selector(&link).ok().flatten() {
                focus(link);
            }
        });
    }

    /// Ends it because another row is shown at this place.
    pub fn forget(self) {
        if self.begun.read_untracked().is_some() {
            self.begun.set(None);
        }
    }
}
