//! Exporting customers to CSV, for spreadsheets and for being edited and imported again.
//!
//! Values are written exactly as stored, so that a round trip changes nothing: also those that
//! begin with `=`, `+`, `-` or `@`, which a spreadsheet may take for a formula. Whoever opens an
//! export of untrusted names in a spreadsheet should import the columns as text.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use store::Store;

use crate::{
    TransferError,
    file::part::Part,
    progress::{OnProgress, Progress, Stage},
};

/// The header line; an import knows these columns without a mapping.
pub const HEADER: [&str; 7] =
    ["Customer ID", "Name", "Reference Number", "Description", "Status", "Created", "Updated"];

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
    let failed = |e: csv::Error| Part::failed(path, e);
    let mut part = Part::create(path)?;
    if bom {
        part.write_all("\u{feff}".as_bytes()).map_err(|e| failed(e.into()))?;
    }
    let mut out = csv::Writer::from_writer(part);
    out.write_record(HEADER).map_err(failed)?;
    let (mut rows, mut customers) = (0, store::customers::all(store).await?);
    loop {
        let batch = customers.next().await?;
        if batch.is_empty() {
            break;
        }
        for customer in &batch {
            out.write_record([
                customer.id.as_str(),
                &customer.name,
                customer.reference.as_deref().unwrap_or_default(),
                customer.description.as_deref().unwrap_or_default(),
                customer.status.as_str(),
                &customer.created_at,
                &customer.updated_at,
            ])
            .map_err(failed)?;
        }
        rows += batch.len() as u64;
        progress(Progress { stage: Stage::Exporting, done: rows, total: 0, rows });
    }
    let part = out.into_inner().map_err(|e| failed(e.into_error().into()))?;
    Ok(ExportReport { rows, path: part.finish()? })
}
