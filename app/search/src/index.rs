//! The door: open the index, search it, tell it what changed.

use std::{
    path::Path,
    sync::{
        Arc,
        mpsc::{Sender, channel},
    },
    thread::JoinHandle,
};

use model::{CustomerId, InstanceId, InstanceState, ListName, ServiceCounts};
use tokio::sync::{Semaphore, oneshot};

use crate::{
    Change, Column, Found, Matches, Rebuild, Search, SearchError, Status,
    cache::Cache,
    generation::Generation,
    indexer::{Indexer, Job},
    layout::Holder,
    shared::{Shared, ended, wait},
};

/// Most changes that were handed over and not written yet.
const ROOM: usize = 20_000;

/// The read index: which rows of a list match, in which order, and how many.
///
/// Searching may be done from any number of threads at once; it blocks for as long as it takes to
/// compute, typically a millisecond or few, and never waits for writing. Dropping the index waits
/// for the commit that is under way.
pub struct Index {
    shared: Arc<Shared>,
    jobs: Sender<Job>,
    /// For changes that nobody waits for.
    room: Arc<Semaphore>,
    thread: Option<JoinHandle<()>>,
}

impl Index {
    /// Opens the index in `folder`, or an empty one in memory.
    ///
    /// A folder that is missing, damaged or of another version is emptied and the index then needs
    /// a rebuild ([`Index::status`]), as a new one in memory does. Fails when the folder cannot be
    /// written or is in use by another program. Takes milliseconds, whatever the size; the orders
    /// of the columns are worked out in the background.
    pub fn open(folder: Option<&Path>) -> Result<Self, SearchError> {
        let cache = Arc::new(Cache::default());
        let (generation, trusted) = Generation::open(folder, &cache)?;
        let shared = Arc::new(Shared::new(folder, cache.clone(), generation, trusted));
        let (jobs, received) = channel();
        let indexer = Indexer::new(shared.clone())?;
        let thread = std::thread::Builder::new()
            .name("search-indexer".into())
            .spawn(move || indexer.run(&received))?;
        let warmed = shared.live();
        std::thread::Builder::new().name("search-warm".into()).spawn(move || {
            if let Err(error) = crate::store::guarded(|| warmed.warm()) {
                tracing::warn!(%error, "the search index cannot be made ready for sorting");
            }
        })?;
        let room = Arc::new(Semaphore::new(ROOM));
        Ok(Self { shared, jobs, room, thread: Some(thread) })
    }

    /// Whether the index can be searched. Cheap.
    pub fn status(&self) -> Status {
        self.shared.status()
    }

    /// How far the record had been written to the index at its last commit: the oldest stamp of all
    /// indexes. `None` when nothing was stamped yet.
    pub fn stamp(&self) -> Result<Option<u64>, SearchError> {
        self.shared.live().stamp()
    }

    /// A page of the list whose columns the search names. Costs a few look-ups for each segment when
    /// the question was asked before, otherwise about a nanosecond for each row that one of its
    /// criteria holds for.
    pub fn find<C: Column>(&self, search: &Search<C>) -> Result<Found<C::Id>, SearchError> {
        self.shared.check()?;
        typed(self.shared.live().store(C::LIST).search(search)?)
    }

    /// All rows of the list that match, as they are now. Costs as [`Index::find`] does.
    pub fn matching<C: Column>(&self, search: &Search<C>) -> Result<Matches<C::Id>, SearchError> {
        self.shared.check()?;
        self.shared.live().store(C::LIST).matches(search)
    }

    /// The ids of a customer's service instances, in no order. Grows with their number.
    pub fn instances_of(&self, customer: &CustomerId) -> Result<Vec<InstanceId>, SearchError> {
        self.shared.check()?;
        let mut ids = Vec::new();
        let live = self.shared.live();
        live.store(ListName::Instances).each_of(
            "customer",
            customer.as_str(),
            |segment, rows| {
                let by_id = segment.by_id()?;
                for doc in rows.iter() {
                    ids.push(by_id.id(doc)?.parse().map_err(internal)?);
                }
                Ok(())
            },
        )?;
        Ok(ids)
    }

    /// How many service instances a customer has by state, counted in the instances' index. Grows
    /// with their number.
    pub fn services_of(&self, customer: &CustomerId) -> Result<ServiceCounts, SearchError> {
        self.shared.check()?;
        let live = self.shared.live();
        let instances = live.store(ListName::Instances);
        let layout = &instances.layout;
        let column = match layout.field("state").map(|field| layout.holder(field)) {
            Some(Holder::Choice { sorted: Some((_, column)), .. }) => column,
            _ => return Err(SearchError::Internal("there is no column of states".into())),
        };
        let mut counts = ServiceCounts::default();
        instances.each_of("customer", customer.as_str(), |segment, rows| {
            let states = segment.numbers(column)?;
            for doc in rows.iter() {
                let state = states.values.get_val(doc) as usize;
                if let Some(state) = InstanceState::ALL.get(state) {
                    *counts.of_mut(*state) += 1;
                }
            }
            Ok(())
        })?;
        Ok(counts)
    }

    /// Writes changes. When the future is done without an error, every search sees them; one commit
    /// takes some 10 ms, and changes that come meanwhile share the next. `stamp` is how far the
    /// record is with these changes; it never goes back.
    ///
    /// The changes are on their way when this returns, whether or not the future is awaited. The
    /// future fails with [`SearchError::Rebuilding`] when the changes become visible only at the
    /// end of the rebuild, with [`SearchError::NeedsRebuild`] when they must come from a rebuild,
    /// and with [`SearchError::Internal`] when writing failed, after which a rebuild is needed.
    pub fn submit(
        &self,
        changes: Vec<Change>,
        stamp: Option<u64>,
    ) -> impl Future<Output = Result<(), SearchError>> + Send + use<> {
        let (done, waiting) = oneshot::channel();
        // If the thread is gone, the sender is dropped with the job and the waiter learns of it.
        let _ = self.jobs.send(Job::Submit { changes, stamp, done: Some(done), room: None });
        async move { waiting.await.unwrap_or_else(|_| Err(ended())) }
    }

    /// As [`Index::submit`], but is done when the changes are on their way; they may gather for a
    /// second. Waits while too many are, so that who writes faster than the index does not fill the
    /// memory. What then fails shows in [`Index::status`].
    pub async fn hand_over(&self, changes: Vec<Change>, stamp: Option<u64>) {
        let size = changes.len().clamp(1, ROOM) as u32;
        // The semaphore is never closed.
        let room = self.room.clone().acquire_many_owned(size).await.ok();
        let _ = self.jobs.send(Job::Submit { changes, stamp, done: None, room });
    }

    /// As [`Index::submit`], for a thread that may block; not for async code.
    pub fn submit_blocking(
        &self,
        changes: Vec<Change>,
        stamp: Option<u64>,
    ) -> Result<(), SearchError> {
        let (done, waiting) = oneshot::channel();
        let _ = self.jobs.send(Job::Submit { changes, stamp, done: Some(done), room: None });
        wait(waiting)
    }

    /// Begins to fill the index anew; `total` is how many rows there are, for the progress. Fails
    /// when a rebuild is under way. An index that was complete answers until the new one is.
    pub fn rebuild(&self, total: u64) -> Result<Rebuild, SearchError> {
        Rebuild::begin(&self.shared, &self.jobs, total)
    }

    /// Works out the orders of all columns now, each by itself, about half a second for each million
    /// rows. A search does so for its columns when it has to; [`Index::open`] begins with it in the
    /// background.
    pub fn warm(&self) -> Result<(), SearchError> {
        self.shared.live().warm()
    }

    /// Compares every file with its checksum, and marks the index as needing a rebuild if one is
    /// damaged. Takes as long as reading the files does.
    pub fn verify(&self) -> Result<bool, SearchError> {
        let sound = self.shared.live().verify()?;
        if !sound {
            self.distrust();
        }
        Ok(sound)
    }

    /// Marks the index as needing a rebuild: its user found that it is not about the record.
    pub fn distrust(&self) {
        self.shared.live().mark_incomplete();
        self.shared.distrust();
    }

    /// Forgets the answers to earlier questions, to measure how long new ones take.
    pub fn forget(&self) {
        self.shared.cache().clear();
    }

    /// Segments of each index and bytes in the cache, for the log and for measuring.
    pub fn describe(&self) -> String {
        let live = self.shared.live();
        let lists = live.stores.iter().map(|(list, store)| {
            let view = store.view();
            let sizes: Vec<u32> = view.parts.iter().map(|part| part.segment.len()).collect();
            format!("{} {sizes:?}, ", list.as_str())
        });
        let lists: String = lists.collect();
        format!("{lists}cache {} MB", self.shared.cache().bytes() >> 20)
    }
}

impl Drop for Index {
    fn drop(&mut self) {
        let _ = self.jobs.send(Job::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn typed<Id: std::str::FromStr<Err: std::fmt::Display>>(
    found: Found<String>,
) -> Result<Found<Id>, SearchError> {
    let Found { ids, total, first, previous, next } = found;
    let ids = ids.iter().map(|id| id.parse().map_err(internal)).collect::<Result<_, _>>()?;
    Ok(Found { ids, total, first, previous, next })
}

pub(crate) fn internal(error: impl std::fmt::Display) -> SearchError {
    SearchError::Internal(error.to_string())
}
