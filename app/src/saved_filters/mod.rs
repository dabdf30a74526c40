//! Saved filters: what a list page shows, kept under a name, applied by a link, opened by default.

pub mod api;
pub mod bar;
pub mod form;
pub mod list;

use leptos::{prelude::*, task::spawn_local};
use model::{ListName, Query, Saved, SavedFilter, SavedFilterForm, SortKey, Visibility};

use crate::{paths::Paths, ui::listed::Listed};
use api::list_saved_filters;

/// What a list page shows, for parts that need not know the kind of its rows.
#[derive(Clone, Copy)]
pub struct Place {
    /// The list.
    pub list: ListName,
    /// Which saved filter it works on.
    pub saved: Memo<Saved>,
    href: Callback<Saved, String>,
    left: Callback<(), String>,
    form: Callback<(String, Visibility), SavedFilterForm>,
    modified: Callback<SavedFilter, bool>,
}

impl Place {
    /// The page of the list that `query` asks for.
    pub fn of<T: Listed>(query: Memo<Query<T::Key>>) -> Self {
        let href = move |saved| {
            let query = Query { saved, ..query.get_untracked() };
            T::href(&Paths::current(), &query)
        };
        let left = move |()| {
            let query = query.read();
            // Where nothing else is said, a default would come back.
            let bare = query.kept() == Query::default();
            let saved = if bare { Saved::None } else { Saved::Unsaid };
            T::href(&Paths::current(), &Query { saved, ..query.clone() })
        };
        let form = move |(name, visibility): (String, Visibility)| {
            SavedFilterForm::new(&name, &query.read_untracked(), visibility)
        };
        Self {
            list: <T::Key as SortKey>::LIST,
            saved: Memo::new(move |_| query.read().saved.clone()),
            href: Callback::new(href),
            left: Callback::new(left),
            form: Callback::new(form),
            modified: Callback::new(move |filter: SavedFilter| filter.is_modified(&query.read())),
        }
    }

    /// The URL of what is shown, as the work of this saved filter.
    pub fn href(self, saved: Saved) -> String {
        self.href.run(saved)
    }

    /// The URL of what is shown, as the work of none.
    pub fn left(self) -> String {
        self.left.run(())
    }

    /// What is shown, to be saved under a name.
    pub fn form(self, name: String, visibility: Visibility) -> SavedFilterForm {
        self.form.run((name, visibility))
    }

    /// Whether anything else is shown than was saved.
    pub fn is_modified(self, filter: &SavedFilter) -> bool {
        self.modified.run(filter.clone())
    }
}

/// The saved filters of a list that are known in the browser.
#[derive(Clone, Copy)]
pub struct Known {
    list: ListName,
    filters: RwSignal<Option<Vec<SavedFilter>>>,
}

// Not a resource: one more kind of those makes the browser's program 4 kB larger.
impl Known {
    /// Those of this list, asked for once the page is there.
    pub fn of(list: ListName) -> Self {
        let known = Self { list, filters: RwSignal::new(None) };
        Effect::new(move || known.reload());
        known
    }

    /// All of them; none before they are known.
    pub fn all(self) -> Vec<SavedFilter> {
        self.loaded().unwrap_or_default()
    }

    /// All of them, once they are known.
    pub fn loaded(self) -> Option<Vec<SavedFilter>> {
        self.filters.get()
    }

    /// The URL of a list page that shows what `query` asks for, also where that is nothing in
    /// particular and the page would open with the default.
    pub fn href<T: Listed>(self, query: Query<T::Key>) -> String {
        let bare = query == Query::default();
        let saved = match bare && self.all().iter().any(|filter| filter.is_default) {
            true => Saved::None,
            false => query.saved.clone(),
        };
        T::href(&Paths::current(), &Query { saved, ..query })
    }

    /// Asks for them again.
    pub fn reload(self) {
        spawn_local(async move {
            // Where they cannot be had, the page works without them; and it may have gone by now.
            if let Ok(filters) = list_saved_filters(self.list).await {
                self.filters.try_set(Some(filters));
            }
        });
    }
}
