//! How far a run is, for a progress bar.

/// Reported about once per batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// How much of it is done, in the unit of the stage. Never more than `total`.
    pub done: u64,
    /// How much there is to do; 0 when that is not known.
    pub total: u64,
    /// Rows handled in this stage.
    pub rows: u64,
}

/// The stages of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// An import reads the file a first time: encoding, quotes, repeated rows. In bytes.
    Checking,
    /// An import reads it a second time and stores the rows. In bytes.
    Importing,
    /// An export writes customers. In customers; the total is not known.
    Exporting,
    /// Seeding customers and their instances. In customers and instances together.
    Seeding,
    /// Making the search index anew. In customers and instances together.
    Indexing,
}

/// Called with the progress. `Send`, so that a run can be a task of its own.
pub type OnProgress<'a> = &'a mut (dyn FnMut(Progress) + Send);
