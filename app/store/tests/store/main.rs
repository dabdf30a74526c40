//! The store's behaviour, on both embedded engines and on a server. One program, because each test
//! program has to link the whole database engine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod backup;
mod bulk;
mod bulk_many;
mod commands;
mod concurrency;
mod crash;
mod design_races;
mod designs;
mod import;
mod imported;
mod index;
mod migrations;
mod order_checks;
mod order_instances;
mod order_lists;
mod order_outbox;
mod order_races;
mod order_reports;
mod orders;
mod pages;
mod preferences;
mod races;
mod replicas;
mod restore;
mod saved_filter_races;
mod saved_filters;
mod server;
mod support;
mod system;
mod transactions;
