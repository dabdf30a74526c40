//! Importing customers and service instances as the API of Paragon Automation (Routing Director)
//! returns them: a JSON array of each.
//!
//! They keep the ids that they have there and are known by them. A member that is missing, `null` or
//! `""` is absent. Members of an instance that are not ours become its body; those of a customer, which
//! has none, are left out.
//!
//! Read in this order: `members` reads an element, `customers`, `instances` with its `order`, and
//! `time`.

mod customers;
mod instances;
mod members;
mod order;
mod time;

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use model::{Actor, CustomerId, CustomerStatus};
use store::Store;

use super::{kind::Kind, options::ImportOptions, report::ImportReport, run};
use crate::{
    TransferError,
    file::{Element, JsonFile},
    progress::OnProgress,
};

/// An import of both: the customers first, so that the instances find theirs.
///
/// Of the [`ImportOptions`] it takes the path, what to do with what is in the inventory already, whether
/// it is a dry run, and where refused elements go. Files are read, and bad elements reported, as for
/// [`customers`](fn@super::customers).
pub struct Paragon<'a> {
    store: &'a Store,
    actor: &'a Actor,
    made: Made,
}

impl<'a> Paragon<'a> {
    /// Nothing was imported yet.
    pub fn new(store: &'a Store, actor: &'a Actor) -> Self {
        Self { store, actor, made: Made::default() }
    }

    /// Imports customers. Those that belong to the system are marked.
    pub async fn customers(
        &self,
        options: &ImportOptions,
        progress: OnProgress<'_>,
    ) -> Result<ImportReport, TransferError> {
        let (store, actor, made) = (self.store, self.actor, &self.made);
        let kind = customers::Customers { store, actor, options, made };
        self.run(&kind, options, progress).await
    }

    /// Imports service instances, each with its order. Their customers must be in the inventory; in a
    /// dry run those do that the import of the customers would have made.
    pub async fn instances(
        &self,
        options: &ImportOptions,
        progress: OnProgress<'_>,
    ) -> Result<ImportReport, TransferError> {
        let (store, actor, made) = (self.store, self.actor, &self.made);
        let kind = instances::Instances { store, actor, options, made };
        self.run(&kind, options, progress).await
    }

    async fn run(
        &self,
        kind: &impl Kind<Row = Element>,
        options: &ImportOptions,
        progress: OnProgress<'_>,
    ) -> Result<ImportReport, TransferError> {
        let file = JsonFile::open(&options.path)?;
        let report = run::run(kind, &file, options, progress).await?;
        self.store.flush().await?;
        Ok(report)
    }
}

/// The customers that a dry run would have made.
#[derive(Default)]
pub struct Made(Mutex<HashMap<CustomerId, CustomerStatus>>);

impl Made {
    fn locked(&self) -> MutexGuard<'_, HashMap<CustomerId, CustomerStatus>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
