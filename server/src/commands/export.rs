//! `export`: customers to a CSV file that can be edited and imported again.

use indicatif::HumanCount;
use store::Store;

use super::progress::Bar;
use crate::{
    config::{Common, ExportFile},
    error::Error,
};

/// Exports all customers.
pub async fn customers(common: &Common, options: &ExportFile) -> Result<(), Error> {
    let mut bar = Bar::default();
    let store = Store::open(&common.store()).await?;
    let mut show = |progress| bar.show(progress);
    let ended = transfer::export::customers(&store, &options.file, options.bom, &mut show).await;
    bar.clear();
    store.close().await;
    let report = ended?;
    println!("{} customers are in {}.", HumanCount(report.rows), report.path.display());
    Ok(())
}
