//! Makes up customers and service instances: many, varied, and the same ones every time.
//!
//! `culture` holds the words, `customer` and `instance` draw from them, `body` says what a service
//! is, `reference` numbers customers, `share` decides who has how many instances. The same numbers and
//! seed give the same names, references, states and counts; ids and times are the database's.

mod body;
mod culture;
mod customer;
mod instance;
mod reference;
mod share;

use model::{Actor, CustomerDraft, CustomerId, CustomerStatus, InstanceDraft};
use store::{OnDuplicate, RowOutcome, Store};

use crate::{
    TransferError,
    progress::{OnProgress, Progress, Stage},
};
use customer::Fate;

/// How much to make up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeedOptions {
    /// How many customers, at most 100 million.
    pub customers: u64,
    /// How many service instances, together.
    pub instances: u64,
    /// Another number gives other data.
    pub seed: u64,
    /// Also when there are customers already. The same seed a second time then adds those without
    /// a reference number again, and skips the others and their instances.
    pub into_existing: bool,
}

/// What was made up and stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeedReport {
    /// Customers added.
    pub customers: u64,
    /// Customers that were there already, by reference number.
    pub skipped: u64,
    /// Service instances added.
    pub instances: u64,
    /// Customers made inactive after they got their instances.
    pub deactivated: u64,
}

/// Fills the inventory; refused when it is not empty, unless told otherwise.
///
/// On an error what was committed so far stays.
pub async fn run(
    store: &Store,
    actor: &Actor,
    options: &SeedOptions,
    progress: OnProgress<'_>,
) -> Result<SeedReport, TransferError> {
    if options.customers > reference::MAX_CUSTOMERS {
        return Err(TransferError::Seed(format!(
            "{} customers are too many; {} is the most",
            options.customers,
            reference::MAX_CUSTOMERS
        )));
    }
    if !options.into_existing && store::customers::count(store).await? > 0 {
        return Err(TransferError::Seed(
            "the inventory has customers already; made-up ones would be mixed with them. Seed an \
             empty database, or say that you want this"
                .into(),
        ));
    }
    let counts = share::counts(options.seed, options.customers, options.instances);
    if options.instances > 0 && counts.iter().all(|count| *count == 0) {
        return Err(TransferError::Seed(format!(
            "{} instances need active customers to belong to; seed more customers",
            options.instances
        )));
    }
    let total = options.customers + options.instances;
    let mut seeding =
        Seeding { store, actor, seed: options.seed, total, report: SeedReport::default() };
    let mut index = 0;
    for counts in counts.chunks(store::MAX_BATCH) {
        seeding.batch(index, counts, progress).await?;
        index += counts.len() as u64;
    }
    store.flush().await?;
    Ok(seeding.report)
}

struct Seeding<'a> {
    store: &'a Store,
    actor: &'a Actor,
    seed: u64,
    total: u64,
    report: SeedReport,
}

impl Seeding<'_> {
    /// The customers from number `first` on, one per count, and their instances.
    async fn batch(
        &mut self,
        first: u64,
        counts: &[u32],
        progress: OnProgress<'_>,
    ) -> Result<(), TransferError> {
        let (mut drafts, fates): (Vec<_>, Vec<_>) =
            (first..).take(counts.len()).map(|index| customer::draft(self.seed, index)).unzip();
        // One that gets no instances can be inactive from the beginning.
        for ((draft, fate), count) in drafts.iter_mut().zip(&fates).zip(counts) {
            if *fate == Fate::Leaving && *count == 0 {
                draft.status = CustomerStatus::Inactive;
            }
        }
        let outcomes = self.customers(&drafts, OnDuplicate::Skip).await?;
        self.report.skipped += outcomes.iter().filter(|id| id.is_none()).count() as u64;
        self.report.customers += outcomes.iter().flatten().count() as u64;
        self.tell(progress);
        let mut waiting: Vec<InstanceDraft> = Vec::with_capacity(store::MAX_BATCH);
        for ((index, id), count) in (first..).zip(&outcomes).zip(counts) {
            let Some(id) = id else { continue };
            // Another source than the customer's own, so that neither depends on the other.
            let mut rng = customer::random(!self.seed, index);
            for ordinal in 0..*count {
                waiting.push(instance::draft(&mut rng, id, ordinal));
                if waiting.len() == store::MAX_BATCH {
                    self.instances(&waiting).await?;
                    waiting.clear();
                    self.tell(progress);
                }
            }
        }
        self.instances(&waiting).await?;
        self.tell(progress);
        self.deactivate(&drafts, &fates, counts, &outcomes).await
    }

    /// Makes those inactive that are leaving; only one with a reference number can be found again.
    async fn deactivate(
        &mut self,
        drafts: &[CustomerDraft],
        fates: &[Fate],
        counts: &[u32],
        ids: &[Option<CustomerId>],
    ) -> Result<(), TransferError> {
        let rows = drafts.iter().zip(fates).zip(counts).zip(ids);
        let leaving = rows.filter(|(((draft, fate), count), id)| {
            **fate == Fate::Leaving && **count > 0 && draft.reference.is_some() && id.is_some()
        });
        let leaving: Vec<_> = leaving
            .map(|(((draft, _), _), _)| CustomerDraft {
                status: CustomerStatus::Inactive,
                ..draft.clone()
            })
            .collect();
        if !leaving.is_empty() {
            self.customers(&leaving, OnDuplicate::Update).await?;
        }
        self.report.deactivated += leaving.len() as u64;
        Ok(())
    }

    /// Stores customers and returns the ids of those that were added or changed.
    async fn customers(
        &self,
        drafts: &[CustomerDraft],
        on_duplicate: OnDuplicate,
    ) -> Result<Vec<Option<CustomerId>>, TransferError> {
        let outcomes =
            store::customers::upsert_batch(self.store, self.actor, drafts, on_duplicate, false)
                .await?;
        outcomes
            .into_iter()
            .map(|outcome| match outcome {
                RowOutcome::Created(id) | RowOutcome::Updated(id) => Ok(Some(id)),
                RowOutcome::Unchanged(_) | RowOutcome::Skipped(_) => Ok(None),
                RowOutcome::Refused(reason) => Err(TransferError::Seed(reason)),
            })
            .collect()
    }

    async fn instances(&mut self, drafts: &[InstanceDraft]) -> Result<(), TransferError> {
        if drafts.is_empty() {
            return Ok(());
        }
        let skip = OnDuplicate::Skip;
        let outcomes =
            store::instances::upsert_batch(self.store, self.actor, drafts, skip, false).await?;
        for outcome in outcomes {
            match outcome {
                RowOutcome::Refused(reason) => return Err(TransferError::Seed(reason)),
                _ => self.report.instances += 1,
            }
        }
        Ok(())
    }

    fn tell(&self, progress: OnProgress<'_>) {
        let done = self.report.customers + self.report.skipped + self.report.instances;
        progress(Progress { stage: Stage::Seeding, done, total: self.total, rows: done });
    }
}
