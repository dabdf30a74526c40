//! The tree of a filter, always in normal form and within the limits.
//!
//! Normal form: no group directly within a group of the same kind, no group of one, no double
//! negation. The constructors see to it, so two filters that are written alike are equal.

use model::text::grouped;
use thiserror::Error;

use crate::{
    Criterion,
    limits::{MAX_CRITERIA, MAX_DEPTH, MAX_TEXT},
};

/// A filter: criteria combined by and, or, and not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Filter(Node);

/// What a filter is at its top; made only by the constructors of [`Filter`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// All of these hold: two or more, none of them an `And`.
    And(Vec<Filter>),
    /// At least one of these holds: two or more, none of them an `Or`.
    Or(Vec<Filter>),
    /// This does not hold; it is not a `Not`.
    Not(Box<Filter>),
    /// This criterion holds.
    Criterion(Criterion),
}

/// Why filters cannot be combined. Its `Display` is a message for the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CombineError {
    /// There was nothing to combine.
    #[error("A group needs at least one condition.")]
    Empty,
    /// Groups within groups, more than [`MAX_DEPTH`].
    #[error("Groups are nested more than {MAX_DEPTH} deep. Use fewer groups within groups.")]
    TooDeep,
    /// More than [`MAX_CRITERIA`] criteria.
    #[error("The filter has {0} conditions; {MAX_CRITERIA} is the most.")]
    TooMany(usize),
    /// The text is longer than [`MAX_TEXT`].
    #[error("The filter has {} characters as text; {} is the most.", grouped(*.0 as u64), grouped(MAX_TEXT as u64))]
    TooLong(usize),
}

impl Filter {
    /// The filter that holds where all of these hold. Fails when there are none, or too many.
    pub fn all(filters: impl IntoIterator<Item = Self>) -> Result<Self, CombineError> {
        let mut children = Vec::new();
        for filter in filters {
            match filter.0 {
                Node::And(inner) => children.extend(inner),
                _ => children.push(filter),
            }
        }
        group(children, Node::And)
    }

    /// The filter that holds where any of these holds. Fails when there are none, or too many.
    pub fn any(filters: impl IntoIterator<Item = Self>) -> Result<Self, CombineError> {
        let mut children = Vec::new();
        for filter in filters {
            match filter.0 {
                Node::Or(inner) => children.extend(inner),
                _ => children.push(filter),
            }
        }
        group(children, Node::Or)
    }

    /// The filter that holds where this one does not. Fails when it becomes too deep or too long.
    pub fn negate(self) -> Result<Self, CombineError> {
        match self.0 {
            Node::Not(inner) => Ok(*inner),
            _ => checked(Node::Not(Box::new(self))),
        }
    }

    /// What the filter is at its top, to be matched on.
    pub fn node(&self) -> &Node {
        &self.0
    }

    /// What it combines at its top; itself alone unless it is an `And` or an `Or`.
    pub(crate) fn parts(&self) -> &[Self] {
        match &self.0 {
            Node::And(parts) | Node::Or(parts) => parts,
            Node::Not(_) | Node::Criterion(_) => std::slice::from_ref(self),
        }
    }

    /// All its criteria, in the order of the text.
    pub fn criteria(&self) -> Vec<&Criterion> {
        match &self.0 {
            Node::And(children) | Node::Or(children) => {
                children.iter().flat_map(Self::criteria).collect()
            }
            Node::Not(inner) => inner.criteria(),
            Node::Criterion(criterion) => vec![criterion],
        }
    }

    /// How many parentheses its text has around the innermost criterion.
    pub(crate) fn depth(&self) -> usize {
        match &self.0 {
            Node::And(children) => {
                let depth = |child: &Self| child.depth() + usize::from(child.is_or());
                children.iter().map(depth).max().unwrap_or(0)
            }
            Node::Or(children) => children.iter().map(Self::depth).max().unwrap_or(0),
            Node::Not(inner) => inner.depth() + 1,
            Node::Criterion(_) => 0,
        }
    }

    /// Whether any of its parts is enough; then it needs parentheses within an `And`.
    pub(crate) fn is_or(&self) -> bool {
        matches!(self.0, Node::Or(_))
    }
}

impl From<Criterion> for Filter {
    fn from(criterion: Criterion) -> Self {
        Self(Node::Criterion(criterion))
    }
}

fn group(mut children: Vec<Filter>, node: fn(Vec<Filter>) -> Node) -> Result<Filter, CombineError> {
    match children.len() {
        0 => Err(CombineError::Empty),
        1 => children.pop().ok_or(CombineError::Empty),
        _ => checked(node(children)),
    }
}

fn checked(node: Node) -> Result<Filter, CombineError> {
    let filter = Filter(node);
    let criteria = filter.criteria().len();
    if criteria > MAX_CRITERIA {
        return Err(CombineError::TooMany(criteria));
    }
    if filter.depth() > MAX_DEPTH {
        return Err(CombineError::TooDeep);
    }
    let length = filter.to_string().chars().count();
    if length > MAX_TEXT {
        return Err(CombineError::TooLong(length));
    }
    Ok(filter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CUSTOMERS, Operator};

    fn name(value: &str) -> Filter {
        Criterion::new(&CUSTOMERS.fields[0], Operator::Is, &[value]).unwrap().into()
    }

    #[test]
    fn groups_of_the_same_kind_become_one() {
        let all = |filters: &[&Filter]| Filter::all(filters.iter().copied().cloned()).unwrap();
        let any = |filters: &[&Filter]| Filter::any(filters.iter().copied().cloned()).unwrap();
        let (a, b, c) = (&name("a"), &name("b"), &name("c"));
        assert_eq!(all(&[a, &all(&[b, c])]), all(&[a, b, c]));
        assert_eq!(any(&[&any(&[a, b]), c]), any(&[a, b, c]));
        assert_eq!(all(&[&all(&[a]), &any(&[b])]), all(&[a, b]));
        assert_eq!(any(&[a]), *a);
        assert_ne!(all(&[a, &any(&[b, c])]), all(&[a, b, c]));
    }

    #[test]
    fn two_negations_are_none() {
        let not = name("a").negate().unwrap();
        assert!(matches!(not.node(), Node::Not(_)));
        assert_eq!(not.negate().unwrap(), name("a"));
    }

    #[test]
    fn criteria_come_in_the_order_of_the_text() {
        let filter =
            Filter::any([name("a"), Filter::all([name("b"), name("c")]).unwrap()]).unwrap();
        let values: Vec<_> = filter.criteria().iter().flat_map(|c| c.values()).collect();
        assert_eq!(values, ["a", "b", "c"]);
    }

    #[test]
    fn nothing_to_combine_and_too_much_to_combine_are_refused() {
        assert_eq!(Filter::all([]), Err(CombineError::Empty));
        let many = vec![name("a"); MAX_CRITERIA + 1];
        assert_eq!(Filter::any(many.clone()), Err(CombineError::TooMany(MAX_CRITERIA + 1)));
        assert!(Filter::any(many.into_iter().skip(1)).is_ok());

        let mut deep = name("a");
        for _ in 0..MAX_DEPTH / 2 {
            deep = Filter::all([deep, name("b")]).unwrap().negate().unwrap();
            deep = Filter::all([name("b"), Filter::any([deep, name("c")]).unwrap()]).unwrap();
        }
        assert_eq!(deep.depth(), MAX_DEPTH);
        assert_eq!(deep.clone().negate(), Err(CombineError::TooDeep));
        assert!(Filter::any([deep, name("d")]).is_ok(), "or needs no parentheses at the top");

        let long = vec![name(&"x".repeat(1500)); 3];
        let error = Filter::all(long).unwrap_err();
        assert_eq!(error, CombineError::TooLong(4520));
        let told = "The filter has 4,520 characters as text; 4,000 is the most.";
        assert_eq!(error.to_string(), told);
    }
}
