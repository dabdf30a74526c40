//! One page of a listing: where it starts, its ids, and the cursors to the pages around it.

use chrono::DateTime;
use filter::{Choice, Field, Moment};
use model::Cursor;
use tantivy::{DocAddress, TantivyDocument, columnar::MonotonicallyMappableToU64, schema::Value};

use crate::{
    Found, SearchError, Start, collation,
    layout::{Holder, Layout, NO_TIME, nanoseconds},
    listing::{Listing, Row},
    order::Key,
    segment::View,
};

/// What a page is cut from.
pub(crate) struct Cut<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) view: &'a View,
    pub(crate) listing: &'a Listing,
    /// The field that is sorted by.
    pub(crate) field: usize,
    pub(crate) descending: bool,
}

impl Cut<'_> {
    /// The page of `size` rows from `start` on.
    pub(crate) fn page(&self, start: &Start, size: u32) -> Result<Found<String>, SearchError> {
        let total = self.listing.count();
        let size = u64::from(size);
        let first = self.first(start, total, size)?;
        let rows = self.listing.page(first, size, self.descending)?;
        let last = first + rows.len() as u64;
        let cursor = |row: Option<&Row>| row.map(|row| self.cursor(row)).transpose();
        Ok(Found {
            previous: cursor(rows.first().filter(|_| first > 0))?,
            next: cursor(rows.last().filter(|_| last < total))?,
            ids: rows.into_iter().map(|row| row.id).collect(),
            total,
            first,
        })
    }

    /// How many rows come before the page.
    fn first(&self, start: &Start, total: u64, size: u64) -> Result<u64, SearchError> {
        let last_page = total.saturating_sub(size);
        Ok(match start {
            Start::First => 0,
            Start::Last => last_page,
            Start::Rank(n) => last_page.min(*n),
            Start::At(id) => {
                let found = self.view.find(id)?;
                let rank = found.map(|address| self.listing.before_row(address)).transpose()?;
                match rank.flatten() {
                    Some(rank) if self.descending => last_page.min(total - 1 - rank),
                    Some(rank) => last_page.min(rank),
                    None => 0,
                }
            }
            Start::From(text) => match self.edge(text)? {
                Some(key) => self.preceding(0, &key, "", false, total)?.min(last_page),
                None => 0,
            },
            Start::After(cursor) => match self.place(cursor)? {
                Some((tier, key)) => {
                    let first = self.preceding(tier, &key, &cursor.id, true, total)?;
                    if first == total { last_page } else { first }
                }
                None => 0,
            },
            Start::Before(cursor) => match self.place(cursor)? {
                Some((tier, key)) => {
                    self.preceding(tier, &key, &cursor.id, false, total)?.saturating_sub(size)
                }
                None => 0,
            },
        })
    }

    /// How many rows come before a place in the list's direction.
    fn preceding(
        &self,
        tier: usize,
        key: &Key,
        id: &str,
        after: bool,
        total: u64,
    ) -> Result<u64, SearchError> {
        let before = self.listing.before(tier, key, id, after != self.descending)?;
        Ok(if self.descending { total - before } else { before })
    }

    /// The place a cursor stands for; `None` when it cannot be read.
    fn place(&self, cursor: &Cursor) -> Result<Option<(usize, Key)>, SearchError> {
        let (tier, text) = match cursor.key.split_at_checked(1) {
            Some((tier, text)) if self.listing.tiers() > 1 => match tier.parse() {
                Ok(tier) if tier < self.listing.tiers() => (tier, text),
                _ => return Ok(None),
            },
            None if self.listing.tiers() > 1 => return Ok(None),
            _ => (0, cursor.key.as_str()),
        };
        Ok(self.key(text)?.map(|key| (tier, key)))
    }

    /// The place just before all values that begin with a text, in the list's direction; `None` where
    /// the column has no such values.
    fn edge(&self, text: &str) -> Result<Option<Key>, SearchError> {
        if self.listing.tiers() > 1 {
            return Ok(None);
        }
        Ok(match self.layout.holder(self.field) {
            // The noncharacter that collation sorts after all others.
            Holder::Text { .. } if self.descending => {
                Some(Key::Bytes(collation::key(&format!("{text}\u{FFFF}"))?))
            }
            Holder::Id { .. } if self.descending => {
                Some(Key::Bytes(format!("{text}\u{FFFF}").into_bytes()))
            }
            Holder::Time { .. } => Moment::parse(text).ok().map(|at| {
                let edge = if self.descending { at.end() } else { at.start() };
                Key::Number(nanoseconds(edge).to_u64())
            }),
            Holder::Number { .. } if self.descending => {
                text.parse().ok().map(|number: u64| Key::Number(number.saturating_add(1)))
            }
            Holder::Choice { .. } => {
                let text = filter::fold(text);
                let begins = |choice: &Choice| filter::fold(choice.label).starts_with(&*text);
                let at = self.filter_field().choices().iter().position(begins);
                at.map(|at| Key::Number(at as u64 + u64::from(self.descending)))
            }
            _ => self.key(text)?,
        })
    }

    fn key(&self, text: &str) -> Result<Option<Key>, SearchError> {
        Ok(match self.layout.holder(self.field) {
            Holder::Text { .. } => Some(Key::Bytes(collation::key(text)?)),
            Holder::Id { .. } => Some(Key::Bytes(text.as_bytes().to_vec())),
            Holder::Number { .. } => text.parse().ok().map(Key::Number),
            Holder::Time { .. } if text.is_empty() => Some(Key::Number(NO_TIME.to_u64())),
            Holder::Time { .. } => DateTime::parse_from_rfc3339(text)
                .ok()
                .map(|at| Key::Number(nanoseconds(at.to_utc()).to_u64())),
            Holder::Choice { .. } => {
                let at = self.filter_field().choices().iter().position(|c| c.value == text);
                at.map(|at| Key::Number(at as u64))
            }
        })
    }

    fn cursor(&self, row: &Row) -> Result<Cursor, SearchError> {
        let text = self.text(row)?;
        let key = if self.listing.tiers() > 1 { format!("{}{text}", row.tier) } else { text };
        Ok(Cursor { key, id: row.id.clone() })
    }

    /// A row's value in the column, as a cursor has it.
    fn text(&self, row: &Row) -> Result<String, SearchError> {
        let number = if let Key::Number(number) = &row.key { *number } else { 0 };
        Ok(match self.layout.holder(self.field) {
            Holder::Text { sorted: Some((_, _, value)), .. } => {
                let address = DocAddress::new(row.address.0 as u32, row.address.1);
                let document: TantivyDocument = self.view.searcher.doc(address)?;
                let stored = document.get_first(*value).and_then(|value| value.as_str());
                stored.unwrap_or_default().to_owned()
            }
            Holder::Text { .. } => String::new(),
            Holder::Id { .. } => row.id.clone(),
            Holder::Number { .. } => number.to_string(),
            Holder::Time { .. } => match i64::from_u64(number) {
                NO_TIME => String::new(),
                time => DateTime::from_timestamp_nanos(time)
                    .to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
            },
            Holder::Choice { .. } => {
                let choice = self.filter_field().choices().get(number as usize);
                choice.map(|choice| choice.value.to_owned()).unwrap_or_default()
            }
        })
    }

    fn filter_field(&self) -> &'static Field {
        &self.layout.noun.schema.fields[self.field]
    }
}
