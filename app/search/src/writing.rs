//! Writes a group of changes to both indexes: look up what is there, delete, add, commit, reload.

use std::{
    collections::{HashMap, hash_map::Entry},
    time::{Duration, Instant},
};

use tantivy::{IndexWriter, Term};

use crate::{
    SearchError,
    change::{Change, Kind, RowKey},
    generation::Generation,
    store::{Store, guarded},
};

/// How long the removal of a row is remembered, so that an older put that comes late is ignored.
const REMEMBERED: Duration = Duration::from_secs(600);

/// The writers of both indexes.
pub(crate) struct Writers {
    customers: IndexWriter,
    instances: IndexWriter,
}

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
        Ok(Self {
            customers: generation.customers.writer()?,
            instances: generation.instances.writer()?,
        })
    }

    /// Writes a group to both indexes and makes it visible. A look-up for each row and a commit of
    /// some 10 ms.
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
        let (mut customers, mut instances) = (false, false);
        for (key, change) in group {
            let store = generation.store(key.0);
            let (writer, touched) = match key.0 {
                Kind::Customer => (&self.customers, &mut customers),
                Kind::Instance => (&self.instances, &mut instances),
            };
            *touched |= apply(writer, store, removed, key, change, now)?;
        }
        std::thread::scope(|scope| {
            let other = scope.spawn(|| {
                guarded(|| commit(&mut self.customers, &generation.customers, stamp, customers))
            });
            let one = commit(&mut self.instances, &generation.instances, stamp, instances);
            let panicked = || SearchError::Internal("writing the index panicked".into());
            one.and(other.join().unwrap_or_else(|_| Err(panicked())))
        })
    }

    /// Commits the stamp to an index that had nothing to write since the other had.
    pub(crate) fn note(
        &mut self,
        generation: &Generation,
        stamp: Option<u64>,
    ) -> Result<(), SearchError> {
        for (writer, store) in [
            (&mut self.customers, &generation.customers),
            (&mut self.instances, &generation.instances),
        ] {
            let behind = store.stamp()? < stamp;
            commit(writer, store, stamp, behind)?;
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
