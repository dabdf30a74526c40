//! The parser's criteria: field, operator, values.

use winnow::{Parser, error::ErrMode};

use super::{
    A_CONDITION, Input, Mistake, Next, Parsed,
    token::{self, Written, here, list, missing, mistake, rest, space, value},
};
use crate::{Criterion, Field, Kind, Operand, Operator, Schema, suggest::nearest, value::quote};

/// A criterion of the schema in the input's state.
pub(super) fn criterion(input: &mut Input<'_>) -> Parsed<Criterion> {
    let field = field(input)?;
    space(input)?;
    let at = here(input);
    let (operator, symbol) = operator(field, input)?;
    space(input)?;
    let (operator, values) = match operator.operand() {
        Operand::None => (emptiness(field, input)?, Vec::new()),
        Operand::One | Operand::Days => (operator, vec![value(input, field, operator)?]),
        Operand::Two | Operand::List => (operator, list(input, field, operator)?),
    };
    let texts: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
    Criterion::new(field, operator, &texts).map_err(|error| {
        let wrong = error.index.and_then(|index| values.get(index));
        let (at, found) = wrong.map_or((at, symbol), |value| (value.at, value.raw));
        let suggestion = error.suggestion.as_deref();
        mistake(Mistake::new(at, found, error.problem, error.expected).suggest(suggestion))
    })
}

fn field(input: &mut Input<'_>) -> Parsed<&'static Field> {
    let at = here(input);
    let schema = input.state.schema;
    let name = token::name(input)?;
    if name.is_empty() {
        return Err(missing(input, A_CONDITION, Next::Criterion));
    }
    schema.field(name).ok_or_else(|| unknown_field(at, name, schema))
}

fn unknown_field(at: usize, name: &str, schema: &'static Schema) -> ErrMode<Mistake> {
    let names: Vec<&str> = schema.fields.iter().map(|field| field.name).collect();
    let words = schema.fields.iter().flat_map(|f| [(f.name, f.name), (f.label, f.name)]);
    let problem = format!("{} is not a field of a {}", quote(name), schema.noun);
    let expected = format!("one of {}", names.join(", "));
    mistake(Mistake::new(at, name, problem, expected).suggest(nearest(name, words)))
}

/// An operator of the field, and as what it was written.
fn operator<'a>(field: &'static Field, input: &mut Input<'a>) -> Parsed<(Operator, &'a str)> {
    let at = here(input);
    if rest(input).is_empty() {
        let expected = format!("a condition after it, one of {}", symbols(field));
        return Err(missing(input, &expected, Next::Condition(field)));
    }
    let symbol = token::symbol(rest(input)).parse_next(input)?;
    if symbol.is_empty() {
        let found = token::token(rest(input));
        let meant = (found == "=").then_some("==");
        return Err(no_condition(at, found, field, meant));
    }
    let known = match symbol {
        "<" => Some(Operator::Less),
        "<=" => Some(Operator::AtMost),
        ">" => Some(Operator::Greater),
        ">=" => Some(Operator::AtLeast),
        _ => Operator::ALL.into_iter().find(|operator| operator.symbol() == symbol),
    };
    match known {
        Some(operator) if field.allows(operator) => Ok((operator, symbol)),
        Some(operator) => Err(no_condition(at, symbol, field, instead(field, operator))),
        None => {
            let words = field.operators().iter().flat_map(|operator| {
                let symbol = operator.symbol();
                [(symbol.trim_matches('='), symbol), (operator.label(), symbol)]
            });
            let meant = nearest(symbol.trim_matches('='), words);
            Err(no_condition(at, symbol, field, meant))
        }
    }
}

/// What somebody means who asks a field for a condition that only other fields have.
fn instead(field: &Field, operator: Operator) -> Option<&'static str> {
    let meant = match (field.kind, operator) {
        (Kind::Date, Operator::Less | Operator::AtMost) => Operator::Before,
        (Kind::Date, Operator::Greater | Operator::AtLeast) => Operator::After,
        (Kind::Number, Operator::Before) => Operator::Less,
        (Kind::Number, Operator::After) => Operator::Greater,
        (Kind::Choice(_) | Kind::Id | Kind::Number, Operator::Contains) => Operator::Is,
        (Kind::Choice(_) | Kind::Id | Kind::Number, Operator::DoesNotContain) => Operator::IsNot,
        _ => return None,
    };
    Some(meant.symbol())
}

fn no_condition(at: usize, found: &str, field: &Field, meant: Option<&str>) -> ErrMode<Mistake> {
    let problem = format!("{} is not a condition of {}", quote(found), field.label);
    let expected = format!("one of {}", symbols(field));
    mistake(Mistake::new(at, found, problem, expected).suggest(meant))
}

/// `true` or `false` after `=empty=`.
fn emptiness(field: &'static Field, input: &mut Input<'_>) -> Parsed<Operator> {
    let Written { at, raw, text } = value(input, field, Operator::IsEmpty)?;
    match text.as_str() {
        "true" => Ok(Operator::IsEmpty),
        "false" => Ok(Operator::IsNotEmpty),
        _ => {
            let problem = format!("{} is neither true nor false", quote(&text));
            let meant = nearest(&text, ["true", "false"].map(|word| (word, word)));
            Err(mistake(Mistake::new(at, raw, problem, "true or false").suggest(meant)))
        }
    }
}

fn symbols(field: &Field) -> String {
    let mut symbols: Vec<&str> = field.operators().iter().map(|o| o.symbol()).collect();
    symbols.dedup(); // Both conditions on emptiness are written with the same one.
    symbols.join(", ")
}
