//! Rows of the record as the read index takes them.

use std::{collections::HashSet, future::Future, hash::Hash};

use model::{CustomerId, InstanceId, OrderId};
use search::{Change, InstanceEntry, OrderEntry};

use super::gone::{self, Archive, gone};
use crate::{
    Store, StoreError, customers, instances,
    orders::{self, OrderView},
    record::{CustomerView, InstanceView, customer_id, key, stored},
};

/// Rows read and handed over at once.
const CHUNK: usize = 1_000;

/// A row with all that the index keeps of it.
pub(crate) trait View: Sized + Send {
    /// What it is known by.
    type Id: AsRef<str> + Clone + Eq + Hash + Ord + Send + Sync;

    /// Where such rows go when they are deleted; `None` where they never are.
    const ARCHIVE: Option<Archive>;

    /// The rows with these ids; those that are gone are left out.
    fn by_ids(
        store: &Store,
        ids: &[Self::Id],
    ) -> impl Future<Output = Result<Vec<Self>, StoreError>> + Send;

    /// Its id.
    fn id(&self) -> Result<Self::Id, StoreError>;

    /// What shows it in lists.
    fn put(self) -> Result<Change, StoreError>;

    /// What takes it out of lists.
    fn remove(id: Self::Id, version: u64) -> Change;
}

/// Reads these rows, and adds what makes lists show them as the record holds them now, and takes out
/// those it does not hold.
pub(super) async fn read_back<V: View>(
    store: &Store,
    mut ids: Vec<V::Id>,
    changes: &mut Vec<Change>,
) -> Result<(), StoreError> {
    // A batch names a customer once for each of its instances.
    ids.sort_unstable();
    ids.dedup();
    for ids in ids.chunks(CHUNK) {
        let mut missing: HashSet<V::Id> = ids.iter().cloned().collect();
        for view in V::by_ids(store, ids).await? {
            missing.remove(&view.id()?);
            changes.push(view.put()?);
        }
        let gone = gone(store, V::ARCHIVE.as_ref(), missing.into_iter().collect()).await?;
        changes.extend(gone.into_iter().map(|(id, version)| V::remove(id, version)));
    }
    Ok(())
}

impl View for CustomerView {
    type Id = CustomerId;
    const ARCHIVE: Option<Archive> = Some(gone::CUSTOMERS);

    async fn by_ids(store: &Store, ids: &[CustomerId]) -> Result<Vec<Self>, StoreError> {
        customers::views_by_ids(store, ids).await
    }

    fn id(&self) -> Result<CustomerId, StoreError> {
        customer_id(&self.customer.id)
    }

    fn put(self) -> Result<Change, StoreError> {
        let version = self.age();
        Ok(Change::PutCustomer { customer: self.try_into()?, version })
    }

    fn remove(id: CustomerId, version: u64) -> Change {
        Change::RemoveCustomer { id, version }
    }
}

impl View for InstanceView {
    type Id = InstanceId;
    const ARCHIVE: Option<Archive> = Some(gone::INSTANCES);

    async fn by_ids(store: &Store, ids: &[InstanceId]) -> Result<Vec<Self>, StoreError> {
        instances::views_by_ids(store, ids).await
    }

    fn id(&self) -> Result<InstanceId, StoreError> {
        stored(&key(&self.instance.id))
    }

    fn put(self) -> Result<Change, StoreError> {
        let version = self.age();
        let customer_status = self.owner.status;
        let customer_reference = self.owner.reference();
        let instance = self.try_into()?;
        let entry = InstanceEntry { instance, customer_reference, customer_status };
        Ok(Change::PutInstance { entry, version })
    }

    fn remove(id: InstanceId, version: u64) -> Change {
        Change::RemoveInstance { id, version }
    }
}

impl View for OrderView {
    type Id = OrderId;
    const ARCHIVE: Option<Archive> = None;

    async fn by_ids(store: &Store, ids: &[OrderId]) -> Result<Vec<Self>, StoreError> {
        orders::views_by_ids(store, ids).await
    }

    fn id(&self) -> Result<OrderId, StoreError> {
        stored(&key(&self.order.id))
    }

    fn put(self) -> Result<Change, StoreError> {
        let version = self.age();
        let customer_reference = self.owner.as_ref().and_then(|owner| owner.reference());
        Ok(Change::PutOrder {
            entry: OrderEntry { order: self.try_into()?, customer_reference },
            version,
        })
    }

    fn remove(id: OrderId, version: u64) -> Change {
        Change::RemoveOrder { id, version }
    }
}
