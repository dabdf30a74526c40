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
mod view;

use model::{CustomerId, InstanceId, OrderId};
use search::{Change, Index, SearchError};

pub(crate) use ask::{aside, blocking, find, list, matching};
pub(crate) use clock::{Clock, set as set_clock};
pub use follow::Follower;
use follow::OVERLAP_MS;
pub(crate) use follow::catch_up;
pub(crate) use rebuild::rebuild_if_small;
pub(crate) use view::View;
use view::read_back;

use crate::{
    Store, StoreError, instances,
    orders::{self, OrderView},
    record::{CustomerView, InstanceView},
};

/// Which rows a command wrote.
#[derive(Clone, Debug, Default)]
pub(crate) struct Touched {
    pub(crate) customers: Vec<CustomerId>,
    pub(crate) instances: Vec<InstanceId>,
    pub(crate) orders: Vec<OrderId>,
    /// Customers whose instances and orders show something of them that changed.
    pub(crate) renamed: Vec<CustomerId>,
}

impl Touched {
    pub(crate) fn customer(id: CustomerId) -> Self {
        Self { customers: vec![id], ..Self::default() }
    }

    /// How many rows are named.
    fn len(&self) -> usize {
        self.customers.len() + self.instances.len() + self.orders.len()
    }
}

/// Makes lists show these rows as the record holds them now, and takes out those it does not hold.
///
/// Returns when searches see it. Costs a read of each row, and of each instance and each order of a
/// renamed customer.
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
    let Touched { customers, mut instances, mut orders, renamed } = touched;
    for customer in &renamed {
        // Asked of the record: the index may not know one yet that was just added.
        instances.extend(instances::ids_of(store, customer).await?);
        orders.extend(orders::ids_of(store, customer).await?);
    }
    let mut changes = Vec::new();
    read_back::<CustomerView>(store, customers, &mut changes).await?;
    read_back::<InstanceView>(store, instances, &mut changes).await?;
    read_back::<OrderView>(store, orders, &mut changes).await?;
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
