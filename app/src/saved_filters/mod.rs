//! Saved filters: what a list page shows, kept under a name, applied by a link, opened by default.

pub mod api;
pub mod bar;
pub mod form;
pub mod list;

use leptos::prelude::*;
use model::{ListName, SavedFilter};

use api::list_saved_filters;

/// The saved filters of a list that are known in the browser.
#[derive(Clone, Copy)]
pub struct Known {
    filters: LocalResource<Option<Vec<SavedFilter>>>,
}

impl Known {
    /// Those of this list, asked for once the page is there.
    pub fn of(list: ListName) -> Self {
        // A list that cannot be had is as none: the page works without it.
        let load = move || async move { list_saved_filters(list).await.ok() };
        Self { filters: LocalResource::new(load) }
    }

    /// All of them; none before they are known.
    pub fn all(self) -> Vec<SavedFilter> {
        self.loaded().unwrap_or_default()
    }

    /// All of them, once they are known.
    pub fn loaded(self) -> Option<Vec<SavedFilter>> {
        self.filters.get().flatten()
    }

    /// Asks for them again.
    pub fn reload(self) {
        self.filters.refetch();
    }
}
