//! Text that a spreadsheet would run as a formula, made harmless on the way out and itself again on
//! the way in.
//!
//! A cell that begins with `=`, `+`, `-` or `@` gets an apostrophe in front, as spreadsheets have it
//! themselves; so does one that begins with apostrophes before such a character, so that each text
//! comes back as it was.

use std::borrow::Cow;

/// What a spreadsheet takes for the beginning of a formula.
const BEGINNINGS: [char; 4] = ['=', '+', '-', '@'];

/// The text as it is written into a file.
pub fn guarded(text: &str) -> Cow<'_, str> {
    match is_formula(text) {
        true => format!("'{text}").into(),
        false => text.into(),
    }
}

/// The text that a file means.
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|_| is_formula(text)).unwrap_or(text)
}

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(BEGINNINGS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_text_to_a_spreadsheet() {
        for (text, written) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+47 22 00", "'+47 22 00"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("'=1", "''=1"),
            ("Acme - AS", "Acme - AS"),
            ("'t Hooft", "'t Hooft"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), written);
        }
    }

    #[test]
    fn every_text_comes_back_as_it_was() {
        let parts = ["'", "=", "+", "-", "@", "a", " "];
        let mut texts = vec![String::new()];
        for _ in 0..4 {
            let longer = texts.iter().flat_map(|text| parts.map(|part| format!("{part}{text}")));
            texts = longer.chain([String::new()]).collect();
            for text in &texts {
                let written = guarded(text);
                assert_eq!(unguarded(&written), text);
                assert!(!written.starts_with(BEGINNINGS), "{written}");
            }
        }
    }

    #[test]
    fn what_others_wrote_without_an_apostrophe_stays() {
        assert_eq!(unguarded("=1+2"), "=1+2");
        assert_eq!(unguarded("'t Hooft"), "'t Hooft");
    }
}
