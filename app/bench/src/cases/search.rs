//! The search box.

use model::{Customer, Instance, Query};

use super::{list, new_and_again};
use crate::{
    case::Case, check::Total, error::Error, listed::Listed, sample::Sample, targets::READ, words,
};

/// How many of the most frequent words and characters are asked for.
const FREQUENT: usize = 60;

pub(super) fn cases(sample: &Sample, rounds: usize) -> Result<Vec<Case>, Error> {
    let customers = &sample.customers.rows;
    let some = Total::AtLeast(1);
    let common = |words: Vec<String>| words.into_iter().take(FREQUENT).collect();
    let texts: [(_, Vec<String>, _); 6] = [
        ("common word", common(words::common(customers)), some),
        ("rare word", words::rare(customers), some),
        ("word that nobody has", words::none(rounds), Total::Exactly(0)),
        ("two words", words::pairs(customers), some),
        ("one character", common(words::characters(customers)), some),
        ("four digits", words::digits(rounds), Total::AtLeast(0)),
    ];
    let mut cases = searches::<Customer>(texts, rounds)?;
    let instances = &sample.instances.rows;
    let texts = [
        ("common word", common(words::common_of_instances(instances)), some),
        ("rare word", words::rare(customers), Total::AtLeast(0)),
        ("word that nobody has", words::none(rounds), Total::Exactly(0)),
        ("two words", words::pairs(customers), Total::AtLeast(0)),
        ("one character", common(words::characters(customers)), Total::AtLeast(0)),
        ("four digits", words::digits(rounds), Total::AtLeast(0)),
    ];
    cases.extend(searches::<Instance>(texts, rounds)?);
    Ok(cases)
}

fn searches<T: Listed>(
    texts: [(&str, Vec<String>, Total); 6],
    rounds: usize,
) -> Result<Vec<Case>, Error> {
    let group = format!("Search {}", T::NOUN);
    let mut cases = Vec::new();
    for (name, texts, total) in texts {
        let ask = |q| list::<T>(&Query { q, ..Default::default() }, total);
        let asks = texts.into_iter().take(rounds).map(ask).collect::<Result<_, _>>()?;
        cases.extend(new_and_again(&group, name, READ, asks, rounds));
    }
    Ok(cases)
}
