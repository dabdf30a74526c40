//! Rows that were chosen, to be read or worked through piece by piece: some by their ids, or all that
//! match a question at one moment.

use std::{
    collections::HashSet, fmt::Display, future::Future, hash::Hash, str::FromStr, sync::Arc,
};

use model::{Customer, CustomerId, FieldErrors, Instance, InstanceId, bulk::MAX_SELECTED, text};
use search::Matches;

use crate::{Store, StoreError, customers, index::aside, instances};

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

/// A row that can be read by its id.
pub trait Readable: Sized + Send {
    /// What it is known by.
    type Id: FromStr<Err: Display> + Clone + Eq + Hash + Send + Sync + 'static;

    /// The rows with these ids, in this order; those that are gone are left out.
    fn by_ids(
        store: &Store,
        ids: &[Self::Id],
    ) -> impl Future<Output = Result<Vec<Self>, StoreError>> + Send;
}

impl Readable for Customer {
    type Id = CustomerId;
    async fn by_ids(store: &Store, ids: &[CustomerId]) -> Result<Vec<Self>, StoreError> {
        customers::by_ids(store, ids).await
    }
}

impl Readable for Instance {
    type Id = InstanceId;
    async fn by_ids(store: &Store, ids: &[InstanceId]) -> Result<Vec<Self>, StoreError> {
        instances::by_ids(store, ids).await
    }
}

/// Reads chosen rows in their order, as they are when their turn comes; those that are gone by then
/// are left out.
pub struct ChosenRows<T: Readable> {
    store: Store,
    chosen: Chosen<T::Id>,
}

impl<T: Readable> ChosenRows<T> {
    pub(crate) fn new(store: &Store, chosen: Chosen<T::Id>) -> Self {
        Self { store: store.clone(), chosen }
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
