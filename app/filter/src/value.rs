//! Values: from what somebody typed to what a field holds, or a sentence that says what is wrong.

use std::fmt;

use model::{CustomerId, text::grouped};

use crate::{
    Choice, CombineError, Field, Operand, Operator,
    fold::is_nothing,
    limits::{MAX_DAYS, MAX_LIST, MAX_TEXT, MAX_VALUE},
    suggest::nearest,
};

/// Why a criterion cannot be built, or criteria not combined. Its `Display` is a message for the
/// operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// Which value is wrong, counted from 0; `None` when it is the condition or all of them.
    pub index: Option<usize>,
    /// What is wrong, as a sentence without its full stop.
    pub problem: String,
    /// What would be right, as the end of a sentence that begins with "Write".
    pub expected: String,
    /// What was probably meant, ready to stand in place of what was found.
    pub suggestion: Option<String>,
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&sentence(&self.problem, &self.expected, self.suggestion.as_deref()))
    }
}

impl std::error::Error for ValueError {}

impl ValueError {
    fn new(problem: impl Into<String>, expected: impl Into<String>) -> Self {
        let (problem, expected) = (problem.into(), expected.into());
        Self { index: None, problem, expected, suggestion: None }
    }

    /// The same about this value.
    pub(crate) fn at(self, index: usize) -> Self {
        Self { index: Some(index), ..self }
    }
}

impl From<CombineError> for ValueError {
    fn from(error: CombineError) -> Self {
        Self::new(error.to_string().trim_end_matches('.'), "a smaller filter")
    }
}

/// One message out of its parts.
pub(crate) fn sentence(problem: &str, expected: &str, suggestion: Option<&str>) -> String {
    match suggestion {
        Some(meant) => format!("{problem}. Did you mean \"{meant}\"?"),
        None => format!("{problem}. Write {expected}."),
    }
}

/// A text to compare with: anything that does not fold to nothing.
pub(crate) fn text(field: &Field, text: &str) -> Result<String, ValueError> {
    if text.is_empty() {
        let instead = ", or use the condition \"is empty\" (=empty=true)";
        let instead = if field.optional { instead } else { "" };
        Err(ValueError::new("The value is empty", format!("a text{instead}")))
    } else if is_nothing(text) {
        Err(ValueError::new(
            "The value has only accents or invisible characters",
            "a text with at least one letter, digit or sign",
        ))
    } else {
        Ok(text.to_owned())
    }
}

/// A whole number from 0.
pub(crate) fn number(text: &str) -> Result<u64, ValueError> {
    let expected = || format!("a whole number from 0 to {}", grouped(u64::MAX));
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ValueError::new(format!("{} is not a whole number", quote(text)), expected()));
    }
    text.parse().map_err(|_| ValueError::new(format!("{} is too large", quote(text)), expected()))
}

/// The N of `in the last N days`.
pub(crate) fn days(text: &str) -> Result<u32, ValueError> {
    let days = number(text).ok().and_then(|n| u32::try_from(n).ok());
    days.filter(|days| (1..=MAX_DAYS).contains(days)).ok_or_else(|| {
        ValueError::new(
            format!("{} is not a number of days", quote(text)),
            format!("a whole number from 1 to {}", grouped(MAX_DAYS.into())),
        )
    })
}

/// One of the field's choices, by its stored value.
pub(crate) fn choice(
    field: &Field,
    choices: &'static [Choice],
    text: &str,
) -> Result<&'static Choice, ValueError> {
    choices.iter().find(|choice| choice.value == text).ok_or_else(|| {
        let values = || choices.iter().map(|choice| choice.value);
        // "Feasibility checked" is how the page shows it.
        let shown = text.trim().replace([' ', '-'], "_");
        ValueError {
            suggestion: nearest(&shown, values().map(|value| (value, value.to_owned()))),
            ..ValueError::new(
                format!("{} is not a value of {}", quote(text), field.label),
                format!("one of {}", values().collect::<Vec<_>>().join(", ")),
            )
        }
    })
}

/// An identifier, exactly.
pub(crate) fn id(text: &str) -> Result<String, ValueError> {
    text.parse::<CustomerId>().map(String::from).map_err(|_| {
        ValueError::new(
            format!("{} is not an identifier", quote(text)),
            "1 to 64 letters, digits, \"-\" or \"_\"",
        )
    })
}

pub(crate) fn not_a_date(text: &str) -> ValueError {
    ValueError::new(
        format!("{} is not a date", quote(text)),
        "a day such as 2026-11-24, or a time such as 2026-11-24T10:00:00Z",
    )
}

pub(crate) fn backwards(values: &[&str]) -> ValueError {
    let values: Vec<_> = values.iter().map(|value| quote(value)).collect();
    ValueError::new(
        format!("The range from {} ends before it begins", values.join(" to ")),
        "the smaller value first",
    )
}

pub(crate) fn not_allowed(field: &Field, operator: Operator) -> ValueError {
    let allowed: Vec<_> = field.operators().iter().map(|operator| operator.label()).collect();
    ValueError::new(
        format!("\"{}\" is not a condition of {}", operator.label(), field.label),
        format!("one of: {}", allowed.join(", ")),
    )
}

pub(crate) fn check_count(
    field: &Field,
    operator: Operator,
    count: usize,
) -> Result<(), ValueError> {
    let (right, expected) = match operator.operand() {
        Operand::None => (count == 0, "no value".to_owned()),
        Operand::One | Operand::Days => (count == 1, "one value".to_owned()),
        Operand::Two => (count == 2, "two values".to_owned()),
        Operand::List => ((1..=MAX_LIST).contains(&count), format!("1 to {MAX_LIST} values")),
    };
    let (label, condition) = (field.label, operator.label());
    let has = if count == 1 { "1 value".to_owned() } else { format!("{count} values") };
    let problem = || format!("The condition \"{condition}\" of {label} has {has}");
    if right { Ok(()) } else { Err(ValueError::new(problem(), expected)) }
}

pub(crate) fn check_length(text: &str) -> Result<(), ValueError> {
    let length = text.chars().count();
    if length <= MAX_VALUE {
        return Ok(());
    }
    Err(ValueError::new(
        format!("The value has {} characters", grouped(length as u64)),
        format!("at most {}", grouped(MAX_VALUE as u64)),
    ))
}

pub(crate) fn too_long_together(field: &Field) -> ValueError {
    ValueError::new(
        format!("The values of {} are too long together", field.label),
        format!("at most {} characters", grouped(MAX_TEXT as u64)),
    )
}

/// What was found, in quotes: cut where it is long, and with nothing invisible in it.
pub(crate) fn quote(text: &str) -> String {
    let cut = text.char_indices().nth(40).map(|(at, _)| at);
    let (start, dots) = cut.map_or((text, ""), |at| (&text[..at], "…"));
    format!("\"{}{dots}\"", visible(start))
}

/// The text with what is invisible in it named.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        // What controls the terminal or the direction of the text is named instead of shown.
        if c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        {
            shown.push_str(&format!("U+{:04X}", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    shown
}
