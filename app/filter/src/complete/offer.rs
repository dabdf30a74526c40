//! What is offered where something may follow, and in which order.

use super::Suggestion;
use crate::{Choice, Field, Kind, Operand, Operator, Schema, date_choices, parse::Next};

/// All that may be written, narrowed by what is typed already: first what begins with it, then what
/// has it anywhere.
pub(super) fn offers(schema: &'static Schema, next: Next, typed: &str) -> Vec<Suggestion> {
    let rank = |offer: &Suggestion| {
        let words = [offer.insert, offer.label];
        if words.iter().any(|word| starts(word, typed)) {
            0
        } else if words.iter().any(|word| lower(word).contains(&lower(typed))) {
            1
        } else {
            2
        }
    };
    let mut offers = all(schema, next);
    offers.retain(|offer| rank(offer) < 2);
    offers.sort_by_key(rank);
    offers
}

/// Whether the word begins with what is typed, whatever the case.
pub(super) fn starts(word: &str, typed: &str) -> bool {
    lower(word).starts_with(&lower(typed))
}

/// The words of the language are ASCII.
fn lower(text: &str) -> String {
    text.to_ascii_lowercase()
}

fn all(schema: &'static Schema, next: Next) -> Vec<Suggestion> {
    match next {
        Next::Criterion => schema.fields.iter().map(field).collect(),
        Next::Open => vec![OPEN],
        Next::Condition(field) => field.operators().iter().map(condition).collect(),
        Next::Value(field, operator) => values(field, operator),
        Next::InList { another } => {
            another.then_some(ANOTHER).into_iter().chain([LIST_END]).collect()
        }
        Next::Separator { in_group } => {
            [AND, OR].into_iter().chain(in_group.then_some(GROUP_END)).collect()
        }
        Next::InQuotes => Vec::new(),
    }
}

const OPEN: Suggestion = suggestion("(", "open", "what belongs together");
const ANOTHER: Suggestion = suggestion(",", "or", "another value");
const LIST_END: Suggestion = suggestion(")", "close", "no more values");
const AND: Suggestion = suggestion(";", "and", "both hold");
const OR: Suggestion = suggestion(",", "or", "at least one holds");
const GROUP_END: Suggestion = suggestion(")", "close", "the group ends");

const fn suggestion(insert: &'static str, label: &'static str, note: &'static str) -> Suggestion {
    Suggestion { insert, label, note }
}

fn field(field: &Field) -> Suggestion {
    let note = match field.kind {
        Kind::Text => "text",
        Kind::Number => "number",
        Kind::Date => "date",
        Kind::Choice(_) => "choice",
        Kind::Id => "id",
    };
    suggestion(field.name, field.label, note)
}

fn condition(operator: &Operator) -> Suggestion {
    let note = match operator.operand() {
        Operand::None | Operand::One => "",
        Operand::Two => "two values in parentheses",
        Operand::List => "values in parentheses",
        Operand::Days => "a number of days",
    };
    let symbol = match operator {
        Operator::IsEmpty => "=empty=true",
        Operator::IsNotEmpty => "=empty=false",
        operator => operator.symbol(),
    };
    suggestion(symbol, operator.label(), note)
}

fn values(field: &Field, operator: Operator) -> Vec<Suggestion> {
    let choice = |choice: &Choice| suggestion(choice.value, choice.label, "");
    match operator.operand() {
        Operand::None => vec![
            suggestion("true", Operator::IsEmpty.label(), ""),
            suggestion("false", Operator::IsNotEmpty.label(), ""),
        ],
        Operand::Days => {
            let days = date_choices().iter().filter(|choice| choice.operator == operator);
            days.flat_map(|c| c.values.iter().map(|days| suggestion(days, c.label, ""))).collect()
        }
        Operand::One | Operand::Two | Operand::List => field.choices().iter().map(choice).collect(),
    }
}
