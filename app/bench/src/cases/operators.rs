//! One criterion of each kind, with values that are in the inventory.

use std::collections::HashSet;

use chrono::SecondsFormat;
use filter::{CUSTOMERS, Criterion, Field, Filter, Kind, Operator, Value};
use model::Customer;
use rand::{Rng, seq::IndexedRandom};

use crate::{error::Error, listed::Listed, sample::random};

/// The values that rows have in this field, as they are written in a filter.
pub fn values<T: Listed>(field: &'static Field, rows: &[T], customers: &[Customer]) -> Vec<String> {
    // A list of instances does not tell this; the list of customers does.
    if let Some(name) = field.name.strip_prefix("customer.")
        && let Some(field) = CUSTOMERS.field(name)
    {
        return self::values(field, customers, customers);
    }
    rows.iter().flat_map(|row| row.with_row(|row| texts(row.value(field)))).collect()
}

/// So many different filters of this kind, or as many as there are.
pub fn filters(
    field: &'static Field,
    operator: Operator,
    values: &[String],
    wanted: usize,
) -> Result<Vec<Filter>, Error> {
    let mut random = random(6);
    let mut seen = HashSet::new();
    let mut filters = Vec::new();
    for _ in 0..wanted * 3 {
        let operands = operands(field, operator, values, &mut random);
        let filter: Filter = Criterion::new(field, operator, &operands)
            .map_err(|error| Error::Other(format!("{}: {error}", field.name)))?
            .into();
        if filters.len() < wanted && seen.insert(filter.to_string()) {
            filters.push(filter);
        }
    }
    Ok(filters)
}

fn operands(
    field: &Field,
    operator: Operator,
    values: &[String],
    random: &mut impl Rng,
) -> Vec<String> {
    let mut value = || values.choose(random).cloned().unwrap_or_else(|| "x".into());
    match operator {
        Operator::IsEmpty | Operator::IsNotEmpty => Vec::new(),
        Operator::In | Operator::NotIn => match field.kind {
            Kind::Choice(choices) => {
                let count = random.random_range(1..=choices.len());
                choices.choose_multiple(random, count).map(|c| c.value.into()).collect()
            }
            _ => vec![value(), value(), value()],
        },
        Operator::Between => {
            let mut pair = [value(), value()];
            // Numbers differ in length when they differ in size; times are all of one length.
            pair.sort_by_key(|text| (text.len(), text.clone()));
            pair.into()
        }
        Operator::LastDays => vec![random.random_range(1..=3_650).to_string()],
        Operator::Contains | Operator::DoesNotContain => {
            let text: Vec<char> = value().chars().collect();
            let from = random.random_range(0..=text.len().saturating_sub(4));
            vec![part(&text[from..], random)]
        }
        Operator::StartsWith => vec![part(&value().chars().collect::<Vec<_>>(), random)],
        Operator::EndsWith => {
            let text: Vec<char> = value().chars().collect();
            let from = text.len().saturating_sub(random.random_range(2..=6));
            vec![text[from..].iter().collect()]
        }
        Operator::Is
        | Operator::IsNot
        | Operator::Less
        | Operator::AtMost
        | Operator::Greater
        | Operator::AtLeast
        | Operator::Before
        | Operator::After => vec![value()],
    }
}

/// Two to eight characters from the first on.
fn part(text: &[char], random: &mut impl Rng) -> String {
    let part: String = text.iter().take(random.random_range(2..=8)).collect();
    let letters = part.chars().any(char::is_alphanumeric);
    if letters { part } else { text.iter().collect() }
}

fn texts(value: Value<'_>) -> Vec<String> {
    match value {
        Value::Absent => Vec::new(),
        Value::Text(text) => vec![text.into_owned()],
        Value::Number(number) => vec![number.to_string()],
        Value::Date(date) => vec![date.to_rfc3339_opts(SecondsFormat::Nanos, true)],
        Value::Many(values) => values.into_iter().flat_map(texts).collect(),
    }
}

#[cfg(test)]
mod tests {
    use filter::INSTANCES;

    use super::*;

    #[test]
    fn every_condition_of_every_field_can_be_asked() {
        for field in CUSTOMERS.fields.iter().chain(INSTANCES.fields) {
            let values: Vec<String> = match field.kind {
                Kind::Number => vec!["3".into(), "12".into()],
                Kind::Date => vec!["2026-11-24T10:00:00Z".into(), "2026-11-25T10:00:00Z".into()],
                Kind::Text => vec!["Nordic Fiber — AS".into(), "Ö".into()],
                Kind::Choice(choices) => choices.iter().map(|c| c.value.into()).collect(),
                Kind::Id => vec!["c-1".into()],
            };
            for operator in field.operators() {
                let filters = filters(field, *operator, &values, 5).unwrap();
                assert!(!filters.is_empty(), "{} {operator:?}", field.name);
            }
        }
    }
}
