//! Lists of service instances: which ids in which order, and the rows for ids.

use std::collections::HashMap;

use model::{CustomerId, Instance, InstanceId, InstanceQuery, Page};
use surrealdb::types::vars;

use crate::{
    ChosenRows, Store, StoreError, index,
    record::{
        CustomerRow, INSTANCE_COLUMNS, InstanceRow, InstanceView, Owner, customer_record,
        instance_record, key, stored,
    },
};

/// A page of service instances.
pub async fn list(store: &Store, query: &InstanceQuery) -> Result<Page<Instance>, StoreError> {
    index::list(store, query).await
}

/// The ids of a page of service instances in order, and the exact number of all that match.
pub async fn find(
    store: &Store,
    query: &InstanceQuery,
    size: u32,
) -> Result<Page<InstanceId>, StoreError> {
    index::find(store, query, size).await
}

/// All service instances that match, in the list's order, to be read piece by piece.
pub async fn matching(
    store: &Store,
    query: &InstanceQuery,
) -> Result<ChosenRows<Instance>, StoreError> {
    ChosenRows::matching(store, query).await
}

/// These service instances, in this order, each once, to be read piece by piece.
pub fn selected(store: &Store, ids: Vec<InstanceId>) -> Result<ChosenRows<Instance>, StoreError> {
    ChosenRows::named(store, ids)
}

/// The service instances with these ids, in this order; those that are gone are left out.
pub async fn by_ids(store: &Store, ids: &[InstanceId]) -> Result<Vec<Instance>, StoreError> {
    views_by_ids(store, ids).await?.into_iter().map(Instance::try_from).collect()
}

/// The rows behind [`by_ids`].
pub(crate) async fn views_by_ids(
    store: &Store,
    ids: &[InstanceId],
) -> Result<Vec<InstanceView>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    // Each customer is read once, however many of its instances are asked for.
    let mut results = store
        .db
        .query(
            format!(
                "LET $rows = (SELECT {INSTANCE_COLUMNS} FROM $ids);
                 LET $customers = array::distinct($rows.customer);
                 SELECT * FROM $customers;
                 RETURN $rows"
            ),
            vars! { ids: ids.iter().map(instance_record).collect::<Vec<_>>() },
        )
        .await?;
    let customers: Vec<CustomerRow> = results.take(2)?;
    let owners = customers
        .iter()
        .map(|row| Ok((key(&row.id), Owner::try_from(row)?)))
        .collect::<Result<HashMap<_, _>, StoreError>>()?;
    Ok(views(results.take(3)?, &owners).0)
}

/// Brings instances and their customers together, in the order of the instances. Returns also those
/// whose customer is not among the owners.
pub(crate) fn views(
    rows: Vec<InstanceRow>,
    owners: &HashMap<String, Owner>,
) -> (Vec<InstanceView>, Vec<InstanceRow>) {
    let (mut views, mut others) = (Vec::with_capacity(rows.len()), Vec::new());
    for instance in rows {
        match owners.get(&key(&instance.customer)) {
            Some(owner) => views.push(InstanceView { instance, owner: owner.clone() }),
            None => others.push(instance),
        }
    }
    (views, others)
}

/// The ids of a customer's service instances, in no order. Grows with their number.
pub(crate) async fn ids_of(
    store: &Store,
    customer: &CustomerId,
) -> Result<Vec<InstanceId>, StoreError> {
    let keys: Vec<String> = store
        .db
        .query(
            "SELECT VALUE record::id(id) FROM instance WHERE customer = $customer",
            vars! { customer: customer_record(customer) },
        )
        .await?
        .take(0)?;
    keys.iter().map(|key| stored(key)).collect()
}

/// How many service instances there are, or how many a customer has.
pub async fn count(store: &Store, customer: Option<&CustomerId>) -> Result<u64, StoreError> {
    match customer {
        None => store.count("instance").await,
        Some(id) => Ok(crate::customers::get(store, id).await?.services.total()),
    }
}
