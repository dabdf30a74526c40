//! The indexes of all lists as they were filled together, and the folder they lie in.
//!
//! `<folder>/v<version>/<n>/{customers,instances,orders}`: a rebuild fills the next `n` and marks it
//! complete at its end; the highest complete one counts, so a rebuild that was cut short leaves
//! nothing behind but a folder that the next start removes.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use model::ListName;

use crate::{
    INDEX_VERSION, SearchError,
    cache::Cache,
    each::Each,
    files,
    store::{Store, guarded},
};

/// Is there once all rows are in.
const COMPLETE: &str = "complete";
/// Is there while files may not be on the disk yet, and says since which start of the machine.
const UNSYNCED: &str = "unsynced";

/// An index for each list.
pub(crate) struct Generation {
    pub(crate) stores: Each<Store>,
    folder: Option<PathBuf>,
}

impl Generation {
    /// Opens what is in `folder`, or starts an empty one there; says whether it can be trusted.
    /// Other versions and what rebuilds left are removed.
    pub(crate) fn open(
        folder: Option<&Path>,
        cache: &Arc<Cache>,
    ) -> Result<(Self, bool), SearchError> {
        let Some(folder) = folder else { return Ok((Self::create(None, cache)?, false)) };
        let own = folder.join(format!("v{INDEX_VERSION}"));
        fs::create_dir_all(&own)?;
        remove_others(folder, "v", &own);
        let complete = numbered(&own).into_iter().rev().find(|(_, f)| f.join(COMPLETE).is_file());
        if let Some((_, folder)) = complete {
            let opened = guarded(|| {
                let stores = Each::new(|list| Store::open(list, &folder, cache))?;
                let generation = Self { stores, folder: Some(folder.clone()) };
                generation.check_after_crash(&folder)?;
                Ok(generation)
            });
            match opened {
                Ok(generation) => {
                    remove_others(&own, "", &folder);
                    return Ok((generation, true));
                }
                Err(error) => tracing::warn!(%error, "the search index cannot be read"),
            }
        }
        let fresh = next(&own);
        let generation = Self::create(Some(fresh.clone()), cache)?;
        remove_others(&own, "", &fresh);
        Ok((generation, false))
    }

    /// An empty generation beside the one that is there.
    pub(crate) fn beside(folder: Option<&Path>, cache: &Arc<Cache>) -> Result<Self, SearchError> {
        let folder = folder.map(|folder| next(&folder.join(format!("v{INDEX_VERSION}"))));
        Self::create(folder, cache)
    }

    fn create(folder: Option<PathBuf>, cache: &Arc<Cache>) -> Result<Self, SearchError> {
        let stores = Each::new(|list| Store::create(list, folder.as_deref(), cache))?;
        if let Some(folder) = &folder {
            fs::write(folder.join(UNSYNCED), files::boot().unwrap_or_default())?;
        }
        Ok(Self { stores, folder })
    }

    /// Compares all files with their checksums if the machine may have gone down while they were
    /// not on the disk yet, which takes seconds for gigabytes.
    fn check_after_crash(&self, folder: &Path) -> Result<(), SearchError> {
        let unsynced = folder.join(UNSYNCED);
        if let Ok(since) = fs::read_to_string(&unsynced)
            && files::boot().is_none_or(|boot| boot != since)
            && !self.verify()?
        {
            return Err(SearchError::Internal("the machine went down before it was saved".into()));
        }
        fs::write(unsynced, files::boot().unwrap_or_default())?;
        Ok(())
    }

    /// Waits until everything is on the disk; no writer may be open any more.
    pub(crate) fn save(&self) -> Result<(), SearchError> {
        if let Some(folder) = &self.folder {
            files::sync(folder)?;
            fs::remove_file(folder.join(UNSYNCED))?;
        }
        Ok(())
    }

    pub(crate) fn store(&self, list: ListName) -> &Store {
        self.stores.of(list)
    }

    /// Whether every file is as it was written. Takes as long as reading them does.
    pub(crate) fn verify(&self) -> Result<bool, SearchError> {
        for (_, store) in self.stores.iter() {
            if !store.verify()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Says, for the next start, that all rows are in.
    pub(crate) fn mark_complete(&self) -> Result<(), SearchError> {
        if let Some(folder) = &self.folder {
            fs::File::create(folder.join(COMPLETE))?.sync_all()?;
        }
        Ok(())
    }

    /// Says, for the next start, that this cannot be trusted.
    pub(crate) fn mark_incomplete(&self) {
        if let Some(folder) = &self.folder {
            let _ = fs::remove_file(folder.join(COMPLETE));
        }
    }

    /// Removes its files; readers that still have them open keep them until they are done.
    pub(crate) fn remove(&self) {
        if let Some(folder) = &self.folder {
            remove(folder);
        }
    }

    /// The oldest of the stamps; none before the first stamped commit of each.
    pub(crate) fn stamp(&self) -> Result<Option<u64>, SearchError> {
        let stamps = self.stores.iter().map(|(_, store)| store.stamp());
        let stamps: Option<Vec<u64>> = stamps.collect::<Result<_, _>>()?;
        Ok(stamps.and_then(|stamps| stamps.into_iter().min()))
    }

    pub(crate) fn warm(&self) -> Result<(), SearchError> {
        self.stores.iter().try_for_each(|(_, store)| store.warm())
    }
}

fn numbered(folder: &Path) -> Vec<(u64, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<(u64, PathBuf)> = entries
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())))
        .collect();
    found.sort();
    found
}

fn next(folder: &Path) -> PathBuf {
    let last = numbered(folder).last().map_or(0, |(n, _)| *n);
    folder.join((last + 1).to_string())
}

/// Removes the folders beside `kept` whose name is `prefix` and a number.
fn remove_others(folder: &Path, prefix: &str, kept: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(prefix));
        let ours = number.is_some_and(|number| number.parse::<u64>().is_ok());
        if ours && entry.path() != kept {
            remove(&entry.path());
        }
    }
}

fn remove(folder: &Path) {
    if let Err(error) = fs::remove_dir_all(folder) {
        tracing::warn!(%error, folder = %folder.display(), "cannot remove an old search index");
    }
}
