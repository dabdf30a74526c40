//! What can go wrong while measuring. Wrong answers are not among it: they are counted.

use std::io;

use thiserror::Error;

/// Why nothing can be measured, as a sentence for whoever runs it.
#[derive(Debug, Error)]
pub enum Error {
    /// A request got no answer.
    #[error("the program did not answer: {0:?}")]
    Http(#[from] reqwest::Error),
    /// A file or a process could not be used.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// Why it failed.
        source: io::Error,
    },
    /// An answer that the rest depends on was not as expected.
    #[error("{path} was answered wrongly: {why}")]
    Wrong {
        /// What was asked.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// Anything else, as a sentence.
    #[error("{0}")]
    Other(String),
}

impl Error {
    /// For `map_err` after something with files or processes.
    pub fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}
