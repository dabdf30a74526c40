//! What imports do not share: what a row is about, and what it may say.

use store::{RowOutcome, StoreError};

use super::report::Finding;

/// Customers, or service instances, from one form of file.
pub trait Kind {
    /// One row as it was read.
    type Row;
    /// One row, parsed.
    type Draft;

    /// What to call the place of `field` within a row.
    fn label(&self, field: &str) -> String;

    /// Refuses what cannot be looked at as a row.
    fn shape(&self, row: &Self::Row) -> Result<(), Finding>;

    /// What each row is about: the field that says it, and a key equal for equal things. A later
    /// row with one of the same keys is a duplicate.
    fn keys(&self, row: &Self::Row) -> Vec<(&'static str, String)>;

    /// What to say of a row whose `field` has the value of the row with the number `first`.
    fn duplicate(&self, row: &Self::Row, field: &str, first: u64) -> Finding;

    /// No text looks damaged, or the damage is to be imported: then it is returned as warnings.
    fn texts(&self, row: &Self::Row) -> Result<Vec<Finding>, Finding>;

    /// Parses a row and names every wrong field.
    fn parse(&self, row: &Self::Row) -> Result<Self::Draft, Finding>;

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

impl<Id> From<RowOutcome<Id>> for Outcome {
    fn from(outcome: RowOutcome<Id>) -> Self {
        match outcome {
            RowOutcome::Created(_) => Self::Created,
            RowOutcome::Updated(_) => Self::Updated,
            RowOutcome::Unchanged(_) => Self::Unchanged,
            RowOutcome::Skipped(_) => Self::Skipped,
            RowOutcome::Refused(reason) => Self::Refused("", reason),
        }
    }
}
