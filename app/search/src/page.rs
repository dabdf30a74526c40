//! One page of a listing: where it starts, its ids, and the cursors to the pages around it.

use model::Cursor;

use crate::{
    Found, SearchError, Start,
    layout::Layout,
    listing::{Listing, Row},
    segment::View,
    sorting::{Key, Part, Sorting},
    values::Values,
};

/// What a page is cut from.
pub(crate) struct Cut<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) view: &'a View,
    pub(crate) listing: &'a Listing,
    /// What the listing is sorted by.
    pub(crate) sorting: &'a Sorting,
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

    /// The place just before all rows whose value in the first column begins with a text, in the
    /// list's direction; `None` where the column has no such values.
    fn edge(&self, text: &str) -> Result<Option<Key>, SearchError> {
        let first = self.sorting.columns().first().filter(|_| self.listing.tiers() == 1);
        let Some((column, flipped)) = first else { return Ok(None) };
        let edge = Values::of(self.layout, *column)?.edge(text, self.descending)?;
        Ok(edge.map(|value| vec![Part::new(value, *flipped)]))
    }

    fn key(&self, text: &str) -> Result<Option<Key>, SearchError> {
        let columns = self.sorting.columns();
        let Some(texts) = split(text, columns.len()) else { return Ok(None) };
        let part = |((column, flipped), text): (&(usize, bool), &str)| {
            let value = Values::of(self.layout, *column)?.read(text)?;
            Ok(value.map(|value| Part::new(value, *flipped)))
        };
        columns.iter().zip(texts).map(part).collect()
    }

    fn cursor(&self, row: &Row) -> Result<Cursor, SearchError> {
        let parts = self.sorting.columns().iter().zip(&row.key);
        let text = |((column, _), part): (&(usize, bool), &Part)| {
            Values::of(self.layout, *column)?.write(self.view, row, part.value())
        };
        let text = join(&parts.map(text).collect::<Result<Vec<_>, SearchError>>()?);
        let key = if self.listing.tiers() > 1 { format!("{}{text}", row.tier) } else { text };
        Ok(Cursor { key, id: row.id.clone() })
    }
}

/// Texts as one, each but the last with its length in front.
fn join(texts: &[String]) -> String {
    let Some((last, before)) = texts.split_last() else { return String::new() };
    let before = before.iter().map(|text| format!("{}:{text}", text.len()));
    before.chain([last.clone()]).collect()
}

/// The texts that were joined, of which there are `count`.
fn split(text: &str, count: usize) -> Option<Vec<&str>> {
    let (mut texts, mut rest) = (Vec::new(), text);
    for _ in 1..count {
        let (length, after) = rest.split_once(':')?;
        let (text, after) = after.split_at_checked(length.parse().ok()?)?;
        texts.push(text);
        rest = after;
    }
    texts.push(rest);
    Some(texts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    proptest! {
        #[test]
        fn texts_that_are_joined_are_split_again(texts in vec(any::<String>(), 1..4)) {
            let joined = join(&texts);
            prop_assert_eq!(split(&joined, texts.len()).unwrap(), texts);
        }

        #[test]
        fn whatever_is_split_is_no_harm(text in "[0-9:é]{0,6}", count in 1..4usize) {
            if let Some(texts) = split(&text, count) {
                prop_assert_eq!(texts.len(), count);
            }
        }
    }

    #[test]
    fn one_text_is_as_it_is() {
        assert_eq!(join(&["7:acme".to_owned()]), "7:acme");
        assert_eq!(split("7:acme", 1), Some(vec!["7:acme"]));
        assert_eq!(split("7:acme", 2), None);
    }
}
