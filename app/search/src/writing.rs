//! Writes a group of changes to the indexes of their lists: look up what is there, delete, add, commit, reload.

use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    time::{Duration, Instant},
};

use tantivy::{IndexWriter, Term};

use crate::{
    SearchError,
    change::{Change, RowKey},
    each::Each,
    generation::Generation,
    store::{Store, guarded},
};

/// How long the removal of a row is remembered, so that an older put that comes late is ignored.
const REMEMBERED: Duration = Duration::from_secs(600);

/// The writers of all indexes.
pub(crate) struct Writers(Each<IndexWriter>);

/// The rows that were removed not long ago, with the version up to which puts are late.
#[derive(Default)]
pub(crate) struct Removed(HashMap<RowKey, (u64, Instant)>);

impl Removed {
    /// Forgets what was removed before.
    pub(crate) fn since(&mut self, begin: Instant) {
        self.0.retain(|_, (_, at)| *at >= begin);
    }

    fn version(&self, key: &RowKey) -> Option<u64> {
        self.0.get(key).map(|(version, _)| *version)
    }
}

impl Writers {
    pub(crate) fn open(generation: &Generation) -> Result<Self, SearchError> {
        Each::new(|list| generation.store(list).writer()).map(Self)
    }

    /// Writes a group to the indexes and makes it visible. A look-up for each row and a commit of some
    /// 10 ms.
    pub(crate) fn write(
        &mut self,
        generation: &Generation,
        group: &HashMap<RowKey, Change>,
        removed: &mut Removed,
        stamp: Option<u64>,
    ) -> Result<(), SearchError> {
        let now = Instant::now();
        if let Some(begin) = now.checked_sub(REMEMBERED) {
            removed.since(begin);
        }
        let mut touched = HashSet::new();
        for (key, change) in group {
            let (writer, store) = (self.0.of(key.0), generation.store(key.0));
            if apply(writer, store, removed, key, change, now)? {
                touched.insert(key.0);
            }
        }
        let commits = self.0.iter_mut().filter(|(list, _)| touched.contains(list));
        std::thread::scope(|scope| {
            let begun: Vec<_> = commits
                .map(|(list, writer)| {
                    let store = generation.store(list);
                    scope.spawn(move || guarded(|| commit(writer, store, stamp)))
                })
                .collect();
            let panicked = || SearchError::Internal("writing the index panicked".into());
            let mut done =
                begun.into_iter().map(|commit| commit.join().unwrap_or_else(|_| Err(panicked())));
            done.try_for_each(|commit| commit)
        })
    }

    /// Commits the stamp to an index that had nothing to write since another had.
    pub(crate) fn note(
        &mut self,
        generation: &Generation,
        stamp: Option<u64>,
    ) -> Result<(), SearchError> {
        for (list, writer) in self.0.iter_mut() {
            let store = generation.store(list);
            if store.stamp()? < stamp {
                commit(writer, store, stamp)?;
            }
        }
        Ok(())
    }
}

/// Of several changes of a row only the newest.
pub(crate) fn newest(changes: Vec<Change>) -> HashMap<RowKey, Change> {
    let mut group = HashMap::new();
    for change in changes {
        keep(&mut group, &change.key(), &change);
    }
    group
}

/// Keeps the newer of a change and what is known of its row.
pub(crate) fn keep(group: &mut HashMap<RowKey, Change>, key: &RowKey, change: &Change) {
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
    removed: &mut Removed,
    key: &RowKey,
    change: &Change,
    now: Instant,
) -> Result<bool, SearchError> {
    let version = change.version();
    let indexed = store.version(&key.1)?;
    let gone = removed.version(key);
    if change.removes() {
        removed.0.insert(key.clone(), (gone.map_or(version, |gone| gone.max(version)), now));
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

/// Commits with the stamp and makes it visible.
fn commit(writer: &mut IndexWriter, store: &Store, stamp: Option<u64>) -> Result<(), SearchError> {
    let mut commit = writer.prepare_commit()?;
    if let Some(stamp) = stamp {
        commit.set_payload(&stamp.to_string());
    }
    commit.commit()?;
    store.reload()
}
