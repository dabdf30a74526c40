//! One seeded customer: everything about it follows from the seed and its number.

use model::{CustomerDraft, CustomerStatus};
use rand::{Rng, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

use super::{
    culture::{self, Culture},
    reference::reference,
};

/// What a seeded customer is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Active; has service instances if there are enough of them.
    Served,
    /// Active, without service instances.
    Unserved,
    /// Gets its service instances while active, is then made inactive (product.md D5).
    Leaving,
    /// Inactive, without service instances.
    Gone,
}

/// A random source that depends on nothing but the seed and the customer's number.
pub fn random(seed: u64, index: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(index);
    rng
}

/// One customer in five has no service instances; one in twenty is inactive.
pub fn fate(rng: &mut impl Rng) -> Fate {
    match rng.random_range(0..100) {
        0..77 => Fate::Served,
        77..95 => Fate::Unserved,
        95..98 => Fate::Leaving,
        _ => Fate::Gone,
    }
}

/// The customer of number `index`, active unless [`Fate::Gone`].
pub fn draft(seed: u64, index: u64) -> (CustomerDraft, Fate) {
    let mut rng = random(seed, index);
    let fate = fate(&mut rng);
    let culture = culture(&mut rng);
    let reference = reference(&mut rng, index, culture.code);
    let pattern = match rng.random_range(0..20) {
        0..12 => pick(&mut rng, culture.companies).to_owned(),
        // Two given names, where a space parts names from each other.
        12..15 => culture.person.replace("{g} ", "{g} {g} "),
        15..18 => culture.person.to_owned(),
        _ => pick(&mut rng, culture.municipalities).to_owned(),
    };
    let name = fill(&mut rng, culture, &pattern);
    let description = description(&mut rng, culture);
    let status = if fate == Fate::Gone { CustomerStatus::Inactive } else { CustomerStatus::Active };
    (CustomerDraft { name, reference, description, status }, fate)
}

fn culture(rng: &mut impl Rng) -> &'static Culture {
    let total: u32 = culture::all().map(|c| c.weight).sum();
    let mut at = rng.random_range(0..total);
    for culture in culture::all() {
        match at.checked_sub(culture.weight) {
            Some(rest) => at = rest,
            None => return culture,
        }
    }
    unreachable!("the weights were summed above")
}

/// Nothing, a sentence, a few lines, or now and then a long note.
fn description(rng: &mut impl Rng, culture: &Culture) -> Option<String> {
    let (sentences, between) = match rng.random_range(0..100) {
        0..35 => return None,
        35..70 => (1, " "),
        70..90 => (rng.random_range(2..=3), " "),
        90..98 => (rng.random_range(2..=5), "\n"),
        _ => (rng.random_range(8..=20), "\n"),
    };
    let mut lines = Vec::with_capacity(sentences);
    for _ in 0..sentences {
        let pattern = pick(rng, culture.notes);
        lines.push(fill(rng, culture, pattern));
    }
    Some(lines.join(between))
}

/// Replaces the `{…}` of a pattern, each by a fresh choice.
fn fill(rng: &mut impl Rng, culture: &Culture, pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (what, after) = after.split_once('}').unwrap_or((after, ""));
        match what {
            "g" => out.push_str(pick(rng, culture.given)),
            "f" => out.push_str(pick(rng, culture.family)),
            "t" => out.push_str(pick(rng, culture.towns)),
            "b" => out.push_str(pick(rng, culture.business)),
            _ => out.push_str(&rng.random_range(2..=48).to_string()),
        }
        rest = after;
    }
    out + rest
}

fn pick(rng: &mut impl Rng, words: &'static [&'static str]) -> &'static str {
    words.choose(rng).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use model::CustomerForm;

    use super::*;
    use crate::file::mojibake;

    #[test]
    fn the_same_seed_and_number_give_the_same_customer() {
        assert_eq!(draft(7, 12_345), draft(7, 12_345));
        assert_ne!(draft(7, 12_345).0.name, draft(8, 12_345).0.name);
    }

    #[test]
    fn every_customer_is_as_a_form_would_have_parsed_it() {
        for index in 0..20_000 {
            let (draft, _) = draft(1, index);
            let form = CustomerForm {
                name: draft.name.clone(),
                reference: draft.reference.clone().unwrap_or_default(),
                description: draft.description.clone().unwrap_or_default(),
                status: draft.status.to_string(),
            };
            assert_eq!(form.parse().as_ref(), Ok(&draft));
            assert_eq!(mojibake::undamaged(&draft.name), None, "{}", draft.name);
            assert_eq!(mojibake::undamaged(draft.description.as_deref().unwrap_or("")), None);
        }
    }

    #[test]
    fn customers_are_as_varied_as_real_ones() {
        let all: Vec<_> = (0..20_000).map(|index| draft(1, index).0).collect();
        let share = |f: &dyn Fn(&CustomerDraft) -> bool| {
            all.iter().filter(|c| f(c)).count() as f64 / all.len() as f64
        };
        assert!((0.10..0.15).contains(&share(&|c| c.reference.is_none())));
        assert!((0.30..0.40).contains(&share(&|c| c.description.is_none())));
        assert!((0.01..0.03).contains(&share(&|c| c.status == CustomerStatus::Inactive)));
        assert!(share(&|c| !c.name.is_ascii()) > 0.6);
        assert!(
            share(&|c| c.description.as_ref().is_some_and(|d| d.chars().count() > 300)) > 0.005
        );
        let names: std::collections::HashSet<_> = all.iter().map(|c| &c.name).collect();
        assert!((10_000..19_000).contains(&names.len()), "{}", names.len());
    }
}
