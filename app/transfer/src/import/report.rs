//! What became of an import.

use std::path::PathBuf;

use super::check::short;
use crate::file::{Delimiter, Element};

/// The outcome of an import. `rows` is the sum of the six counts below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportReport {
    /// Rows below the header that are not blank; or elements.
    pub rows: u64,
    /// New customers or instances. In a dry run: those that would be.
    pub created: u64,
    /// Changed ones.
    pub updated: u64,
    /// Rows that say what is stored already.
    pub unchanged: u64,
    /// Left alone because they exist (`OnDuplicate::Skip`).
    pub skipped: u64,
    /// Not applied because an earlier row of the same file is about the same.
    pub duplicates: u64,
    /// Not applied for any other reason.
    pub refused: u64,
    /// Values that were imported though they look damaged.
    pub warnings: u64,
    /// The first duplicates and refused rows, in the order of the file.
    pub bad: Vec<Finding>,
    /// The first warnings, in the order of the file.
    pub warned: Vec<Finding>,
    /// The file with all duplicates and refused rows; absent when there are none.
    pub rejects: Option<PathBuf>,
    /// What separated the columns; absent where there are none.
    pub delimiter: Option<Delimiter>,
    /// Nothing was stored.
    pub dry_run: bool,
}

impl ImportReport {
    /// Nothing yet.
    pub(super) fn new(delimiter: Option<Delimiter>, dry_run: bool) -> Self {
        Self {
            rows: 0,
            created: 0,
            updated: 0,
            unchanged: 0,
            skipped: 0,
            duplicates: 0,
            refused: 0,
            warnings: 0,
            bad: Vec::new(),
            warned: Vec::new(),
            rejects: None,
            delimiter,
            dry_run,
        }
    }
}

/// Something about one row, for the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where in the file the row is.
    pub place: Place,
    /// The header of the column, or the member; of several joined by `; `; empty when it is about the
    /// whole row.
    pub column: String,
    /// What is wrong and what would be right: one or more sentences.
    pub reason: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.column.as_str() {
            "" => write!(f, "{}: {}", self.place, self.reason),
            column => write!(f, "{}, {column}: {}", self.place, self.reason),
        }
    }
}

/// Where in a file a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The line of a CSV file on which it starts, from 1.
    Line(u64),
    /// The number of an element of a JSON array, from 1, and what it is called, if it says so.
    Element(u64, String),
}

impl Place {
    /// Where the element is.
    pub(super) fn of(element: &Element) -> Self {
        Self::Element(element.number, short(&element.called()))
    }

    /// The line, or the number.
    pub fn number(&self) -> u64 {
        match self {
            Self::Line(number) | Self::Element(number, _) => *number,
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Element(number, name) if name.is_empty() => write!(f, "element {number}"),
            Self::Element(number, name) => write!(f, "element {number} ({name})"),
        }
    }
}
