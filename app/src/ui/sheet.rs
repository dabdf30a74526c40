//! A page of a list as it is drawn: its rows, what was asked for, and in which columns.

use std::{ops::Range, sync::Arc};

use leptos::prelude::*;
use model::{Page, PageSize, PageStart, Query, SortKey, Sorts};

use super::{
    editing::{EditRow, Editor},
    filter::quick::Said,
    foot::Foot,
    headings::{Heading, WORDS},
    listed::Listed,
    markup::{Child, Markup, element},
    pager::pages,
    table::Column,
};
use crate::{error::AppError, paths::Paths};

/// One page of rows of one kind.
pub struct Sheet<T: Listed> {
    /// The rows, and where they are among all; none where they could not be loaded.
    pub page: Option<Arc<Page<T>>>,
    /// Why there are none.
    pub error: Option<AppError>,
    /// What was asked for: links of the table keep it.
    pub query: Query<T::Key>,
    /// The columns in their order.
    pub columns: Vec<&'static Column<T>>,
    /// How many rows a page can have.
    pub size: PageSize,
}

impl<T: Listed> Sheet<T> {
    /// Whether the row with this id is the one that the URL asks for.
    pub fn is_forward(&self, id: &str) -> bool {
        matches!(&self.query.start, PageStart::At(at) if at == id)
    }

    /// The text with what the search found in it marked. Where that is the server says: what counts as
    /// the same letter takes tables that are larger than everything else the browser loads.
    pub fn marked(&self, text: &str) -> Vec<Child> {
        let found = self.page.as_ref().and_then(|page| page.marks.get(text));
        marked(text, found.map(Vec::as_slice).unwrap_or_default())
    }

    fn rows(&self) -> &[T] {
        self.page.as_ref().map(|page| &*page.rows).unwrap_or_default()
    }

    fn href(&self, query: &Query<T::Key>) -> String {
        T::href(&Paths::current(), query)
    }
}

fn marked(text: &str, marks: &[Range<usize>]) -> Vec<Child> {
    let mut from = 0;
    let mut parts = Vec::new();
    for mark in marks {
        parts.push(text[from..mark.start].to_owned().into());
        parts.push(element("mark", "").child(text[mark.clone()].to_owned()).into());
        from = mark.end;
    }
    parts.push(text[from..].to_owned().into());
    parts
}

/// A page of rows of any kind, for all that draws it: the browser's program has that only once.
pub trait AnySheet: Send + Sync {
    /// The name under which preferences for the list are kept, and that of its table.
    fn list(&self) -> (&'static str, &'static str);
    /// What it answers, apart from which of its pages: its URL, columns and size.
    fn question(&self) -> String;
    /// Why it has no rows.
    fn error(&self) -> Option<&AppError>;
    /// How many rows it has, and how many it could have.
    fn rows(&self) -> (usize, PageSize);
    /// The number of its first row among all that match, counted from 1, and how many match.
    fn place(&self) -> (u64, u64);
    /// The id and the name of the row at this place, counted from 0.
    fn row(&self, at: usize) -> Option<(&str, &str)>;
    /// The place of the row that the URL asks for; none where that is not on this page.
    fn forward(&self) -> Option<usize>;
    /// The cells of a row, the last one with what can be done with it.
    fn cells(&self, at: usize) -> Vec<Markup>;
    /// What a row says in one column, or in all.
    fn said(&self, at: usize, column: Option<usize>) -> Vec<Said>;
    /// What edits a row in place, begun in this column; none where rows are not.
    fn editor(self: Arc<Self>, at: usize, column: usize) -> Option<(&'static str, Editor)>;
    /// The headings of the columns.
    fn headings(&self) -> Vec<Heading>;
    /// Whether something can be done with each row.
    fn has_actions(&self) -> bool;
    /// Whether the URL asks for columns, and whether for one customer's rows.
    fn is_chosen_and_scoped(&self) -> (bool, bool);
    /// What leads from here to other pages.
    fn foot(&self) -> Foot;
    /// The URLs of the first, the previous, the next and the last page.
    fn pages(&self) -> [Option<String>; 4];
    /// The URL of the page that these parameters ask for, `row=7`.
    fn page_at(&self, parameters: &str) -> String;
    /// Its own URL.
    fn here(&self) -> String;
    /// The URL of the first page without the filter.
    fn unfiltered(&self) -> String;
}

impl<T: Listed> AnySheet for Sheet<T> {
    fn list(&self) -> (&'static str, &'static str) {
        (T::LIST, T::LABEL)
    }

    fn question(&self) -> String {
        let keys: Vec<_> = self.columns.iter().map(|column| column.key.as_str()).collect();
        let list = self.href(&self.query.at(PageStart::First));
        format!("{list} {} {}", keys.join(" "), self.size.rows())
    }

    fn error(&self) -> Option<&AppError> {
        self.error.as_ref()
    }

    fn rows(&self) -> (usize, PageSize) {
        (self.rows().len(), self.size)
    }

    fn place(&self) -> (u64, u64) {
        self.page.as_ref().map(|page| (page.first, page.total)).unwrap_or_default()
    }

    fn row(&self, at: usize) -> Option<(&str, &str)> {
        self.rows().get(at).map(|row| (row.id(), row.name()))
    }

    fn forward(&self) -> Option<usize> {
        self.rows().iter().position(|row| self.is_forward(row.id()))
    }

    fn cells(&self, at: usize) -> Vec<Markup> {
        let Some(row) = self.rows().get(at) else { return Vec::new() };
        let cells = self.columns.iter().map(|column| (column.cell)(row, self));
        let actions =
            T::ACTIONS.then(|| element("td", "col-actions").children(row.actions(&self.query)));
        cells.chain(actions).collect()
    }

    fn said(&self, at: usize, column: Option<usize>) -> Vec<Said> {
        let columns = match column {
            Some(at) => self.columns.get(at..=at).unwrap_or_default(),
            None => &self.columns,
        };
        let row = self.rows().get(at);
        row.map(|row| columns.iter().map(|column| row.value(column.key)).collect())
            .unwrap_or_default()
    }

    fn editor(self: Arc<Self>, at: usize, column: usize) -> Option<(&'static str, Editor)> {
        let (column, edit) = (self.columns.get(column)?.key.as_str(), T::editor()?);
        let editor = async move {
            let edit = edit.await;
            let edit: EditRow = Arc::new(move |editing| {
                self.rows().get(at).map(|row| edit(row, &self, editing)).into_any()
            });
            edit
        };
        Some((column, Box::pin(editor)))
    }

    fn headings(&self) -> Vec<Heading> {
        const { assert!(WORDS.len() == Sorts::<T::Key>::MOST) }
        let order = self.query.order();
        let heading = |column: &&Column<T>| {
            let place = order.iter().position(|sort| sort.key == column.key);
            Heading {
                name: column.key.as_str(),
                label: column.label,
                class: column.class,
                href: self.href(&self.query.sorted_by(column.key)),
                also: self.href(&self.query.also_sorted_by(column.key)),
                descending: place.map(|at| order[at].descending),
                place: place.filter(|_| order.len() > 1),
            }
        };
        self.columns.iter().map(heading).collect()
    }

    fn has_actions(&self) -> bool {
        T::ACTIONS
    }

    fn is_chosen_and_scoped(&self) -> (bool, bool) {
        (!self.query.columns.is_empty(), self.query.customer.is_some())
    }

    fn foot(&self) -> Foot {
        let query = self.query.at(PageStart::First);
        let any_size = Query { size: None, ..query.clone() };
        let order = query.order();
        let sorted = order.first().and_then(|sort| {
            T::columns().iter().find(|column| column.key == sort.key).map(|column| column.label)
        });
        Foot {
            sorted,
            action: self.href(&Query::default()),
            any_size: self.href(&any_size),
            size: self.size,
            kept: query.parameters(),
            kept_of_any_size: any_size.parameters(),
        }
    }

    fn pages(&self) -> [Option<String>; 4] {
        let Some(page) = &self.page else { return Default::default() };
        pages(page, |start| self.href(&self.query.at(start)))
    }

    fn page_at(&self, parameters: &str) -> String {
        let start = Query::<T::Key>::from_query_string(parameters).start;
        self.href(&self.query.at(start))
    }

    fn here(&self) -> String {
        self.href(&self.query)
    }

    fn unfiltered(&self) -> String {
        let first = self.query.at(PageStart::First);
        self.href(&Query { filter: String::new(), ..first })
    }
}
