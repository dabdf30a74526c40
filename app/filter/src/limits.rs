//! How large a filter may be. Every filter keeps to these, wherever it came from.

/// Longest text of a filter, in characters.
pub const MAX_TEXT: usize = 4_000;
/// How deep parentheses may be nested. Those around a list of values do not count.
pub const MAX_DEPTH: usize = 8;
/// How deep a [`crate::Draft`] lets groups be added, the outermost one not counted. What was written
/// as text may go deeper.
pub const MAX_LEVELS: usize = 3;
/// Most criteria in a filter.
pub const MAX_CRITERIA: usize = 100;
/// Most values in a list.
pub const MAX_LIST: usize = 200;
/// Longest value, in characters.
pub const MAX_VALUE: usize = 2_000;
/// Most days for `in the last N days`: a hundred years.
pub const MAX_DAYS: u32 = 36_500;
/// Most words in a keyword search; those after them are ignored.
pub const MAX_WORDS: usize = 16;
