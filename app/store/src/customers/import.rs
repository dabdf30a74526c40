//! Customers in bulk: batches of an import, rows of an export, ids by reference number.

use std::collections::HashMap;

use model::{Actor, Customer, CustomerDraft, CustomerId, text};
use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue};

use super::{DraftValue, list::views};
use crate::{
    OnDuplicate, RowOutcome, Store, StoreError, batch,
    record::{new_record, stored},
};

#[derive(SurrealValue)]
struct ImportRow {
    id: RecordId,
    draft: DraftValue,
}

/// Adds or changes up to [`MAX_BATCH`](crate::MAX_BATCH) customers in one transaction.
///
/// A row is known by its reference number, also one earlier in the batch; a row without one is
/// always added. A dry run gives the same answer for this batch and writes nothing.
pub async fn upsert_batch(
    store: &Store,
    actor: &Actor,
    drafts: &[CustomerDraft],
    on_duplicate: OnDuplicate,
    dry_run: bool,
) -> Result<Vec<RowOutcome<CustomerId>>, StoreError> {
    let rows: Vec<_> = drafts
        .iter()
        .map(|draft| ImportRow { id: new_record("customer"), draft: draft.into() })
        .collect();
    let call = "RETURN fn::customer_import($actor, $rows, $on_duplicate, $unique_names)";
    let outcomes = batch::run(store, actor, call, rows, on_duplicate, dry_run).await?;
    outcomes
        .into_iter()
        .zip(drafts)
        .map(|(outcome, draft)| {
            outcome.read(|reason, holder| match (reason, &draft.reference) {
                ("duplicate_reference", Some(reference)) => {
                    format!("Reference Number {reference} is already used by {holder}.")
                }
                _ => format!(
                    "A customer named {} exists already, and names must be unique here.",
                    draft.name
                ),
            })
        })
        .collect()
}

/// Customers in the order of their ids, from the one after `after` on: for reading all of them.
pub async fn scan(
    store: &Store,
    after: Option<&CustomerId>,
    limit: u32,
) -> Result<Vec<Customer>, StoreError> {
    let range = |table: &'static str| {
        let keys = match after {
            // The next key after an id is the id with the lowest character appended.
            Some(id) => RecordIdKeyRange::from(format!("{id}\0")..),
            None => RecordIdKeyRange::from(..),
        };
        RecordId::new(table, RecordIdKey::from(keys))
    };
    let mut results = store
        .db
        .query(format!("SELECT * FROM $ids LIMIT {limit}; SELECT * FROM $stats LIMIT {limit}"))
        .bind(("ids", range("customer")))
        .bind(("stats", range("customer_stat")))
        .await?;
    views(results.take(0)?, results.take(1)?)
}

/// Which customers have these reference numbers, by folded reference number; others are left out.
pub async fn by_references(
    store: &Store,
    references: &[String],
) -> Result<HashMap<String, CustomerId>, StoreError> {
    let mut found = HashMap::with_capacity(references.len());
    for references in references.chunks(batch::MAX_BATCH) {
        let keys: Vec<String> = references.iter().map(|r| text::fold(r)).collect();
        // One look-up each: the engine does not use an index for a long IN.
        let rows: Vec<(String, String)> = store
            .db
            .query(
                "RETURN array::flatten($keys.map(|$key|
                     (SELECT VALUE [ref_key, rid] FROM customer WHERE ref_key = $key)))",
            )
            .bind(("keys", keys))
            .await?
            .take(0)?;
        for (key, id) in rows {
            found.insert(key, stored(&id)?);
        }
    }
    Ok(found)
}
