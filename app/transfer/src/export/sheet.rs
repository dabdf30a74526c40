//! A CSV file piece by piece, so that it is never whole in memory.

use std::future::Future;

use model::Customer;
use store::{ChosenRows, Readable, StoreError, customers::Customers};

use super::record::Record;
use crate::file::formula::guarded;

/// Rows that come some thousand at a time.
pub trait Batches: Send {
    /// What they are.
    type Row: Record + Send;

    /// The next of them; none at the end.
    fn next(&mut self) -> impl Future<Output = Result<Vec<Self::Row>, StoreError>> + Send;
}

impl Batches for Customers {
    type Row = Customer;
    async fn next(&mut self) -> Result<Vec<Customer>, StoreError> {
        Customers::next(self).await
    }
}

impl<T: Readable + Record> Batches for ChosenRows<T> {
    type Row = T;
    async fn next(&mut self) -> Result<Vec<T>, StoreError> {
        ChosenRows::next(self).await
    }
}

/// A CSV file that is being made.
pub struct Sheet<B> {
    rows: B,
    /// What the first piece begins with; absent once it was given.
    begin: Option<Vec<u8>>,
}

/// A piece of the file.
pub struct Piece {
    /// Whole lines.
    pub bytes: Vec<u8>,
    /// How many rows they are.
    pub rows: u64,
}

impl<B: Batches> Sheet<B> {
    /// A file of these rows. `bom` puts a byte order mark in front.
    pub fn new(rows: B, bom: bool) -> Self {
        let mark = if bom { "\u{feff}" } else { "" };
        Self { rows, begin: Some(mark.as_bytes().to_vec()) }
    }

    /// The next piece; `None` at the end. The first is there even if there are no rows: it begins
    /// with the header.
    pub async fn next(&mut self) -> Result<Option<Piece>, StoreError> {
        let rows = self.rows.next().await?;
        let begin = self.begin.take();
        if begin.is_none() && rows.is_empty() {
            return Ok(None);
        }
        let header = begin.is_some().then(|| B::Row::HEADER.to_vec());
        let mut out = csv::Writer::from_writer(begin.unwrap_or_default());
        for cells in header.into_iter().chain(rows.iter().map(Record::cells)) {
            for cell in cells {
                out.write_field(guarded(cell).as_bytes()).map_err(unwritable)?;
            }
            out.write_record(None::<&[u8]>).map_err(unwritable)?;
        }
        let bytes = out.into_inner().map_err(unwritable)?;
        Ok(Some(Piece { bytes, rows: rows.len() as u64 }))
    }
}

/// Writing to memory does not fail.
fn unwritable(error: impl std::fmt::Display) -> StoreError {
    StoreError::Internal(error.to_string())
}
