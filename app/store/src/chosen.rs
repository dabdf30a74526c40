//! Rows that were chosen, to be read or worked through piece by piece: some by their ids, or all that
//! match a question at one moment.

use std::{
    collections::HashSet, fmt::Display, future::Future, hash::Hash, str::FromStr, sync::Arc,
};

use filter::Row;
use model::{
    Customer, CustomerId, CustomerSort, FieldErrors, Instance, InstanceId, InstanceSort, Order,
    OrderId, OrderSort, Query, bulk::MAX_SELECTED, text,
};
use search::{Column, Matches};

use crate::{
    Store, StoreError, customers,
    index::{self, aside},
    instances, orders,
};

/// Rows read at once.
const CHUNK: usize = 1_000;

/// The ids of what was chosen, in order.
pub(crate) struct Chosen<Id> {
    from: From<Id>,
    /// How many were taken.
    taken: u64,
}

enum From<Id> {
    Named(Vec<Id>),
    Matching(Arc<Matches<Id>>),
}

impl<Id> Chosen<Id>
where
    Id: FromStr<Err: Display> + Clone + Eq + Hash + Send + 'static,
{
    /// These, each once. Refuses more than [`MAX_SELECTED`].
    pub(crate) fn named(mut ids: Vec<Id>) -> Result<Self, StoreError> {
        if ids.len() > MAX_SELECTED {
            return Err(StoreError::Invalid(FieldErrors::one(
                "ids",
                format!(
                    "{} rows were chosen one by one; {} is the most. Choose all that match instead.",
                    text::grouped(ids.len() as u64),
                    text::grouped(MAX_SELECTED as u64)
                ),
            )));
        }
        let mut seen = HashSet::new();
        ids.retain(|id| seen.insert(id.clone()));
        Ok(Self { from: From::Named(ids), taken: 0 })
    }

    /// All that matched.
    pub(crate) fn matching(matches: Matches<Id>) -> Self {
        Self { from: From::Matching(Arc::new(matches)), taken: 0 }
    }

    /// How many there are.
    pub(crate) fn total(&self) -> u64 {
        match &self.from {
            From::Named(ids) => ids.len() as u64,
            From::Matching(matches) => matches.total(),
        }
    }

    /// The next ids, up to so many; none at the end.
    pub(crate) async fn next(&mut self, size: usize) -> Result<Vec<Id>, StoreError> {
        let taken = self.taken;
        let ids = match &self.from {
            From::Named(ids) => ids.iter().skip(taken as usize).take(size).cloned().collect(),
            From::Matching(matches) => {
                let matches = matches.clone();
                aside(move || matches.ids(taken, size)).await?
            }
        };
        self.taken += ids.len() as u64;
        Ok(ids)
    }
}

/// A row of a list, which can be read by its id.
pub trait Readable: Sized + Send {
    /// The columns of the list, which know the ids of its rows.
    type Key: Column;

    /// The rows with these ids, in this order; those that are gone are left out.
    fn by_ids(
        store: &Store,
        ids: &[Id<Self>],
    ) -> impl Future<Output = Result<Vec<Self>, StoreError>> + Send;

    /// The texts of the row that keywords are looked for in, as far as the list shows them.
    fn searched(&self) -> Vec<&str>;
}

/// What a row of a list is known by.
type Id<T> = <<T as Readable>::Key as Column>::Id;

impl Readable for Customer {
    type Key = CustomerSort;
    async fn by_ids(store: &Store, ids: &[CustomerId]) -> Result<Vec<Self>, StoreError> {
        customers::by_ids(store, ids).await
    }
    fn searched(&self) -> Vec<&str> {
        self.search_texts()
    }
}

impl Readable for Instance {
    type Key = InstanceSort;
    async fn by_ids(store: &Store, ids: &[InstanceId]) -> Result<Vec<Self>, StoreError> {
        instances::by_ids(store, ids).await
    }
    fn searched(&self) -> Vec<&str> {
        vec![self.name.as_str(), &self.design, &self.customer_name]
    }
}

impl Readable for Order {
    type Key = OrderSort;
    async fn by_ids(store: &Store, ids: &[OrderId]) -> Result<Vec<Self>, StoreError> {
        orders::by_ids(store, ids).await
    }
    fn searched(&self) -> Vec<&str> {
        vec![self.instance_name.as_str(), &self.customer_name, &self.placed_by]
    }
}

/// Reads chosen rows in their order, as they are when their turn comes; those that are gone by then
/// are left out.
pub struct ChosenRows<T: Readable> {
    store: Store,
    chosen: Chosen<Id<T>>,
}

impl<T: Readable> ChosenRows<T> {
    /// All that match, in the list's order.
    pub(crate) async fn matching(store: &Store, query: &Query<T::Key>) -> Result<Self, StoreError> {
        let chosen = Chosen::matching(index::matching(store, query).await?);
        Ok(Self { store: store.clone(), chosen })
    }

    /// These, in this order, each once.
    pub(crate) fn named(store: &Store, ids: Vec<Id<T>>) -> Result<Self, StoreError> {
        Ok(Self { store: store.clone(), chosen: Chosen::named(ids)? })
    }

    /// The next of them, up to some thousand; none at the end.
    pub async fn next(&mut self) -> Result<Vec<T>, StoreError> {
        loop {
            let ids = self.chosen.next(CHUNK).await?;
            let rows = T::by_ids(&self.store, &ids).await?;
            if ids.is_empty() || !rows.is_empty() {
                return Ok(rows);
            }
        }
    }
}
