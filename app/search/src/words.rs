//! A dictionary's terms in one text, to be looked through at once.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::grams::Place;

/// The terms of a dictionary in their order, each after a line end, which no folded text has.
#[derive(Debug)]
pub(crate) struct WordList {
    text: Vec<u8>,
    /// Where each term begins, and where the text ends.
    starts: Vec<u32>,
}

const BETWEEN: u8 = b'\n';

impl Default for WordList {
    fn default() -> Self {
        Self { text: vec![BETWEEN], starts: vec![1] }
    }
}

impl WordList {
    /// Appends a term, which must come after all before it.
    pub(crate) fn push(&mut self, term: &[u8]) {
        self.text.extend_from_slice(term);
        self.text.push(BETWEEN);
        self.starts.push(self.text.len() as u32);
    }

    /// The text's length.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The term of this number.
    pub(crate) fn term(&self, number: u32) -> &[u8] {
        let number = number as usize;
        &self.text[self.starts[number] as usize..self.starts[number + 1] as usize - 1]
    }

    /// The numbers of the terms that have the needle at a place, as ascending ranges.
    ///
    /// One pass over the text. Terms that begin alike are next to each other, so a needle within
    /// what they begin with is looked for only once.
    pub(crate) fn find(&self, folded: &str, place: Place) -> Vec<Range<u32>> {
        let mut needle = folded.as_bytes().to_vec();
        if matches!(place, Place::Start | Place::Whole) {
            needle.insert(0, BETWEEN);
        }
        if matches!(place, Place::End | Place::Whole) {
            needle.push(BETWEEN);
        }
        let begins_between = usize::from(needle.first() == Some(&BETWEEN));
        let finder = Finder::new(&needle);
        let (mut found, mut at, mut term) = (Vec::new(), 0, 0);
        while let Some(next) = self.text.get(at..).and_then(|rest| finder.find(rest)) {
            let hit = at + next;
            let begin = (hit + begins_between) as u32;
            term = self.first(term, |n| self.starts[n + 1] > begin);
            let alike = &self.text[self.starts[term] as usize..hit + needle.len()];
            let end =
                self.first(term + 1, |n| !self.text[self.starts[n] as usize..].starts_with(alike));
            found.push(term as u32..end as u32);
            if end + 1 >= self.starts.len() {
                break;
            }
            // On with the next term; the line end before it may belong to the needle.
            at = self.starts[end] as usize - 1;
            term = end;
        }
        found
    }

    /// The first term from `from` on for which `holds`, which then holds for all after it.
    fn first(&self, from: usize, holds: impl Fn(usize) -> bool) -> usize {
        let last = self.starts.len() - 1;
        let (mut low, mut step) = (from, 1);
        while low < last && !holds(low) {
            // Doubling steps: mostly it is near.
            if low + step < last && !holds(low + step) {
                low += step;
                step *= 2;
            } else if step > 1 {
                step = 1;
                low += 1;
            } else {
                low += 1;
            }
        }
        low.min(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Holds = fn(&str, &str) -> bool;

    proptest! {
        #[test]
        fn each_term_that_has_the_needle_is_found_once(
            terms in proptest::collection::btree_set("[ab]{0,4}", 0..12),
            needle in "[ab]{1,3}",
        ) {
            let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
            let mut list = WordList::default();
            terms.iter().for_each(|term| list.push(term.as_bytes()));
            let holds: [(Place, Holds); 4] = [
                (Place::Anywhere, |text, needle| text.contains(needle)),
                (Place::Start, |text, needle| text.starts_with(needle)),
                (Place::End, |text, needle| text.ends_with(needle)),
                (Place::Whole, |text, needle| text == needle),
            ];
            for (place, holds) in holds {
                let all = terms.iter().filter(|text| holds(text, &needle));
                let wanted: Vec<&[u8]> = all.map(|text| text.as_bytes()).collect();
                let found: Vec<&[u8]> =
                    list.find(&needle, place).into_iter().flatten().map(|n| list.term(n)).collect();
                prop_assert_eq!(found, wanted, "{:?}", place);
            }
        }
    }
}
