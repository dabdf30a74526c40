//! Keyword search: every word must occur somewhere in the row.

use std::ops::Range;

use model::Marks;

use crate::{Row, fold, fold_with_origin, limits::MAX_WORDS};

/// Fewest characters of an identifier that find it.
const ID_PREFIX: usize = 8;

/// The words of a search box, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Keywords {
    words: Vec<String>,
}

impl Keywords {
    /// Splits at white space and folds. Words that repeat or fold to nothing are left out; of the
    /// others the first [`MAX_WORDS`] count and those after them are ignored.
    pub fn parse(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        for word in fold(text).split_whitespace() {
            if words.len() < MAX_WORDS && !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
        Self { words }
    }

    /// The folded words, in the order typed.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether there is no word, so that every row matches.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Where the words occur in these texts; texts without any are left out.
    ///
    /// ```
    /// let words = filter::Keywords::parse("muller ag");
    /// let marks = words.marks(["Müller AG", "Nordic"]);
    /// assert_eq!(marks["Müller AG"], [0..7, 8..10]);
    /// assert_eq!(marks.len(), 1);
    /// ```
    pub fn marks<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Marks {
        if self.words.is_empty() {
            return Marks::new();
        }
        let marks = texts.into_iter().map(|text| (text.to_owned(), self.marks_in(text)));
        marks.filter(|(_, places)| !places.is_empty()).collect()
    }

    /// Where the words occur in a text, in its bytes: in order, each part once.
    fn marks_in(&self, text: &str) -> Vec<Range<usize>> {
        let folded = fold_with_origin(text);
        let found = |word: &String| {
            let places = folded.text().match_indices(word.as_str());
            places.filter_map(|(at, _)| folded.origin(at..at + word.len())).collect::<Vec<_>>()
        };
        let mut all: Vec<_> = self.words.iter().flat_map(found).collect();
        all.sort_by_key(|mark| (mark.start, mark.end));
        let mut marks: Vec<Range<usize>> = Vec::new();
        for mark in all {
            match marks.last_mut() {
                Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
                _ => marks.push(mark),
            }
        }
        marks
    }

    /// Whether the row has every word in one of its search texts or as its identifier.
    pub fn matches(&self, row: &dyn Row) -> bool {
        self.match_texts(&row.search_texts(), row.id())
    }

    /// Whether every word occurs in one of `texts`, folded, or is the whole of `id` or its first
    /// eight or more characters, whatever their case.
    pub fn match_texts(&self, texts: &[&str], id: &str) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let texts: Vec<String> = texts.iter().map(|text| fold(text)).collect();
        self.words
            .iter()
            .all(|word| texts.iter().any(|text| text.contains(word.as_str())) || finds_id(word, id))
    }
}

fn finds_id(word: &str, id: &str) -> bool {
    let whole = word.len() == id.len();
    let start = id.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    start && (whole || word.len() >= ID_PREFIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "7f6c1c1e-5ff9-4f0c-9d7a-0e6f0a1b2c3D";

    fn matches(q: &str, texts: &[&str]) -> bool {
        Keywords::parse(q).match_texts(texts, ID)
    }

    #[test]
    fn marks_are_of_the_text_as_it_is_written_and_do_not_overlap() {
        let marks = |q: &str, text: &'static str| -> Vec<&str> {
            Keywords::parse(q).marks_in(text).into_iter().map(|mark| &text[mark]).collect()
        };
        assert_eq!(marks("strasse", "Straße 9"), ["Straße"]);
        assert_eq!(marks("ord rdi nordic", "Nordic"), ["Nordic"]);
        assert_eq!(marks("o", "oslo"), ["o", "o"]);
        assert!(marks("", "Oslo").is_empty());
        assert!(marks("x", "Oslo").is_empty());
    }

    #[test]
    fn all_words_must_occur_anywhere_in_any_text() {
        let texts = ["Nordic Fiber AB", "CRM-0042", "Straße 9\nOslo"];
        assert!(matches("  ordic\u{a0}0042 STRASSE ", &texts));
        assert!(matches("9 oslo", &texts));
        assert!(!matches("nordic bergen", &texts));
        assert!(!matches("abcrm", &texts), "a word does not run from one text into the next");
    }

    #[test]
    fn no_word_matches_everything() {
        assert!(Keywords::parse(" \u{301} ").is_empty());
        assert!(matches("", &[]));
    }

    #[test]
    fn an_id_is_found_by_all_of_it_or_by_eight_characters_and_more() {
        assert!(matches(ID, &[]));
        assert!(matches("7F6C1C1E", &[]));
        assert!(matches("7f6c1c1e-5f", &[]));
        assert!(!matches("7f6c1c1", &[]));
        assert!(!matches("5ff9-4f0c", &[]));
        assert!(!matches(&format!("{ID}0"), &[]));
        assert!(Keywords::parse("C-1").match_texts(&[], "c-1"));
    }

    #[test]
    fn sixteen_different_words_count() {
        let many: Vec<String> = (0..20).map(|i| format!("w{i}")).collect();
        let words = Keywords::parse(&format!("w0 {}", many.join(" ")));
        assert_eq!(words.words(), &many[..16]);
    }
}
