//! What rows are sorted by, and a row's key in that order.

use std::cmp::Reverse;

use model::Sort;

use crate::columns::Column;

/// The columns rows are sorted by, given by number, and which of them go the other way than the list
/// is read. One in which the first descends is read from its end.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Sorting(Vec<(usize, bool)>);

impl Sorting {
    /// By one column.
    pub(crate) fn by(column: usize) -> Self {
        Self(vec![(column, false)])
    }

    /// By some columns, of a list that is read from its end if it is `descending`.
    pub(crate) fn of<C: Column>(order: &[Sort<C>], descending: bool) -> Self {
        let column = |order: &Sort<C>| {
            let number = C::ALL.iter().position(|column| *column == order.key)?;
            Some((number, order.descending != descending))
        };
        Self(order.iter().filter_map(column).collect())
    }

    /// The columns, the one that decides first, and whether each is flipped.
    pub(crate) fn columns(&self) -> &[(usize, bool)] {
        &self.0
    }
}

/// A row's values in the columns that are sorted by. The keys of one order compare as its rows do,
/// and one that ends early comes before all that begin with it.
pub(crate) type Key = Vec<Part>;

/// A value in the direction of its column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Up(Value),
    Down(Reverse<Value>),
}

impl Part {
    pub(crate) fn new(value: Value, flipped: bool) -> Self {
        if flipped { Self::Down(Reverse(value)) } else { Self::Up(value) }
    }

    pub(crate) fn value(&self) -> &Value {
        let (Self::Up(value) | Self::Down(Reverse(value))) = self;
        value
    }
}

/// A value of a column; those of one column are of one variant, so the derived order is theirs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    /// A collation key or an identifier.
    Bytes(Vec<u8>),
    /// A number, a time moved to be positive, or the number of a choice.
    Number(u64),
}
