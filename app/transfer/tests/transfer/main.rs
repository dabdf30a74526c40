//! Imports, exports and seeding against a store in memory.
#![allow(clippy::unwrap_used, missing_docs)]

mod customers;
mod helpers;
mod instances;
mod orders;
mod paragon;
mod seed;
