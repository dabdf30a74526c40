//! Everything that was measured, as it is written to JSON.

use serde::{Deserialize, Serialize};

use crate::{
    figures::Percentiles,
    inventory::Seeded,
    machine::Machine,
    targets::{Target, Verdict},
};

/// One run.
#[derive(Debug, Serialize)]
pub struct Report {
    /// When it began, in UTC.
    pub date: String,
    /// What the source is, if that can be told.
    pub commit: Option<String>,
    /// Where it ran.
    pub machine: Machine,
    /// How many customers there were.
    pub customers: u64,
    /// How many service instances there were.
    pub instances: u64,
    /// How the inventory was made.
    pub seeded: Seeded,
    /// Single numbers.
    pub numbers: Vec<Number>,
    /// Filters whose matches and whose opposite's matches are not all rows together.
    pub wrong_totals: Vec<String>,
    /// Latencies.
    pub cases: Vec<Measured>,
}

/// A single number.
#[derive(Clone, Debug, Serialize)]
pub struct Number {
    /// What it is.
    pub name: String,
    /// How much.
    pub value: f64,
    /// Of what.
    pub unit: &'static str,
    /// What is to be reached.
    pub target: Option<Target>,
    /// Whether it is.
    pub verdict: Option<Verdict>,
}

impl Number {
    /// Without a target.
    pub fn plain(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self { name: name.into(), value, unit, target: None, verdict: None }
    }

    /// With a target, whose unit it has.
    pub fn judged(name: impl Into<String>, value: f64, target: Target) -> Self {
        let verdict = Some(target.judge(value));
        Self { target: Some(target), verdict, ..Self::plain(name, value, target.unit) }
    }
}

/// A case's latencies.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    /// What was asked.
    pub name: String,
    /// Rows that matched the last request, where that means something.
    pub matches: Option<u64>,
    /// Milliseconds.
    #[serde(flatten)]
    pub latency: Percentiles,
    /// Requests that were answered in a second.
    pub per_second: f64,
    /// Milliseconds of processor time that the program took for a request, where nobody else asked.
    pub processor: Option<f64>,
    /// What is to be reached.
    pub target: Option<Target>,
    /// Whether it is.
    pub verdict: Option<Verdict>,
    /// How many answers were wrong.
    pub wrong: u64,
    /// What was wrong with the first of them.
    pub first_wrong: Option<String>,
    /// How latencies compare with those at a smaller size.
    pub growth: Option<Growth>,
}

/// Latencies by those of the same case at a smaller size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Growth {
    /// Of half of the requests.
    pub p50: f64,
    /// Of 99 of a hundred.
    pub p99: f64,
}
