//! Filling the index anew from the record, beside the one that is in use.

use std::sync::{Arc, mpsc::Sender};

use tantivy::IndexWriter;
use tokio::sync::oneshot;

use crate::{
    Change, SearchError,
    each::Each,
    generation::Generation,
    indexer::Job,
    shared::{Shared, ended, wait},
    store::Store,
};

/// An index of more rows is left in two segments, which two threads merge at the same time.
const TWO_SEGMENTS: u64 = 100_000;

/// A rebuild that is going on: put every row of the record, then finish. Dropped before that, it is
/// given up and the index stays as it was.
///
/// What is submitted meanwhile is not lost: the newest change of each row, a removal too, is kept
/// and applied at the end by its version, whatever the rebuild read. So the caller may read the
/// record at any time after the rebuild began; each row must be put only once.
pub struct Rebuild {
    shared: Arc<Shared>,
    jobs: Sender<Job>,
    /// Its writers and files; taken by `finish`.
    parts: Option<(Box<Generation>, Each<IndexWriter>)>,
    done: u64,
    total: u64,
}

impl Rebuild {
    pub(crate) fn begin(
        shared: &Arc<Shared>,
        jobs: &Sender<Job>,
        total: u64,
    ) -> Result<Self, SearchError> {
        shared.rebuild_begins(total)?;
        let mut rebuild =
            Self { shared: shared.clone(), jobs: jobs.clone(), parts: None, done: 0, total };
        let (done, began) = oneshot::channel();
        jobs.send(Job::Begin(done)).map_err(|_| ended())?;
        wait(began)?;
        let generation = Generation::beside(shared.folder(), shared.cache())?;
        let writers = Each::new(|list| generation.store(list).bulk_writer())?;
        rebuild.parts = Some((Box::new(generation), writers));
        Ok(rebuild)
    }

    /// Adds the rows of these changes; there is nothing to remove yet. Blocks while the writers are
    /// busy.
    pub fn put(&mut self, changes: impl IntoIterator<Item = Change>) -> Result<(), SearchError> {
        changes.into_iter().try_for_each(|change| self.put_one(&change))
    }

    /// Merges what was put, applies what was submitted meanwhile, and puts the result in place.
    /// `stamp` is how far the record was when the rebuild began reading it. Takes about as long as
    /// the rows took to put.
    pub fn finish(mut self, stamp: Option<u64>) -> Result<(), SearchError> {
        let Some((generation, writers)) = self.parts.take() else {
            return Err(SearchError::NeedsRebuild);
        };
        for (list, writer) in writers.into_pairs() {
            close(writer, generation.store(list), stamp)?;
        }
        generation.warm()?;
        let (done, swapped) = oneshot::channel();
        self.jobs.send(Job::Swap { generation, stamp, done }).map_err(|_| ended())?;
        let result = wait(swapped);
        self.done = u64::MAX;
        result
    }

    fn put_one(&mut self, change: &Change) -> Result<(), SearchError> {
        let Some((generation, writers)) = &self.parts else {
            return Err(SearchError::NeedsRebuild);
        };
        let (list, _) = change.key();
        let document =
            change.with_row(|row| generation.store(list).document(row, change.version()));
        let Some(document) = document else { return Ok(()) };
        writers.of(list).add_document(document?)?;
        self.done += 1;
        if self.done.is_multiple_of(1_000) {
            self.shared.rebuild_moves(self.done, self.total.max(self.done));
        }
        Ok(())
    }
}

impl Drop for Rebuild {
    fn drop(&mut self) {
        if self.done == u64::MAX {
            return;
        }
        if let Some((generation, writers)) = self.parts.take() {
            drop(writers);
            generation.remove();
        }
        // Without the thread there is nobody left to tell. Another rebuild may begin at once: the
        // thread learns of it after this.
        let _ = self.jobs.send(Job::Abandon);
        self.shared.rebuild_ended(false);
    }
}

/// Commits and merges all segments into one or two.
fn close(mut writer: IndexWriter, store: &Store, stamp: Option<u64>) -> Result<(), SearchError> {
    let mut commit = writer.prepare_commit()?;
    if let Some(stamp) = stamp {
        commit.set_payload(&stamp.to_string());
    }
    commit.commit()?;
    let mut segments = store.segments()?;
    segments.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
    let rows: u64 = segments.iter().map(|(_, rows)| u64::from(*rows)).sum();
    let mut groups = vec![(0, Vec::new()); if rows > TWO_SEGMENTS { 2 } else { 1 }];
    for (id, rows) in segments {
        if let Some((sum, ids)) = groups.iter_mut().min_by_key(|(sum, _)| *sum) {
            *sum += rows;
            ids.push(id);
        }
    }
    groups.retain(|(_, ids)| ids.len() > 1);
    let merges: Vec<_> = groups.iter().map(|(_, ids)| writer.merge(ids)).collect();
    for merge in merges {
        merge.wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    store.reload()
}
