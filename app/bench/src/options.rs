//! What can be said on the command line.

use std::path::PathBuf;

use clap::Parser;

/// Measures Customer Inventory over HTTP, as the page uses it.
#[derive(Clone, Debug, Parser)]
#[command(name = "bench")]
pub struct Options {
    /// The program to measure
    #[arg(long, value_name = "FILE", default_value = "target/customer-inventory")]
    pub program: PathBuf,
    /// How many customers
    #[arg(long, value_name = "NUMBER", default_value_t = 100_000)]
    #[arg(value_parser = clap::value_parser!(u64).range(1_000..))]
    pub customers: u64,
    /// How many service instances
    #[arg(long, value_name = "NUMBER", default_value_t = 500_000)]
    #[arg(value_parser = clap::value_parser!(u64).range(1_000..))]
    pub instances: u64,
    /// Where the seeded inventory is kept; it is seeded only when it is not complete
    #[arg(long, value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Where to write the results
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// The results of a smaller inventory, to compare latencies with
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// Measure only what has this text in its name, such as `search` or `reindex`
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
    /// Requests per case
    #[arg(long, value_name = "NUMBER", default_value_t = 200)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    pub rounds: u64,
    /// How long readers and a writer work beside each other
    #[arg(long, value_name = "SECONDS", default_value_t = 15)]
    pub seconds: u64,
}

impl Options {
    /// Whether the case of this name is to be measured.
    pub fn wants(&self, name: &str) -> bool {
        self.only.as_ref().is_none_or(|only| name.to_lowercase().contains(&only.to_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Options {
        Options::try_parse_from([&["bench", "--folder", "f"], arguments].concat()).unwrap()
    }

    #[test]
    fn all_is_measured_unless_only_some_is_wanted() {
        assert!(parse(&[]).wants("Search customers: rare"));
        let some = parse(&["--only", "search"]);
        assert!(some.wants("Search customers: rare") && !some.wants("Reindex"));
    }
}
