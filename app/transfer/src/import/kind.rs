//! What the imports of customers and of instances do not share.

use model::FieldErrors;
use store::StoreError;

use crate::{file::Row, map::Columns};

/// Customers, or service instances.
pub trait Kind {
    /// One row, parsed.
    type Draft;

    /// Where the fields come from.
    fn columns(&self) -> &Columns;

    /// What each row is about: the field that says it, and a key equal for equal things. A later
    /// row with one of the same keys is a duplicate.
    fn keys(&self, row: &Row) -> Vec<(&'static str, String)>;

    /// The fields to look through for damaged text; `true` where it makes the row another one.
    fn texts(&self) -> &'static [(&'static str, bool)];

    /// Parses a row and names every wrong field.
    fn parse(&self, row: &Row) -> Result<Self::Draft, FieldErrors>;

    /// Stores up to [`store::MAX_BATCH`] rows and tells the outcome of each, in order.
    fn store(
        &self,
        drafts: Vec<Self::Draft>,
    ) -> impl Future<Output = Result<Vec<Outcome>, StoreError>> + Send;
}

/// What became of one row in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Created,
    /// It changed.
    Updated,
    /// It was the same already.
    Unchanged,
    /// It was left alone.
    Skipped,
    /// It cannot be: the field, or nothing when it is about the whole row, and why.
    Refused(&'static str, String),
}
