//! Latencies as percentiles.

use std::time::Duration;

use hdrhistogram::Histogram;
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// What takes longer, in microseconds, counts as this long.
const LONGEST: u64 = 60_000_000;

/// Latencies of many requests.
pub struct Latencies(Histogram<u64>);

impl Latencies {
    /// None yet. Microseconds, to three digits.
    pub fn new() -> Result<Self, Error> {
        Histogram::new_with_bounds(1, LONGEST, 3)
            .map(Self)
            .map_err(|error| Error::Other(error.to_string()))
    }

    /// Adds one.
    pub fn add(&mut self, latency: Duration) {
        self.0.saturating_record(u64::try_from(latency.as_micros()).unwrap_or(u64::MAX));
    }

    /// Adds all of these.
    pub fn join(&mut self, others: &Self) -> Result<(), Error> {
        self.0.add(&others.0).map_err(|error| Error::Other(error.to_string()))
    }

    /// What they amount to.
    pub fn percentiles(&self) -> Percentiles {
        let at = |part| self.0.value_at_quantile(part) as f64 / 1_000.0;
        Percentiles {
            requests: self.0.len(),
            p50: at(0.50),
            p95: at(0.95),
            p99: at(0.99),
            longest: self.0.max() as f64 / 1_000.0,
        }
    }
}

/// Milliseconds within which so many per cent of the requests were answered.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Percentiles {
    /// How many requests there were.
    pub requests: u64,
    /// Half of them.
    pub p50: f64,
    /// 95 of a hundred.
    pub p95: f64,
    /// 99 of a hundred.
    pub p99: f64,
    /// All of them.
    pub longest: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_in_milliseconds() {
        let mut latencies = Latencies::new().unwrap();
        (1..=100).for_each(|ms| latencies.add(Duration::from_millis(ms)));
        let figures = latencies.percentiles();
        assert_eq!(figures.requests, 100);
        assert!((figures.p50 - 50.0).abs() < 0.1 && (figures.p99 - 99.0).abs() < 0.1);
        assert!((figures.longest - 100.0).abs() < 0.1);
    }
}
