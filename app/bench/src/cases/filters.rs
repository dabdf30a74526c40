//! Filters: every condition of every field, and nested ones.

use std::collections::HashSet;

use filter::{Filter, Operator};
use model::{Customer, Instance, Query};

use super::{list, nested, new_and_again, operators};
use crate::{
    case::{Ask, Case},
    check::Total,
    error::Error,
    listed::Listed,
    sample::{Listing, Sample},
    targets::READ,
};

/// How many known rows are compared with a filter to tell how many must match at least.
const COMPARED: usize = 50;

pub(super) fn cases(sample: &Sample, rounds: usize) -> Result<Vec<Case>, Error> {
    let mut cases = conditions(&sample.customers, &sample.customers.rows, rounds)?;
    cases.extend(conditions(&sample.instances, &sample.customers.rows, rounds)?);
    let customers = nested::of_customers(&sample.customers.rows);
    cases.extend(nested_cases::<Customer>(customers, rounds)?);
    let instances = nested::of_instances(&sample.instances.rows);
    cases.extend(nested_cases::<Instance>(instances, rounds)?);
    Ok(cases)
}

fn conditions<T: Listed>(
    listing: &Listing<T>,
    customers: &[Customer],
    rounds: usize,
) -> Result<Vec<Case>, Error> {
    let group = format!("Filter {}", T::NOUN);
    // There are many of these; a few less requests each will do.
    let rounds = rounds.div_ceil(2);
    let mut cases = Vec::new();
    for field in T::SCHEMA.fields {
        let values = operators::values(field, &listing.rows, customers);
        for operator in field.operators() {
            let filters = operators::filters(field, *operator, &values, rounds)?;
            let asks = asks(&listing.rows, filters)?;
            let name = format!("{}{}", field.name, sign(*operator));
            cases.extend(new_and_again(&group, &name, READ, asks, rounds));
        }
    }
    Ok(cases)
}

fn nested_cases<T: Listed>(texts: Vec<String>, rounds: usize) -> Result<Vec<Case>, Error> {
    let mut seen = HashSet::new();
    let texts = texts.into_iter().filter(|text| seen.insert(text.clone())).take(rounds);
    let ask = |filter| list::<T>(&Query { filter, ..Default::default() }, Total::AtLeast(1));
    let asks = texts.map(ask).collect::<Result<_, _>>()?;
    let group = format!("Filter {}", T::NOUN);
    Ok(new_and_again(&group, "nested and/or, rare match", READ, asks, rounds).into())
}

fn asks<T: Listed>(rows: &[T], filters: Vec<Filter>) -> Result<Vec<Ask>, Error> {
    let ask = |filter: Filter| {
        let known = rows.iter().take(COMPARED).filter(|row| row.meets(&filter) == Some(true));
        let total = Total::AtLeast(known.count() as u64);
        list::<T>(&Query { filter: filter.to_string(), ..Default::default() }, total)
    };
    filters.into_iter().map(ask).collect()
}

/// How a condition is written, with what tells it from the one that is written alike.
fn sign(operator: Operator) -> String {
    let value = match operator {
        Operator::IsEmpty => "true",
        Operator::IsNotEmpty => "false",
        _ => "",
    };
    format!("{}{value}", operator.symbol())
}
