//! All rows that match a search as they were at one moment, to be read piece by piece.

use std::{marker::PhantomData, str::FromStr};

use crate::{SearchError, index::internal, listing::Listing, store::guarded};

/// All rows that match a search, in its order, as they were when it was asked: what changes later
/// changes nothing here.
///
/// Takes a bit for each row of the index and keeps the segments of that moment; the ids are looked
/// up when they are read.
pub struct Matches<Id> {
    listing: Listing,
    descending: bool,
    ids: PhantomData<fn() -> Id>,
}

impl<Id: FromStr<Err: std::fmt::Display>> Matches<Id> {
    pub(crate) fn new(listing: Listing, descending: bool) -> Self {
        Self { listing, descending, ids: PhantomData }
    }

    /// How many there are.
    pub fn total(&self) -> u64 {
        self.listing.count()
    }

    /// Up to `size` ids from the n-th on, counted from 0; none after the last. Two look-ups for each.
    pub fn ids(&self, n: u64, size: usize) -> Result<Vec<Id>, SearchError> {
        let rows = guarded(|| self.listing.page(n, size as u64, self.descending))?;
        rows.iter().map(|row| row.id.parse().map_err(internal)).collect()
    }
}
