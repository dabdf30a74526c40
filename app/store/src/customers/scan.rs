//! Customers by the thousand: all of them in the order of their ids, and ids by reference number.

use std::collections::HashMap;

use model::{Customer, CustomerId, text};
use surrealdb::types::{RecordId, Variables, vars};

use super::list::views;
use crate::{
    Store, StoreError, batch,
    record::{CustomerRow, CustomerView, key, stored},
};

/// Customers in the order of their ids, from the one after `after` on: for reading all of them.
pub async fn scan(
    store: &Store,
    after: Option<&CustomerId>,
    limit: u32,
) -> Result<Vec<Customer>, StoreError> {
    scan_views(store, after, limit).await?.into_iter().map(Customer::try_from).collect()
}

/// The rows behind [`scan`].
pub(crate) async fn scan_views(
    store: &Store,
    after: Option<&CustomerId>,
    limit: u32,
) -> Result<Vec<CustomerView>, StoreError> {
    let after = after.map_or("", CustomerId::as_str);
    // `customer:after..` would do as well as WHERE, but the engine reads such a range to its end
    // whatever the limit.
    let rows: Vec<CustomerRow> = store
        .db
        .query(
            format!("SELECT * FROM customer WHERE id > $id ORDER BY id LIMIT {limit}"),
            vars! { id: RecordId::new("customer", after) },
        )
        .await?
        .take(0)?;
    let Some(last) = rows.last().map(|row| key(&row.id)) else { return Ok(Vec::new()) };
    let stats = store
        .db
        .query(
            "SELECT * FROM customer_stat WHERE id > $first AND id <= $last",
            vars! {
                first: RecordId::new("customer_stat", after),
                last: RecordId::new("customer_stat", last),
            },
        )
        .await?
        .take(0)?;
    Ok(views(rows, stats))
}

/// Which customers have these reference numbers, by folded reference number; others are left out.
pub async fn by_references(
    store: &Store,
    references: &[String],
) -> Result<HashMap<String, CustomerId>, StoreError> {
    let mut found = HashMap::with_capacity(references.len());
    for references in references.chunks(batch::MAX_BATCH) {
        // The engine does not use an index for a longer IN.
        let chunks: Vec<_> = references.chunks(32).collect();
        let queries: String = (0..chunks.len())
            .map(|n| {
                format!(
                    "SELECT VALUE [ref_key, record::id(id)] FROM customer WHERE ref_key IN $k{n};"
                )
            })
            .collect();
        let mut vars = Variables::new();
        for (n, chunk) in chunks.iter().enumerate() {
            vars.insert(format!("k{n}"), chunk.iter().map(|r| text::fold(r)).collect::<Vec<_>>());
        }
        let mut answers = store.db.query(queries, vars).await?;
        for n in 0..chunks.len() {
            for (key, id) in answers.take::<Vec<(String, String)>>(n)? {
                found.insert(key, stored(&id)?);
            }
        }
    }
    Ok(found)
}
