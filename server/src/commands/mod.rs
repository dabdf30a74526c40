//! What the program can be told to do, one file per command.

mod backup;
mod serve;

use crate::{
    config::{Cli, Command},
    error::Error,
};

/// Does what the command line says.
pub async fn run(cli: Cli) -> Result<(), Error> {
    let common = &cli.common;
    match &cli.command {
        Command::Serve(options) => serve::run(common, options).await,
        Command::Backup { file } => backup::backup(common, file).await,
        Command::Restore { file } => backup::restore(common, file).await,
        Command::Import(_) | Command::Export(_) | Command::Seed(_) => {
            Err(Error::Failed("this command is not written yet".into()))
        }
    }
}
