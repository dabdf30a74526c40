//! Stretches of time to choose from, instead of typing a number of days.

use crate::Operator;

/// A condition on a date, ready to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateChoice {
    /// The words shown to operators.
    pub label: &'static str,
    /// The condition.
    pub operator: Operator,
    /// Its values.
    pub values: &'static [&'static str],
}

/// What a date is often asked for, the nearest first.
///
/// Only what means the same whenever the filter is read: the language can say "in the last 7 days",
/// which moves with the clock, but "today" only as the day it was written on. So a saved filter or a
/// bookmark made of a choice stays right.
///
/// ```
/// use filter::{CUSTOMERS, Draft, date_choices};
///
/// let mut draft = Draft::new(&CUSTOMERS);
/// let row = draft.add_row(draft.root().id).unwrap();
/// draft.set_field(row, "created");
/// let week = date_choices().iter().find(|choice| choice.label == "Last 7 days").unwrap();
/// draft.set_operator(row, week.operator);
/// draft.set_values(row, week.values.iter().map(ToString::to_string).collect());
/// assert_eq!(draft.to_filter().unwrap().unwrap().to_string(), "created=last=7");
/// ```
pub fn date_choices() -> &'static [DateChoice] {
    CHOICES
}

const CHOICES: &[DateChoice] = &[
    last("Last 24 hours", &["1"]),
    last("Last 7 days", &["7"]),
    last("Last 30 days", &["30"]),
    last("Last 90 days", &["90"]),
    last("Last 365 days", &["365"]),
];

const fn last(label: &'static str, values: &'static [&'static str]) -> DateChoice {
    DateChoice { label, operator: Operator::LastDays, values }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CUSTOMERS, Criterion};

    #[test]
    fn every_choice_is_a_condition_of_a_date() {
        let created = CUSTOMERS.field("created").unwrap();
        for DateChoice { label, operator, values } in date_choices() {
            assert!(Criterion::new(created, *operator, values).is_ok(), "{label}");
        }
    }
}
