//! What is asked of the index, and its answer.

use chrono::{DateTime, Utc};
use filter::{Filter, Keywords};
use model::{Cursor, CustomerId, Sort};

use crate::{columns::Column, sorting::Sorting};

/// Asks for a page of one list.
#[derive(Clone, Debug)]
pub struct Search<C: Column> {
    /// The text of the search box; every word must occur somewhere in the row.
    pub keywords: String,
    /// What must hold besides.
    pub filter: Option<Filter>,
    /// Only what belongs to this customer. Lists of customers ignore it.
    pub scope: Option<CustomerId>,
    /// The order: where rows tie in the first column, the second decides, and so on; last ties are
    /// broken by the id in the direction of the first. Without columns it is the list's usual order,
    /// and with keywords the best matches come first.
    ///
    /// The first search by several columns sorts all rows, in a time that is linear in their number
    /// and in that of the columns; after that it costs as by one. The last few such orders are kept.
    pub order: Vec<Sort<C>>,
    /// Where the page starts.
    pub start: Start,
    /// Most rows on the page.
    pub size: u32,
    /// What time it is, for "in the last N days".
    pub now: DateTime<Utc>,
}

impl<C: Column> Search<C> {
    /// Asks for the first page of everything in the usual order.
    pub fn all(size: u32, now: DateTime<Utc>) -> Self {
        Self {
            keywords: String::new(),
            filter: None,
            scope: None,
            order: Vec::new(),
            start: Start::First,
            size,
            now,
        }
    }

    /// Whether the best matches come first.
    pub(crate) fn ranked(&self) -> bool {
        self.order.is_empty() && !Keywords::parse(&self.keywords).is_empty()
    }

    /// Whether the list is read from the end of its ascending order. One that has the best matches
    /// first never is.
    pub(crate) fn descending(&self) -> bool {
        let first = self.order.first().copied().unwrap_or(C::USUAL);
        first.descending && !self.ranked()
    }

    /// What the rows, or those of equal merit, are sorted by.
    pub(crate) fn sorting(&self) -> Sorting {
        let usual = [C::USUAL];
        let order = if self.order.is_empty() { &usual[..] } else { &self.order };
        Sorting::of(order, self.descending())
    }
}

/// Where a page starts. A start that leads nowhere is taken as the nearest page: before the first
/// row is the first page, after the last row is the last, and a cursor that cannot be read or a row
/// that does not match gives the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// At the beginning.
    #[default]
    First,
    /// The page that ends with the last row.
    Last,
    /// After this place, whether or not its row is still there.
    After(Cursor),
    /// The page that ends just before this place.
    Before(Cursor),
    /// The page that begins with the row of this id; the last page where fewer rows follow it than
    /// a page holds.
    At(String),
    /// The page that begins with the n-th match, counted from 0; the last page where fewer follow.
    Rank(u64),
    /// The page that begins with the first row, in the list's direction, whose value in the column
    /// that is sorted by first begins with this text, or else with the next row. Times are given as a
    /// day or an instant, numbers whole. Where best matches come first, or the text is
    /// none of the column's, it is the first page.
    From(String),
}

/// A page of ids in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<Id> {
    /// The ids in order.
    pub ids: Vec<Id>,
    /// How many rows match, exactly.
    pub total: u64,
    /// How many rows that match come before the page: its first row has this rank, counted from 0.
    pub first: u64,
    /// The first row's place, where there are rows before it.
    pub previous: Option<Cursor>,
    /// The last row's place, where there are rows after it.
    pub next: Option<Cursor>,
}
