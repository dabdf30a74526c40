//! What an import reads from: a file of rows, whatever their form, that is read twice, and whose
//! refused rows are written to another such file.

use std::path::{Path, PathBuf};

use super::report::{Finding, Place};
use crate::{
    TransferError,
    error::FileProblem,
    file::{
        Delimiter, Element, Elements, Input, JsonFile, Row, Rows, json_rejects::JsonRejects,
        rejects::Rejects,
    },
};

/// A file that was opened.
pub trait Source {
    /// One of its rows.
    type Row: Send + Sync;

    /// Where it is.
    fn path(&self) -> &Path;

    /// Its size, for progress.
    fn bytes(&self) -> u64;

    /// What separates its columns, if it has any.
    fn delimiter(&self) -> Option<Delimiter>;

    /// Where a row stands; before the first one for none.
    fn place(&self, row: Option<&Self::Row>) -> Place;

    /// Its rows from the first one on.
    fn rows(&self) -> Result<impl Reader<Row = Self::Row> + Send, TransferError>;

    /// Refuses a file that must have rows and has none.
    fn check_count(&self, rows: u64) -> Result<(), TransferError>;

    /// Where its refused rows go by default.
    fn beside(&self) -> PathBuf;

    /// Takes refused rows, to be written to `place` or nowhere.
    fn rejects(
        &self,
        place: Option<PathBuf>,
    ) -> Result<impl Rejected<Row = Self::Row> + Send, TransferError>;
}

/// Hands out the rows of a file.
pub trait Reader {
    /// One of them.
    type Row;

    /// Up to `max` more rows; empty at the end of the file.
    fn batch(&mut self, max: usize) -> Result<Vec<Self::Row>, TransferError>;

    /// Bytes read so far.
    fn bytes(&self) -> u64;
}

/// Takes refused rows.
pub trait Rejected {
    /// One of them.
    type Row;

    /// Adds a row and what is wrong with it.
    fn add(&mut self, row: &Self::Row, finding: &Finding) -> Result<(), TransferError>;

    /// Completes the file and returns where it is; there is none where nothing was refused.
    fn finish(self) -> Result<Option<PathBuf>, TransferError>;
}

impl Source for Input {
    type Row = Row;

    fn path(&self) -> &Path {
        &self.path
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn delimiter(&self) -> Option<Delimiter> {
        Some(self.delimiter)
    }

    fn place(&self, row: Option<&Row>) -> Place {
        // The header is on line 1.
        Place::Line(row.map_or(1, |row| row.line))
    }

    fn rows(&self) -> Result<impl Reader<Row = Row> + Send, TransferError> {
        Input::rows(self)
    }

    fn check_count(&self, rows: u64) -> Result<(), TransferError> {
        if rows == 0 { Err(self.failed(FileProblem::HeaderOnly)) } else { Ok(()) }
    }

    fn beside(&self) -> PathBuf {
        Rejects::beside(&self.path)
    }

    fn rejects(
        &self,
        place: Option<PathBuf>,
    ) -> Result<impl Rejected<Row = Row> + Send, TransferError> {
        Rejects::new(self, place)
    }
}

impl Reader for Rows<'_> {
    type Row = Row;

    fn batch(&mut self, max: usize) -> Result<Vec<Row>, TransferError> {
        Rows::batch(self, max)
    }

    fn bytes(&self) -> u64 {
        Rows::bytes(self)
    }
}

impl Rejected for Rejects<'_> {
    type Row = Row;

    fn add(&mut self, row: &Row, finding: &Finding) -> Result<(), TransferError> {
        Rejects::add(self, row, &finding.column, &finding.reason)
    }

    fn finish(self) -> Result<Option<PathBuf>, TransferError> {
        Rejects::finish(self)
    }
}

impl Source for JsonFile {
    type Row = Element;

    fn path(&self) -> &Path {
        &self.path
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn delimiter(&self) -> Option<Delimiter> {
        None
    }

    fn place(&self, row: Option<&Element>) -> Place {
        row.map_or(Place::Element(0, String::new()), Place::of)
    }

    fn rows(&self) -> Result<impl Reader<Row = Element> + Send, TransferError> {
        self.elements()
    }

    fn check_count(&self, _: u64) -> Result<(), TransferError> {
        // An API that has nothing to tell returns an empty array.
        Ok(())
    }

    fn beside(&self) -> PathBuf {
        JsonRejects::beside(&self.path)
    }

    fn rejects(
        &self,
        place: Option<PathBuf>,
    ) -> Result<impl Rejected<Row = Element> + Send, TransferError> {
        JsonRejects::new(self, place)
    }
}

impl Reader for Elements<'_> {
    type Row = Element;

    fn batch(&mut self, max: usize) -> Result<Vec<Element>, TransferError> {
        Elements::batch(self, max)
    }

    fn bytes(&self) -> u64 {
        Elements::bytes(self)
    }
}

impl Rejected for JsonRejects {
    type Row = Element;

    fn add(&mut self, element: &Element, finding: &Finding) -> Result<(), TransferError> {
        JsonRejects::add(self, element, &finding.column, &finding.reason)
    }

    fn finish(self) -> Result<Option<PathBuf>, TransferError> {
        JsonRejects::finish(self)
    }
}
