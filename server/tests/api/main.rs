//! HTTP tests through the real application: a free port, a database in memory.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod assets;
mod bulk;
mod customers;
mod designs;
mod downloads;
#[path = "../support/engine.rs"]
mod engine;
mod headers;
mod health;
mod helpers;
mod instances;
mod orders;
mod pages;
mod preparing;
mod saved_filters;
mod system;
mod workflow;
