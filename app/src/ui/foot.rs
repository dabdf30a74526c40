//! Below the table: which rows these are, a way to others, and how many there are on a page.

use leptos::{ev, html, prelude::*};
use leptos_router::hooks::use_navigate;
use model::{Page, PageSize, PageStart, Query};

use super::{
    format,
    hidden::hidden,
    list_page::Listed,
    menu::{Menu, close},
    pager::Pager,
};
use crate::{
    paths::{Paths, whole},
    preferences::Liked,
};

/// The foot of a page that `query` asked for.
pub fn foot<T: Listed>(page: &Page<T>, query: &Query<T::Key>) -> impl IntoView + use<T> {
    let pages = page.into();
    let place = format!(
        "Rows {}–{} of {}",
        format::number(page.first),
        format::number(page.first + page.rows.len() as u64 - 1),
        format::number(page.total)
    );
    let paths = Paths::current();
    let at = query.clone();
    view! {
        <footer class="list-foot">
            {jump::<T>(place, query)} {sizes::<T>(query)}
            <Pager pages href=move |start| T::href(&paths, &at.at(start)) />
        </footer>
    }
}

/// Which rows these are; opened, it leads to a row by its number, or by what it begins with.
fn jump<T: Listed>(place: String, query: &Query<T::Key>) -> impl IntoView + use<T> {
    let (menu, shown) = (NodeRef::new(), place.clone());
    let column = query.order().first().and_then(|sort| {
        T::columns().iter().find(|column| column.key == sort.key).map(|column| column.label)
    });
    let by_number = place_form::<T>(menu, query, "row", "Row number".to_owned(), "numeric");
    let by_value = column.map(|label| {
        let label = format!("{label} from");
        place_form::<T>(menu, query, "from", label, "text")
    });
    view! {
        <Menu label=format!("{place}: go to a row") face=move || shown.clone() node=menu>
            {by_number} {by_value}
        </Menu>
    }
}

/// A box for the parameter `name` that a page can start by.
fn place_form<T: Listed>(
    menu: NodeRef<html::Details>,
    query: &Query<T::Key>,
    name: &'static str,
    label: String,
    keyboard: &'static str,
) -> impl IntoView + use<T> {
    let input = NodeRef::<html::Input>::new();
    let navigate = use_navigate();
    let query = query.at(PageStart::First);
    let action = T::href(&Paths::current(), &Query::default());
    let kept = query.parameters();
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = input.get_untracked() else { return };
        let typed = Query::<T::Key>::from_query_string(&parameter(name, &input.value()));
        close(menu);
        navigate(&T::href(&Paths::current(), &query.at(typed.start)), whole(false));
    };
    view! {
        <form class="jump" method="get" action=action on:submit=on_submit>
            {hidden(kept)}
            <label class="jump-label">
                {label}
                <input
                    class="jump-input"
                    name=name
                    inputmode=keyboard
                    autocomplete="off"
                    maxlength="100"
                    node_ref=input
                />
            </label>
            <button class="button" type="submit">
                "Go"
            </button>
        </form>
    }
}

fn parameter(name: &str, value: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish()
}

/// How many rows a page has; the choice is remembered.
fn sizes<T: Listed>(query: &Query<T::Key>) -> impl IntoView + use<T> {
    let all = Liked::current();
    let navigate = use_navigate();
    let chosen = query.size.unwrap_or_else(|| all.of(T::LIST).get_untracked().size);
    let query = Query { size: None, start: PageStart::First, ..query.clone() };
    let action = T::href(&Paths::current(), &Query::default());
    let kept = query.parameters();
    let on_change = move |event: ev::Event| {
        let size: PageSize = event_target_value(&event).parse().unwrap_or_default();
        all.change(T::LIST, |liked| liked.size = size);
        navigate(&T::href(&Paths::current(), &query), whole(false));
    };
    let option = |size: PageSize| {
        let rows = size.rows().to_string();
        view! {
            <option value=rows selected=size == chosen>
                {size.rows()}
            </option>
        }
    };
    view! {
        <form class="sizes" method="get" action=action>
            {hidden(kept)}
            <label>
                <span class="sizes-label">"Rows per page"</span>
                <select class="sizes-select" name="size" aria-label="Rows per page" on:change=on_change>
                    {PageSize::ALL.map(option).collect_view()}
                </select>
            </label>
            <button class="button without-script" type="submit">
                "Show"
            </button>
        </form>
    }
}
