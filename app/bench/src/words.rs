//! What people would type, made of what is in the inventory. No text comes twice in one list.

use std::collections::{HashMap, HashSet};

use filter::fold;
use model::{Customer, Instance};
use rand::Rng;

use crate::sample::random;

/// Words that many customers have, the most frequent first.
pub fn common(customers: &[Customer]) -> Vec<String> {
    let texts = |customer: &Customer| {
        let description = customer.description.clone().unwrap_or_default();
        fold(&format!("{} {description}", customer.name))
    };
    frequent(customers.iter().map(texts), |text| {
        let letters = |word: &&str| word.chars().filter(|c| c.is_alphanumeric()).count() > 3;
        text.split_whitespace().filter(letters).map(trimmed).collect()
    })
}

/// Words that many instances have: beginnings of names and designs, and words of customers' names.
pub fn common_of_instances(instances: &[Instance]) -> Vec<String> {
    let texts = instances.iter().map(|instance| {
        let kind = instance.name.split('-').next().unwrap_or_default();
        fold(&format!("{kind} {} {}", instance.design, instance.customer_name))
    });
    frequent(texts, |text| {
        text.split_whitespace().filter(|word| word.chars().count() > 2).map(trimmed).collect()
    })
}

/// Words that one customer has: reference numbers.
pub fn rare(customers: &[Customer]) -> Vec<String> {
    distinct(customers.iter().filter_map(|customer| customer.reference.clone()))
}

/// Two words of one customer's name.
pub fn pairs(customers: &[Customer]) -> Vec<String> {
    distinct(customers.iter().filter_map(|customer| {
        let mut words = customer.name.split_whitespace();
        let (first, last) = (words.next()?, words.next_back()?);
        Some(format!("{last} {first}"))
    }))
}

/// Single characters that customers' names have, the most frequent first.
pub fn characters(customers: &[Customer]) -> Vec<String> {
    frequent(customers.iter().map(|customer| fold(&customer.name)), |text| {
        text.chars().filter(|c| c.is_alphanumeric()).map(String::from).collect()
    })
}

/// Four digits, as the end of a number that somebody reads out.
pub fn digits(count: usize) -> Vec<String> {
    let mut random = random(2);
    distinct((0..count).map(|_| format!("{:04}", random.random_range(0..10_000))))
}

/// Words that nobody has.
pub fn none(count: usize) -> Vec<String> {
    let mut random = random(3);
    let mut word = || (0..7).map(|_| char::from(b"qxzjkvw"[random.random_range(0..7)])).collect();
    distinct((0..count).map(|_| word()))
}

/// What a picker is asked while names are typed: their beginnings of one to eight characters.
pub fn beginnings(customers: &[Customer]) -> Vec<String> {
    distinct(customers.iter().flat_map(|customer| {
        let name: Vec<char> = customer.name.chars().collect();
        let beginning = |length: usize| name[..length].iter().collect::<String>();
        (1..=name.len().min(8))
            .map(beginning)
            .filter(|text| !text.ends_with(' '))
            .collect::<Vec<_>>()
    }))
}

/// Without what stands around a word in a sentence.
fn trimmed(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    texts.filter(|text| !fold(text).trim().is_empty() && seen.insert(fold(text))).collect()
}

/// What the most texts have, first; what is equally frequent in the order of the alphabet.
fn frequent(
    texts: impl Iterator<Item = String>,
    parts: impl Fn(&str) -> HashSet<String>,
) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for part in texts.flat_map(|text| parts(&text)) {
        *counts.entry(part).or_default() += 1;
    }
    let mut counted: Vec<_> = counts.into_iter().filter(|(part, _)| !part.is_empty()).collect();
    counted.sort_by(|(a, first), (b, second)| second.cmp(first).then_with(|| a.cmp(b)));
    counted.into_iter().map(|(part, _)| part).collect()
}

#[cfg(test)]
mod tests {
    use model::{CustomerStatus, ServiceCounts};

    use super::*;

    fn customers(names: &[&str]) -> Vec<Customer> {
        let customer = |name: &&str| Customer {
            id: "c-1".parse().unwrap(),
            name: (*name).into(),
            reference: None,
            description: None,
            status: CustomerStatus::Active,
            system: false,
            version: 1,
            created_at: String::new(),
            updated_at: String::new(),
            services: ServiceCounts::default(),
        };
        names.iter().map(customer).collect()
    }

    #[test]
    fn the_most_frequent_word_comes_first() {
        let words = common(&customers(&["Nordic Fiber", "Fiber Nord", "FIBER, Oslo", "Nordic"]));
        assert_eq!(words[..2], ["fiber", "nordic"]);
    }

    #[test]
    fn names_are_typed_a_character_at_a_time_and_no_text_twice() {
        assert_eq!(beginnings(&customers(&["Ab c", "abd"])), ["A", "Ab", "Ab c", "abd"]);
    }

    #[test]
    fn two_words_are_of_one_name() {
        assert_eq!(pairs(&customers(&["Nordic Fiber AS", "Single"])), ["AS Nordic"]);
    }
}
