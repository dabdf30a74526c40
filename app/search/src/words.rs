//! A dictionary's terms in one text, to be looked through at once.

use memchr::memmem::Finder;
use tantivy::termdict::TermDictionary;

use crate::{SearchError, grams::Place};

/// The terms of a dictionary in their order, each after a line end, which no folded text has.
#[derive(Debug)]
pub(crate) struct WordList {
    text: Vec<u8>,
    /// Where each term begins, and where the text ends.
    starts: Vec<u32>,
}

const BETWEEN: u8 = b'\n';

impl WordList {
    /// Reads the whole dictionary, if it has no more than so many bytes.
    pub(crate) fn new(terms: &TermDictionary, most: usize) -> Result<Option<Self>, SearchError> {
        let (mut text, mut starts) = (vec![BETWEEN], Vec::with_capacity(terms.num_terms() + 1));
        let mut stream = terms.stream()?;
        while stream.advance() {
            starts.push(text.len() as u32);
            text.extend_from_slice(stream.key());
            text.push(BETWEEN);
            if text.len() > most {
                return Ok(None);
            }
        }
        starts.push(text.len() as u32);
        Ok(Some(Self { text, starts }))
    }

    /// The terms that have the needle at a place. One pass over the text.
    pub(crate) fn find(&self, folded: &str, place: Place) -> Vec<&[u8]> {
        let mut needle = folded.as_bytes().to_vec();
        if matches!(place, Place::Start | Place::Whole) {
            needle.insert(0, BETWEEN);
        }
        if matches!(place, Place::End | Place::Whole) {
            needle.push(BETWEEN);
        }
        let begins_between = needle.first() == Some(&BETWEEN);
        let finder = Finder::new(&needle);
        let (mut found, mut at, mut term) = (Vec::new(), 0, 0);
        while let Some(next) = self.text.get(at..).and_then(|rest| finder.find(rest)) {
            let hit = (at + next + usize::from(begins_between)) as u32;
            let rest = &self.starts[term..];
            term += rest.partition_point(|start| *start <= hit) - 1;
            let end = self.starts[term + 1] as usize - 1;
            found.push(&self.text[self.starts[term] as usize..end]);
            // On with the next term; the line end before it may belong to the needle.
            at = end;
        }
        found
    }

    #[cfg(test)]
    fn of(terms: &[&str]) -> Self {
        let (mut text, mut starts) = (vec![BETWEEN], Vec::new());
        for term in terms {
            starts.push(text.len() as u32);
            text.extend_from_slice(term.as_bytes());
            text.push(BETWEEN);
        }
        starts.push(text.len() as u32);
        Self { text, starts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_term_that_has_the_needle_is_found_once(
            terms in proptest::collection::btree_set("[ab]{0,4}", 0..12),
            needle in "[ab]{1,3}",
        ) {
            let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
            let list = WordList::of(&terms);
            let holds: [(Place, fn(&str, &str) -> bool); 4] = [
                (Place::Anywhere, |text, needle| text.contains(needle)),
                (Place::Start, |text, needle| text.starts_with(needle)),
                (Place::End, |text, needle| text.ends_with(needle)),
                (Place::Whole, |text, needle| text == needle),
            ];
            for (place, holds) in holds {
                let all = terms.iter().filter(|text| holds(text, &needle));
                let wanted: Vec<&[u8]> = all.map(|text| text.as_bytes()).collect();
                prop_assert_eq!(list.find(&needle, place), wanted, "{:?}", place);
            }
        }
    }
}
