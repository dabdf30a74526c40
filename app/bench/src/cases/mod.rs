//! What is asked. Every case is made of what is in the inventory, and never asks anything at random
//! that it would not ask the next time.

mod details;
mod filters;
mod lists;
mod nested;
pub(crate) mod operators;
mod search;
mod services;

use filter::{Filter, Keywords};
use model::Query;

use crate::{
    case::{Ask, Case, Kind},
    check::{self, Total, Wanted},
    error::Error,
    listed::Listed,
    sample::Sample,
    targets::Target,
    urls,
};

/// How many texts are asked for again and again.
const REPEATED: usize = 10;

/// All cases that read, in the order in which they are measured.
pub fn all(sample: &Sample, rounds: usize) -> Result<Vec<Case>, Error> {
    let groups = [
        lists::cases(&sample.customers, rounds)?,
        lists::cases(&sample.instances, rounds)?,
        search::cases(sample, rounds)?,
        filters::cases(sample, rounds)?,
        services::cases(sample, rounds)?,
        details::cases(sample, rounds)?,
    ];
    Ok(groups.into_iter().flatten().collect())
}

/// Asks for a page of a list.
fn list<T: Listed>(query: &Query<T::Key>, total: Total) -> Result<Ask, Error> {
    let filter = match query.filter.as_str() {
        "" => None,
        text => Some(Filter::parse(T::SCHEMA, text).map_err(|e| Error::Other(e.to_string()))?),
    };
    let words = Some(Keywords::parse(&query.q)).filter(|words| !words.is_empty());
    let (start, size) = (query.start.clone(), query.size.unwrap_or_default());
    let wanted = Wanted { total, filter, words, start, size };
    let path = urls::list::<T>(query)?;
    Ok(Ask { kind: Kind::Function, path, check: check::page::<T>(wanted) })
}

/// The same requests, one after the other, as often as wanted.
fn case(
    group: impl Into<String>,
    name: impl Into<String>,
    target: Target,
    asks: Vec<Ask>,
    rounds: usize,
) -> Case {
    Case { group: group.into(), name: name.into(), target, asks, rounds }
}

/// Two cases: every request for the first time, and some of them once more.
fn new_and_again(
    group: &str,
    name: &str,
    target: Target,
    asks: Vec<Ask>,
    rounds: usize,
) -> [Case; 2] {
    let few: Vec<Ask> = asks.iter().take(REPEATED).cloned().collect();
    let once = asks.len().min(rounds);
    [
        case(group, format!("{name}, new"), target, asks, once),
        case(group, format!("{name}, again"), target, few, rounds),
    ]
}
