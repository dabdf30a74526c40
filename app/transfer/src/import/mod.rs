//! Importing customers and service instances from CSV, and from JSON as a vendor's API returns it.
//!
//! A file is read twice: once to be sure that it can be read to its end and to find what it holds
//! twice, once to store it, in batches of [`store::MAX_BATCH`] rows. Memory does not grow with the
//! file but for 8 bytes per key while it is checked. Files are read with blocking calls: run an
//! import from a command, not inside a request.
//!
//! Read in this order: `options`, `report`, `source` (what is read), `kind` (what a row is), `run` (the
//! two readings). Of CSV files: `check` (what is wrong with a row whatever it is), `table`, `customers`,
//! `instances`. Of JSON files: `paragon`.

mod check;
mod customers;
mod instances;
mod kind;
mod options;
mod paragon;
mod repeats;
mod report;
mod run;
mod source;
mod table;

use model::Actor;
use store::Store;

pub use options::{Damaged, ImportOptions, RejectsTo};
pub use paragon::Paragon;
pub use report::{Finding, ImportReport, Place};

use crate::{
    TransferError,
    file::Input,
    map::{CUSTOMER, Columns, INSTANCE, MapError},
    progress::OnProgress,
};

/// Imports customers; a row is known by its reference number, or by its `Customer ID` if it has
/// one. What a file says nothing about (no such column, a blank status) stays as it is.
///
/// Bad rows are reported and the others kept. Errors: the file cannot be read or mapped (nothing
/// was stored), or the database refused a whole batch (the batches before it stay).
pub async fn customers(
    store: &Store,
    actor: &Actor,
    options: &ImportOptions,
    progress: OnProgress<'_>,
) -> Result<ImportReport, TransferError> {
    let input = Input::open(&options.path, options.encoding, options.delimiter)?;
    let columns = Columns::bind(CUSTOMER, &options.mapping, &input.header)?;
    let table = customers::Customers { store, actor, options, columns };
    let kind = check::Check { table: &table, damaged: options.damaged };
    let report = run::run(&kind, &input, options, progress).await?;
    store.flush().await?;
    Ok(report)
}

/// Imports service instances; a row is known by its customer and its name. Their customers must
/// be in the inventory. A new instance without a state is `uploaded`, without a design version
/// `1.0.0`, without a body `{}`; an existing one keeps what the row says nothing about.
///
/// Bad rows and errors as for [`customers`].
pub async fn instances(
    store: &Store,
    actor: &Actor,
    options: &ImportOptions,
    progress: OnProgress<'_>,
) -> Result<ImportReport, TransferError> {
    let input = Input::open(&options.path, options.encoding, options.delimiter)?;
    let columns = Columns::bind(INSTANCE, &options.mapping, &input.header)?;
    if !columns.has("customer") && !columns.has("reference") {
        return Err(MapError::no_customer(&input.header).into());
    }
    let table = instances::Instances { store, actor, options, columns };
    let kind = check::Check { table: &table, damaged: options.damaged };
    let report = run::run(&kind, &input, options, progress).await?;
    store.flush().await?;
    Ok(report)
}
