//! The customers that a command on many is for, piece by piece.

use model::{BatchId, CustomerId, Restore, Selection};

use super::archive::{self, Order, Place};
use crate::{Store, StoreError, chosen::Chosen, index};

/// Where the next ones come from.
pub(super) enum Selected {
    /// Customers that were chosen.
    Chosen(Chosen<CustomerId>),
    /// Those that one run deleted, from a place in the archive on.
    Deleted(BatchId, Place),
}

impl Selected {
    /// What was chosen to be changed or deleted. Matches are those of this moment, whatever happens
    /// to them while others are worked on; refused when their number is not the expected one.
    pub(super) async fn new(store: &Store, selection: Selection) -> Result<Self, StoreError> {
        Ok(Self::Chosen(match selection {
            Selection::Ids(ids) => Chosen::named(ids)?,
            Selection::Matching { query, expected } => {
                let matching = Chosen::matching(index::matching(store, &query).await?);
                let now = matching.total();
                if now != expected {
                    return Err(StoreError::SelectionChanged { expected, now });
                }
                matching
            }
        }))
    }

    /// What was chosen to be restored.
    pub(super) fn deleted(restore: Restore) -> Result<Self, StoreError> {
        Ok(match restore {
            Restore::Ids(ids) => Self::Chosen(Chosen::named(ids)?),
            Restore::Batch(batch) => Self::Deleted(batch, Place::first()),
        })
    }

    /// How many there are.
    pub(super) async fn total(&self, store: &Store) -> Result<u64, StoreError> {
        match self {
            Self::Chosen(chosen) => Ok(chosen.total()),
            Self::Deleted(batch, _) => archive::count(store, batch).await,
        }
    }

    /// The next ones, up to so many; none at the end.
    pub(super) async fn next(
        &mut self,
        store: &Store,
        size: usize,
    ) -> Result<Vec<CustomerId>, StoreError> {
        let (batch, place) = match self {
            Self::Chosen(chosen) => return chosen.next(size).await,
            Self::Deleted(batch, place) => (batch, place),
        };
        let rows = archive::after(store, Order::EarliestFirst, place, Some(batch), size).await?;
        if let Some(last) = rows.last() {
            *place = Place::of(last)?;
        }
        rows.iter().map(|row| row.id()).collect()
    }
}
