//! Asks the read index on behalf of lists.

use chrono::Utc;
use filter::{Filter, Schema};
use model::{
    Chips, CustomerId, CustomerQuery, InstanceId, InstanceQuery, InstanceState, Marks, Page,
    PageStart, Query, Sort, SortKey,
};
use search::{Column, CustomerColumn, Found, Matches, Order, Search, SearchError, Start};

use crate::{Store, StoreError};

/// A page of customers' ids.
pub(crate) async fn customers(
    store: &Store,
    query: &CustomerQuery,
    size: u32,
) -> Result<Page<CustomerId>, StoreError> {
    let search = customer_search(query, size)?;
    let (index, chips) = (store.index.clone(), chips(&search));
    Ok(page(aside(move || index.customers(&search)).await?, chips))
}

/// All customers that match.
pub(crate) async fn matching_customers(
    store: &Store,
    query: &CustomerQuery,
) -> Result<Matches<CustomerId>, StoreError> {
    let search = customer_search(query, 0)?;
    let index = store.index.clone();
    aside(move || index.matching_customers(&search)).await
}

/// All service instances that match.
pub(crate) async fn matching_instances(
    store: &Store,
    query: &InstanceQuery,
) -> Result<Matches<InstanceId>, StoreError> {
    let search = search(query, &filter::INSTANCES, 0)?;
    let index = store.index.clone();
    aside(move || index.matching_instances(&search)).await
}

/// A page of service instances' ids.
pub(crate) async fn instances(
    store: &Store,
    query: &InstanceQuery,
    size: u32,
) -> Result<Page<InstanceId>, StoreError> {
    let search = search(query, &filter::INSTANCES, size)?;
    let (index, chips) = (store.index.clone(), chips(&search));
    Ok(page(aside(move || index.instances(&search)).await?, chips))
}

/// The first of a customer's instances, by name, that keep it from being deleted.
pub(crate) async fn blocking(
    store: &Store,
    customer: &CustomerId,
    size: u32,
) -> Result<Vec<InstanceId>, StoreError> {
    let states: Vec<&str> = InstanceState::ALL
        .into_iter()
        .filter(|state| state.blocks_delete())
        .map(InstanceState::as_str)
        .collect();
    let query = InstanceQuery {
        filter: format!("state=in=({})", states.join(",")),
        customer: Some(customer.clone()),
        ..Default::default()
    };
    Ok(instances(store, &query, size).await?.rows)
}

/// A list of customers is never scoped to one.
fn customer_search(query: &CustomerQuery, size: u32) -> Result<Search<CustomerColumn>, StoreError> {
    Ok(Search { scope: None, ..search(query, &filter::CUSTOMERS, size)? })
}

fn search<K: SortKey, C: Column>(
    query: &Query<K>,
    schema: &'static Schema,
    size: u32,
) -> Result<Search<C>, StoreError> {
    let filter = match query.filter.trim() {
        "" => None,
        text => {
            let parsed = Filter::parse(schema, text);
            Some(parsed.map_err(|error| StoreError::BadFilter(error.to_string()))?)
        }
    };
    let order = |sort: &Sort<K>| {
        let column = C::named(sort.key.as_str())?;
        Some(Order { column, descending: sort.descending })
    };
    Ok(Search {
        keywords: query.q.clone(),
        filter,
        scope: query.customer.clone(),
        order: query.order().iter().filter_map(order).collect(),
        start: match &query.start {
            PageStart::First => Start::First,
            PageStart::Last => Start::Last,
            PageStart::After(cursor) => Start::After(cursor.clone()),
            PageStart::Before(cursor) => Start::Before(cursor.clone()),
            PageStart::At(id) => Start::At(id.clone()),
            PageStart::Row(number) => Start::Rank(number.saturating_sub(1)),
            PageStart::From(text) => Start::From(text.clone()),
        },
        size,
        now: Utc::now(),
    })
}

/// The filter in words.
fn chips<C: Column>(search: &Search<C>) -> Chips {
    search.filter.as_ref().map(Filter::chips).unwrap_or_default()
}

fn page<Id>(found: Found<Id>, chips: Chips) -> Page<Id> {
    let first = if found.ids.is_empty() { 0 } else { found.first + 1 };
    let Found { ids: rows, total, previous, next, .. } = found;
    Page { rows, total, first, previous, next, marks: Marks::new(), chips }
}

/// Lets the index, which computes or waits for the disk, work where it keeps no other task waiting.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SearchError> + Send + 'static,
) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|error| StoreError::Internal(error.to_string()))??)
}

#[cfg(test)]
mod tests {
    use model::{CustomerSort, InstanceSort};
    use search::InstanceColumn;

    use super::*;

    #[test]
    fn every_column_of_a_list_is_one_of_the_index() {
        for key in CustomerSort::ALL {
            assert!(CustomerColumn::named(key.as_str()).is_some(), "{key:?}");
        }
        for key in InstanceSort::ALL {
            assert!(InstanceColumn::named(key.as_str()).is_some(), "{key:?}");
        }
    }
}
