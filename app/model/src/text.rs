//! Parsing of what people type: white space, blanks, lengths, and the comparison key; numbers as
//! people read them.

use serde::{Deserialize, Serialize};

/// What is wrong with one field of a form or of an imported row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name as in the form: `name`, `reference`, `description`, `status` …
    pub field: String,
    /// What is wrong and what would be right, as a sentence for the operator.
    pub message: String,
}

/// All that is wrong with a form, in the order of its fields. Never empty when returned as an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// Errors that hold exactly one message.
    pub fn one(field: &str, message: impl Into<String>) -> Self {
        Self(vec![FieldError { field: field.into(), message: message.into() }])
    }

    /// The message for `field`, if there is one.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|e| e.field == field).map(|e| e.message.as_str())
    }

    /// Keeps the value, or notes the error and returns nothing.
    pub fn keep<T>(&mut self, result: Result<T, FieldError>) -> Option<T> {
        result.map_err(|e| self.0.push(e)).ok()
    }
}

/// One line of text: trimmed, every run of white space one space, control characters refused.
///
/// Returns `None` for a blank line, because blank is stored as absent. `max` counts characters.
pub fn line(
    field: &str,
    label: &str,
    text: &str,
    max: usize,
) -> Result<Option<String>, FieldError> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    check(field, label, line, max, |c| c.is_control())
}

/// Several lines of text: trimmed at both ends, line ends made `\n`; otherwise as [`line()`].
pub fn lines(
    field: &str,
    label: &str,
    text: &str,
    max: usize,
) -> Result<Option<String>, FieldError> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    check(field, label, text.trim().to_owned(), max, |c| c.is_control() && c != '\n' && c != '\t')
}

/// The key under which texts are equal whatever their case: `Straße`, `STRASSE` and `strasse` agree.
///
/// The database computes the same key (`string::lowercase(string::uppercase(…))`), so a rule that
/// holds here holds there.
pub fn fold(text: &str) -> String {
    text.to_uppercase().to_lowercase()
}

fn check(
    field: &str,
    label: &str,
    text: String,
    max: usize,
    forbidden: impl Fn(char) -> bool,
) -> Result<Option<String>, FieldError> {
    let error = |message: String| Err(FieldError { field: field.into(), message });
    let length = text.chars().count();
    if text.is_empty() {
        return Ok(None);
    }
    if length > max {
        return error(format!("{label} has {length} characters; {max} is the most."));
    }
    if let Some(c) = text.chars().find(|c| forbidden(*c)) {
        return error(format!(
            "{label} contains the invisible character U+{:04X}. Remove it.",
            c as u32
        ));
    }
    Ok(Some(text))
}

/// `1234567` becomes `1,234,567`.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_trimmed_and_collapsed() {
        let text = line("name", "Name", "  Nordic \t Fiber\u{a0}AB ", 255).unwrap();
        assert_eq!(text.as_deref(), Some("Nordic Fiber AB"));
    }

    #[test]
    fn blank_is_absent() {
        assert_eq!(line("reference", "Reference Number", " \n\t ", 64).unwrap(), None);
        assert_eq!(lines("description", "Description", " \r\n ", 2000).unwrap(), None);
    }

    #[test]
    fn lengths_count_characters_and_not_bytes() {
        assert!(line("name", "Name", &"ß".repeat(255), 255).is_ok());
        let error = line("name", "Name", &"ß".repeat(256), 255).unwrap_err();
        assert_eq!(error.message, "Name has 256 characters; 255 is the most.");
    }

    #[test]
    fn a_description_keeps_its_lines() {
        let text = lines("description", "Description", "one\r\ntwo\rthree\n", 2000).unwrap();
        assert_eq!(text.as_deref(), Some("one\ntwo\nthree"));
    }

    #[test]
    fn invisible_characters_are_named() {
        let error = line("name", "Name", "Ac\u{0}me", 255).unwrap_err();
        assert!(error.message.contains("U+0000"));
    }

    #[test]
    fn folding_makes_case_variants_equal() {
        assert_eq!(fold("Straße"), fold("STRASSE"));
        assert_eq!(fold("ΟΔΟΣ"), fold("οδος"));
        assert_ne!(fold("Acme"), fold("Acmé"));
    }

    #[test]
    fn thousands_are_set_apart() {
        let shown = [0, 999, 1000, 32527, 1234567].map(grouped);
        assert_eq!(shown, ["0", "999", "1,000", "32,527", "1,234,567"]);
    }
}
