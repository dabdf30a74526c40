//! Customers that were deleted: the rows of the archive, latest or earliest first, by key.

use chrono::{DateTime, TimeDelta, Utc};
use model::{BatchId, CustomerId, DeletedCustomer};
use surrealdb::types::{RecordId, SurrealValue, vars};

use crate::{
    Store, StoreError,
    record::{CustomerRow, CustomerView, StatRow, customer_id, time},
};

/// A row of `archived_customer`.
#[derive(SurrealValue)]
pub(super) struct ArchivedRow {
    content: CustomerRow,
    stat: StatRow,
    deleted_at: DateTime<Utc>,
    deleted_by: String,
}

impl ArchivedRow {
    /// Which customer it was.
    pub(super) fn id(&self) -> Result<CustomerId, StoreError> {
        customer_id(&self.content.id)
    }
}

impl TryFrom<ArchivedRow> for DeletedCustomer {
    type Error = StoreError;
    fn try_from(row: ArchivedRow) -> Result<Self, StoreError> {
        let view = CustomerView { customer: row.content, stat: Some(row.stat) };
        Ok(Self {
            customer: view.try_into()?,
            deleted_at: time(row.deleted_at),
            deleted_by: row.deleted_by,
        })
    }
}

/// A place in the archive: when a customer was deleted, and which, because many may be at once.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) at: DateTime<Utc>,
    pub(super) id: String,
}

impl Place {
    /// Before the earliest.
    pub(super) fn first() -> Self {
        Self { at: DateTime::UNIX_EPOCH, id: String::new() }
    }

    /// After the latest, some thousand years from now.
    pub(super) fn last() -> Self {
        Self { at: DateTime::UNIX_EPOCH + TimeDelta::days(2_900_000), id: String::new() }
    }

    pub(super) fn of(row: &ArchivedRow) -> Result<Self, StoreError> {
        Ok(Self { at: row.deleted_at, id: row.id()?.into() })
    }
}

/// Which rows come first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    EarliestFirst,
    LatestFirst,
}

/// Up to `size` rows that come after a place in an order; only those of one run, if one is given.
///
/// Costs what it returns, because each of both statements reads a range of an index.
pub(super) async fn after(
    store: &Store,
    order: Order,
    place: &Place,
    batch: Option<&BatchId>,
    size: usize,
) -> Result<Vec<ArchivedRow>, StoreError> {
    let (than, direction) = match order {
        Order::EarliestFirst => (">", ""),
        Order::LatestFirst => ("<", "DESC"),
    };
    let within = if batch.is_some() { "batch = $batch AND" } else { "" };
    let text = format!(
        "SELECT * FROM archived_customer WHERE {within} deleted_at = $at AND id {than} $id
             ORDER BY id {direction} LIMIT {size};
         SELECT * FROM archived_customer WHERE {within} deleted_at {than} $at
             ORDER BY deleted_at {direction}, id {direction} LIMIT {size}"
    );
    let vars = vars! {
        at: place.at,
        id: RecordId::new("archived_customer", place.id.as_str()),
        batch: batch.map(ToString::to_string),
    };
    let mut results = store.db.query(text, vars).await?;
    let mut rows: Vec<ArchivedRow> = results.take(0)?;
    rows.extend(results.take::<Vec<ArchivedRow>>(1)?);
    rows.truncate(size);
    Ok(rows)
}

/// How many customers of a run are still deleted. Grows with their number.
pub(super) async fn count(store: &Store, batch: &BatchId) -> Result<u64, StoreError> {
    let text = "SELECT VALUE count FROM ONLY
                    (SELECT count() FROM archived_customer WHERE batch = $batch GROUP ALL)";
    let vars = vars! { batch: batch.to_string() };
    let count: Option<u64> = store.db.query(text, vars).await?.take(0)?;
    Ok(count.unwrap_or(0))
}
