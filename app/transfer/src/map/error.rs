//! What can be wrong with a mapping, said with what would be right.

use super::{fields::Field, parse::Entry};
use crate::file::{Header, header::nearest};

/// The mapping cannot be read or does not fit the file. Positions are characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// The text is not a mapping.
    #[error("mapping, position {position}: {message}")]
    Syntax {
        /// Where.
        position: usize,
        /// What was expected, what stands there.
        message: String,
    },
    /// A field or column that does not exist.
    #[error("mapping, position {position}: {message}")]
    Unknown {
        /// Where.
        position: usize,
        /// What exists, and what may have been meant.
        message: String,
    },
    /// No column feeds a field that every row needs.
    #[error("{0}")]
    NoColumn(String),
}

impl MapError {
    pub(super) fn unknown_field(entry: &Entry, fields: &[Field]) -> Self {
        let names = || fields.iter().map(|field| field.name);
        let message = format!(
            "there is no field \"{}\"; the fields are {}.{}",
            entry.field,
            names().collect::<Vec<_>>().join(", "),
            nearest(&entry.field, names())
                .map(|n| format!(" Did you mean {n}?"))
                .unwrap_or_default(),
        );
        Self::Unknown { position: entry.position, message }
    }

    pub(super) fn unknown_column(entry: &Entry, name: &str, header: &Header) -> Self {
        let meant = header.nearest(name).map(|n| format!(" Did you mean \"{n}\"?"));
        let message = format!(
            "the file has no column \"{name}\"; its columns are {}.{}",
            header.list(),
            meant.unwrap_or_default()
        );
        Self::Unknown { position: entry.value_position, message }
    }

    /// Instances that nothing links to a customer.
    pub(crate) fn no_customer(header: &Header) -> Self {
        Self::NoColumn(format!(
            "the file has no column that names the customer; its columns are {}. Say which one \
             holds the customer's reference number: --map 'reference=\"…\"', or our id: --map \
             'customer=\"…\"'",
            header.list()
        ))
    }

    pub(super) fn no_column(field: &Field, header: &Header) -> Self {
        let name = field.name;
        let example = header.nearest(name).unwrap_or("…");
        Self::NoColumn(format!(
            "the file has no column for {name}; its columns are {}. Say which it is: --map \
             '{name}=\"{example}\"', or give every row the same: --map '{name}=:text'",
            header.list()
        ))
    }
}
