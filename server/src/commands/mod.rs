//! What the program can be told to do, one file per command.

mod backup;
mod export;
mod import;
mod progress;
mod reindex;
mod seed;
mod serve;

use model::Actor;

use crate::{
    config::{Cli, Command, Export, Import},
    error::Error,
};

/// Does what the command line says.
pub async fn run(cli: Cli) -> Result<(), Error> {
    let common = &cli.common;
    match &cli.command {
        Command::Serve(options) => serve::run(common, options).await,
        Command::Import(Import::Customers(options)) => import::customers(common, options).await,
        Command::Import(Import::Instances(options)) => import::instances(common, options).await,
        Command::Import(Import::Paragon(options)) => import::paragon(common, options).await,
        Command::Export(Export::Customers(options)) => export::customers(common, options).await,
        Command::Seed(options) => seed::run(common, options).await,
        Command::Reindex => reindex::run(common).await,
        Command::Backup { file } => backup::backup(common, file).await,
        Command::Restore { file } => backup::restore(common, file).await,
    }
}

/// Who acts when a command changes the inventory.
fn operator() -> Actor {
    Actor::local("command line")
}
