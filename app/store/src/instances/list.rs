//! Lists of service instances: which ids in which order, and the rows for ids.

use model::{
    CustomerId, Instance, InstanceId, InstanceQuery, InstanceSort, Page, page::PAGE_SIZE, text,
};
use surrealdb::types::Value;

use crate::{
    Store, StoreError,
    paging::{self, KeyKind, SortIndex},
    record::{InstanceRow, customer_record, instance_record},
};

/// A page of service instances.
pub async fn list(store: &Store, query: &InstanceQuery) -> Result<Page<Instance>, StoreError> {
    let page = find(store, query, PAGE_SIZE).await?;
    let rows = by_ids(store, &page.rows).await?;
    Ok(page.with_rows(rows))
}

/// The ids of a page of service instances in order, and the exact number of all that match.
pub async fn find(
    store: &Store,
    query: &InstanceQuery,
    size: u32,
) -> Result<Page<InstanceId>, StoreError> {
    let (index, descending) = (sort_index(query.sort.key), query.sort.descending);
    if query.q.trim().is_empty() && query.customer.is_none() {
        return paging::index_page(store, index, descending, &query.start, size).await;
    }
    let places = paging::places(matching(store, query).await?)?;
    paging::slice_page(places, index.kind, descending, &query.start, size)
}

/// The service instances with these ids, in this order; those that are gone are left out.
pub async fn by_ids(store: &Store, ids: &[InstanceId]) -> Result<Vec<Instance>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<InstanceRow> = store
        .db
        .query("SELECT *, customer.name AS customer_name OMIT body FROM $ids")
        .bind(("ids", ids.iter().map(instance_record).collect::<Vec<_>>()))
        .await?
        .take(0)?;
    rows.into_iter().map(Instance::try_from).collect()
}

/// How many service instances there are, or how many a customer has.
pub async fn count(store: &Store, customer: Option<&CustomerId>) -> Result<u64, StoreError> {
    match customer {
        None => store.count("instance").await,
        Some(id) => Ok(crate::customers::get(store, id).await?.services.total()),
    }
}

/// The sort key and id of every instance of the query's customer that holds all its words.
///
/// Reads the customer's rows by index, or every row where none is given.
async fn matching(
    store: &Store,
    query: &InstanceQuery,
) -> Result<Vec<(Value, String)>, StoreError> {
    let column = sort_index(query.sort.key).column;
    let scope = if query.customer.is_some() { "customer = $customer AND" } else { "" };
    // The fields are joined by a line end, so that no word matches across two of them.
    let text = format!(
        "SELECT VALUE [{column}, rid] FROM instance WHERE {scope} string::concat(
             name_key, '\\n', fn::fold(design), '\\n', state) CONTAINSALL $words"
    );
    let words: Vec<String> = query.q.split_whitespace().map(text::fold).collect();
    let rows = store
        .db
        .query(text)
        .bind(("customer", query.customer.as_ref().map(customer_record)))
        .bind(("words", words))
        .await?
        .take(0)?;
    Ok(rows)
}

fn sort_index(key: InstanceSort) -> SortIndex {
    let (column, kind) = match key {
        InstanceSort::Name => ("name_key", KeyKind::Text),
        InstanceSort::Design => ("design", KeyKind::Text),
        InstanceSort::State => ("state", KeyKind::Text),
        InstanceSort::Updated => ("updated_at", KeyKind::Time),
    };
    SortIndex { table: "instance", column, kind }
}
