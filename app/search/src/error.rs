//! What can go wrong, named by what the caller can do about it.

use thiserror::Error;

/// Why the index gives no answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SearchError {
    /// The index is being filled: say so, and ask again later.
    #[error("the search index is being rebuilt: {done} of {total} rows are read")]
    Rebuilding {
        /// Rows read so far.
        done: u64,
        /// Rows there are, as far as is known.
        total: u64,
    },
    /// The index is empty or damaged: rebuild it from the record.
    #[error("the search index must be rebuilt")]
    NeedsRebuild,
    /// The index failed. The text is for the log.
    #[error("the search index failed: {0}")]
    Internal(String),
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<std::io::Error> for SearchError {
    fn from(error: std::io::Error) -> Self {
        Self::Internal(error.to_string())
    }
}
