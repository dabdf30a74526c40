//! Plain evaluation: what a filter means, one row at a time. The index must agree with it.

use chrono::{DateTime, Utc};

use crate::{Criterion, Filter, Row, Test, Value, fold, tree::Node};

impl Filter {
    /// Whether the row passes at this time.
    pub fn matches(&self, row: &dyn Row, now: DateTime<Utc>) -> bool {
        match self.node() {
            Node::And(children) => children.iter().all(|child| child.matches(row, now)),
            Node::Or(children) => children.iter().any(|child| child.matches(row, now)),
            Node::Not(inner) => !inner.matches(row, now),
            Node::Criterion(criterion) => criterion.matches(row, now),
        }
    }
}

impl Criterion {
    /// Whether the row passes at this time: any of its values passes the test, or, for a negated
    /// criterion, none does. So a row without a value passes `is not`, but not `is`.
    pub fn matches(&self, row: &dyn Row, now: DateTime<Utc>) -> bool {
        let value = row.value(self.field());
        let passes = match self.test() {
            Test::Empty => !any(&value, &|_| true),
            test => any(&value, &|value| passes(test, value, now)),
        };
        passes != self.negated()
    }
}

/// Whether any of the values that are there is as asked.
fn any(value: &Value<'_>, asked: &dyn Fn(&Value<'_>) -> bool) -> bool {
    match value {
        Value::Absent => false,
        Value::Text(text) if text.is_empty() => false,
        Value::Many(values) => values.iter().any(|value| any(value, asked)),
        value => asked(value),
    }
}

/// Whether one value that is there passes.
fn passes(test: &Test, value: &Value<'_>, now: DateTime<Utc>) -> bool {
    match (test, value) {
        (Test::Text(wanted), Value::Text(text)) => {
            let text = fold(text);
            wanted.values().iter().any(|wanted| fold(wanted) == text)
        }
        (Test::Contains(part), Value::Text(text)) => fold(text).contains(&fold(part)),
        (Test::StartsWith(part), Value::Text(text)) => fold(text).starts_with(&fold(part)),
        (Test::EndsWith(part), Value::Text(text)) => fold(text).ends_with(&fold(part)),
        (Test::Number(wanted), Value::Number(number)) => wanted.values().contains(number),
        (Test::NumberRange(range), Value::Number(number)) => {
            range.bounds().is_some_and(|bounds| bounds.contains(number))
        }
        (Test::Date(range), Value::Date(at)) => range.period(now).contains(*at),
        (Test::Choice(wanted), Value::Text(text)) => {
            wanted.values().iter().any(|choice| choice.value == text)
        }
        (Test::Id(wanted), Value::Text(text)) => wanted.values().iter().any(|id| id == text),
        // A row that gives another kind of value than declared has none of the kind asked for.
        _ => false,
    }
}
