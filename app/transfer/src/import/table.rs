//! What the imports of customers and of instances from CSV do not share.

use model::FieldErrors;
use store::StoreError;

use super::kind::Outcome;
use crate::{file::Row, map::Columns};

/// Customers, or service instances, from columns.
pub trait Table {
    /// One row, parsed.
    type Draft;

    /// Where the fields come from.
    fn columns(&self) -> &Columns;

    /// What each row is about, as [`Kind::keys`](super::kind::Kind::keys) has it.
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
