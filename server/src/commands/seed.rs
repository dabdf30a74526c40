//! `seed`: made-up customers and service instances, to try the program out and to measure it.

use indicatif::HumanCount;
use store::Store;
use transfer::SeedOptions;

use super::{operator, progress::Bar};
use crate::{
    config::{Common, Seed},
    error::Error,
};

/// Fills the database.
pub async fn run(common: &Common, options: &Seed) -> Result<(), Error> {
    let options = SeedOptions {
        customers: options.customers,
        instances: options.instances,
        seed: options.seed,
        into_existing: options.into_existing,
    };
    let mut bar = Bar::default();
    let store = Store::open(&common.store()).await?;
    let mut show = |progress| bar.show(progress);
    let ended = transfer::seed::run(&store, &operator(), &options, &mut show).await;
    bar.clear();
    store.close().await;
    let report = ended?;
    println!(
        "{} customers and {} service instances were added.",
        HumanCount(report.customers),
        HumanCount(report.instances)
    );
    if report.skipped > 0 {
        println!("{} customers were there already.", HumanCount(report.skipped));
    }
    Ok(())
}
