//! The one thread that writes. It takes what was submitted while it was busy as one group, so a
//! change that comes alone is written at once, and many at once share a commit. So do changes that
//! nobody waits for, for a second.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

use tantivy::index::SegmentId;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use crate::{
    SearchError,
    change::{Change, RowKey},
    generation::Generation,
    shared::Shared,
    store::guarded,
    writing::{Removed, Writers, keep, newest},
};

/// After so long without a change, an index that was not touched gets the stamp of the others.
const IDLE: Duration = Duration::from_secs(1);
/// Most changes in one commit.
const GROUP: usize = 10_000;
/// How long changes that nobody waits for may gather before they are committed: an import hands over
/// many small groups, and each commit costs the time of a thousand rows.
const GATHERING: Duration = Duration::from_secs(1);
/// Segments with more rows are made ready for sorting as soon as they are there.
const WARMED: u32 = 20_000;

pub(crate) type Done = oneshot::Sender<Result<(), SearchError>>;

/// What the thread is asked to do.
pub(crate) enum Job {
    Submit {
        changes: Vec<Change>,
        stamp: Option<u64>,
        /// Who waits for it, if somebody does.
        done: Option<Done>,
        /// Room that becomes free when it is written.
        room: Option<OwnedSemaphorePermit>,
    },
    /// A rebuild begins: remember all changes from now on.
    Begin(oneshot::Sender<Result<(), SearchError>>),
    /// A rebuild is complete: bring its result up to date and put it in place.
    Swap {
        generation: Box<Generation>,
        stamp: Option<u64>,
        done: Done,
    },
    /// A rebuild was given up.
    Abandon,
    Stop,
}

pub(crate) struct Indexer {
    shared: Arc<Shared>,
    writers: Option<Writers>,
    removed: Removed,
    collected: Option<Collected>,
    stamp: Option<u64>,
    warmed: HashSet<SegmentId>,
}

/// What was submitted since a rebuild began.
struct Collected {
    since: Instant,
    /// The newest change of each row.
    changes: HashMap<RowKey, Change>,
    stamp: Option<u64>,
}

/// The next job that may share a commit with what is there: at once when somebody waits for that.
fn more(jobs: &Receiver<Job>, somebody_waits: bool, until: Instant) -> Option<Job> {
    if somebody_waits {
        return jobs.try_recv().ok();
    }
    jobs.recv_timeout(until.saturating_duration_since(Instant::now())).ok()
}

impl Collected {
    fn new() -> Self {
        Self { since: Instant::now(), changes: HashMap::new(), stamp: None }
    }
}

impl Indexer {
    pub(crate) fn new(shared: Arc<Shared>) -> Result<Self, SearchError> {
        let live = shared.live();
        Ok(Self {
            writers: Some(Writers::open(&live)?),
            stamp: live.stamp()?,
            removed: Removed::default(),
            collected: None,
            warmed: HashSet::new(),
            shared,
        })
    }

    /// Works until it is told to stop.
    pub(crate) fn run(mut self, jobs: &Receiver<Job>) {
        self.work(jobs);
        self.idle();
        self.writers = None;
        if let Err(error) = self.shared.live().save() {
            tracing::warn!(%error, "the search index may not be on the disk yet");
        }
    }

    fn work(&mut self, jobs: &Receiver<Job>) {
        let mut next = None;
        loop {
            let job = match next.take() {
                Some(job) => job,
                None => match jobs.recv_timeout(IDLE) {
                    Ok(job) => job,
                    Err(RecvTimeoutError::Timeout) => {
                        self.idle();
                        continue;
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                },
            };
            match job {
                Job::Submit { mut changes, mut stamp, done, room } => {
                    let mut waiting: Vec<Done> = done.into_iter().collect();
                    let mut rooms: Vec<_> = room.into_iter().collect();
                    let until = Instant::now() + GATHERING;
                    while changes.len() < GROUP
                        && let Some(job) = more(jobs, !waiting.is_empty(), until)
                    {
                        if let Job::Submit { changes: more, stamp: later, done, room } = job {
                            changes.extend(more);
                            waiting.extend(done);
                            rooms.extend(room);
                            stamp = stamp.max(later);
                        } else {
                            next = Some(job);
                            break;
                        }
                    }
                    let result = self.submit(changes, stamp);
                    drop(rooms);
                    for done in waiting {
                        // A waiter that has gone away does not mind.
                        let _ = done.send(result.clone());
                    }
                }
                Job::Begin(done) => {
                    self.collected = Some(Collected::new());
                    let _ = done.send(Ok(()));
                }
                Job::Swap { generation, stamp, done } => {
                    let _ = done.send(self.swap(*generation, stamp));
                }
                Job::Abandon => self.collected = None,
                Job::Stop => return,
            }
        }
    }

    fn submit(&mut self, changes: Vec<Change>, stamp: Option<u64>) -> Result<(), SearchError> {
        let group = newest(changes);
        self.stamp = self.stamp.max(stamp);
        if let Some(collected) = &mut self.collected {
            group.iter().for_each(|(key, change)| keep(&mut collected.changes, key, change));
            collected.stamp = collected.stamp.max(stamp);
        }
        self.shared.check()?;
        let live = self.shared.live();
        let result = guarded(|| self.write(&live, &group));
        if let Err(error) = &result {
            tracing::error!(%error, "the search index cannot be written and must be rebuilt");
            self.writers = None;
            live.mark_incomplete();
            self.shared.distrust();
        }
        result
    }

    /// Writes a group and makes it visible.
    fn write(
        &mut self,
        generation: &Arc<Generation>,
        group: &HashMap<RowKey, Change>,
    ) -> Result<(), SearchError> {
        let Some(writers) = &mut self.writers else { return Err(SearchError::NeedsRebuild) };
        writers.write(generation, group, &mut self.removed, self.stamp)?;
        self.warm(generation);
        Ok(())
    }

    /// An index that had nothing to write gets the latest stamp.
    fn idle(&mut self) {
        let live = self.shared.live();
        let Some(writers) = &mut self.writers else { return };
        if let Err(error) = guarded(|| writers.note(&live, self.stamp)) {
            tracing::warn!(%error, "the search index cannot note how far it has come");
        }
    }

    fn swap(&mut self, generation: Generation, stamp: Option<u64>) -> Result<(), SearchError> {
        let collected = self.collected.take().unwrap_or_else(Collected::new);
        let before = self.shared.live();
        let result = guarded(|| {
            let generation = Arc::new(generation);
            // What was known before counts no more: the record may be an older one that was
            // restored. What was submitted meanwhile is written now.
            self.stamp = stamp.max(collected.stamp);
            self.removed.since(collected.since);
            self.writers = Some(Writers::open(&generation)?);
            self.write(&generation, &collected.changes)?;
            generation.mark_complete()?;
            self.shared.replace(generation);
            self.shared.cache().clear();
            before.remove();
            Ok(())
        });
        if result.is_err() {
            // The index that is still in place goes on without what the rebuild read.
            self.writers = Writers::open(&before).ok();
        }
        self.shared.rebuild_ended(result.is_ok());
        result
    }

    /// Makes large new segments ready for sorting, in the background.
    fn warm(&mut self, generation: &Arc<Generation>) {
        let views: Vec<_> = generation.stores.iter().map(|(_, store)| store.view()).collect();
        let parts = views.iter().flat_map(|view| &view.parts);
        let large: HashSet<SegmentId> =
            parts.filter(|part| part.segment.len() > WARMED).map(|part| part.segment.id).collect();
        if !large.is_subset(&self.warmed) {
            let generation = generation.clone();
            std::thread::spawn(move || {
                if let Err(error) = guarded(|| generation.warm()) {
                    tracing::warn!(%error, "the search index cannot be made ready for sorting");
                }
            });
        }
        self.warmed = large;
    }
}
