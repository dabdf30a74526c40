//! What is wrong with a filter's text, and where.

use std::{fmt, ops::Range};

use serde::{Deserialize, Serialize};
use winnow::{
    error::ParserError,
    stream::{Location, Stream},
};

use super::{A_CONDITION, Next};
use crate::value::sentence;

/// The first mistake in a filter's text. Its `Display` is a message for the operator, such as
/// `At character 5: "=lik=" is not a condition of Name. Did you mean "=like="?`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParseError {
    /// Where the mistake begins, in bytes from 0; the text's length when something is missing there.
    pub byte: usize,
    /// The same in characters from 1, as people count.
    pub character: usize,
    /// What stands there; empty where something is missing.
    pub found: String,
    /// Whether the text only ends too early, so that it may become a filter with what is typed next.
    pub unfinished: bool,
    /// What is wrong, as a sentence without its full stop.
    pub problem: String,
    /// What would be right, as the end of a sentence that begins with "Write".
    pub expected: String,
    /// What was probably meant, ready to stand in place of what was found.
    pub suggestion: Option<String>,
}

impl ParseError {
    /// The characters to mark, counted from 0; empty where something is missing.
    ///
    /// ```
    /// use filter::{CUSTOMERS, Filter};
    ///
    /// let error = Filter::parse(&CUSTOMERS, "name=like=ü;stauts==active").unwrap_err();
    /// assert_eq!(error.marked(), 12..18);
    /// assert!(!error.unfinished);
    ///
    /// let error = Filter::parse(&CUSTOMERS, "name=like=").unwrap_err();
    /// assert_eq!(error.marked(), 10..10);
    /// assert!(error.unfinished);
    /// ```
    pub fn marked(&self) -> Range<usize> {
        let from = self.character - 1;
        from..from + self.found.chars().count()
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = sentence(&self.problem, &self.expected, self.suggestion.as_deref());
        write!(f, "At character {}: {message}", self.character)
    }
}

impl std::error::Error for ParseError {}

/// A mistake while the position is still known in bytes only.
#[derive(Debug)]
pub(super) struct Mistake {
    at: usize,
    found: Box<str>,
    problem: String,
    expected: String,
    suggestion: Option<String>,
    /// What may follow, if the text only ends too early.
    pub(super) next: Option<Next>,
}

impl Mistake {
    pub(super) fn new(
        at: usize,
        found: &str,
        problem: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            at,
            found: found.into(),
            problem: problem.into(),
            expected: expected.into(),
            suggestion: None,
            next: None,
        }
    }

    pub(super) fn before(self, next: Next) -> Self {
        Self { next: Some(next), ..self }
    }

    pub(super) fn suggest(self, suggestion: Option<&str>) -> Self {
        Self { suggestion: suggestion.map(Into::into), ..self }
    }

    /// The error, with the position in this text.
    pub(super) fn located(self, text: &str) -> ParseError {
        let before = text.get(..self.at).unwrap_or(text);
        ParseError {
            byte: before.len(),
            character: before.chars().count() + 1,
            found: self.found.into(),
            unfinished: self.next.is_some(),
            problem: self.problem,
            expected: self.expected,
            suggestion: self.suggestion,
        }
    }
}

impl<I: Stream + Location> ParserError<I> for Mistake {
    type Inner = Self;

    /// Winnow's own failures; the grammar asks before it reads, so none of them comes out.
    fn from_input(input: &I) -> Self {
        let at = input.current_token_start();
        Self::new(at, "", "The filter cannot be read from here on", A_CONDITION)
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}
