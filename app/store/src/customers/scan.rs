//! Customers by the thousand: all of them in the order of their ids, and ids by reference number.

use std::collections::HashMap;

use model::{Customer, CustomerId, text};
use surrealdb::types::{Variables, vars};

use super::list::views;
use crate::{
    Store, StoreError, batch,
    record::{CustomerRow, CustomerView, stored},
    scan::Scan,
};

/// Reads all customers in the order of their ids. Those that are added meanwhile may be left out.
pub struct Customers {
    store: Store,
    scan: Scan,
}

/// Begins to read all customers.
pub async fn all(store: &Store) -> Result<Customers, StoreError> {
    Ok(Customers { store: store.clone(), scan: Scan::begin(store, "customer").await? })
}

impl Customers {
    /// The next of them, up to some thousand; none at the end.
    pub async fn next(&mut self) -> Result<Vec<Customer>, StoreError> {
        self.next_views().await?.into_iter().map(Customer::try_from).collect()
    }

    /// The rows behind [`Customers::next`].
    pub(crate) async fn next_views(&mut self) -> Result<Vec<CustomerView>, StoreError> {
        let next = self.scan.next(&self.store, "*", |row: &CustomerRow| &row.id).await?;
        let Some((rows, keys)) = next else {
            return Ok(Vec::new());
        };
        let stats = keys.of("customer_stat");
        let text = "SELECT * FROM $stats";
        let stats = self.store.db.query(text, vars! { stats: stats }).await?.take(0)?;
        Ok(views(rows, stats))
    }
}

/// How many customers there are.
pub async fn count(store: &Store) -> Result<u64, StoreError> {
    store.count("customer").await
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
