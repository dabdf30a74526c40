//! What may be written next where a text ends: the parser knows, and completion offers it.

use super::read;
use crate::{Field, Operand, Operator, Schema, limits::MAX_LIST};

/// What may follow a text that only ends too early, or that is a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// A criterion or a group.
    Criterion,
    /// The parenthesis that begins a group or a list.
    Open,
    /// A condition of this field.
    Condition(&'static Field),
    /// A value of this field for this condition; `true` or `false` for [`Operator::IsEmpty`].
    Value(&'static Field, Operator),
    /// The end of a list, or another value.
    InList {
        /// Whether the list takes another value.
        another: bool,
    },
    /// Another criterion, or, within a group, its end.
    Separator {
        /// Whether a group is open.
        in_group: bool,
    },
    /// More of a value that has begun with a quote.
    InQuotes,
}

impl Next {
    /// After so many values in a list of this condition.
    pub(super) fn in_list(operator: Operator, values: usize) -> Self {
        let most = if operator.operand() == Operand::Two { 2 } else { MAX_LIST };
        Self::InList { another: values < most }
    }
}

/// What may follow this text; none if there is a mistake in it.
pub(crate) fn next(schema: &'static Schema, text: &str) -> Option<Next> {
    match read(schema, text) {
        Ok(_) => Some(Next::Separator { in_group: false }),
        Err(mistake) => mistake.next,
    }
}
