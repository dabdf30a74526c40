//! One criterion: a field, a condition, and values of the field's kind.

mod build;

use crate::{Choice, DateRange, Field, NumberRange, Operator};

/// A criterion whose operator suits its field and whose values are of the field's kind; made by
/// [`Criterion::new`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Criterion {
    field: &'static Field,
    test: Test,
    negated: bool,
}

/// What a criterion asks of one value. Texts are as typed; whoever compares folds them.
///
/// A row passes when any of its values passes, and a row without values passes only
/// [`Test::Empty`]; a negated criterion is the complement of that.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    /// The row has no value in this field.
    Empty,
    /// The text is equal to one of these, by [`crate::fold()`].
    Text(OneOf<String>),
    /// The text has this somewhere in it, by [`crate::fold()`].
    Contains(String),
    /// The text begins with this, by [`crate::fold()`].
    StartsWith(String),
    /// The text ends with this, by [`crate::fold()`].
    EndsWith(String),
    /// The number is one of these.
    Number(OneOf<u64>),
    /// The number lies in this range.
    NumberRange(NumberRange),
    /// The time lies in this range, which may depend on what time it is now.
    Date(DateRange),
    /// The stored value is exactly one of these.
    Choice(OneOf<&'static Choice>),
    /// The identifier is exactly one of these.
    Id(OneOf<String>),
}

/// The values of `is` and of `in`. They differ only in how they are written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OneOf<T> {
    /// Equal to this.
    Is(T),
    /// Equal to any of these: at least one, none of them twice.
    In(Vec<T>),
}

impl<T> OneOf<T> {
    /// The values, whichever way they are written.
    pub fn values(&self) -> &[T] {
        match self {
            Self::Is(value) => std::slice::from_ref(value),
            Self::In(values) => values,
        }
    }
}

impl Criterion {
    /// The field.
    pub fn field(&self) -> &'static Field {
        self.field
    }

    /// What is asked, before [`Criterion::negated`].
    pub fn test(&self) -> &Test {
        &self.test
    }

    /// Whether the criterion is the complement of its test.
    pub fn negated(&self) -> bool {
        self.negated
    }

    /// The condition, as in the form.
    pub fn operator(&self) -> Operator {
        let positive = match &self.test {
            Test::Empty => Operator::IsEmpty,
            Test::Text(OneOf::Is(_))
            | Test::Number(OneOf::Is(_))
            | Test::Choice(OneOf::Is(_))
            | Test::Id(OneOf::Is(_))
            | Test::Date(DateRange::Is(_)) => Operator::Is,
            Test::Text(OneOf::In(_))
            | Test::Number(OneOf::In(_))
            | Test::Choice(OneOf::In(_))
            | Test::Id(OneOf::In(_)) => Operator::In,
            Test::Contains(_) => Operator::Contains,
            Test::StartsWith(_) => Operator::StartsWith,
            Test::EndsWith(_) => Operator::EndsWith,
            Test::NumberRange(NumberRange::Less(_)) => Operator::Less,
            Test::NumberRange(NumberRange::AtMost(_)) => Operator::AtMost,
            Test::NumberRange(NumberRange::Greater(_)) => Operator::Greater,
            Test::NumberRange(NumberRange::AtLeast(_)) => Operator::AtLeast,
            Test::NumberRange(NumberRange::Between(..)) | Test::Date(DateRange::Between(..)) => {
                Operator::Between
            }
            Test::Date(DateRange::Before(_)) => Operator::Before,
            Test::Date(DateRange::After(_)) => Operator::After,
            Test::Date(DateRange::LastDays(_)) => Operator::LastDays,
        };
        if self.negated { complement(positive) } else { positive }
    }

    /// The values as text, as [`Criterion::new`] takes them; none for `is empty`.
    pub fn values(&self) -> Vec<String> {
        fn texts<T: ToString>(values: &[T]) -> Vec<String> {
            values.iter().map(T::to_string).collect()
        }
        match &self.test {
            Test::Empty => Vec::new(),
            Test::Text(values) | Test::Id(values) => texts(values.values()),
            Test::Contains(v) | Test::StartsWith(v) | Test::EndsWith(v) => vec![v.clone()],
            Test::Number(values) => texts(values.values()),
            Test::NumberRange(range) => texts(&range.values()),
            Test::Date(range) => range.values(),
            Test::Choice(values) => values.values().iter().map(|c| c.value.to_owned()).collect(),
        }
    }
}

fn complement(operator: Operator) -> Operator {
    match operator {
        Operator::Is => Operator::IsNot,
        Operator::Contains => Operator::DoesNotContain,
        Operator::IsEmpty => Operator::IsNotEmpty,
        Operator::In => Operator::NotIn,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CUSTOMERS, Kind, Operand, ValueError};

    fn criterion(name: &str, operator: Operator, values: &[&str]) -> Result<Criterion, ValueError> {
        Criterion::new(CUSTOMERS.field(name).unwrap(), operator, values)
    }

    #[test]
    fn a_criterion_remembers_what_it_was_made_of() {
        let many = ["b", "a"];
        for (name, operator, values) in [
            ("name", Operator::IsNot, &["Acme AS"][..]),
            ("name", Operator::NotIn, &many),
            ("reference", Operator::IsNotEmpty, &[]),
            ("services", Operator::Between, &["1", "5"]),
            ("services", Operator::AtMost, &["3"]),
            ("updated", Operator::LastDays, &["7"]),
            ("created", Operator::Between, &["2026-01-01", "2026-01-01T00:00:00Z"]),
            ("state", Operator::In, &["failed"]),
            ("id", Operator::Is, &["c-1"]),
        ] {
            let criterion = criterion(name, operator, values).unwrap();
            assert_eq!(criterion.field().name, name);
            assert_eq!(criterion.operator(), operator);
            assert_eq!(criterion.values(), values);
        }
    }

    #[test]
    fn complements_are_the_same_test_negated() {
        let is = criterion("name", Operator::Is, &["a"]).unwrap();
        let is_not = criterion("name", Operator::IsNot, &["a"]).unwrap();
        assert_eq!(is.test(), is_not.test());
        assert!(!is.negated() && is_not.negated());
    }

    #[test]
    fn every_operator_a_field_allows_can_be_built_and_no_other() {
        for field in CUSTOMERS.fields {
            let value = match field.kind {
                Kind::Number => "3",
                Kind::Date => "2026-11-24",
                Kind::Text | Kind::Choice(_) | Kind::Id => "active",
            };
            for operator in Operator::ALL {
                let values: &[&str] = match operator.operand() {
                    Operand::None => &[],
                    Operand::Days => &["3"],
                    Operand::One | Operand::List => &[value],
                    Operand::Two => &[value, value],
                };
                let built = Criterion::new(field, operator, values);
                assert_eq!(built.is_ok(), field.allows(operator), "{} {operator:?}", field.name);
            }
        }
    }

    #[test]
    fn the_wrong_value_is_named_by_its_place() {
        let error = criterion("services", Operator::In, &["1", "two", "3"]).unwrap_err();
        assert_eq!(error.index, Some(1));
        assert!(error.to_string().starts_with("\"two\" is not a whole number. Write"));
        let error = criterion("name", Operator::Is, &[]).unwrap_err();
        assert_eq!(error.index, None);
        let told = "The condition \"is\" of Name has 0 values. Write one value.";
        assert_eq!(error.to_string(), told);
        let error = criterion("name", Operator::LastDays, &["7"]).unwrap_err();
        assert!(
            error.to_string().starts_with("\"in the last N days\" is not a condition of Name.")
        );
    }
}
