//! The columns of a list as they can be chosen: which there are, which are shown, and the URL of others.

use leptos::prelude::*;
use model::{ListPreferences, Query, SortKey};

use super::{listed::Listed, table::shown_columns};
use crate::{paths::Paths, preferences::Liked};

/// A column's name.
pub type Name = &'static str;

/// The columns in an order, each with whether it is shown.
pub type Choice = Vec<(Name, bool)>;

/// The columns of a list, for the menu, which need not know the kind of its rows.
#[derive(Clone)]
pub struct Columns {
    /// The list's name.
    pub list: &'static str,
    /// Their names and labels, as the table has them.
    pub all: Vec<(Name, &'static str)>,
    /// Those that are shown unless others are chosen.
    usual: Vec<Name>,
    /// Those that are shown.
    shown: Callback<(), Vec<Name>>,
    /// The URL of the list with these; with none, with the usual ones.
    pub href: Callback<Vec<Name>, String>,
    /// The URL that the form asks.
    pub action: String,
}

impl Columns {
    /// The columns of the list that `query` asks for.
    pub fn of<T: Listed>(query: Memo<Query<T::Key>>) -> Self {
        let names = |query: &Query<T::Key>, liked: &ListPreferences| -> Vec<Name> {
            shown_columns::<T>(query, liked).iter().map(|column| column.key.as_str()).collect()
        };
        let liked = Liked::current().of(T::LIST);
        let href = move |names: Vec<Name>| {
            let columns = names.iter().filter_map(|name| T::Key::named(name)).collect();
            T::href(&Paths::current(), &Query { columns, ..query.get() })
        };
        Self {
            list: T::LIST,
            all: T::columns().iter().map(|column| (column.key.as_str(), column.label)).collect(),
            usual: names(&Query::default(), &ListPreferences::default()),
            shown: Callback::new(move |()| names(&query.read(), &liked.read())),
            href: Callback::new(href),
            action: T::href(&Paths::current(), &Query::default()),
        }
    }

    /// All of them: those that are shown, then the others as the table has them.
    pub fn choice(&self) -> Choice {
        let shown = self.shown.run(());
        let others = self.all.iter().map(|(name, _)| *name).filter(|name| !shown.contains(name));
        let others: Vec<_> = others.map(|name| (name, false)).collect();
        shown.into_iter().map(|name| (name, true)).chain(others).collect()
    }

    /// The columns that are shown, in their order; none when they are the usual ones.
    pub fn canonical(&self, chosen: &[(Name, bool)]) -> Vec<Name> {
        let shown: Vec<_> =
            chosen.iter().filter(|(_, shown)| *shown).map(|(name, _)| *name).collect();
        if shown == self.usual { Vec::new() } else { shown }
    }
}
