//! Keeps the read index true to the record, and asks it.
//!
//! What a command wrote is read back and handed to the index before the command returns, so lists
//! show it at once. Each transaction also leaves a row in the table `change`: what a crash, another
//! process or another replica left behind is caught up from there ([`follow`]). An index that is
//! lost is made anew from all rows ([`rebuild`]).

mod ask;
mod clock;
mod follow;
mod gone;
mod rebuild;

use std::collections::HashSet;

use model::{CustomerId, InstanceId};
use search::{Change, Index, InstanceEntry, SearchError};

pub(crate) use ask::{
    aside, blocking, customers, instances, matching_customers, matching_instances,
};
pub(crate) use clock::{Clock, set as set_clock};
pub use follow::Follower;
use follow::OVERLAP_MS;
pub(crate) use follow::catch_up;
use gone::gone;
pub(crate) use rebuild::rebuild_if_small;

use crate::{
    Store, StoreError,
    customers::views_by_ids,
    instances::{ids_of, views_by_ids as instances_by_ids},
    record::{CustomerView, InstanceView, customer_id, key, stored},
};

/// Rows read and handed over at once.
const CHUNK: usize = 1_000;

/// Which rows a command wrote.
#[derive(Clone, Debug, Default)]
pub(crate) struct Touched {
    pub(crate) customers: Vec<CustomerId>,
    pub(crate) instances: Vec<InstanceId>,
    /// Customers whose instances show something of them that changed.
    pub(crate) renamed: Vec<CustomerId>,
}

impl Touched {
    pub(crate) fn customer(id: CustomerId) -> Self {
        Self { customers: vec![id], ..Self::default() }
    }
}

/// Makes lists show these rows as the record holds them now, and takes out those it does not hold.
///
/// Returns when searches see it. Costs a read of each row, and of each instance of a renamed
/// customer.
pub(crate) async fn touch(store: &Store, touched: Touched) -> Result<(), StoreError> {
    let stamp = store.clock.now();
    let changes = changes(store, touched).await?;
    settled(store.index.submit(changes, Some(stamp)).await)?;
    store.news.tell();
    Ok(())
}

/// As [`touch`], but returns when the changes are on their way; see [`Store::flush`].
pub(crate) async fn hand_over(store: &Store, touched: Touched) -> Result<(), StoreError> {
    let stamp = store.clock.now();
    let changes = changes(store, touched).await?;
    store.index.hand_over(changes, Some(stamp)).await;
    Ok(())
}

/// As [`hand_over`], with rows that need not be read back.
pub(crate) async fn hand_over_changes(store: &Store, changes: Vec<Change>) {
    store.index.hand_over(changes, Some(store.clock.now())).await;
}

async fn changes(store: &Store, touched: Touched) -> Result<Vec<Change>, StoreError> {
    let Touched { mut customers, mut instances, renamed } = touched;
    for customer in &renamed {
        // Asked of the record: the index may not know one yet that was just added.
        instances.extend(ids_of(store, customer).await?);
    }
    // A batch names a customer once for each of its instances.
    customers.sort_unstable();
    customers.dedup();
    instances.sort_unstable();
    instances.dedup();
    let mut changes = Vec::with_capacity(customers.len() + instances.len());
    for ids in customers.chunks(CHUNK) {
        customer_changes(store, ids, &mut changes).await?;
    }
    for ids in instances.chunks(CHUNK) {
        instance_changes(store, ids, &mut changes).await?;
    }
    Ok(changes)
}

impl Store {
    /// Waits until lists show all that was written through this store: imports do not wait batch by
    /// batch.
    pub async fn flush(&self) -> Result<(), StoreError> {
        settled(self.index.submit(Vec::new(), None).await)?;
        self.news.tell();
        Ok(())
    }
}

/// Notes that the index has all changes there are, because nobody else can write and nobody will any
/// more: the next start need not look at the last ones again.
pub(crate) fn complete(index: &Index, clock: &Clock) {
    drop(index.submit(Vec::new(), Some(clock.now() + OVERLAP_MS)));
}

/// A change that an index in need of a rebuild does not take is not lost: the rebuild reads it.
fn settled(result: Result<(), SearchError>) -> Result<(), StoreError> {
    match result {
        Ok(()) | Err(SearchError::NeedsRebuild | SearchError::Rebuilding { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

async fn customer_changes(
    store: &Store,
    ids: &[CustomerId],
    changes: &mut Vec<Change>,
) -> Result<(), StoreError> {
    let mut missing: HashSet<CustomerId> = ids.iter().cloned().collect();
    for view in views_by_ids(store, ids).await? {
        missing.remove(&customer_id(&view.customer.id)?);
        changes.push(put_customer(view)?);
    }
    let gone = gone(store, &gone::CUSTOMERS, missing.into_iter().collect()).await?;
    changes.extend(gone.into_iter().map(|(id, version)| Change::RemoveCustomer { id, version }));
    Ok(())
}

async fn instance_changes(
    store: &Store,
    ids: &[InstanceId],
    changes: &mut Vec<Change>,
) -> Result<(), StoreError> {
    let mut missing: HashSet<InstanceId> = ids.iter().cloned().collect();
    for view in instances_by_ids(store, ids).await? {
        missing.remove(&stored(&key(&view.instance.id))?);
        changes.push(put_instance(view)?);
    }
    let gone = gone(store, &gone::INSTANCES, missing.into_iter().collect()).await?;
    changes.extend(gone.into_iter().map(|(id, version)| Change::RemoveInstance { id, version }));
    Ok(())
}

pub(crate) fn put_customer(view: CustomerView) -> Result<Change, StoreError> {
    let version = view.age();
    Ok(Change::PutCustomer { customer: view.try_into()?, version })
}

pub(crate) fn put_instance(view: InstanceView) -> Result<Change, StoreError> {
    let (entry, version) = entry(view)?;
    Ok(Change::PutInstance { entry, version })
}

fn entry(view: InstanceView) -> Result<(InstanceEntry, u64), StoreError> {
    let version = view.age();
    let customer_status = view.owner.status;
    let customer_reference = view.owner.reference.as_deref().map(str::to_owned);
    let instance = view.try_into()?;
    Ok((InstanceEntry { instance, customer_reference, customer_status }, version))
}
