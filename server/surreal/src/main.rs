//! A SurrealDB server: `surreal start --bind 127.0.0.1:8000 --user root --pass … memory`.

// The engine's futures are nested so deeply that the compiler gives up without it.
#![recursion_limit = "256"]

use std::process::ExitCode;

fn main() -> ExitCode {
    surrealdb_server::init(surrealdb_core::CommunityComposer())
}
