//! The targets, each declared once: on two cores, with the database embedded, at a million customers
//! and five million service instances.

use std::fmt;

use serde::Serialize;

/// A number that is to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Target {
    /// What is compared.
    pub of: &'static str,
    /// The number.
    pub limit: f64,
    /// Its unit.
    pub unit: &'static str,
    /// Less than the number is wrong, not more.
    pub at_least: bool,
}

/// A page of a list with its rows and its exact total, and every other thing that is read.
pub const READ: Target = at_most("p99", 25.0, "ms");
/// A keystroke in a picker.
pub const PICKER: Target = at_most("p99", 10.0, "ms");
/// A change, until a list shows it.
pub const VISIBLE: Target = at_most("p99", 50.0, "ms");
/// Memory that the program holds at its largest.
pub const MEMORY: Target = at_most("at most", 2_048.0, "MiB");
/// From the start of the program until it is ready, with an index that is there.
pub const START: Target = at_most("at most", 5.0, "s");
/// The whole index made anew.
pub const REBUILD: Target = at_most("at most", 180.0, "s");
/// Customers loaded into record and index together.
pub const LOAD: Target = Target { of: "at least", limit: 10_000.0, unit: "/s", at_least: true };
/// Latency at a million customers by that at ten thousand.
pub const GROWTH: Target = at_most("at most", 3.0, "times");

/// Whether a target is met.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is.
    Met,
    /// It is not, by so much in the target's unit.
    Missed(f64),
}

impl Target {
    /// Compares what was measured.
    pub fn judge(&self, measured: f64) -> Verdict {
        let over = if self.at_least { self.limit - measured } else { measured - self.limit };
        // Something that could not be measured is no success.
        if over <= 0.0 { Verdict::Met } else { Verdict::Missed(over) }
    }

    /// The verdict in words.
    pub fn words(&self, verdict: Verdict) -> String {
        match verdict {
            Verdict::Met => format!("met ({self})"),
            Verdict::Missed(by) => format!("MISSED by {} {} ({self})", round(by), self.unit),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.of, self.limit, self.unit)
    }
}

const fn at_most(of: &'static str, limit: f64, unit: &'static str) -> Target {
    Target { of, limit, unit, at_least: false }
}

/// As many digits as are worth reading.
pub fn round(number: f64) -> String {
    match number.abs() {
        0.0..10.0 => format!("{number:.2}"),
        10.0..100.0 => format!("{number:.1}"),
        _ => format!("{number:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_the_limit_meets_it() {
        assert_eq!(READ.judge(25.0), Verdict::Met);
        assert_eq!(LOAD.judge(10_000.0), Verdict::Met);
    }

    #[test]
    fn a_miss_says_by_how_much_in_either_direction() {
        assert_eq!(READ.judge(27.5), Verdict::Missed(2.5));
        assert_eq!(LOAD.judge(4_000.0), Verdict::Missed(6_000.0));
        assert_eq!(READ.words(READ.judge(27.5)), "MISSED by 2.50 ms (p99 25 ms)");
    }

    #[test]
    fn what_was_not_measured_is_missed() {
        assert!(matches!(READ.judge(f64::NAN), Verdict::Missed(_)));
    }
}
