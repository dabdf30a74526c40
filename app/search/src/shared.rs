//! What searching, writing and rebuilding share: the index that is in use, and whether it can be
//! trusted.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use tokio::sync::oneshot;

use crate::{SearchError, cache::Cache, generation::Generation};

/// Whether the index can be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is complete.
    Ready,
    /// It is empty or damaged, and nobody is rebuilding it.
    NeedsRebuild,
    /// It is being rebuilt.
    Rebuilding {
        /// Rows read so far.
        done: u64,
        /// Rows there are, as far as is known.
        total: u64,
        /// Whether the index from before answers meanwhile.
        searchable: bool,
    },
}

/// What searching, writing and rebuilding share.
pub(crate) struct Shared {
    folder: Option<PathBuf>,
    cache: Arc<Cache>,
    live: RwLock<Arc<Generation>>,
    state: Mutex<State>,
}

struct State {
    trusted: bool,
    rebuilding: Option<(u64, u64)>,
}

impl Shared {
    pub(crate) fn new(
        folder: Option<&Path>,
        cache: Arc<Cache>,
        live: Generation,
        trusted: bool,
    ) -> Self {
        Self {
            folder: folder.map(Path::to_owned),
            cache,
            live: RwLock::new(Arc::new(live)),
            state: Mutex::new(State { trusted, rebuilding: None }),
        }
    }

    pub(crate) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    pub(crate) fn cache(&self) -> &Arc<Cache> {
        &self.cache
    }

    pub(crate) fn live(&self) -> Arc<Generation> {
        self.live.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn replace(&self, generation: Arc<Generation>) {
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = generation;
    }

    /// Fails when the index cannot be trusted.
    pub(crate) fn check(&self) -> Result<(), SearchError> {
        match self.status() {
            Status::NeedsRebuild => Err(SearchError::NeedsRebuild),
            Status::Rebuilding { done, total, searchable: false } => {
                Err(SearchError::Rebuilding { done, total })
            }
            Status::Ready | Status::Rebuilding { .. } => Ok(()),
        }
    }

    pub(crate) fn status(&self) -> Status {
        self.with_state(|state| match (state.rebuilding, state.trusted) {
            (Some((done, total)), searchable) => Status::Rebuilding { done, total, searchable },
            (None, true) => Status::Ready,
            (None, false) => Status::NeedsRebuild,
        })
    }

    pub(crate) fn distrust(&self) {
        self.with_state(|state| state.trusted = false);
    }

    pub(crate) fn rebuild_begins(&self, total: u64) -> Result<(), SearchError> {
        self.with_state(|state| match state.rebuilding {
            Some((done, total)) => Err(SearchError::Rebuilding { done, total }),
            None => {
                state.rebuilding = Some((0, total));
                Ok(())
            }
        })
    }

    pub(crate) fn rebuild_moves(&self, done: u64, total: u64) {
        self.with_state(|state| state.rebuilding = Some((done, total)));
    }

    pub(crate) fn rebuild_ended(&self, complete: bool) {
        self.with_state(|state| {
            state.rebuilding = None;
            state.trusted |= complete;
        });
    }

    fn with_state<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Waits for the thread's answer, in a thread that may block.
pub(crate) fn wait(waiting: oneshot::Receiver<Result<(), SearchError>>) -> Result<(), SearchError> {
    waiting.blocking_recv().unwrap_or_else(|_| Err(ended()))
}

/// The thread that would answer is gone.
pub(crate) fn ended() -> SearchError {
    SearchError::Internal("the index has stopped".into())
}
