//! What the operator is told when the program cannot go on: one sentence and an exit code.

use std::{fmt::Display, process::ExitCode};

use store::StoreError;
use transfer::TransferError;

/// Why the program stops.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What the operator asked for cannot be: exit code 2, like a mistyped option.
    #[error("{0}")]
    Usage(String),
    /// It was asked for rightly and failed: exit code 1.
    #[error("{0}")]
    Failed(String),
    /// The record could not be opened or used.
    #[error("the database: {0}")]
    Store(#[from] StoreError),
    /// An import, an export or a seed run stopped.
    #[error("{0}")]
    Transfer(#[from] TransferError),
}

impl Error {
    /// `what` as a sentence, with the reason behind it.
    pub fn failed(what: impl Display, reason: impl Display) -> Self {
        Self::Failed(format!("{what}: {reason}"))
    }

    /// The exit code of the program.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage(_) | Self::Transfer(TransferError::Map(_)) => ExitCode::from(2),
            Self::Failed(_) | Self::Store(_) | Self::Transfer(_) => ExitCode::FAILURE,
        }
    }
}
