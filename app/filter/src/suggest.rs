//! "Did you mean": the nearest of the words that would be right.

/// Nobody mistypes a word into one longer than this, in characters, and comparing takes time.
const LONGEST: usize = 32;

/// What belongs to the word most like `found`, if any is like enough to be what was meant.
pub(crate) fn nearest<T>(
    found: &str,
    words: impl IntoIterator<Item = (&'static str, T)>,
) -> Option<T> {
    if found.chars().nth(LONGEST).is_some() {
        return None;
    }
    let found = found.to_ascii_lowercase();
    words
        .into_iter()
        .map(|(word, meant)| (strsim::jaro_winkler(&found, &word.to_ascii_lowercase()), meant))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, meant)| meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let words = ["name", "reference", "status"];
        let nearest = |found| nearest(found, words.map(|word| (word, word)));
        assert_eq!(nearest("nmae"), Some("name"));
        assert_eq!(nearest("Referense"), Some("reference"));
        assert_eq!(nearest("stat"), Some("status"));
        assert_eq!(nearest("colour"), None);
        assert_eq!(nearest(""), None);
        assert_eq!(nearest(&"name".repeat(9)), None);
    }
}
