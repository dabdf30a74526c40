//! The order of texts: Unicode collation, in which numbers within a text count as numbers.

use std::sync::OnceLock;

use icu_collator::{
    CollatorBorrowed, CollatorPreferences, options::CollatorOptions,
    preferences::CollationNumericOrdering,
};

use crate::SearchError;

/// How many characters of a text decide its place.
pub(crate) const SORTED_CHARS: usize = 255;

/// The bytes by which a text is sorted; an absent text (or an empty one) comes before all others.
/// Fails only when the program was built without collation data.
pub(crate) fn key(text: &str) -> Result<Vec<u8>, SearchError> {
    if text.is_empty() {
        return Ok(vec![0]);
    }
    let mut key = vec![1];
    let Ok(()) = collator()?.write_sort_key_to(first_chars(text), &mut key);
    Ok(key)
}

/// The part of a text that decides its place.
pub(crate) fn first_chars(text: &str) -> &str {
    text.char_indices().nth(SORTED_CHARS).map_or(text, |(end, _)| &text[..end])
}

fn collator() -> Result<&'static CollatorBorrowed<'static>, SearchError> {
    static COLLATOR: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    let made = COLLATOR.get_or_init(|| {
        let mut preferences = CollatorPreferences::default();
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok()
    });
    made.as_ref().ok_or_else(|| SearchError::Internal("there is no collation data".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(texts: &[&str]) -> Vec<String> {
        let mut texts: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
        texts.sort_by_key(|text| key(text).unwrap());
        texts
    }

    #[test]
    fn people_find_names_where_they_look_for_them() {
        let order = ["", "CRM-2", "CRM-10", "eclair", "Eclair", "éclair", "Zürich", "Ωmega", "北"];
        let mut shuffled = order;
        shuffled.reverse();
        assert_eq!(sorted(&shuffled), order);
    }

    #[test]
    fn what_is_typed_differently_but_reads_the_same_ties() {
        assert_eq!(key("Mu\u{308}ller").unwrap(), key("Müller").unwrap());
    }

    #[test]
    fn only_the_first_characters_count() {
        let long = "ß".repeat(SORTED_CHARS);
        assert_eq!(key(&format!("{long}a")).unwrap(), key(&format!("{long}b")).unwrap());
        assert_eq!(first_chars("abc"), "abc");
    }
}
