//! Exporting customers, service instances and service orders to CSV, for spreadsheets; the first two
//! also for being edited and imported again.
//!
//! Values are written as stored, so that a round trip changes nothing; only text that a spreadsheet
//! would run is written so that it does not (see [`formula`](crate::file::formula)). [`Sheet`] makes
//! the file piece by piece, for whoever wants it; [`customers`] writes it to a path.

pub mod record;
pub mod sheet;

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use store::Store;

pub use record::Record;
pub use sheet::{Piece, Sheet};

use crate::{
    TransferError,
    file::part::Part,
    progress::{OnProgress, Progress, Stage},
};

/// What was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportReport {
    /// Customers, one per row; descriptions may hold several lines.
    pub rows: u64,
    /// Where they are.
    pub path: PathBuf,
}

/// Writes all customers, in the order of their ids, to `path`, replacing what is there.
///
/// The file appears when it is complete; on an error nothing changes. `bom` puts a byte order mark
/// in front, without which Excel does not recognise UTF-8. Customers that change meanwhile are
/// written as they are when their turn comes.
pub async fn customers(
    store: &Store,
    path: &Path,
    bom: bool,
    progress: OnProgress<'_>,
) -> Result<ExportReport, TransferError> {
    let mut part = Part::create(path)?;
    let mut sheet = Sheet::new(store::customers::all(store).await?, bom);
    let mut rows = 0;
    while let Some(piece) = sheet.next().await? {
        part.write_all(&piece.bytes).map_err(|e| Part::failed(path, e.into()))?;
        rows += piece.rows;
        progress(Progress { stage: Stage::Exporting, done: rows, total: 0, rows });
    }
    Ok(ExportReport { rows, path: part.finish()? })
}
