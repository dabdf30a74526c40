//! Why an import, an export or a seed run stopped. Every message is for the operator.

use std::path::PathBuf;

use store::StoreError;

use crate::{import::Place, map::MapError};

/// The run stopped. Bad rows are no reason to stop; they are in the report instead.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The file cannot be read as CSV in UTF-8 (or the encoding asked for), or as JSON. Nothing was
    /// written.
    #[error("{}: {problem}", path.display())]
    File {
        /// The file to import.
        path: PathBuf,
        /// What is wrong with it.
        problem: FileProblem,
    },
    /// The mapping does not fit the file. Nothing was written.
    #[error(transparent)]
    Map(#[from] MapError),
    /// A file cannot be written: the rejects of an import, or an export.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file to be written.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The database refused a whole batch; what was committed before stays.
    #[error(
        "the database refused a batch: {source}. {committed} rows were processed before it, up to \
         {place}; the others were not touched. Run the same command again when the cause is gone: \
         rows already in are recognised."
    )]
    Batch {
        /// Rows of the batches that were committed.
        committed: u64,
        /// Where the last of them is; before the first one when there is none.
        place: Place,
        /// What the store says.
        source: StoreError,
    },
    /// The file was changed between its two readings; what was committed before stays.
    #[error(
        "{} was changed while it was being imported. {committed} rows were processed, up to {place}; \
         import the file again when nobody writes to it", path.display()
    )]
    Changed {
        /// The file.
        path: PathBuf,
        /// Rows of the batches that were committed.
        committed: u64,
        /// Where the last of them is; before the first one when there is none.
        place: Place,
    },
    /// The database cannot be read or written, outside an import.
    #[error("the database refused: {0}")]
    Store(#[from] StoreError),
    /// A seed run that cannot be done as asked.
    #[error("{0}")]
    Seed(String),
}

/// What is wrong with a file as a whole.
#[derive(Debug, thiserror::Error)]
pub enum FileProblem {
    /// There is nothing at this path.
    #[error("there is no such file")]
    Missing,
    /// It is a folder, a pipe or a device.
    #[error("this is {0}, not a file; an import reads its file twice and needs a regular one")]
    NotAFile(&'static str),
    /// The operating system does not let us read it.
    #[error("cannot be read: {0}")]
    Unreadable(std::io::Error),
    /// Zero bytes, or only blank lines.
    #[error("the file is empty; its first line must name the columns")]
    Empty,
    /// No rows below the header.
    #[error("the file has a header line but no rows")]
    HeaderOnly,
    /// Starts with a UTF-16 byte order mark.
    #[error(
        "the file is UTF-16; save it as \"CSV UTF-8\", or convert it: iconv -f UTF-16 -t UTF-8"
    )]
    Utf16,
    /// A byte that cannot be UTF-8.
    #[error(
        "line {line}, column {column}: byte 0x{byte:02X} at character {character} is not UTF-8. The \
         file looks like Windows-1252 (Latin-1), where it is \"{as_windows}\": convert it (iconv -f \
         WINDOWS-1252 -t UTF-8) or import it with --encoding windows-1252. Nothing was imported"
    )]
    NotUtf8 {
        /// Line in the file, from 1.
        line: u64,
        /// The column's header, or its number.
        column: String,
        /// Position within the line, in characters from 1.
        character: usize,
        /// The byte.
        byte: u8,
        /// What it would be in Windows-1252.
        as_windows: char,
    },
    /// A NUL byte: not text.
    #[error(
        "line {line} contains a NUL byte, so this is not a text file, or it is UTF-16 without a \
         byte order mark. Nothing was imported"
    )]
    Nul {
        /// Line in the file, from 1.
        line: u64,
    },
    /// A quoted field goes on to the end of the file.
    #[error(
        "the quote (\") opened on line {line} is never closed. Close it, or double the quotes \
         inside a quoted value (\"\"). Nothing was imported"
    )]
    UnclosedQuote {
        /// Line of the opening quote.
        line: u64,
    },
    /// A row longer than [`crate::file::MAX_RECORD`].
    #[error(
        "the row on line {line} is longer than {} bytes; most likely a quote (\") on it is never \
         closed. Nothing was imported",
        crate::file::MAX_RECORD
    )]
    LongRow {
        /// Line on which the row starts.
        line: u64,
    },
    /// Two columns of the same name.
    #[error("columns {first} and {second} are both called \"{name}\"; rename one of them")]
    DuplicateHeader {
        /// The name, as in the file.
        name: String,
        /// Number of the first, from 1.
        first: usize,
        /// Number of the second.
        second: usize,
    },
    /// No JSON, or another JSON than an array.
    #[error(
        "{0}. The file must be one JSON array of objects to its end: [ {{ … }}, {{ … }} ]. Nothing was \
         imported"
    )]
    NotJson(String),
    /// The rejects would overwrite the file they come from.
    #[error("the rejects cannot be written over the file that is being imported")]
    RejectsOverInput,
}
