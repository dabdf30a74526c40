//! Makes the read index anew from all rows of the record.

use std::collections::HashMap;

use model::{CustomerSort, InstanceSort, ListName, OrderSort, Query};
use search::{Change, Column, Rebuild, Status};

use super::{View, aside, find, follow};
use crate::{
    Store, StoreError, customers, instances,
    orders::{self, OrderRow},
    record::{INSTANCE_COLUMNS, InstanceRow, Owner, key, stored},
    scan::Scan,
};

/// A record with no more rows than this is read before the program goes on.
const SMALL: u64 = 20_000;

impl Store {
    /// Whether lists can be read, or how far the making of what they are read from is.
    pub fn readiness(&self) -> Status {
        self.index.status()
    }

    /// Makes the read index anew from the record, whatever state it is in. Lists that could be
    /// read before can be read meanwhile. Takes a minute or so per two million rows.
    pub async fn reindex(&self) -> Result<u64, StoreError> {
        let total = rows_of_all(self).await?;
        let stamp = self.clock.now();
        let index = self.index.clone();
        let mut rebuild = aside(move || index.rebuild(total)).await?;
        let mut rows = 0;
        // Instances come in the order of their ids, so nearly each has another customer.
        let mut owners = HashMap::new();
        let mut customers = customers::all(self).await?;
        loop {
            let views = customers.next_views().await?;
            if views.is_empty() {
                break;
            }
            rows += views.len() as u64;
            for view in &views {
                owners.insert(key(&view.customer.id), Owner::try_from(&view.customer)?);
            }
            rebuild = fill(rebuild, views).await?;
        }
        let mut instances = Scan::begin(self, "instance").await?;
        while let Some((page, _)) =
            instances.next(self, INSTANCE_COLUMNS, |row: &InstanceRow| &row.id).await?
        {
            rows += page.len() as u64;
            let (mut views, others) = instances::views(page, &owners);
            // Their customers came after those had been read.
            let others: Vec<_> =
                others.iter().map(|row| stored(&key(&row.id))).collect::<Result<_, _>>()?;
            views.extend(instances::views_by_ids(self, &others).await?);
            rebuild = fill(rebuild, views).await?;
        }
        drop(owners);
        let mut orders = Scan::begin_in_time(self, "service_order").await?;
        while let Some((page, _)) = orders.next(self, "*", |row: &OrderRow| &row.id).await? {
            rows += page.len() as u64;
            rebuild = fill(rebuild, orders::views(self, page).await?).await?;
        }
        aside(move || rebuild.finish(Some(stamp))).await?;
        Ok(rows)
    }

    /// Makes the read index if there is none that can be used, and forgets old changes. For a
    /// program that serves lists; to be run in the background when there are many rows.
    pub async fn prepare(&self) -> Result<(), StoreError> {
        if self.index.status() == Status::NeedsRebuild {
            tracing::info!("making the search index from the record");
            let rows = self.reindex().await?;
            tracing::info!(rows, "the search index is complete");
        }
        follow::forget_old(self).await
    }

    /// Makes the read index anew if it cannot be used any more, or if its number of rows differs from
    /// the record's for longer than writing takes. Run it now and then.
    pub async fn check_index(&self) -> Result<(), StoreError> {
        for _ in 0..3 {
            match self.index.status() {
                Status::Rebuilding { .. } => return Ok(()),
                Status::Ready if self.counts_agree().await? => return Ok(()),
                Status::Ready => tokio::time::sleep(std::time::Duration::from_secs(1)).await,
                Status::NeedsRebuild => break,
            }
        }
        tracing::error!("the search index differs from the record and is made anew");
        self.reindex().await.map(|_| ())
    }

    /// Lets the read index need a rebuild, for tests.
    #[doc(hidden)]
    pub fn distrust_index(&self) {
        self.index.distrust();
    }

    /// Whether the index has as many rows as the record.
    pub(crate) async fn counts_agree(&self) -> Result<bool, StoreError> {
        Ok(agrees::<CustomerSort>(self).await?
            && agrees::<InstanceSort>(self).await?
            && agrees::<OrderSort>(self).await?)
    }
}

/// Whether the index has as many rows of a list as the record.
async fn agrees<K: Column>(store: &Store) -> Result<bool, StoreError> {
    let indexed = find(store, &Query::<K>::default(), 1).await?.total;
    Ok(store.count(table(K::LIST)).await? == indexed)
}

/// How many rows all lists have in the record.
async fn rows_of_all(store: &Store) -> Result<u64, StoreError> {
    let mut rows = 0;
    for list in ListName::ALL {
        rows += store.count(table(list)).await?;
    }
    Ok(rows)
}

/// Where the record holds the rows of a list.
fn table(list: ListName) -> &'static str {
    match list {
        ListName::Customers => "customer",
        ListName::Instances => "instance",
        ListName::Orders => "service_order",
    }
}

/// Makes the index of a record with few rows at once.
pub(crate) async fn rebuild_if_small(store: &Store) -> Result<(), StoreError> {
    if rows_of_all(store).await? <= SMALL {
        store.reindex().await?;
    }
    Ok(())
}

/// Puts these in. The rebuild, which may wait for the disk, works where it keeps no other task waiting.
async fn fill<V: View>(mut rebuild: Rebuild, views: Vec<V>) -> Result<Rebuild, StoreError> {
    let changes: Vec<Change> = views.into_iter().map(View::put).collect::<Result<_, _>>()?;
    aside(move || rebuild.put(changes).map(|()| rebuild)).await
}
