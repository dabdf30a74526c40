//! The one thread that writes. It takes what was submitted while it was busy as one group, so a
//! change that comes alone is written at once, and many at once share a commit.

use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

use tantivy::{IndexWriter, Term, index::SegmentId};
use tokio::sync::oneshot;

use crate::{
    SearchError,
    change::{Change, Kind, RowKey},
    generation::Generation,
    index::Shared,
    store::{Store, guarded},
};

/// How long the removal of a row is remembered, so that an older put that comes late is ignored.
const REMEMBERED: Duration = Duration::from_secs(600);
/// After so long without a change, an index that was not touched gets the stamp of the other.
const IDLE: Duration = Duration::from_secs(1);
/// Most changes in one commit.
const GROUP: usize = 10_000;
/// Segments with more rows are made ready for sorting as soon as they are there.
const WARMED: u32 = 20_000;

pub(crate) type Done = oneshot::Sender<Result<(), SearchError>>;

/// What the thread is asked to do.
pub(crate) enum Job {
    Submit {
        changes: Vec<Change>,
        stamp: Option<u64>,
        done: Done,
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
    removed: HashMap<RowKey, (u64, Instant)>,
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

impl Collected {
    fn new() -> Self {
        Self { since: Instant::now(), changes: HashMap::new(), stamp: None }
    }
}

struct Writers {
    customers: IndexWriter,
    instances: IndexWriter,
}

impl Writers {
    fn open(generation: &Generation) -> Result<Self, SearchError> {
        Ok(Self {
            customers: generation.customers.writer()?,
            instances: generation.instances.writer()?,
        })
    }
}

impl Indexer {
    pub(crate) fn new(shared: Arc<Shared>) -> Result<Self, SearchError> {
        let live = shared.live();
        Ok(Self {
            writers: Some(Writers::open(&live)?),
            stamp: live.stamp()?,
            removed: HashMap::new(),
            collected: None,
            warmed: HashSet::new(),
            shared,
        })
    }

    /// Works until it is told to stop.
    pub(crate) fn run(mut self, jobs: &Receiver<Job>) {
        self.work(jobs);
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
                Job::Submit { changes, stamp, done } => {
                    let (mut changes, mut stamp, mut waiting) = (changes, stamp, vec![done]);
                    while changes.len() < GROUP
                        && let Ok(job) = jobs.try_recv()
                    {
                        if let Job::Submit { changes: more, stamp: later, done } = job {
                            changes.extend(more);
                            waiting.push(done);
                            stamp = stamp.max(later);
                        } else {
                            next = Some(job);
                            break;
                        }
                    }
                    let result = self.submit(changes, stamp);
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

    /// Writes a group to both indexes and makes it visible.
    fn write(
        &mut self,
        generation: &Arc<Generation>,
        group: &HashMap<RowKey, Change>,
    ) -> Result<(), SearchError> {
        let now = Instant::now();
        self.removed.retain(|_, (_, at)| now.duration_since(*at) < REMEMBERED);
        let Some(writers) = &mut self.writers else { return Err(SearchError::NeedsRebuild) };
        let (mut customers, mut instances) = (false, false);
        for (key, change) in group {
            let store = generation.store(key.0);
            let (writer, touched) = match key.0 {
                Kind::Customer => (&writers.customers, &mut customers),
                Kind::Instance => (&writers.instances, &mut instances),
            };
            *touched |= apply(writer, store, &mut self.removed, key, change, now)?;
        }
        let stamp = self.stamp;
        std::thread::scope(|scope| {
            let other = scope
                .spawn(|| commit(&mut writers.customers, &generation.customers, stamp, customers));
            let one = commit(&mut writers.instances, &generation.instances, stamp, instances);
            let other = other.join().unwrap_or_else(|_| Err(panicked()));
            one.and(other)
        })?;
        self.warm(generation);
        Ok(())
    }

    /// Commits the stamp to an index that had nothing to write since the other had.
    fn idle(&mut self) {
        let live = self.shared.live();
        let Some(writers) = &mut self.writers else { return };
        let stores =
            [(&mut writers.customers, &live.customers), (&mut writers.instances, &live.instances)];
        for (writer, store) in stores {
            let result = guarded(|| {
                let behind = store.stamp()? < self.stamp;
                commit(writer, store, self.stamp, behind)
            });
            if let Err(error) = result {
                tracing::warn!(%error, "the search index cannot note how far it has come");
            }
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
            self.removed.retain(|_, (_, at)| *at >= collected.since);
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
        let views = [generation.customers.view(), generation.instances.view()];
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

/// Of several changes of a row only the newest.
fn newest(changes: Vec<Change>) -> HashMap<RowKey, Change> {
    let mut group = HashMap::new();
    for change in changes {
        keep(&mut group, &change.key(), &change);
    }
    group
}

fn keep(group: &mut HashMap<RowKey, Change>, key: &RowKey, change: &Change) {
    match group.entry(key.clone()) {
        Entry::Occupied(mut known) if change.replaces(known.get()) => {
            known.insert(change.clone());
        }
        Entry::Occupied(_) => {}
        Entry::Vacant(free) => {
            free.insert(change.clone());
        }
    }
}

/// Hands a change to the writer unless the index knows better; says whether it did.
fn apply(
    writer: &IndexWriter,
    store: &Store,
    removed: &mut HashMap<RowKey, (u64, Instant)>,
    key: &RowKey,
    change: &Change,
    now: Instant,
) -> Result<bool, SearchError> {
    let version = change.version();
    let indexed = store.version(&key.1)?;
    let gone = removed.get(key).map(|(version, _)| *version);
    if change.removes() {
        removed.insert(key.clone(), (gone.map_or(version, |gone| gone.max(version)), now));
    } else if gone.is_some_and(|gone| gone >= version) {
        return Ok(false);
    }
    if indexed.is_some_and(|indexed| indexed > version) || change.removes() && indexed.is_none() {
        return Ok(false);
    }
    if indexed.is_some() {
        writer.delete_term(Term::from_field_text(store.layout.id, &key.1));
    }
    if let Some(document) = change.with_row(|row| store.document(row, version)) {
        writer.add_document(document?)?;
    }
    Ok(true)
}

/// Commits with the stamp and makes it visible, if there is something to commit.
fn commit(
    writer: &mut IndexWriter,
    store: &Store,
    stamp: Option<u64>,
    touched: bool,
) -> Result<(), SearchError> {
    if !touched {
        return Ok(());
    }
    let mut commit = writer.prepare_commit()?;
    if let Some(stamp) = stamp {
        commit.set_payload(&stamp.to_string());
    }
    commit.commit()?;
    store.reload()
}

fn panicked() -> SearchError {
    SearchError::Internal("writing the index panicked".into())
}
