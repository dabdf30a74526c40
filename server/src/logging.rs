//! The log: one line per event on standard error, as text or as JSON.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::{EnvFilter, fmt};

use crate::{
    config::{Common, LogFormat},
    error::Error,
};

/// Starts the log as the operator wants it.
pub fn start(common: &Common) -> Result<(), Error> {
    let filter = EnvFilter::try_new(&common.log).map_err(|error| {
        Error::Usage(format!("--log {:?} is not a filter: {error}", common.log))
    })?;
    let log = fmt().with_env_filter(filter).with_writer(stderr);
    match common.log_format {
        LogFormat::Text => log.with_ansi(stderr().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    Ok(())
}
