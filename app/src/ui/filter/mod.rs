//! Filters of a list: the funnel's menu, the panel of advanced filters between toolbar and table, the
//! chips above the table. They all edit one [`filter::Filter`], which lives in the URL as text.

pub mod chips;
pub mod completion;
pub mod menu;
pub mod panel;
pub mod quick;
pub mod rows;
pub mod text;
pub mod value;

use std::{future::Future, pin::Pin};

use filter::{Draft, Filter, Schema};
use leptos::prelude::*;

/// Values to choose from for a field, with their labels, for what is typed so far.
pub type Suggest = fn(&'static str, String) -> Suggestions;

/// What a [`Suggest`] gives in the end.
pub type Suggestions = Pin<Box<dyn Future<Output = Vec<(String, String)>>>>;

/// What the rows of a form edit.
#[derive(Clone, Copy)]
pub struct Form {
    /// What stands in the form.
    pub draft: RwSignal<Draft>,
    /// Whether somebody wanted to apply it: then what is missing is wrong, too.
    pub tried: RwSignal<bool>,
    /// Values of fields that have too many for a list.
    pub suggest: Suggest,
}

impl Form {
    /// A form that shows this filter. What cannot be read as one leaves it empty.
    pub fn new(schema: &'static Schema, filter: &str, suggest: Suggest) -> Self {
        let draft = RwSignal::new(drafted(schema, filter));
        Self { draft, tried: RwSignal::new(false), suggest }
    }

    /// Shows another filter.
    pub fn show(self, filter: &str) {
        let schema = self.draft.read_untracked().schema();
        self.tried.set(false);
        self.draft.set(drafted(schema, filter));
    }

    /// The text of what is complete.
    pub fn complete(self) -> Option<String> {
        Some(self.draft.read().complete().map(|filter| filter.to_string()).unwrap_or_default())
    }

    /// Whether a value was typed in each row.
    pub fn is_started(self) -> bool {
        let draft = self.draft.read();
        draft.root().rows().iter().all(|row| !row.is_incomplete())
    }

    /// The text of the filter; nothing where something is wrong, which the form then says.
    pub fn text(self) -> Option<String> {
        self.tried.set(true);
        let filter = self.draft.read_untracked().to_filter();
        filter.ok().map(|filter| filter.map(|filter| filter.to_string()).unwrap_or_default())
    }
}

fn drafted(schema: &'static Schema, filter: &str) -> Draft {
    let read = Filter::parse(schema, filter);
    read.map_or_else(|_| Draft::new(schema), |filter| Draft::from_filter(&filter, schema))
}
