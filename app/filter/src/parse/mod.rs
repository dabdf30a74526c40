//! From text to filter: the grammar. Words and values are read in [`token`], conditions in
//! [`condition`].
//!
//! ```text
//! filter    = any
//! any       = all *( "," all )
//! all       = term *( ";" term )
//! term      = group / "!" group / criterion
//! group     = "(" any ")"
//! criterion = field operator ( value / "(" value *( "," value ) ")" )
//! ```
//!
//! White space may stand between any two of these. The parser never goes back: what a term is shows
//! in its first character, so every mistake is reported where it is.

mod condition;
mod error;
mod next;
#[cfg(test)]
mod tests;
mod token;

use winnow::{
    LocatingSlice, ModalResult, Parser, Stateful,
    combinator::{opt, separated},
};

pub use error::ParseError;
pub(crate) use next::{Next, next};
pub(crate) use token::{is_bare, symbol};

use model::text::grouped;

use crate::{
    CombineError, Filter, Schema, ValueError,
    limits::{MAX_CRITERIA, MAX_DEPTH, MAX_TEXT},
};
use error::Mistake;
use token::{here, missing, mistake, rest, space, token, unexpected};

/// The rest of the text, and what is known so far.
type Input<'a> = Stateful<LocatingSlice<&'a str>, State>;
type Parsed<T> = ModalResult<T, Mistake>;

#[derive(Clone, Copy, Debug)]
struct State {
    schema: &'static Schema,
    depth: usize,
    criteria: usize,
}

const A_CONDITION: &str = "a condition such as name==acme";

impl Filter {
    /// Reads a filter of this noun from its text form, canonical or not.
    ///
    /// The error says where the first mistake is, what was found, what would be right, and what was
    /// probably meant. Blank text is an error: no filter at all is for the caller to recognise.
    pub fn parse(schema: &'static Schema, text: &str) -> Result<Self, ParseError> {
        read(schema, text).map_err(|mistake| mistake.located(text))
    }
}

fn read(schema: &'static Schema, text: &str) -> Result<Filter, Mistake> {
    if let Some((at, _)) = text.char_indices().nth(MAX_TEXT) {
        let most = grouped(MAX_TEXT as u64);
        let problem = format!("The filter has more than {most} characters");
        return Err(Mistake::new(at, "", problem, "a shorter filter"));
    }
    let state = State { schema, depth: 0, criteria: 0 };
    let mut input = Input { input: LocatingSlice::new(text), state };
    whole(&mut input).map_err(|error| {
        // Winnow asks for more input only of streams, which text is not.
        let incomplete = |_| Mistake::new(0, "", "The filter is not complete", A_CONDITION);
        error.into_inner().unwrap_or_else(incomplete)
    })
}

fn whole(input: &mut Input<'_>) -> Parsed<Filter> {
    space(input)?;
    if rest(input).is_empty() {
        let empty = Mistake::new(here(input), "", "The filter is empty", A_CONDITION);
        return Err(mistake(empty.before(Next::Criterion)));
    }
    let filter = any(input)?;
    match rest(input).chars().next() {
        None => Ok(filter),
        Some(')') => {
            let problem = "The parenthesis \")\" closes nothing";
            Err(mistake(Mistake::new(
                here(input),
                ")",
                problem,
                "a \"(\" before it, or leave it out",
            )))
        }
        Some(_) => Err(unseparated(input)),
    }
}

fn any(input: &mut Input<'_>) -> Parsed<Filter> {
    let start = here(input);
    let filters: Vec<Filter> = separated(1.., all, (',', space)).parse_next(input)?;
    Filter::any(filters).map_err(|error| uncombined(start, error))
}

fn all(input: &mut Input<'_>) -> Parsed<Filter> {
    let start = here(input);
    let filters: Vec<Filter> = separated(1.., term, (';', space)).parse_next(input)?;
    Filter::all(filters).map_err(|error| uncombined(start, error))
}

/// A term and the white space after it.
fn term(input: &mut Input<'_>) -> Parsed<Filter> {
    let start = here(input);
    let filter = if opt(('!', space)).parse_next(input)?.is_some() {
        if !rest(input).starts_with('(') {
            return Err(missing(input, "a condition in parentheses after \"!\"", Next::Open));
        }
        group(input)?.negate().map_err(|error| uncombined(start, error))?
    } else if rest(input).starts_with('(') {
        group(input)?
    } else {
        criterion(input)?
    };
    space(input)?;
    Ok(filter)
}

fn group(input: &mut Input<'_>) -> Parsed<Filter> {
    let start = here(input);
    ('(', space).parse_next(input)?;
    // Before going deeper, so that no text can exhaust the stack.
    input.state.depth += 1;
    if input.state.depth > MAX_DEPTH {
        let problem = format!("Parentheses are nested more than {MAX_DEPTH} deep");
        return Err(mistake(Mistake::new(start, "(", problem, "fewer groups within groups")));
    }
    let filter = any(input)?;
    if opt(')').parse_next(input)?.is_none() {
        return Err(if rest(input).is_empty() {
            let problem = "The parenthesis \"(\" is never closed";
            let unclosed = Mistake::new(start, "(", problem, "a \")\" where the group ends");
            mistake(unclosed.before(Next::Separator { in_group: true }))
        } else {
            unseparated(input)
        });
    }
    input.state.depth -= 1;
    Ok(filter)
}

fn criterion(input: &mut Input<'_>) -> Parsed<Filter> {
    let start = here(input);
    let criterion = condition::criterion(input)?;
    input.state.criteria += 1;
    if input.state.criteria > MAX_CRITERIA {
        let problem = format!("The filter has more than {MAX_CRITERIA} conditions");
        return Err(mistake(Mistake::new(start, criterion.field().name, problem, "fewer of them")));
    }
    Ok(criterion.into())
}

/// Something follows a term that neither joins it to another one nor ends it.
fn unseparated(input: &Input<'_>) -> winnow::error::ErrMode<Mistake> {
    let found = token(rest(input));
    let meant = match found.to_ascii_lowercase().as_str() {
        "and" | "&" => Some(";"),
        "or" | "|" => Some(","),
        _ => None,
    };
    let expected = "\";\" (and) or \",\" (or) before another condition, and double quotes around a \
                    value with spaces or signs";
    unexpected(input, expected).map(|mistake| mistake.suggest(meant))
}

fn uncombined(at: usize, error: CombineError) -> winnow::error::ErrMode<Mistake> {
    let error = ValueError::from(error);
    mistake(Mistake::new(at, "", error.problem, error.expected))
}
