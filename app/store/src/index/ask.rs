//! Asks the read index on behalf of lists.

use chrono::Utc;
use filter::{Filter, Keywords};
use model::{CustomerId, InstanceId, InstanceQuery, InstanceState, Marks, Page, PageStart, Query};
use search::{Column, Found, Matches, Search, SearchError, Start};

use crate::{Store, StoreError, chosen::Readable};

/// A page of a list, with what the search found in its rows. Costs a look at the index and a read of
/// each row.
pub(crate) async fn list<T: Readable>(
    store: &Store,
    query: &Query<T::Key>,
) -> Result<Page<T>, StoreError> {
    let page = find(store, query, query.size.unwrap_or_default().rows()).await?;
    let rows = T::by_ids(store, &page.rows).await?;
    let marks = Keywords::parse(&query.q).marks(rows.iter().flat_map(T::searched));
    Ok(page.with_rows(rows, marks))
}

/// A page of ids.
pub(crate) async fn find<K: Column>(
    store: &Store,
    query: &Query<K>,
    size: u32,
) -> Result<Page<K::Id>, StoreError> {
    let search = search(query, size)?;
    let chips = search.filter.as_ref().map(Filter::chips).unwrap_or_default();
    let index = store.index.clone();
    let Found { ids: rows, total, first, previous, next } =
        aside(move || index.find(&search)).await?;
    let first = if rows.is_empty() { 0 } else { first + 1 };
    Ok(Page { rows, total, first, previous, next, marks: Marks::new(), chips })
}

/// All rows that match.
pub(crate) async fn matching<K: Column>(
    store: &Store,
    query: &Query<K>,
) -> Result<Matches<K::Id>, StoreError> {
    let search = search(query, 0)?;
    let index = store.index.clone();
    aside(move || index.matching(&search)).await
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
    Ok(find(store, &query, size).await?.rows)
}

fn search<K: Column>(query: &Query<K>, size: u32) -> Result<Search<K>, StoreError> {
    let filter = match query.filter.trim() {
        "" => None,
        text => {
            let parsed = Filter::parse(K::SCHEMA, text);
            Some(parsed.map_err(|error| StoreError::BadFilter(error.to_string()))?)
        }
    };
    Ok(Search {
        keywords: query.q.clone(),
        filter,
        scope: query.customer.clone(),
        order: query.order().to_vec(),
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

/// Lets the index, which computes or waits for the disk, work where it keeps no other task waiting.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SearchError> + Send + 'static,
) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|error| StoreError::Internal(error.to_string()))??)
}
