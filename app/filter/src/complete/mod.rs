//! Completion for a filter that is typed as text: what may be written at the cursor.
//!
//! What may follow is the parser's knowledge ([`next`]); how it is offered is in `offer`. Here it is
//! found which part of the text a suggestion replaces.

mod offer;
#[cfg(test)]
mod tests;

use crate::{
    Filter, Schema,
    parse::{Next, is_bare, next, symbol},
};
use offer::{offers, starts};

/// Most suggestions at once.
const MOST: usize = 10;

/// What may be written at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The first of the characters that a suggestion replaces, counted from 0.
    pub from: usize,
    /// The character after the last of them; the same as `from` where it only adds.
    pub to: usize,
    /// The suggestions, the likeliest first, at most ten; none where there is nothing to offer.
    pub choices: Vec<Suggestion>,
}

/// One thing that may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is written.
    pub insert: &'static str,
    /// What it is called in the form.
    pub label: &'static str,
    /// What it takes or does, in a few words; may be empty.
    pub note: &'static str,
}

/// What may be written at the cursor, which stands after so many characters of the text.
///
/// A field where a criterion begins, then its conditions, then the values of a field that has a fixed
/// list of them, and `;` `,` `)` after a criterion. A word before the cursor narrows the suggestions
/// to those that begin with it or have it in them, as written or as in the form. Nothing is offered
/// after a mistake, and nothing that would be one: with a suggestion in place, the text has no
/// mistake before the suggestion's end, except that a group or list may still be open.
///
/// ```
/// use filter::{CUSTOMERS, complete};
///
/// let completion = complete(&CUSTOMERS, "name==acme;status==act", 22);
/// assert_eq!((completion.from, completion.to), (19, 22));
/// let inserts: Vec<_> = completion.choices.iter().map(|choice| choice.insert).collect();
/// assert_eq!(inserts, ["active", "inactive"]);
/// ```
pub fn complete(schema: &'static Schema, text: &str, cursor: usize) -> Completion {
    let cursor = text.char_indices().nth(cursor).map_or(text.len(), |(at, _)| at);
    let before = &text[..cursor];
    let word = before.trim_end_matches(is_bare).len();
    let signs = before[..word].trim_end_matches(SIGNS).len();
    // In `status==act` a value begins at the word, in `name=li` a condition at the sign.
    let place = Place::new(schema, text, word, cursor);
    let Some(mut place) = place.or_else(|| Place::new(schema, text, signs, cursor)) else {
        return Completion::default();
    };
    if place.is_finished()
        && let Some(following) = Place::new(schema, text, cursor, cursor)
    {
        place = following;
    }
    let count = |to: usize| text[..to].chars().count();
    Completion { from: count(place.from), to: count(place.to), choices: place.choices }
}

/// What a condition in signs, or the sign before its word, is made of.
const SIGNS: [char; 4] = ['=', '!', '<', '>'];

/// A part of the text, in bytes, with the cursor in it or at its end, and what may stand there.
struct Place<'a> {
    from: usize,
    to: usize,
    /// The part before the cursor.
    typed: &'a str,
    /// Whether the cursor is at its end.
    at_end: bool,
    choices: Vec<Suggestion>,
}

impl<'a> Place<'a> {
    /// The word or condition that begins at `from`; none after a mistake.
    fn new(schema: &'static Schema, text: &'a str, from: usize, cursor: usize) -> Option<Self> {
        let next = next(schema, &text[..from])?;
        let (to, typed) = (end(text, from, cursor, next), &text[from..cursor]);
        let fits = |choice: &Suggestion| {
            let changed = [&text[..from], choice.insert, &text[to..]].concat();
            Filter::parse(schema, &changed).map_or_else(
                |error| error.unfinished || error.byte >= from + choice.insert.len(),
                |_| true,
            )
        };
        let choices = offers(schema, next, typed).into_iter().filter(fits).take(MOST).collect();
        Some(Self { from, to, typed, at_end: to == cursor, choices })
    }

    /// Whether what is typed is all that it can become, so that what follows it is of interest.
    fn is_finished(&self) -> bool {
        let is_typed = |choice: &Suggestion| choice.insert == self.typed;
        let is_longer = |choice: &Suggestion| starts(choice.insert, self.typed);
        let mut others = self.choices.iter().filter(|choice| !is_typed(choice));
        let known = self.choices.iter().any(is_typed) && !others.any(is_longer);
        self.at_end && !self.typed.is_empty() && (known || self.choices.is_empty())
    }
}

/// Where the word or condition that begins at `from` and has the cursor in it ends.
fn end(text: &str, from: usize, cursor: usize, next: Next) -> usize {
    let after = &text[cursor..];
    let word = text.len() - after.trim_start_matches(is_bare).len();
    match next {
        // Of `na|me` the whole word, of `name=|=acme` the whole condition.
        Next::Condition(_) if text[from..].starts_with(SIGNS) => {
            cursor.max(from + symbol(&text[from..]).len())
        }
        _ => word,
    }
}
