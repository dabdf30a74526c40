//! What readers read who do different things: requests of all cases, some more often than others.

use rand::{Rng, seq::IndexedRandom};

use crate::case::{Ask, Case};

/// Which cases are read, by the beginnings of their names, and how often out of a hundred times.
const MIX: [(&str, u32); 6] = [
    ("Pages of ", 35),
    ("Sort ", 15),
    ("Search ", 20),
    ("Filter ", 15),
    ("Services of ", 10),
    ("One customer: details", 5),
];

/// What readers may ask, by how often they do.
pub struct Mix(Vec<(Vec<Ask>, u32)>);

impl Mix {
    /// Out of these cases.
    pub fn of(cases: &[Case]) -> Self {
        let asks = |begin: &str| -> Vec<Ask> {
            let cases = cases.iter().filter(|case| case.title().starts_with(begin));
            cases.flat_map(|case| case.asks.iter().cloned()).collect()
        };
        let parts = MIX.map(|(begin, weight)| (asks(begin), weight));
        Self(parts.into_iter().filter(|(asks, _)| !asks.is_empty()).collect())
    }

    /// One of them.
    pub fn pick(&self, random: &mut impl Rng) -> Option<&Ask> {
        self.0.choose_weighted(random, |(_, weight)| *weight).ok()?.0.choose(random)
    }
}
