//! Rows about the same thing: found exactly, without all keys in memory.
//!
//! The first reading of a file notes a 64-bit hash per key (8 MB per million rows) and keeps those
//! that occur more than once, rightly or by collision. The second reading compares the keys
//! themselves, and remembers only those whose hash is among them.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, RandomState},
};

/// The first reading: hashes only.
#[derive(Default)]
pub struct Seen {
    hasher: RandomState,
    hashes: Vec<u64>,
}

impl Seen {
    /// Notes one key.
    pub fn note(&mut self, key: &str) {
        self.hashes.push(self.hasher.hash_one(key));
    }

    /// What the second reading needs.
    pub fn into_repeats(mut self) -> Repeats {
        self.hashes.sort_unstable();
        let pairs = self.hashes.windows(2).filter(|pair| pair[0] == pair[1]);
        let suspects = pairs.map(|pair| pair[0]).collect();
        Repeats { hasher: self.hasher, suspects, first: HashMap::new() }
    }
}

/// The second reading.
pub struct Repeats {
    hasher: RandomState,
    suspects: HashSet<u64>,
    first: HashMap<String, u64>,
}

impl Repeats {
    /// The line of the row that claimed `key` before, if one did.
    pub fn claimed(&self, key: &str) -> Option<u64> {
        self.first.get(key).copied()
    }

    /// Claims `key` for the row on `line`.
    pub fn claim(&mut self, key: String, line: u64) {
        if self.suspects.contains(&self.hasher.hash_one(&key)) {
            self.first.insert(key, line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_repeated_keys_are_remembered_with_their_first_line() {
        let mut seen = Seen::default();
        let keys = ["a", "b", "c", "a", "a"];
        keys.iter().for_each(|key| seen.note(key));
        let mut repeats = seen.into_repeats();
        let mut found = Vec::new();
        for (line, key) in (2..).zip(keys) {
            match repeats.claimed(key) {
                Some(first) => found.push((line, first)),
                None => repeats.claim(key.into(), line),
            }
        }
        assert_eq!(found, [(5, 2), (6, 2)]);
        assert_eq!(repeats.first.len(), 1);
    }

    #[test]
    fn a_collision_of_hashes_refuses_nothing() {
        let mut seen = Seen::default();
        seen.note("a");
        seen.note("a"); // as if "b" had the hash of "a"
        let mut repeats = seen.into_repeats();
        repeats.suspects.insert(repeats.hasher.hash_one("b"));
        repeats.claim("a".into(), 2);
        assert_eq!(repeats.claimed("b"), None);
    }
}
