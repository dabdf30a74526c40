//! How latencies grow with the inventory: by those of an earlier run at a smaller size.

use std::{collections::HashMap, fs, path::Path};

use serde::Deserialize;

use crate::{
    error::Error,
    report::{Growth, Measured, Number},
    targets::{GROWTH, Verdict},
};

/// What is needed of an earlier run.
#[derive(Debug, Deserialize)]
pub struct Earlier {
    /// How many customers there were.
    pub customers: u64,
    cases: Vec<Latency>,
}

#[derive(Clone, Debug, Deserialize)]
struct Latency {
    name: String,
    p50: f64,
    p99: f64,
}

/// Reads the results of an earlier run.
pub fn read(file: &Path) -> Result<Earlier, Error> {
    let text = fs::read_to_string(file).map_err(Error::io(format!("cannot read {file:?}")))?;
    serde_json::from_str(&text)
        .map_err(|error| Error::Other(format!("{file:?} has no results: {error}")))
}

impl Earlier {
    /// Notes with each case how it grew, and sums it up.
    pub fn compare(&self, cases: &mut [Measured]) -> Vec<Number> {
        let known: HashMap<_, _> =
            self.cases.iter().map(|case| (case.name.as_str(), case)).collect();
        for case in cases.iter_mut() {
            let Some(before) = known.get(case.name.as_str()) else { continue };
            let p50 = case.latency.p50 / before.p50.max(0.001);
            let p99 = case.latency.p99 / before.p99.max(0.001);
            case.growth = Some(Growth { p50, p99 });
        }
        let most = |of: fn(&Growth) -> f64| {
            let grown = cases.iter().filter_map(|case| Some((of(case.growth.as_ref()?), case)));
            grown.max_by(|(a, _), (b, _)| a.total_cmp(b))
        };
        let mut numbers = Vec::new();
        for (of, growth) in [("p50", (|g| g.p50) as fn(&Growth) -> f64), ("p99", |g| g.p99)] {
            let Some((grown, case)) = most(growth) else { continue };
            let name = format!(
                "Growth of {of} since {} customers, the largest: {}",
                self.customers, case.name
            );
            numbers.push(Number::judged(name, grown, GROWTH));
            let over = |case: &&Measured| {
                let grown = case.growth.as_ref().map(growth);
                grown.is_some_and(|grown| GROWTH.judge(grown) != Verdict::Met)
            };
            let over = cases.iter().filter(over).count();
            let name = format!("Growth of {of}: cases beyond {} times", GROWTH.limit);
            numbers.push(Number::plain(name, over as f64, "cases"));
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{figures::Percentiles, targets::READ};

    fn measured(p50: f64, p99: f64) -> Measured {
        Measured {
            name: "a: b".into(),
            matches: None,
            latency: Percentiles { requests: 1, p50, p95: p99, p99, longest: p99 },
            per_second: 1.0,
            processor: None,
            target: Some(READ),
            verdict: None,
            wrong: 0,
            first_wrong: None,
            growth: None,
        }
    }

    #[test]
    fn a_case_is_compared_with_itself_at_another_size() {
        let before = serde_json::json!({ "customers": 10, "cases": [measured(1.0, 2.0)] });
        let earlier: Earlier = serde_json::from_value(before).unwrap();
        let mut cases = [measured(2.0, 8.0)];
        let numbers = earlier.compare(&mut cases);
        assert_eq!(cases[0].growth, Some(Growth { p50: 2.0, p99: 4.0 }));
        assert_eq!(numbers[0].verdict, Some(Verdict::Met));
        assert_eq!(numbers[2].verdict, Some(Verdict::Missed(1.0)));
        assert_eq!(numbers[3].value, 1.0);
    }

    #[test]
    fn a_case_that_is_new_has_no_growth() {
        let earlier = Earlier { customers: 10, cases: Vec::new() };
        let mut cases = [measured(2.0, 8.0)];
        assert!(earlier.compare(&mut cases).is_empty());
        assert_eq!(cases[0].growth, None);
    }
}
