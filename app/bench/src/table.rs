//! What is printed while it is measured.

use crate::{
    report::{Measured, Number},
    targets::round,
};

/// The columns of cases.
pub fn head() {
    println!(
        "\n{:62} {:>8} {:>5} {:>8} {:>8} {:>8} {:>7} {:>7}  target",
        "Milliseconds until the whole answer is there",
        "matches",
        "asked",
        "p50",
        "p95",
        "p99",
        "cpu",
        "/s"
    );
}

/// One case.
pub fn case(case: &Measured) {
    let matches = case.matches.map(|number| number.to_string()).unwrap_or_default();
    let processor = case.processor.map(round).unwrap_or_default();
    let latency = &case.latency;
    let verdict = match (case.target, case.verdict) {
        _ if case.wrong > 0 => {
            let first = case.first_wrong.as_deref().unwrap_or_default();
            format!("WRONG: {} answers; the first: {first}", case.wrong)
        }
        (Some(target), Some(verdict)) => target.words(verdict),
        _ => String::new(),
    };
    println!(
        "{:62} {matches:>8} {:>5} {:8.2} {:8.2} {:8.2} {processor:>7} {:>7}  {verdict}",
        case.name,
        latency.requests,
        latency.p50,
        latency.p95,
        latency.p99,
        round(case.per_second),
    );
}

/// A single number.
pub fn number(number: &Number) {
    let verdict = match (number.target, number.verdict) {
        (Some(target), Some(verdict)) => target.words(verdict),
        _ => String::new(),
    };
    let value = round(number.value);
    println!("{:90} {value:>10} {:6} {verdict}", number.name, number.unit);
}
