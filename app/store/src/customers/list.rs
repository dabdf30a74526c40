//! Lists of customers: which ids in which order, and the rows for ids.

use std::collections::HashMap;

use model::{Customer, CustomerId, CustomerQuery, CustomerSort, Page, page::PAGE_SIZE, text};
use surrealdb::types::Value;

use crate::{
    Store, StoreError,
    paging::{self, KeyKind, SortIndex},
    record::{CustomerRow, CustomerView, StatRow, customer_record, key, stat_record},
};

/// A page of customers.
pub async fn list(store: &Store, query: &CustomerQuery) -> Result<Page<Customer>, StoreError> {
    let page = find(store, query, PAGE_SIZE).await?;
    let rows = by_ids(store, &page.rows).await?;
    Ok(page.with_rows(rows))
}

/// The ids of a page of customers in order, and the exact number of all that match.
///
/// The seam for another index: nothing else decides what matches and in which order.
pub async fn find(
    store: &Store,
    query: &CustomerQuery,
    size: u32,
) -> Result<Page<CustomerId>, StoreError> {
    let (index, descending) = (sort_index(query.sort.key), query.sort.descending);
    if query.q.trim().is_empty() {
        return paging::index_page(store, index, descending, &query.start, size).await;
    }
    let places = paging::places(matching(store, query).await?)?;
    paging::slice_page(places, index.kind, descending, &query.start, size)
}

/// The customers with these ids, in this order; those that are gone are left out.
pub async fn by_ids(store: &Store, ids: &[CustomerId]) -> Result<Vec<Customer>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    // `FROM $ids` reads exactly these rows; `WHERE id IN $ids` would read the table.
    let mut results = store
        .db
        .query("SELECT * FROM $ids; SELECT * FROM $stats")
        .bind(("ids", ids.iter().map(customer_record).collect::<Vec<_>>()))
        .bind(("stats", ids.iter().map(stat_record).collect::<Vec<_>>()))
        .await?;
    views(results.take(0)?, results.take(1)?)
}

/// Brings customers and their counters together, in the order of the customers.
pub(super) fn views(
    customers: Vec<CustomerRow>,
    stats: Vec<StatRow>,
) -> Result<Vec<Customer>, StoreError> {
    let mut stats: HashMap<String, StatRow> = stats.into_iter().map(|s| (key(&s.id), s)).collect();
    customers
        .into_iter()
        .filter_map(|customer| {
            let stat = stats.remove(&key(&customer.id))?;
            Some(CustomerView { customer, stat }.try_into())
        })
        .collect()
}

/// The sort key and id of every customer that holds all words of the query.
///
/// Reads every row: exact, and fine until a real search index answers [`find`].
async fn matching(
    store: &Store,
    query: &CustomerQuery,
) -> Result<Vec<(Value, String)>, StoreError> {
    let key = match query.sort.key {
        CustomerSort::Services => "type::record('customer_stat', rid).total",
        key => sort_index(key).column,
    };
    // The fields are joined by a line end, so that no word matches across two of them.
    let text = format!(
        "SELECT VALUE [{key}, rid] FROM customer WHERE string::concat(
             name_key, '\n', ref_sort, '\n', fn::fold(description ?? '')) CONTAINSALL $words"
    );
    let words: Vec<String> = query.q.split_whitespace().map(text::fold).collect();
    Ok(store.db.query(text).bind(("words", words)).await?.take(0)?)
}

fn sort_index(key: CustomerSort) -> SortIndex {
    let (table, column, kind) = match key {
        CustomerSort::Name => ("customer", "name_key", KeyKind::Text),
        CustomerSort::Reference => ("customer", "ref_sort", KeyKind::Text),
        CustomerSort::Services => ("customer_stat", "total", KeyKind::Number),
        CustomerSort::Updated => ("customer", "updated_at", KeyKind::Time),
    };
    SortIndex { table, column, kind }
}
