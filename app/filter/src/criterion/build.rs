//! How a criterion is made of values as somebody typed them.

use super::{Criterion, OneOf, Test};
use crate::{
    DateRange, Field, Kind, Moment, NumberRange, Operand, Operator,
    limits::MAX_TEXT,
    value::{self, ValueError},
};

impl Criterion {
    /// Builds a criterion from values as somebody typed them.
    ///
    /// `values` must be as many as [`Operator::operand`] says; a list's repeated values are kept
    /// once. The error says which value is wrong, or that the condition is.
    pub fn new<S: AsRef<str>>(
        field: &'static Field,
        operator: Operator,
        values: &[S],
    ) -> Result<Self, ValueError> {
        if !field.allows(operator) {
            return Err(value::not_allowed(field, operator));
        }
        let values: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
        value::check_count(field, operator, values.len())?;
        for (index, text) in values.iter().enumerate() {
            value::check_length(text).map_err(|e| e.at(index))?;
        }
        let test = match operator.operand() {
            Operand::None => Test::Empty,
            Operand::Days => Test::Date(DateRange::LastDays(one(&values, value::days)?)),
            Operand::One | Operand::Two | Operand::List => match field.kind {
                Kind::Text => text_test(field, operator, &values)?,
                Kind::Number => number_test(operator, &values)?,
                Kind::Date => Test::Date(date_range(operator, &values)?),
                Kind::Choice(choices) => {
                    Test::Choice(one_of(operator, &values, |v| value::choice(field, choices, v))?)
                }
                Kind::Id => Test::Id(one_of(operator, &values, value::id)?),
            },
        };
        let criterion = Self { field, test, negated: is_negated(operator) };
        if criterion.to_string().chars().count() > MAX_TEXT {
            return Err(value::too_long_together(field));
        }
        Ok(criterion)
    }
}

/// Whether the operator is the complement of another one.
fn is_negated(operator: Operator) -> bool {
    matches!(
        operator,
        Operator::IsNot | Operator::DoesNotContain | Operator::IsNotEmpty | Operator::NotIn
    )
}

fn text_test(field: &Field, operator: Operator, values: &[&str]) -> Result<Test, ValueError> {
    let text = |text: &str| value::text(field, text);
    Ok(match operator {
        Operator::Contains | Operator::DoesNotContain => Test::Contains(one(values, text)?),
        Operator::StartsWith => Test::StartsWith(one(values, text)?),
        Operator::EndsWith => Test::EndsWith(one(values, text)?),
        _ => Test::Text(one_of(operator, values, text)?),
    })
}

fn number_test(operator: Operator, values: &[&str]) -> Result<Test, ValueError> {
    Ok(Test::NumberRange(match operator {
        Operator::Less => NumberRange::Less(one(values, value::number)?),
        Operator::AtMost => NumberRange::AtMost(one(values, value::number)?),
        Operator::Greater => NumberRange::Greater(one(values, value::number)?),
        Operator::AtLeast => NumberRange::AtLeast(one(values, value::number)?),
        Operator::Between => {
            let (from, to) = two(values, value::number)?;
            if from > to {
                return Err(value::backwards(values));
            }
            NumberRange::Between(from, to)
        }
        _ => return Ok(Test::Number(one_of(operator, values, value::number)?)),
    }))
}

fn date_range(operator: Operator, values: &[&str]) -> Result<DateRange, ValueError> {
    Ok(match operator {
        Operator::Before => DateRange::Before(one(values, Moment::parse)?),
        Operator::After => DateRange::After(one(values, Moment::parse)?),
        Operator::Between => {
            let (from, to) = two(values, Moment::parse)?;
            if from.start() >= to.end() {
                return Err(value::backwards(values));
            }
            DateRange::Between(from, to)
        }
        _ => DateRange::Is(one(values, Moment::parse)?),
    })
}

fn one<T>(values: &[&str], parse: impl Fn(&str) -> Result<T, ValueError>) -> Result<T, ValueError> {
    parse(values.first().copied().unwrap_or_default()).map_err(|e| e.at(0))
}

fn two<T>(
    values: &[&str],
    parse: impl Fn(&str) -> Result<T, ValueError>,
) -> Result<(T, T), ValueError> {
    let second = values.get(1).copied().unwrap_or_default();
    Ok((one(values, &parse)?, parse(second).map_err(|e| e.at(1))?))
}

fn one_of<T: PartialEq>(
    operator: Operator,
    values: &[&str],
    parse: impl Fn(&str) -> Result<T, ValueError>,
) -> Result<OneOf<T>, ValueError> {
    if operator.operand() != Operand::List {
        return one(values, parse).map(OneOf::Is);
    }
    let mut list = Vec::with_capacity(values.len());
    for (index, text) in values.iter().enumerate() {
        let value = parse(text).map_err(|e| e.at(index))?;
        if !list.contains(&value) {
            list.push(value);
        }
    }
    Ok(OneOf::In(list))
}
