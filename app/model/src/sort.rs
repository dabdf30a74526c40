//! The order of a list: the columns it is sorted by, and what a click on a heading makes of them.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::query::SortKey;

/// A column and a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sort<K> {
    /// The column.
    pub key: K,
    /// Z to A, largest first, newest first.
    pub descending: bool,
}

impl<K: SortKey> Sort<K> {
    /// `name` or `-name`.
    pub fn to_param(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.key.as_str())
    }

    /// Reads `name` or `-name`; nothing for anything else.
    pub fn from_param(text: &str) -> Option<Self> {
        let (descending, name) = match text.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, text),
        };
        K::named(name).map(|key| Self { key, descending })
    }
}

/// The columns a list is sorted by, each once and at most [`Sorts::MOST`]: where rows tie in the
/// first one, the second decides. Last ties are broken by the id in the direction of the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sorts<K>(Vec<Sort<K>>);

impl<K: SortKey> Sorts<K> {
    /// Most columns.
    pub const MOST: usize = 3;

    /// `-services,name`; empty without columns.
    pub fn to_param(&self) -> String {
        self.iter().map(|sort| sort.to_param()).collect::<Vec<_>>().join(",")
    }

    /// Reads `-services,name`; ignores what is no column, is one again, or is one too many.
    pub fn from_param(text: &str) -> Self {
        text.split(',').filter_map(Sort::from_param).collect()
    }

    /// After a click on the heading of `key`: by this column alone, ascending first, then the other
    /// way.
    pub fn only(&self, key: K) -> Self {
        let ascending = Sort { key, descending: false };
        Sort { key, descending: **self == [ascending] }.into()
    }

    /// After a click on the heading of `key` with Shift: by this column too, ascending first, then
    /// the other way, then no longer. Where there are as many as can be, it replaces the last.
    pub fn with(&self, key: K) -> Self {
        let mut sorts = self.0.clone();
        match sorts.iter().position(|sort| sort.key == key) {
            Some(at) if sorts[at].descending => drop(sorts.remove(at)),
            Some(at) => sorts[at].descending = true,
            None => {
                sorts.truncate(Self::MOST - 1);
                sorts.push(Sort { key, descending: false });
            }
        }
        Self(sorts)
    }
}

impl<K> Deref for Sorts<K> {
    type Target = [Sort<K>];
    fn deref(&self) -> &[Sort<K>] {
        &self.0
    }
}

impl<K> From<Sort<K>> for Sorts<K> {
    fn from(sort: Sort<K>) -> Self {
        Self(vec![sort])
    }
}

impl<K: SortKey> FromIterator<Sort<K>> for Sorts<K> {
    fn from_iter<I: IntoIterator<Item = Sort<K>>>(sorts: I) -> Self {
        let mut kept: Vec<Sort<K>> = Vec::new();
        for sort in sorts {
            if kept.len() < Self::MOST && kept.iter().all(|other| other.key != sort.key) {
                kept.push(sort);
            }
        }
        Self(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::CustomerSort::{self, Created, Name, Services, Status};

    fn sorts(text: &str) -> Sorts<CustomerSort> {
        Sorts::from_param(text)
    }

    #[test]
    fn an_order_survives_its_text() {
        let directed = |key| [false, true].map(|descending| Sort { key, descending });
        let all = || CustomerSort::ALL.iter().copied().flat_map(directed);
        for first in all() {
            for second in all() {
                for third in all() {
                    for sorts in [vec![], vec![first], vec![first, second, third]] {
                        let sorts: Sorts<_> = sorts.into_iter().collect();
                        assert_eq!(Sorts::from_param(&sorts.to_param()), sorts);
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_no_column_or_one_again_or_too_many_is_ignored() {
        for text in ["", ",", "-", "color", "--name", "name desc"] {
            assert_eq!(sorts(text), Sorts::default(), "{text}");
        }
        assert_eq!(sorts("color,-services,,name").to_param(), "-services,name");
        assert_eq!(sorts("name,-name,status").to_param(), "name,status");
        assert_eq!(sorts("name,status,created,id").to_param(), "name,status,created");
    }

    #[test]
    fn a_click_sorts_by_one_column_alone_and_a_second_one_turns_it_round() {
        assert_eq!(sorts("").only(Name), sorts("name"));
        assert_eq!(sorts("name").only(Name), sorts("-name"));
        assert_eq!(sorts("-name").only(Name), sorts("name"));
        assert_eq!(sorts("-services,name").only(Name), sorts("name"));
        assert_eq!(sorts("name,services").only(Name), sorts("name"));
        assert_eq!(sorts("name,services").only(Status), sorts("status"));
    }

    #[test]
    fn with_shift_a_column_is_added_then_turned_round_then_removed() {
        let added = sorts("-services").with(Name);
        assert_eq!(added, sorts("-services,name"));
        let turned = added.with(Name);
        assert_eq!(turned, sorts("-services,-name"));
        assert_eq!(turned.with(Name), sorts("-services"));
        assert_eq!(turned.with(Services), sorts("-name"));
        assert_eq!(sorts("").with(Name), sorts("name"));
        assert_eq!(sorts("-name").with(Name), sorts(""));
        assert_eq!(sorts("name,status,services").with(Created), sorts("name,status,created"));
    }
}
