//! Lists of service orders: which ids in which order, and the rows for ids.

use std::collections::HashMap;

use model::{CustomerId, Order, OrderId, OrderQuery, Page};
use surrealdb::types::{RecordId, SurrealValue, vars};

use super::row::{OrderRow, OrderView};
use crate::{
    ChosenRows, Store, StoreError, index,
    record::{CustomerRow, Owner, customer_record, key, order_record, stored},
};

/// A page of service orders, without their traces.
pub async fn list(store: &Store, query: &OrderQuery) -> Result<Page<Order>, StoreError> {
    index::list(store, query).await
}

/// The ids of a page of service orders in order, and the exact number of all that match.
pub async fn find(
    store: &Store,
    query: &OrderQuery,
    size: u32,
) -> Result<Page<OrderId>, StoreError> {
    index::find(store, query, size).await
}

/// All service orders that match, in the list's order, to be read piece by piece, without their traces.
pub async fn matching(store: &Store, query: &OrderQuery) -> Result<ChosenRows<Order>, StoreError> {
    ChosenRows::matching(store, query).await
}

/// These service orders, in this order, each once, to be read piece by piece, without their traces.
pub fn selected(store: &Store, ids: Vec<OrderId>) -> Result<ChosenRows<Order>, StoreError> {
    ChosenRows::named(store, ids)
}

/// The service orders with these ids, in this order, without their traces, which no list shows; those
/// that are gone are left out.
pub async fn by_ids(store: &Store, ids: &[OrderId]) -> Result<Vec<Order>, StoreError> {
    let views = views_by_ids(store, ids).await?.into_iter();
    views.map(|view| Ok(Order { trace: Vec::new(), ..view.try_into()? })).collect()
}

/// How many service orders there are, or how many were placed for a customer's instances. Of one
/// customer it grows with their number.
pub async fn count(store: &Store, customer: Option<&CustomerId>) -> Result<u64, StoreError> {
    match customer {
        None => store.count("service_order").await,
        Some(id) => Ok(ids_of(store, id).await?.len() as u64),
    }
}

/// The rows behind [`by_ids`].
pub(crate) async fn views_by_ids(
    store: &Store,
    ids: &[OrderId],
) -> Result<Vec<OrderView>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let records: Vec<RecordId> = ids.iter().map(order_record).collect();
    let rows = store.db.query("SELECT * FROM $ids", vars! { ids: records }).await?.take(0)?;
    views(store, rows).await
}

/// Brings orders together with the names of their instances and with their customers, each of which
/// is read once, be it there or in the archive.
pub(crate) async fn views(
    store: &Store,
    rows: Vec<OrderRow>,
) -> Result<Vec<OrderView>, StoreError> {
    let instances = distinct(rows.iter().map(|row| &row.instance));
    let customers = distinct(rows.iter().map(|row| &row.customer));
    // One statement, so that a row is seen in one of both tables while it moves between them.
    let text = "RETURN {
        instances: array::concat(
            (SELECT VALUE { id: id, name: name } FROM $instances),
            (SELECT VALUE { id: content.id, name: content.name } FROM $archived_instances)),
        customers: array::concat(
            (SELECT * FROM $customers),
            (SELECT VALUE content FROM $archived_customers)) }";
    let vars = vars! {
        archived_instances: in_table("archived_instance", &instances),
        archived_customers: in_table("archived_customer", &customers),
        instances: instances,
        customers: customers,
    };
    let found: Option<Found> = store.db.query(text, vars).await?.take(0)?;
    let Found { instances, customers } =
        found.ok_or_else(|| StoreError::Internal("the archive does not answer".into()))?;
    let names: HashMap<String, String> =
        instances.into_iter().map(|named| (key(&named.id), named.name)).collect();
    let owners = customers
        .iter()
        .map(|row| Ok((key(&row.id), Owner::try_from(row)?)))
        .collect::<Result<HashMap<_, _>, StoreError>>()?;
    let view = |order: OrderRow| OrderView {
        instance_name: names.get(&key(&order.instance)).cloned(),
        owner: owners.get(&key(&order.customer)).cloned(),
        order,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// The ids of the orders that were placed for a customer's service instances, in no order. Grows with
/// their number.
pub(crate) async fn ids_of(
    store: &Store,
    customer: &CustomerId,
) -> Result<Vec<OrderId>, StoreError> {
    let text = "SELECT VALUE id FROM service_order WHERE customer = $customer";
    let vars = vars! { customer: customer_record(customer) };
    let ids: Vec<RecordId> = store.db.query(text, vars).await?.take(0)?;
    ids.iter().map(|id| stored(&key(id))).collect()
}

/// What orders are about, wherever it is.
#[derive(SurrealValue)]
struct Found {
    instances: Vec<Named>,
    customers: Vec<CustomerRow>,
}

#[derive(SurrealValue)]
struct Named {
    id: RecordId,
    name: String,
}

fn distinct<'a>(records: impl Iterator<Item = &'a RecordId>) -> Vec<RecordId> {
    let by_key: HashMap<String, &RecordId> = records.map(|record| (key(record), record)).collect();
    by_key.into_values().cloned().collect()
}

/// The records of another table under the same keys.
fn in_table(table: &'static str, records: &[RecordId]) -> Vec<RecordId> {
    records.iter().map(|record| RecordId::new(table, record.key.clone())).collect()
}
