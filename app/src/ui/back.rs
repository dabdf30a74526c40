//! Ways back to a list from the panels over it, once something was saved or deleted there.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use model::PageStart;

use super::{list::ListContext, listed::Listed, selection::Selection};
use crate::{
    notice::Notice,
    paths::{Paths, whole},
};

/// Goes back to the list, with the row that was saved in view.
pub fn back_to_row<T: Listed>(notice: Notice) -> impl Fn(T) {
    let list = ListContext::<T::Key>::current();
    let paths = Paths::current();
    let navigate = use_navigate();
    move |row| {
        let query = list.query.get_untracked().at(PageStart::At(row.id().to_owned()));
        list.reload.now();
        navigate(&notice.on(&T::href(&paths, &query)), whole(false));
    }
}

/// Goes back to the list, from which the row is gone; `notice` says what was done.
pub fn back_without_row<T: Listed>(notice: impl Fn(&T) -> Notice) -> impl Fn(T) {
    let list = ListContext::<T::Key>::current();
    let paths = Paths::current();
    let navigate = use_navigate();
    let selection = Selection::current();
    move |row| {
        selection.set([row.id()], false);
        let mut query = list.query.get_untracked();
        if query.start == PageStart::At(row.id().to_owned()) {
            query.start = PageStart::First;
        }
        list.reload.now();
        navigate(&notice(&row).on(&T::href(&paths, &query)), whole(false));
    }
}
