//! Customers in bulk: batches of an import, rows of an export, ids by reference number.

use std::collections::HashMap;

use model::{Actor, Customer, CustomerDraft, CustomerId, text};
use surrealdb::types::{RecordId, SurrealValue};

use super::{DraftValue, list::views};
use crate::{
    OnDuplicate, RowOutcome, Store, StoreError, batch,
    record::{CustomerRow, StatRow, new_record, stored},
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
    let after = after.map_or("", CustomerId::as_str);
    // One statement, so that rows and counters are of one moment. `customer:after..` would do as
    // well as WHERE, but the engine reads such a range to its end whatever the limit.
    let page: Option<ScanPage> = store
        .db
        .query(format!(
            "RETURN {{
                 customers: (SELECT * FROM customer WHERE id > $id ORDER BY id LIMIT {limit}),
                 stats: (SELECT * FROM customer_stat WHERE id > $stat ORDER BY id LIMIT {limit})
             }}"
        ))
        .bind(("id", RecordId::new("customer", after)))
        .bind(("stat", RecordId::new("customer_stat", after)))
        .await?
        .take(0)?;
    page.map_or(Ok(Vec::new()), |page| views(page.customers, page.stats))
}

#[derive(SurrealValue)]
struct ScanPage {
    customers: Vec<CustomerRow>,
    stats: Vec<StatRow>,
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
