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
use model::{PageSize, PageStart, Query};

use super::listed::Listed;
use crate::saved_filters::Known;

/// Values to choose from for a field, with their labels, for what is typed so far.
pub type Suggest = fn(&'static str, String) -> Suggestions;

/// What a [`Suggest`] gives in the end.
pub type Suggestions = Pin<Box<dyn Future<Output = Vec<(String, String)>>>>;

/// The filter of a list page, for parts that need not know the kind of its rows.
#[derive(Clone, Copy)]
pub struct Filtered {
    /// What can be filtered by.
    pub schema: &'static Schema,
    /// A filter that shows how one is written.
    pub example: &'static str,
    /// One of the rows, and many.
    pub noun: (&'static str, &'static str),
    /// Values of fields that have too many for a list.
    pub suggest: Suggest,
    /// The filter in the URL.
    pub text: Memo<String>,
    href: Callback<String, String>,
    count: Callback<String, Counting>,
}

/// How many rows there are; none where the filter cannot be read, or the server not be reached.
pub type Counting = Pin<Box<dyn Future<Output = Option<u64>>>>;

impl Filtered {
    /// That of the list that `query` asks for; `known` are its saved filters.
    pub fn of<T: Listed>(query: Memo<Query<T::Key>>, known: Known) -> Self {
        let with = move |filter| Query { filter, start: PageStart::First, ..query.get() };
        let count = move |filter| -> Counting {
            let query = Query { size: Some(PageSize::Few), ..untrack(|| with(filter)) };
            Box::pin(async move { T::fetch(query).await.ok().map(|page| page.total) })
        };
        Self {
            schema: T::schema(),
            example: T::EXAMPLE,
            noun: T::NOUN,
            suggest: T::suggest,
            text: Memo::new(move |_| query.read().filter.clone()),
            href: Callback::new(move |filter| known.href::<T>(with(filter))),
            count: Callback::new(count),
        }
    }

    /// The URL of the list with this filter instead; of its first page.
    pub fn href(self, filter: String) -> String {
        self.href.run(filter)
    }

    /// How many rows it would have then.
    pub fn count(self, filter: String) -> Counting {
        self.count.run(filter)
    }
}

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
