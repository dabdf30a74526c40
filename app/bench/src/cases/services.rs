//! The services of one customer: of the one with the most, and of any other.

use model::{Instance, InstanceQuery, InstanceState, PageStart};

use super::{case, list, new_and_again};
use crate::{
    case::Case,
    check::Total,
    error::Error,
    sample::{Sample, orders},
    targets::READ,
};

const LARGEST: &str = "Services of the largest customer";

pub(super) fn cases(sample: &Sample, rounds: usize) -> Result<Vec<Case>, Error> {
    let largest = &sample.largest;
    let total = largest.services.total();
    let all = InstanceQuery { customer: Some(largest.id.clone()), ..Default::default() };
    let of = |name: String, query: InstanceQuery, total| {
        let ask = list::<Instance>(&query, total)?;
        Ok::<_, Error>(case(LARGEST, name, READ, vec![ask], rounds))
    };
    let mut cases = Vec::new();
    for (name, start) in [
        ("first page", PageStart::First),
        ("middle row", PageStart::Row(total / 2)),
        ("last page", PageStart::Last),
    ] {
        cases.push(of(name.into(), all.at(start), Total::Exactly(total))?);
    }
    for sort in orders() {
        let name = format!("sort {}", sort.to_param());
        let query = InstanceQuery { sort, ..all.clone() };
        cases.push(of(name, query, Total::Exactly(total))?);
    }
    let failed = Total::Exactly(largest.services.of(InstanceState::Failed));
    let query = InstanceQuery { filter: "state==failed".into(), ..all.clone() };
    cases.push(of("those that failed".into(), query, failed)?);
    let query = InstanceQuery { q: "vpn".into(), ..all };
    cases.push(of("search vpn".into(), query, Total::AtLeast(1))?);

    let customers = sample.customers.rows.iter().filter(|row| row.services.total() > 0);
    let asks = customers.take(rounds).map(|row| {
        let query = InstanceQuery { customer: Some(row.id.clone()), ..Default::default() };
        list::<Instance>(&query, Total::Exactly(row.services.total()))
    });
    let asks = asks.collect::<Result<_, _>>()?;
    cases.extend(new_and_again("Services of a customer", "first page", READ, asks, rounds));
    Ok(cases)
}
