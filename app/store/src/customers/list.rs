//! Lists of customers: which ids in which order, and the rows for ids.

use std::collections::HashMap;

use model::{Customer, CustomerId, CustomerQuery, Page};
use surrealdb::types::vars;

use crate::{
    ChosenRows, Store, StoreError, index,
    record::{CustomerRow, CustomerView, StatRow, customer_record, key, stat_record},
};

/// A page of customers.
pub async fn list(store: &Store, query: &CustomerQuery) -> Result<Page<Customer>, StoreError> {
    index::list(store, query).await
}

/// The ids of a page of customers in order, and the exact number of all that match.
pub async fn find(
    store: &Store,
    query: &CustomerQuery,
    size: u32,
) -> Result<Page<CustomerId>, StoreError> {
    index::find(store, query, size).await
}

/// All customers that match, in the list's order, to be read piece by piece.
pub async fn matching(
    store: &Store,
    query: &CustomerQuery,
) -> Result<ChosenRows<Customer>, StoreError> {
    ChosenRows::matching(store, query).await
}

/// These customers, in this order, each once, to be read piece by piece.
pub fn selected(store: &Store, ids: Vec<CustomerId>) -> Result<ChosenRows<Customer>, StoreError> {
    ChosenRows::named(store, ids)
}

/// The customers with these ids, in this order; those that are gone are left out.
pub async fn by_ids(store: &Store, ids: &[CustomerId]) -> Result<Vec<Customer>, StoreError> {
    views_by_ids(store, ids).await?.into_iter().map(Customer::try_from).collect()
}

/// The rows behind [`by_ids`].
pub(crate) async fn views_by_ids(
    store: &Store,
    ids: &[CustomerId],
) -> Result<Vec<CustomerView>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    // `FROM $ids` reads exactly these rows; `WHERE id IN $ids` would read the table.
    let mut results = store
        .db
        .query(
            "SELECT * FROM $ids; SELECT * FROM $stats",
            vars! {
                ids: ids.iter().map(customer_record).collect::<Vec<_>>(),
                stats: ids.iter().map(stat_record).collect::<Vec<_>>(),
            },
        )
        .await?;
    Ok(views(results.take(0)?, results.take(1)?))
}

/// Brings customers and their counters together, in the order of the customers.
pub(crate) fn views(customers: Vec<CustomerRow>, stats: Vec<StatRow>) -> Vec<CustomerView> {
    let mut stats: HashMap<String, StatRow> = stats.into_iter().map(|s| (key(&s.id), s)).collect();
    customers
        .into_iter()
        .map(|customer| {
            let stat = stats.remove(&key(&customer.id));
            CustomerView { customer, stat }
        })
        .collect()
}
