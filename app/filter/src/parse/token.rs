//! The parser's words: white space, bare words, quoted values, and where they stand.

use winnow::{
    Parser,
    combinator::{opt, separated},
    error::ErrMode,
    stream::Location,
    token::{any, take_while},
};

use super::{Input, Mistake, Next, Parsed};
use crate::{Field, Operator, value::quote};

/// A value, and how and where it is written.
#[derive(Debug)]
pub(super) struct Written<'a> {
    pub(super) at: usize,
    /// With its quotes and backslashes, if it has any.
    pub(super) raw: &'a str,
    /// Without them.
    pub(super) text: String,
}

const A_VALUE: &str =
    "a value, in double quotes if it has spaces or any of \" ' ( ) ; , = ! < > \\";

/// Skips white space.
pub(super) fn space(input: &mut Input<'_>) -> Parsed<()> {
    take_while(0.., char::is_whitespace).void().parse_next(input)
}

/// The name of a field, as far as it can be one; empty if there is none.
pub(super) fn name<'a>(input: &mut Input<'a>) -> Parsed<&'a str> {
    take_while(0.., is_name).parse_next(input)
}

/// Values in parentheses.
pub(super) fn list<'a>(
    input: &mut Input<'a>,
    field: &'static Field,
    operator: Operator,
) -> Parsed<Vec<Written<'a>>> {
    let start = here(input);
    if opt(('(', space)).parse_next(input)?.is_none() {
        return Err(missing(input, "values in parentheses, such as (a,b)", Next::Open));
    }
    let value = |input: &mut Input<'a>| {
        let value = value(input, field, operator)?;
        space(input)?;
        Ok(value)
    };
    let values: Vec<_> = separated(1.., value, (',', space)).parse_next(input)?;
    if opt(')').parse_next(input)?.is_some() {
        Ok(values)
    } else if rest(input).is_empty() {
        let problem = "The list of values is never closed";
        let unclosed = Mistake::new(start, "(", problem, "a \")\" after the last value");
        Err(mistake(unclosed.before(Next::in_list(operator, values.len()))))
    } else {
        let expected = "\",\" before another value or \")\" after the last one, and double quotes \
                        around a value with spaces or signs";
        Err(unexpected(input, expected))
    }
}

/// One value, bare or quoted, of a criterion of this field with this condition.
pub(super) fn value<'a>(
    input: &mut Input<'a>,
    field: &'static Field,
    operator: Operator,
) -> Parsed<Written<'a>> {
    let at = here(input);
    if let Some(mark) = rest(input).chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let quoted = (|input: &mut Input<'a>| quoted(mark, input)).with_taken();
        return quoted.map(|(text, raw)| Written { at, raw, text }).parse_next(input);
    }
    let bare: &str = take_while(0.., is_bare).parse_next(input)?;
    if bare.is_empty() {
        return Err(missing(input, A_VALUE, Next::Value(field, operator)));
    }
    Ok(Written { at, raw: bare, text: bare.to_owned() })
}

fn quoted(mark: char, input: &mut Input<'_>) -> Parsed<String> {
    let start = here(input);
    any.parse_next(input)?;
    let mut text = String::new();
    loop {
        let plain: &str = take_while(0.., |c| c != mark && c != '\\').parse_next(input)?;
        text.push_str(plain);
        let at = here(input);
        match opt(any).parse_next(input)? {
            None => {
                let found = mark.to_string();
                let expected = format!("another {mark} after the value");
                let problem = format!("The value that begins with {mark} never ends");
                let unclosed = Mistake::new(start, &found, problem, expected);
                return Err(mistake(unclosed.before(Next::InQuotes)));
            }
            Some('\\') => match rest(input).chars().next() {
                Some(c @ ('"' | '\'' | '\\')) => {
                    any.parse_next(input)?;
                    text.push(c);
                }
                following => {
                    let found: String = std::iter::once('\\').chain(following).collect();
                    let problem = format!("{} is not an escape", quote(&found));
                    let expected = "\\\\ for a backslash and \\\" for a quote";
                    return Err(mistake(Mistake::new(at, &found, problem, expected)));
                }
            },
            Some(_) => return Ok(text),
        }
    }
}

/// What a field's name may be made of; more than any has, so that a mistake is read as a whole.
pub(super) fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-')
}

/// What a value without quotes may be made of: more than what is written without them.
pub(crate) fn is_bare(c: char) -> bool {
    !(c.is_whitespace()
        || c.is_control()
        || matches!(c, '"' | '\'' | '(' | ')' | ';' | ',' | '=' | '!' | '<' | '>' | '\\'))
}

/// The byte position in the whole text.
pub(super) fn here(input: &Input<'_>) -> usize {
    input.current_token_start()
}

/// The text that has not been read.
pub(super) fn rest<'a>(input: &Input<'a>) -> &'a str {
    input.input.as_ref()
}

/// The word at the start of the text, or the one character that is not a word's.
pub(super) fn token(rest: &str) -> &str {
    let word = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    &rest[..word.max(first)]
}

/// The condition at the start of the text, in signs or as a word; empty if there is none.
pub(crate) fn symbol(rest: &str) -> &str {
    let signs = ["==", "!=", "<=", ">=", "<", ">"].into_iter().find(|s| rest.starts_with(s));
    let word = || {
        let after = rest.strip_prefix('=')?.trim_start_matches(is_name).strip_prefix('=')?;
        Some(rest.len() - after.len())
    };
    &rest[..signs.map(str::len).or_else(word).unwrap_or(0)]
}

/// What should stand here does not: something else does, or the text ends and this may follow.
pub(super) fn missing(input: &Input<'_>, expected: &str, next: Next) -> ErrMode<Mistake> {
    let ends = rest(input).is_empty();
    unexpected(input, expected).map(|m| if ends { m.before(next) } else { m })
}

/// What stands here is not what should.
pub(super) fn unexpected(input: &Input<'_>, expected: &str) -> ErrMode<Mistake> {
    let found = token(rest(input));
    let problem = if found.is_empty() {
        "The filter ends too early".to_owned()
    } else {
        format!("{} is not expected here", quote(found))
    };
    mistake(Mistake::new(here(input), found, problem, expected))
}

/// A mistake that no other reading of the text can mend.
pub(super) fn mistake(mistake: Mistake) -> ErrMode<Mistake> {
    ErrMode::Cut(mistake)
}
