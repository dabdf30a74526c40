//! Commands on many customers: each customer by its own rules, many in one transaction.

use std::sync::Arc;

use model::{
    Actor, BatchId, BulkCommand, BulkProgress, CustomerId, CustomerStatus,
    bulk::{BlockingInstance, BulkCounts, BulkReason, BulkRow, MAX_TOLD},
};
use surrealdb::types::{Variables, vars};
use uuid::Uuid;

use super::{
    outcome::{Outcome, OutcomeValue},
    selection::Selected,
};
use crate::{
    Store, StoreError, batch,
    command::{ActorValue, writer},
    index::{self, Touched},
    instances,
    record::{customer_id, customer_record, stored},
};

/// Most instances told of those that keep a customer from being deleted.
const BLOCKERS_TOLD: u32 = 3;

/// Begins a command on many customers, which [`BulkRun::next`] carries out piece by piece.
///
/// Refused before anything is done: a role that may not write, more chosen one by one than may be,
/// and matches whose number is not the expected one any more.
pub async fn bulk(
    store: &Store,
    actor: &Actor,
    command: BulkCommand,
) -> Result<BulkRun, StoreError> {
    let actor = writer(actor)?;
    let (call, selected) = match command {
        BulkCommand::Delete(selection) => {
            let batch = stored(&Uuid::new_v4().to_string())?;
            (Call::Delete(batch), Selected::new(store, selection).await?)
        }
        BulkCommand::SetStatus(selection, status) => {
            (Call::SetStatus(status), Selected::new(store, selection).await?)
        }
        BulkCommand::Restore(restore) => (Call::Restore, Selected::deleted(restore)?),
    };
    let progress = BulkProgress {
        batch: call.batch().cloned(),
        done: 0,
        total: 0,
        counts: BulkCounts::default(),
        rows: Vec::new(),
        complete: false,
    };
    let work = Work { store: store.clone(), actor, call, _end: Arc::new(End(store.clone())) };
    Ok(BulkRun { work, selected, progress, told: 0, begun: false })
}

/// A command that is being carried out. Dropped before its end, it stops after the transactions that
/// are under way; what was done stays done, and lists show it once these are.
pub struct BulkRun {
    work: Work,
    selected: Selected,
    progress: BulkProgress,
    /// How many rows were told of.
    told: usize,
    begun: bool,
}

impl BulkRun {
    /// Carries on, and says how far the command is: at first that nothing is done yet, then after
    /// each of a few hundred customers, at last that it is complete; `None` after that. After an
    /// error it goes no further.
    pub async fn next(&mut self) -> Result<Option<BulkProgress>, StoreError> {
        if self.progress.complete {
            return Ok(None);
        }
        let store = self.work.store.clone();
        if !std::mem::replace(&mut self.begun, true) {
            self.progress.total = self.selected.total(&store).await?;
            return Ok(Some(self.progress.clone()));
        }
        let ids = self.selected.next(&store, batch::PART * batch::processors()).await?;
        let mut rows = Vec::new();
        if ids.is_empty() {
            store.flush().await?;
            self.progress.complete = true;
        }
        for outcome in self.work.carry_out(ids).await? {
            self.progress.done += 1;
            rows.extend(self.count(outcome).await?);
        }
        Ok(Some(BulkProgress { rows, ..self.progress.clone() }))
    }

    /// Counts what became of a customer; a row if there is something to tell.
    async fn count(&mut self, outcome: OutcomeValue) -> Result<Option<BulkRow>, StoreError> {
        let counts = &mut self.progress.counts;
        let mut reason = match outcome.read()? {
            Outcome::Done => {
                counts.done += 1;
                return Ok(None);
            }
            Outcome::Unchanged => {
                counts.unchanged += 1;
                return Ok(None);
            }
            Outcome::Refused(reason) => reason,
        };
        match &reason {
            BulkReason::Blocked { .. } => counts.blocked += 1,
            BulkReason::System => counts.system += 1,
            BulkReason::Gone => counts.gone += 1,
            BulkReason::ReferenceTaken { .. } | BulkReason::NameTaken => counts.taken += 1,
        }
        if self.told == MAX_TOLD {
            return Ok(None);
        }
        self.told += 1;
        let id = customer_id(&outcome.id)?;
        if let BulkReason::Blocked { first, .. } = &mut reason {
            *first = blockers(&self.work.store, &id).await?;
        }
        Ok(Some(BulkRow { id, name: outcome.name, reason }))
    }
}

/// What is done to each of the customers.
#[derive(Clone)]
enum Call {
    Delete(BatchId),
    SetStatus(CustomerStatus),
    Restore,
}

impl Call {
    fn batch(&self) -> Option<&BatchId> {
        if let Self::Delete(batch) = self { Some(batch) } else { None }
    }

    fn text(&self) -> &'static str {
        match self {
            Self::Delete(_) => "RETURN fn::customers_delete($actor, $ids, $batch)",
            Self::SetStatus(_) => {
                "RETURN fn::customers_set_status($actor, $ids, $status, $unique_names)"
            }
            Self::Restore => "RETURN fn::customers_restore($actor, $ids, $unique_names)",
        }
    }

    fn bind(&self, vars: &mut Variables) {
        match self {
            Self::Delete(batch) => vars.insert("batch", batch.to_string()),
            Self::SetStatus(status) => vars.insert("status", status.as_str().to_owned()),
            Self::Restore => {}
        }
    }
}

/// Who does what.
#[derive(Clone)]
struct Work {
    store: Store,
    actor: ActorValue,
    call: Call,
    /// Shared by the run and its transactions.
    _end: Arc<End>,
}

/// The end of a run, also of one that was dropped: when its last transaction is done, lists are made
/// to show it and who listens is told.
struct End(Store);

impl Drop for End {
    fn drop(&mut self) {
        let store = self.0.clone();
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Err(error) = store.flush().await {
                    tracing::warn!("lists are behind a command on many customers: {error}");
                }
            });
        }
    }
}

impl Work {
    /// Carries the command out for these, in a few transactions at the same time.
    async fn carry_out(&self, ids: Vec<CustomerId>) -> Result<Vec<OutcomeValue>, StoreError> {
        batch::side_by_side(batch::parts(ids), |part| self.clone().transact(part)).await
    }

    async fn transact(self, ids: Vec<CustomerId>) -> Result<Vec<OutcomeValue>, StoreError> {
        let mut vars = vars! {
            actor: self.actor,
            ids: ids.iter().map(customer_record).collect::<Vec<_>>(),
            unique_names: self.store.unique_names,
        };
        self.call.bind(&mut vars);
        let outcomes: Vec<OutcomeValue> = self.store.command(self.call.text(), vars).await?;
        let mut touched = Touched::default();
        outcomes.iter().try_for_each(|outcome| outcome.add_to(&mut touched))?;
        if let Call::SetStatus(_) = self.call {
            // Lists of instances show it.
            touched.renamed = touched.customers.clone();
        }
        index::hand_over(&self.store, touched).await?;
        Ok(outcomes)
    }
}

/// The first instances, by name, that keep a customer from being deleted.
async fn blockers(
    store: &Store,
    customer: &CustomerId,
) -> Result<Vec<BlockingInstance>, StoreError> {
    let ids = index::blocking(store, customer, BLOCKERS_TOLD).await?;
    let instances = instances::by_ids(store, &ids).await?.into_iter();
    Ok(instances.map(|i| BlockingInstance { id: i.id, name: i.name, state: i.state }).collect())
}
