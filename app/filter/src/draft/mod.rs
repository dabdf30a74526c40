//! A filter while it is edited: rows that may be half typed, in groups, each with a number that
//! stays.
//!
//! What stands in a form is not always a [`Filter`](crate::Filter). A draft is, at every moment, what
//! the form shows; [`Draft::to_filter`] is the filter it comes to:
//!
//! ```
//! use filter::{CUSTOMERS, Draft, Filter, Operator};
//!
//! let mut draft = Draft::from_filter(&Filter::parse(&CUSTOMERS, "status==active")?, &CUSTOMERS);
//! let row = draft.add_row(draft.root().id).unwrap();
//! draft.set_field(row, "services");
//! draft.set_operator(row, Operator::AtLeast);
//! assert!(draft.row(row).unwrap().is_incomplete());
//! assert_eq!(draft.complete().unwrap().to_string(), "status==active");
//!
//! draft.set_values(row, vec!["three".into()]);
//! let errors = draft.to_filter().unwrap_err();
//! assert!(errors[0].1.to_string().starts_with("\"three\" is not a whole number."));
//!
//! draft.set_values(row, vec!["3".into()]);
//! let filter = draft.to_filter().unwrap().unwrap();
//! assert_eq!(filter.to_string(), "status==active;services=ge=3");
//! # Ok::<(), filter::ParseError>(())
//! ```
//!
//! What it is made of is here, changes are in `edit` and `row`, the way from and to a filter is in
//! `convert`.

mod convert;
mod edit;
mod row;
#[cfg(test)]
mod tests;
mod tree;

use crate::{Field, Operator, Schema};

/// A filter while it is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    schema: &'static Schema,
    root: Group,
    /// The next number to give to a row or group; none is given twice.
    next: u32,
}

/// What stands in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Rows that belong together.
    Group(Group),
    /// One criterion.
    Row(Row),
}

/// Rows and groups that are combined by and, or by or.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its number in the draft.
    pub id: u32,
    /// Whether all of the items must hold; otherwise any of them.
    pub all: bool,
    /// Whether the group holds where its items, so combined, do not.
    pub negated: bool,
    /// What is in it, in the order of the form. Only the outermost group may have nothing.
    pub items: Vec<Item>,
}

/// One criterion as it stands in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number in the draft.
    pub id: u32,
    /// The field.
    pub field: &'static Field,
    /// The condition, which the field allows.
    pub operator: Operator,
    /// The values as typed, right or wrong, as many as the condition takes.
    pub values: Vec<String>,
}

impl Draft {
    /// A draft without a row, whose outermost group is an and.
    pub fn new(schema: &'static Schema) -> Self {
        let root = Group { id: 0, all: true, negated: false, items: Vec::new() };
        Self { schema, root, next: 1 }
    }

    /// What can be filtered by.
    pub fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// The outermost group.
    pub fn root(&self) -> &Group {
        &self.root
    }

    /// The row with this number, if there is one.
    pub fn row(&self, id: u32) -> Option<&Row> {
        self.root.rows().into_iter().find(|row| row.id == id)
    }

    /// The group with this number, if there is one.
    pub fn group(&self, id: u32) -> Option<&Group> {
        self.root.group(id)
    }
}

impl Item {
    /// Its number in the draft.
    pub fn id(&self) -> u32 {
        match self {
            Self::Group(group) => group.id,
            Self::Row(row) => row.id,
        }
    }

    fn rows(&self) -> Vec<&Row> {
        match self {
            Self::Group(group) => group.rows(),
            Self::Row(row) => vec![row],
        }
    }
}

impl Group {
    /// All rows in it, also those in groups, in the order of the form.
    pub fn rows(&self) -> Vec<&Row> {
        self.items.iter().flat_map(Item::rows).collect()
    }
}
