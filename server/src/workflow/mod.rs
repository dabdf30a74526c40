//! Service orders on their way to the provider's workflow engine, and its reports on their way back;
//! docs/workflow.md is for those who write an engine.
//!
//! Read in this order: [`options`] is what an operator can set, [`signature`] is how both sides know
//! each other, [`request`] is what the engine is given, [`client`] gives it one order and [`sender`] all
//! that are due, [`callback`] takes its reports.

pub mod callback;
pub mod client;
pub mod options;
pub mod request;
pub mod sender;
pub mod signature;

use std::time::{SystemTime, UNIX_EPOCH};

pub use client::Client;
pub use options::{Options, Settings};
pub use signature::{BadSignature, Secret};

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
