//! Pages by key: from a sort index, or from rows that were found otherwise.
//!
//! A start that leads nowhere is taken as the nearest page: a page that would begin before the
//! first row is the first, one that would end after the last row is the last, a row that is gone
//! gives the first.

use std::{ops::Bound, str::FromStr};

use chrono::{DateTime, Utc};
use model::{Cursor, Page, PageStart};
use surrealdb::types::{Number, RecordId, Value};

use crate::{
    Store, StoreError,
    record::{self, stored},
};

/// A column with an index on `(p, <column>, rid)`.
#[derive(Clone, Copy)]
pub(crate) struct SortIndex {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    pub(crate) kind: KeyKind,
}

/// What a sort column holds.
#[derive(Clone, Copy)]
pub(crate) enum KeyKind {
    Text,
    Number,
    Time,
}

/// A sort key. Keys of one column are of one variant, so the derived order is the column's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Text(String),
    Number(i64),
    Time(DateTime<Utc>),
}

/// A row's place in the order: its key, then its id.
pub(crate) type Place = (Key, String);

/// A page of the whole table, answered from its index: its cost does not depend on its depth.
pub(crate) async fn index_page<Id: FromStr>(
    store: &Store,
    index: SortIndex,
    descending: bool,
    start: &PageStart,
    size: u32,
) -> Result<Page<Id>, StoreError> {
    let reader = Reader { store, index, descending, size };
    let (total, window) = tokio::try_join!(store.count(index.table), reader.start(start))?;
    window.into_page(total)
}

/// A page of `places`, which are all the rows there are, in any order.
pub(crate) fn slice_page<Id: FromStr>(
    mut places: Vec<Place>,
    kind: KeyKind,
    descending: bool,
    start: &PageStart,
    size: u32,
) -> Result<Page<Id>, StoreError> {
    places.sort_unstable();
    if descending {
        places.reverse();
    }
    let (all, size) = (places.len(), size as usize);
    let precedes = |a: &Place, b: &Place| if descending { a > b } else { a < b };
    let last_page = all.saturating_sub(size);
    let first = match start {
        PageStart::First => 0,
        PageStart::Last => last_page,
        PageStart::At(id) => places.iter().position(|p| p.1 == *id).map_or(0, |n| n.min(last_page)),
        PageStart::After(cursor) => place(cursor, kind).map_or(0, |from| {
            let first = places.partition_point(|p| !precedes(&from, p));
            if first == all { last_page } else { first }
        }),
        PageStart::Before(cursor) => place(cursor, kind)
            .map_or(0, |from| places.partition_point(|p| precedes(p, &from)).saturating_sub(size)),
    };
    let last = all.min(first + size);
    let (before, after) = (first > 0, last < all);
    let rows = places.drain(first..last).collect();
    Window { rows, before, after }.into_page(all as u64)
}

/// Reads `[key, id]` pairs, as the list queries select them.
pub(crate) fn places(rows: Vec<(Value, String)>) -> Result<Vec<Place>, StoreError> {
    rows.into_iter().map(|(key, id)| Ok((Key::try_from(key)?, id))).collect()
}

/// Rows in order, and whether there are others around them.
struct Window {
    rows: Vec<Place>,
    before: bool,
    after: bool,
}

impl Window {
    fn into_page<Id: FromStr>(self, total: u64) -> Result<Page<Id>, StoreError> {
        let cursor = |(key, id): &Place| Cursor { key: key.to_string(), id: id.clone() };
        Ok(Page {
            total,
            previous: self.rows.first().filter(|_| self.before).map(cursor),
            next: self.rows.last().filter(|_| self.after).map(cursor),
            rows: self.rows.iter().map(|(_, id)| stored(id)).collect::<Result<_, _>>()?,
        })
    }
}

/// Reads windows of one sort index in one direction.
struct Reader<'a> {
    store: &'a Store,
    index: SortIndex,
    descending: bool,
    size: u32,
}

impl Reader<'_> {
    async fn start(&self, start: &PageStart) -> Result<Window, StoreError> {
        match start {
            PageStart::First => {}
            PageStart::Last => return self.window(true, Bound::Unbounded).await,
            PageStart::At(id) => {
                if let Some(place) = self.find(id).await? {
                    let window = self.window(false, Bound::Included(&place)).await?;
                    if window.rows.len() == self.size as usize {
                        return Ok(window);
                    }
                    return self.window(true, Bound::Unbounded).await;
                }
            }
            PageStart::After(cursor) => {
                if let Some(place) = place(cursor, self.index.kind) {
                    let window = self.window(false, Bound::Excluded(&place)).await?;
                    if !window.rows.is_empty() {
                        return Ok(window);
                    }
                    return self.window(true, Bound::Unbounded).await;
                }
            }
            PageStart::Before(cursor) => {
                if let Some(place) = place(cursor, self.index.kind) {
                    let window = self.window(true, Bound::Excluded(&place)).await?;
                    if window.rows.len() == self.size as usize {
                        return Ok(window);
                    }
                }
            }
        }
        self.window(false, Bound::Unbounded).await
    }

    /// The rows from a bound on, forwards or backwards, and whether there are more on either side.
    async fn window(&self, backwards: bool, from: Bound<&Place>) -> Result<Window, StoreError> {
        let descending = self.descending != backwards;
        // There are rows behind the window if it does not begin with the first row of all. A look
        // back from the bound would do too, but the engine is slow to turn round: it walks back
        // over all that is in its memory and sorts after the bound.
        let (mut rows, edge) = tokio::try_join!(
            self.rows(descending, from, self.size + 1),
            self.rows(descending, Bound::Unbounded, 1)
        )?;
        let behind = edge.first() != rows.first();
        let ahead = rows.len() > self.size as usize;
        rows.truncate(self.size as usize);
        if backwards {
            rows.reverse();
            Ok(Window { rows, before: ahead, after: behind })
        } else {
            Ok(Window { rows, before: behind, after: ahead })
        }
    }

    /// Up to `limit` rows of the index from a bound on.
    ///
    /// Rows that tie with the bound and rows beyond it are two scans, because an OR of both would
    /// read everything. All that is put into the text is constants and the limit, which must be
    /// literal for the engine to stop there.
    async fn rows(
        &self,
        descending: bool,
        from: Bound<&Place>,
        limit: u32,
    ) -> Result<Vec<Place>, StoreError> {
        let SortIndex { table, column, .. } = self.index;
        let (beyond, order) = if descending { ("<", "DESC") } else { (">", "ASC") };
        let select = format!("SELECT VALUE [{column}, rid] FROM {table} WHERE p = 0");
        let order_all = format!("ORDER BY {column} {order}, rid {order} LIMIT {limit}");
        let (place, or_equal) = match from {
            Bound::Unbounded => {
                let mut results = self.store.db.query(format!("{select} {order_all}")).await?;
                return places(results.take(0)?);
            }
            Bound::Included(place) => (place, "="),
            Bound::Excluded(place) => (place, ""),
        };
        let mut results = self
            .store
            .db
            .query(format!(
                "{select} AND {column} = $key AND rid {beyond}{or_equal} $rid
                     ORDER BY rid {order} LIMIT {limit};
                 {select} AND {column} {beyond} $key {order_all}"
            ))
            .bind(("key", Value::from(place.0.clone())))
            .bind(("rid", place.1.clone()))
            .await?;
        let mut rows = places(results.take(0)?)?;
        rows.extend(places(results.take(1)?)?);
        rows.truncate(limit as usize);
        Ok(rows)
    }

    async fn find(&self, id: &str) -> Result<Option<Place>, StoreError> {
        let SortIndex { table, column, .. } = self.index;
        let rows: Vec<(Value, String)> = self
            .store
            .db
            .query(format!("SELECT VALUE [{column}, rid] FROM [$row]"))
            .bind(("row", RecordId::new(table, id)))
            .await?
            .take(0)?;
        Ok(places(rows)?.pop())
    }
}

/// The place a cursor stands for; `None` when its key is not one of this column.
fn place(cursor: &Cursor, kind: KeyKind) -> Option<Place> {
    let key = match kind {
        KeyKind::Text => Key::Text(cursor.key.clone()),
        KeyKind::Number => Key::Number(cursor.key.parse().ok()?),
        KeyKind::Time => Key::Time(cursor.key.parse().ok()?),
    };
    Some((key, cursor.id.clone()))
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Time(time) => f.write_str(&record::time(*time)),
        }
    }
}

impl TryFrom<Value> for Key {
    type Error = StoreError;
    fn try_from(value: Value) -> Result<Self, StoreError> {
        match value {
            Value::String(text) => Ok(Self::Text(text)),
            Value::Number(Number::Int(number)) => Ok(Self::Number(number)),
            Value::Datetime(time) => Ok(Self::Time(time.into_inner())),
            other => Err(StoreError::Internal(format!("{other:?} is no sort key"))),
        }
    }
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        match key {
            Key::Text(text) => Self::String(text),
            Key::Number(number) => Self::Number(Number::Int(number)),
            Key::Time(time) => Self::Datetime(time.into()),
        }
    }
}
