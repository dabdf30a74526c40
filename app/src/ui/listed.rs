//! What a kind of row must tell to have a list page.

use std::{future::Future, pin::Pin};

use filter::Schema;
use leptos::prelude::*;
use model::{Page, Query, SortKey};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    editing::Editing, filter::Suggestions, icon::Icon, markup::Markup, sheet::Sheet, table::Column,
};
use crate::{error::AppError, paths::Paths};

/// What gives the cells of a row as fields, all of them and the actions, once it is loaded.
pub type EditorOf<T> = Pin<Box<dyn Future<Output = fn(&T, &Sheet<T>, Editing) -> AnyView>>>;

/// A kind of row that has a list page.
pub trait Listed: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What it can be sorted by: the names of its columns.
    type Key: SortKey + Send + Sync;
    /// The name of the list, under which preferences for it are kept.
    const LIST: &'static str = <Self::Key as SortKey>::LIST.as_str();
    /// The page's heading.
    const TITLE: &'static str;
    /// One of them, and many: `customer`, `customers`.
    const NOUN: (&'static str, &'static str);
    /// Stands for them where there are none.
    const ICON: Icon;
    /// The name of the table.
    const LABEL: &'static str;
    /// A filter that shows how one is written.
    const EXAMPLE: &'static str;
    /// Whether something can be done with each row.
    const ACTIONS: bool;
    /// What a search looks at, as in "No … contains “acme”": `name, reference number or description`.
    const SEARCHED: &'static str;

    /// What it can be filtered by.
    fn schema() -> &'static Schema;
    /// Values of a field, with labels, for what is typed so far; none where they are few or unknown.
    fn suggest(field: &'static str, typed: String) -> Suggestions {
        let _ = (field, typed);
        Box::pin(async { Vec::new() })
    }
    /// The page that `query` asks for, from the server.
    fn fetch(
        query: Query<Self::Key>,
    ) -> impl Future<Output = Result<Page<Self>, AppError>> + Send + 'static;
    /// The URL of the list that `query` asks for.
    fn href(paths: &Paths, query: &Query<Self::Key>) -> String;
    /// The URL of these rows as a CSV file; of all that match where none are named.
    fn export(paths: &Paths, query: &Query<Self::Key>, ids: &[String]) -> String;
    /// Its columns, the one that heads the rows first.
    fn columns() -> &'static [Column<Self>];
    /// The row's identifier.
    fn id(&self) -> &str;
    /// What a column says about the row: the field to filter by, and its value there as filters are
    /// written, if it has one.
    fn value(&self, column: Self::Key) -> (&'static str, Option<String>);
    /// What it is called.
    fn name(&self) -> &str;
    /// What can be done with the row: links.
    fn actions(&self, query: &Query<Self::Key>) -> Vec<Markup>;
    /// What edits a row in place; none where rows are not.
    fn editor() -> Option<EditorOf<Self>> {
        None
    }
    /// Why there is nothing although nothing was searched for: a title and a sentence.
    fn empty(query: &Query<Self::Key>) -> (&'static str, &'static str);
    /// What to do where nothing is found: links.
    fn next_step(query: &Query<Self::Key>) -> Vec<Markup>;
}
