//! The store's behaviour, on both embedded engines. One program, because each test program has to
//! link the whole database engine.

mod backup;
mod commands;
mod crash;
mod import;
mod migrations;
mod pages;
mod races;
mod support;
