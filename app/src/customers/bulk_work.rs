//! What is to be done with all selected customers, and how far it is.

use leptos::{prelude::*, task::spawn_local};
use model::{
    BulkCommand, BulkProgress, CustomerQuery,
    bulk::{BulkRow, Selection as Chosen},
};

use super::{ListContext, bulk_api::Bulk};
use crate::{error::AppError, ui::selection::Selection};

/// What is asked for and not done yet, or being done.
#[derive(Clone, Copy)]
pub struct Work {
    /// The command.
    pub command: RwSignal<Option<BulkCommand>>,
    /// How far it is; none before it was begun.
    pub progress: RwSignal<Option<BulkProgress>>,
    /// Those that were left as they are.
    pub rows: RwSignal<Vec<BulkRow>>,
    /// Why it ended early.
    pub error: RwSignal<Option<AppError>>,
    /// Whether it is being done.
    pub running: RwSignal<bool>,
    /// Whether it is to end.
    pub stopped: StoredValue<bool>,
}

impl Work {
    /// Nothing.
    pub fn none() -> Self {
        Self {
            command: RwSignal::new(None),
            progress: RwSignal::new(None),
            rows: RwSignal::default(),
            error: RwSignal::new(None),
            running: RwSignal::new(false),
            stopped: StoredValue::new(false),
        }
    }

    /// Asks whether to do this.
    pub fn ask(self, command: BulkCommand) {
        self.progress.set(None);
        self.rows.update(Vec::clear);
        self.error.set(None);
        self.command.set(Some(command));
    }

    /// Asks no more, and does no more of it.
    pub fn close(self) {
        self.stopped.set_value(true);
        self.command.set(None);
    }

    /// Does it, and lets the list show what came of it.
    pub fn begin(self, list: ListContext) {
        let Some(command) = self.command.get_untracked() else { return };
        self.progress.set(None);
        self.rows.update(Vec::clear);
        self.error.set(None);
        self.stopped.set_value(false);
        self.running.set(true);
        spawn_local(async move {
            self.run(command).await;
            self.running.try_set(false);
            list.reload.now();
        });
    }

    async fn run(self, command: BulkCommand) {
        let mut bulk = match Bulk::begin(command).await {
            Ok(bulk) => bulk,
            Err(error) => return drop(self.error.try_set(Some(error))),
        };
        // To stop reading is to stop the work.
        while self.stopped.try_get_value() == Some(false)
            && let Some(step) = bulk.next().await
        {
            match step {
                Ok(mut step) => {
                    self.rows.try_update(|rows| rows.append(&mut step.rows));
                    self.progress.try_set(Some(step));
                }
                Err(error) => drop(self.error.try_set(Some(error))),
            }
        }
    }
}

/// The customers that are selected, as a command names them.
pub fn chosen(selection: Selection, query: &CustomerQuery) -> Chosen {
    match selection.matching() {
        Some(expected) => Chosen::Matching { query: query.clone(), expected },
        None => Chosen::Ids(selection.ids().iter().filter_map(|id| id.parse().ok()).collect()),
    }
}
