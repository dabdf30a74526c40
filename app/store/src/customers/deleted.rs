//! The list of deleted customers, latest first.

use chrono::DateTime;
use model::{Chips, Cursor, DeletedCustomer, Marks, Page, PageStart};

use super::archive::{self, ArchivedRow, Order, Place};
use crate::{Store, StoreError, record::time};

/// A page of deleted customers, the one deleted last first, with the exact number of all.
///
/// A start that leads nowhere, or asks for a row by its id, number or text, leads to the nearest or
/// the first page. The number of the first row is right as long as nothing is deleted or restored
/// while pages are turned.
pub async fn deleted(
    store: &Store,
    start: &PageStart,
    size: u32,
) -> Result<Page<DeletedCustomer>, StoreError> {
    let total = store.count("archived_customer").await?;
    let size = size as usize;
    let begin = || (Numbered { number: 0, place: Place::last() }, Order::LatestFirst);
    let end = || (Numbered { number: total + 1, place: Place::first() }, Order::EarliestFirst);
    let at = |cursor, order| Numbered::read(cursor).map(|from| (from, order));
    let (mut from, mut order) = match start {
        PageStart::After(cursor) => at(cursor, Order::LatestFirst).unwrap_or_else(begin),
        PageStart::Before(cursor) => at(cursor, Order::EarliestFirst).unwrap_or_else(begin),
        PageStart::Last => end(),
        _ => begin(),
    };
    let mut rows = archive::after(store, order, &from.place, None, size + 1).await?;
    if rows.is_empty() {
        (from, order) = if order == Order::LatestFirst { end() } else { begin() };
        rows = archive::after(store, order, &from.place, None, size + 1).await?;
    }
    let more = rows.len() > size;
    rows.truncate(size);
    let count = rows.len() as u64;
    let (first, before, behind) = match order {
        Order::LatestFirst if more => (from.number + 1, from.number > 0, true),
        Order::LatestFirst => ((total + 1).saturating_sub(count), from.number > 0, false),
        Order::EarliestFirst => {
            rows.reverse();
            let first = if more { from.number.saturating_sub(count) } else { 1 };
            (first, more, from.number <= total)
        }
    };
    let cursor = |row: Option<&ArchivedRow>, number| {
        row.map(|row| Numbered::of(row, number).map(Numbered::cursor)).transpose()
    };
    Ok(Page {
        total,
        first: if rows.is_empty() { 0 } else { first },
        previous: cursor(rows.first().filter(|_| before), first)?,
        next: cursor(rows.last().filter(|_| behind), first + count - 1)?,
        rows: rows.into_iter().map(DeletedCustomer::try_from).collect::<Result<_, _>>()?,
        marks: Marks::new(),
        chips: Chips::default(),
    })
}

/// A place and the number its row had, counted from 1.
struct Numbered {
    number: u64,
    place: Place,
}

impl Numbered {
    fn of(row: &ArchivedRow, number: u64) -> Result<Self, StoreError> {
        Ok(Self { number, place: Place::of(row)? })
    }

    fn read(cursor: &Cursor) -> Option<Self> {
        let (number, at) = cursor.key.split_once(' ')?;
        let at = DateTime::parse_from_rfc3339(at).ok()?.to_utc();
        Some(Self { number: number.parse().ok()?, place: Place { at, id: cursor.id.clone() } })
    }

    fn cursor(self) -> Cursor {
        let Self { number, place: Place { at, id } } = self;
        Cursor { key: format!("{number} {}", time(at)), id }
    }
}
