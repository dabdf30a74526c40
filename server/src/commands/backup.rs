//! `backup` and `restore`: the whole database in one file.

use std::path::Path;

use store::Store;

use crate::{config::Common, error::Error};

/// Writes everything to a new file.
pub async fn backup(common: &Common, file: &Path) -> Result<(), Error> {
    if file.exists() {
        return Err(Error::Usage(format!("{} exists already; it is left alone", file.display())));
    }
    let store = Store::open(&common.store()).await?;
    store.backup(file).await?;
    store.close().await;
    println!("The database is saved in {}.", file.display());
    Ok(())
}

/// Reads everything from a file that `backup` wrote.
pub async fn restore(common: &Common, file: &Path) -> Result<(), Error> {
    if !file.is_file() {
        return Err(Error::Usage(format!("there is no file {}", file.display())));
    }
    let store = Store::open(&common.store()).await?;
    store.restore(file).await?;
    store.close().await;
    println!("The database is restored from {}.", file.display());
    Ok(())
}
