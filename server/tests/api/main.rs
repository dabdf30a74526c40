//! HTTP tests through the real application: a free port, a database in memory.

mod assets;
mod customers;
mod headers;
mod health;
mod helpers;
mod pages;
