//! Pages of whole lists: where they start, and in which order.

use model::{PageStart, Query, Sorts};
use rand::{Rng, seq::IndexedRandom};

use super::{case, list};
use crate::{
    case::{Ask, Case},
    check::Total,
    error::Error,
    listed::Listed,
    sample::{Listing, orders, random, usual},
    targets::READ,
};

pub(super) fn cases<T: Listed>(listing: &Listing<T>, rounds: usize) -> Result<Vec<Case>, Error> {
    let mut cases = starts(listing, rounds)?;
    let group = format!("Sort {}", T::NOUN);
    for sort in orders::<T::Key>() {
        let of = |starts: Vec<PageStart>| asks(listing, &sort, starts);
        let by = sort.to_param();
        let first = of(vec![PageStart::First])?;
        cases.push(case(&group, format!("{by}, first page"), READ, first, rounds));
        let after = of(after(listing, &sort))?;
        cases.push(case(&group, format!("{by}, after a key"), READ, after, rounds));
        let last = of(vec![PageStart::Last])?;
        cases.push(case(&group, format!("{by}, last page"), READ, last, rounds));
    }
    Ok(cases)
}

/// Pages by name, which is the order of a list until another one is chosen.
fn starts<T: Listed>(listing: &Listing<T>, rounds: usize) -> Result<Vec<Case>, Error> {
    let mut random = random(4);
    let cursors = listing.cursors(&usual());
    let before = cursors.iter().cloned().map(PageStart::Before).collect();
    let mut row = || listing.rows.choose(&mut random).map(|row| PageStart::At(row.id().into()));
    let at = (0..rounds).filter_map(|_| row()).collect();
    let mut random = self::random(5);
    let anywhere = (0..rounds).map(|_| PageStart::Row(random.random_range(1..=listing.total)));
    let starts = [
        ("first page", vec![PageStart::First]),
        ("last page", vec![PageStart::Last]),
        ("after a key", after(listing, &usual())),
        ("before a key", before),
        ("at a row", at),
        ("jump to the middle row", vec![PageStart::Row(listing.total / 2)]),
        ("jump to any row", anywhere.collect()),
    ];
    let group = format!("Pages of {}", T::NOUN);
    let case =
        |(name, starts)| Ok(case(&group, name, READ, asks(listing, &usual(), starts)?, rounds));
    starts.into_iter().map(case).collect()
}

fn after<T: Listed>(listing: &Listing<T>, sort: &Sorts<T::Key>) -> Vec<PageStart> {
    listing.cursors(sort).iter().cloned().map(PageStart::After).collect()
}

fn asks<T: Listed>(
    listing: &Listing<T>,
    sort: &Sorts<T::Key>,
    starts: Vec<PageStart>,
) -> Result<Vec<Ask>, Error> {
    // The default order has no parameter.
    let sort = if *sort == usual() { Sorts::default() } else { sort.clone() };
    let query = Query { sort, ..Default::default() };
    starts
        .into_iter()
        .map(|start| list::<T>(&query.at(start), Total::Exactly(listing.total)))
        .collect()
}
