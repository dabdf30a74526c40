//! SurrealDB behind typed functions: the record of customers, service instances, service orders and
//! their history, and what users saved for themselves.
//!
//! Read in this order: [`Store`] is the open database, [`customers`], [`instances`],
//! [`orders`] and [`saved_filters`] hold one function per thing that can be asked or commanded, [`StoreError`] is
//! what they refuse. The commands themselves are SurrealQL functions in `schema/*.surql`, one
//! transaction each; nothing outside this crate knows SurrealDB.

mod backup;
mod batch;
mod chosen;
mod command;
mod connection;
pub mod customers;
mod error;
mod index;
pub mod instances;
mod migrate;
mod news;
mod open;
pub mod orders;
pub mod preferences;
mod record;
pub mod saved_filters;
mod scan;

#[doc(hidden)]
pub use connection::{Connection, Transaction};

pub use batch::{MAX_BATCH, OnDuplicate, RowOutcome};
pub use chosen::{ChosenRows, Readable};
pub use error::{Blockers, StoreError};
pub use index::Follower;
pub use open::{Store, StoreConfig};
pub use search::Status;
