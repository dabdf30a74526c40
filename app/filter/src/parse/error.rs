//! What is wrong with a filter's text, and where.

use std::fmt;

use serde::{Deserialize, Serialize};
use winnow::{
    error::ParserError,
    stream::{Location, Stream},
};

use super::A_CONDITION;
use crate::value::sentence;

/// The first mistake in a filter's text. Its `Display` is a message for the operator, such as
/// `At character 5: "=lik=" is not a condition of Name. Did you mean "=like="?`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParseError {
    /// Where the mistake begins, in bytes from 0; the text's length when something is missing there.
    pub byte: usize,
    /// The same in characters from 1, as people count.
    pub character: usize,
    /// What stands there, cut where it is long; empty at the end of the text.
    pub found: String,
    /// What is wrong, as a sentence without its full stop.
    pub problem: String,
    /// What would be right, as the end of a sentence that begins with "Write".
    pub expected: String,
    /// What was probably meant, ready to stand in place of what was found.
    pub suggestion: Option<String>,
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
    found: String,
    problem: String,
    expected: String,
    suggestion: Option<String>,
}

impl Mistake {
    pub(super) fn new(
        at: usize,
        found: &str,
        problem: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        let found = found.chars().take(40).collect();
        Self { at, found, problem: problem.into(), expected: expected.into(), suggestion: None }
    }

    pub(super) fn suggest(self, suggestion: Option<&str>) -> Self {
        Self { suggestion: suggestion.map(Into::into), ..self }
    }

    /// The error, with the position in this text.
    pub(super) fn located(self, text: &str) -> ParseError {
        let Self { at, found, problem, expected, suggestion } = self;
        let before = text.get(..at).unwrap_or(text);
        let (byte, character) = (before.len(), before.chars().count() + 1);
        ParseError { byte, character, found, problem, expected, suggestion }
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
