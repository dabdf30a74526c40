//! Which lists there are; one page of a list, and where it starts.
//!
//! Pages are found by key, never by offset: the cost of a page does not depend on how deep it is.

use std::{ops::Range, str::FromStr};

use serde::{Deserialize, Serialize};
use vecmap::VecMap;

use crate::{chips::Chips, text::FieldError};

/// How many rows a page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub enum PageSize {
    /// 25 rows.
    Few,
    /// 50 rows.
    #[default]
    Usual,
    /// 100 rows.
    Many,
    /// 200 rows.
    Most,
}

impl PageSize {
    /// All there are.
    pub const ALL: [Self; 4] = [Self::Few, Self::Usual, Self::Many, Self::Most];

    /// The number of rows.
    pub fn rows(self) -> u32 {
        match self {
            Self::Few => 25,
            Self::Usual => 50,
            Self::Many => 100,
            Self::Most => 200,
        }
    }
}

impl From<PageSize> for u32 {
    fn from(size: PageSize) -> Self {
        size.rows()
    }
}

impl TryFrom<u32> for PageSize {
    type Error = &'static str;
    fn try_from(rows: u32) -> Result<Self, Self::Error> {
        Self::ALL.into_iter().find(|size| size.rows() == rows).ok_or("25, 50, 100 or 200 rows")
    }
}

impl FromStr for PageSize {
    type Err = ();
    /// Reads the number of rows.
    fn from_str(text: &str) -> Result<Self, ()> {
        text.parse().map_err(|_| ()).and_then(|rows: u32| rows.try_into().map_err(|_| ()))
    }
}

/// The lists that have a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListName {
    /// The Customer Inventory.
    Customers,
    /// Service Instances.
    Instances,
    /// Service Orders.
    Orders,
}

impl ListName {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Customers, Self::Instances, Self::Orders];

    /// The stored text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Instances => "instances",
            Self::Orders => "orders",
        }
    }
}

impl FromStr for ListName {
    type Err = FieldError;
    fn from_str(text: &str) -> Result<Self, FieldError> {
        Self::ALL.into_iter().find(|list| list.as_str() == text).ok_or_else(|| FieldError {
            field: "page".into(),
            message: format!("Page is \"{text}\"; it must be customers, instances or orders."),
        })
    }
}

/// Where a search found its words: of each text that has some, their bytes, in order. Few, so they are
/// looked through; a tree would make the browser load more.
pub type Marks = VecMap<String, Vec<Range<usize>>>;

/// One page of rows, with the exact number of all that match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows in order.
    pub rows: Vec<T>,
    /// How many rows match in all, exactly.
    pub total: u64,
    /// The number of the first row among all that match, counted from 1; 0 when there is none.
    pub first: u64,
    /// Where the page before this one ends (`before=`); absent on the first page.
    pub previous: Option<Cursor>,
    /// Where the page after this one starts (`after=`); absent on the last page.
    pub next: Option<Cursor>,
    /// What the search found in the texts of the rows.
    #[serde(default, skip_serializing_if = "Marks::is_empty")]
    pub marks: Marks,
    /// The filter in words. From the server, because to read one takes more of the browser than
    /// everything else above the table.
    #[serde(default, skip_serializing_if = "Chips::is_empty")]
    pub chips: Chips,
}

impl<T> Page<T> {
    /// The same page with other rows in the same order, and what the search found in them.
    pub fn with_rows<U>(self, rows: Vec<U>, marks: Marks) -> Page<U> {
        let Self { total, first, previous, next, chips, .. } = self;
        Page { rows, total, first, previous, next, marks, chips }
    }
}

/// Where a page starts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageStart {
    /// At the beginning.
    #[default]
    First,
    /// After this row.
    After(Cursor),
    /// The page that ends just before this row.
    Before(Cursor),
    /// The page that ends with the last row.
    Last,
    /// The page that begins with the row of this id, wherever it is now; the last page where fewer
    /// rows follow it than a page holds.
    At(String),
    /// The page that begins with the row of this number, counted from 1; the last page where fewer
    /// rows follow it than a page holds.
    Row(u64),
    /// The page that begins with the first row, in the list's direction, whose value in the column
    /// that is sorted by first is this or begins with it; where there is none, with the next one.
    From(String),
}

/// A place in a sorted list: the row's sort keys and its id, which makes the place unique.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cursor {
    /// The row's sort key as text; numbers in decimal, times in RFC 3339. Of several each but the last
    /// has its length in front: `2:12acme`.
    pub key: String,
    /// The row's id.
    pub id: String,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.id, self.key)
    }
}

impl FromStr for Cursor {
    type Err = ();
    /// Reads `<id>.<key>`; an id never holds a dot.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (id, key) = text.split_once('.').ok_or(())?;
        Ok(Self { key: key.into(), id: id.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_found_by_its_name() {
        for list in ListName::ALL {
            assert_eq!(list.as_str().parse(), Ok(list));
        }
        assert!("designs".parse::<ListName>().is_err());
    }

    #[test]
    fn a_cursor_survives_its_text_even_with_dots_in_the_key() {
        let cursor = Cursor { key: "st. gallen a.g.".into(), id: "7f6c-1".into() };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
    }
}
