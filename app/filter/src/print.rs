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
