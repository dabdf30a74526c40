//! Customers and instances in bulk: import from CSV and JSON, export, and seeding with realistic data.
//!
//! Read in this order: [`import`] and [`export`] are what a command line calls, [`map`] fits the
//! columns of a file to our fields, [`mod@file`] reads and writes the files themselves, [`seed`] makes
//! up data. [`TransferError`] is why a run stops, [`progress`] how far it is.

mod error;
pub mod export;
pub mod file;
pub mod import;
pub mod map;
pub mod progress;
pub mod seed;

pub use error::{FileProblem, TransferError};
pub use export::{ExportReport, Piece, Sheet};
pub use import::{Damaged, Finding, ImportOptions, ImportReport, Paragon, Place, RejectsTo};
pub use map::{MapError, Mapping};
pub use progress::{OnProgress, Progress, Stage};
pub use seed::{SeedOptions, SeedReport};
