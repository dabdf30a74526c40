//! Measures the program over HTTP as the page uses it, and says which targets it meets.
//!
//! `bench --program target/customer-inventory --customers 100000 --instances 500000 --folder DIR
//! --json FILE` seeds DIR once, starts the program on it, sends what a browser would send, checks
//! every answer, prints a table and writes the same as JSON. docs/performance.md says more.
//!
//! `run` has the order of things, `cases` what is asked, `targets` what must hold.

mod answer;
mod case;
mod cases;
mod check;
mod connection;
mod error;
mod figures;
mod growth;
mod inventory;
mod listed;
mod machine;
mod measure;
mod mix;
mod mixed;
mod options;
mod process;
mod program;
mod report;
mod run;
mod sample;
mod start;
mod table;
mod targets;
mod totals;
mod urls;
mod words;
mod writer;
mod writes;

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    match run::run(&options::Options::parse()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("error: some answers were wrong; they are named above");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
