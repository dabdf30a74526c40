//! What can be filtered: fields, each declared once with its name, label and kind.
//!
//! The declaration drives the parser, the plain evaluation, the index, the form and the
//! documentation; what customers, service instances and service orders have is in [`crate::fields`].

use crate::Operator;

/// The fields of one noun.
#[derive(Debug, PartialEq, Eq)]
pub struct Schema {
    /// What a row is: `customer`, `service instance`, `service order`.
    pub noun: &'static str,
    /// The fields, in the order of the form.
    pub fields: &'static [Field],
}

impl Schema {
    /// The field of this name, exactly as declared.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// One field.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// The name in the filter's text: `reference`, `customer.name`.
    pub name: &'static str,
    /// The words shown to operators.
    pub label: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// It may have no value; then `is empty` applies.
    pub optional: bool,
    /// It may have several values at once, such as the states of a customer's services.
    pub many: bool,
}

/// What the values of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text, compared by [`crate::fold()`].
    Text,
    /// A whole number from 0.
    Number,
    /// A point in time.
    Date,
    /// One of these.
    Choice(&'static [Choice]),
    /// An identifier, compared exactly.
    Id,
}

/// One value of a field that has a fixed list of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Choice {
    /// As stored and as written in a filter: `feasibility_checked`.
    pub value: &'static str,
    /// The words shown to operators: `Feasibility checked`.
    pub label: &'static str,
}

impl Field {
    /// The conditions this field allows, in the order of the form.
    pub fn operators(&self) -> &'static [Operator] {
        let all = match self.kind {
            Kind::Text => TEXT,
            Kind::Number => NUMBER,
            Kind::Date => DATE,
            Kind::Choice(_) | Kind::Id => EXACT,
        };
        if self.optional { all } else { all.strip_suffix(EMPTINESS).unwrap_or(all) }
    }

    /// Whether this field allows the condition.
    pub fn allows(&self, operator: Operator) -> bool {
        self.operators().contains(&operator)
    }

    /// The values to choose from; none unless the field has a fixed list.
    pub fn choices(&self) -> &'static [Choice] {
        match self.kind {
            Kind::Choice(choices) => choices,
            Kind::Text | Kind::Number | Kind::Date | Kind::Id => &[],
        }
    }
}

// Each list ends with what only an optional field allows.
const EMPTINESS: &[Operator] = &[Operator::IsEmpty, Operator::IsNotEmpty];
const TEXT: &[Operator] = &[
    Operator::Is,
    Operator::IsNot,
    Operator::Contains,
    Operator::DoesNotContain,
    Operator::StartsWith,
    Operator::EndsWith,
    Operator::In,
    Operator::NotIn,
    Operator::IsEmpty,
    Operator::IsNotEmpty,
];
const NUMBER: &[Operator] = &[
    Operator::Is,
    Operator::IsNot,
    Operator::Less,
    Operator::AtMost,
    Operator::Greater,
    Operator::AtLeast,
    Operator::Between,
    Operator::In,
    Operator::NotIn,
    Operator::IsEmpty,
    Operator::IsNotEmpty,
];
const DATE: &[Operator] = &[
    Operator::Is,
    Operator::IsNot,
    Operator::Before,
    Operator::After,
    Operator::Between,
    Operator::LastDays,
    Operator::IsEmpty,
    Operator::IsNotEmpty,
];
const EXACT: &[Operator] = &[
    Operator::Is,
    Operator::IsNot,
    Operator::In,
    Operator::NotIn,
    Operator::IsEmpty,
    Operator::IsNotEmpty,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CUSTOMERS, INSTANCES, ORDERS};

    #[test]
    fn only_a_field_that_may_have_no_value_can_be_empty() {
        for field in CUSTOMERS.fields.iter().chain(INSTANCES.fields).chain(ORDERS.fields) {
            assert_eq!(field.allows(Operator::IsEmpty), field.optional, "{}", field.name);
            assert_eq!(field.allows(Operator::IsNotEmpty), field.optional, "{}", field.name);
            assert!(field.allows(Operator::Is) && field.allows(Operator::IsNot), "{}", field.name);
        }
    }

    #[test]
    fn a_field_is_found_by_its_exact_name() {
        assert_eq!(INSTANCES.field("customer.name").unwrap().label, "Customer name");
        assert!(INSTANCES.field("Name").is_none());
        assert!(CUSTOMERS.field("design").is_none());
    }
}
