//! A filter as its canonical text: no space, no parenthesis and no quote that is not needed.

use std::fmt;

use crate::{Criterion, Filter, Operand, tree::Node};

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.node() {
            Node::And(children) => separated(f, children, ";", |f, child| {
                if child.is_or() { write!(f, "({child})") } else { write!(f, "{child}") }
            }),
            Node::Or(children) => separated(f, children, ",", |f, child| write!(f, "{child}")),
            Node::Not(inner) => write!(f, "!({inner})"),
            Node::Criterion(criterion) => write!(f, "{criterion}"),
        }
    }
}

impl fmt::Display for Criterion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operator = self.operator();
        write!(f, "{}{}", self.field().name, operator.symbol())?;
        let values = self.values();
        match operator.operand() {
            Operand::None => write!(f, "{}", !self.negated()),
            Operand::One | Operand::Days => {
                values.iter().try_for_each(|value| f.write_str(&written(value)))
            }
            Operand::Two | Operand::List => {
                f.write_str("(")?;
                separated(f, &values, ",", |f, value| f.write_str(&written(value)))?;
                f.write_str(")")
            }
        }
    }
}

/// The value as it is written in a filter: as it is, or in double quotes where it needs them.
pub(crate) fn written(value: &str) -> String {
    // Fewer characters than the parser takes without quotes: signs are quoted, so that nobody
    // wonders whether * or ~ has a meaning.
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '@' | '/');
    if !value.is_empty() && value.chars().all(plain) {
        return value.to_owned();
    }
    let mut quoted = String::from('"');
    for c in value.chars() {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}

fn separated<T>(
    f: &mut fmt::Formatter<'_>,
    items: &[T],
    separator: &str,
    mut write: impl FnMut(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            f.write_str(separator)?;
        }
        write(f, item)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CUSTOMERS, INSTANCES, Schema, arbitrary, limits::*};
    use proptest::prelude::*;

    fn survives_its_text(schema: &'static Schema, filter: &Filter) -> Result<(), TestCaseError> {
        let text = filter.to_string();
        let read = Filter::parse(schema, &text)
            .map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
        prop_assert_eq!(&read, filter, "{}", text);
        prop_assert_eq!(read.to_string(), text);
        Ok(())
    }

    /// Whether the filter is in normal form from here down.
    fn is_normal(filter: &Filter) -> bool {
        let (children, same): (_, fn(&Node) -> bool) = match filter.node() {
            Node::And(children) => (&children[..], |node| matches!(node, Node::And(_))),
            Node::Or(children) => (&children[..], |node| matches!(node, Node::Or(_))),
            Node::Not(inner) => {
                return !matches!(inner.node(), Node::Not(_)) && is_normal(inner);
            }
            Node::Criterion(_) => return true,
        };
        children.len() > 1 && children.iter().all(|child| !same(child.node()) && is_normal(child))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn every_filter_of_customers_survives_its_text(
            filter in arbitrary::filter(&CUSTOMERS)
        ) {
            survives_its_text(&CUSTOMERS, &filter)?;
        }

        #[test]
        fn every_filter_of_instances_survives_its_text(
            filter in arbitrary::filter(&INSTANCES)
        ) {
            survives_its_text(&INSTANCES, &filter)?;
        }

        #[test]
        fn every_filter_is_in_normal_form_and_within_the_limits(
            filter in arbitrary::filter(&CUSTOMERS)
        ) {
            prop_assert!(is_normal(&filter));
            prop_assert!(filter.depth() <= MAX_DEPTH);
            prop_assert!(filter.criteria().len() <= MAX_CRITERIA);
            prop_assert!(filter.to_string().chars().count() <= MAX_TEXT);
        }

        #[test]
        fn every_criterion_is_made_again_from_its_parts(
            criterion in arbitrary::criterion(&INSTANCES)
        ) {
            let (field, operator) = (criterion.field(), criterion.operator());
            let again = Criterion::new(field, operator, &criterion.values());
            prop_assert_eq!(again, Ok(criterion));
        }
    }
}
