//! Below the table: which rows these are, a way to others, and how many there are on a page.

use leptos::{ev, html, prelude::*};
use leptos_router::hooks::use_navigate;
use model::{Page, PageSize, PageStart, Query};
use wasm_split_helpers::wasm_split;

use super::{
    each, format,
    listed::Listed,
    menu::{Menu, close, later},
    pager::Pager,
    plain::{hidden, plain},
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
    let query = query.at(PageStart::First);
    let column = query.order().first().and_then(|sort| {
        T::columns().iter().find(|column| column.key == sort.key).map(|column| column.label)
    });
    let action = T::href(&Paths::current(), &Query::default());
    let kept = query.clone();
    let href = Callback::new(move |asked: String| {
        let start = Query::<T::Key>::from_query_string(&asked).start;
        T::href(&Paths::current(), &query.at(start))
    });
    let jump = Jump { menu, column, action, href };
    let (on_open, inside) = {
        let jump = jump.clone();
        later(move || opened(jump.clone()))
    };
    let unscripted = move || jump.forms(|| hidden(|| kept.parameters()));
    view! {
        <Menu
            label=format!("{place}: go to a row")
            face=move || shown.clone()
            node=menu
            on_open
        >
            {inside}
            {plain(unscripted)}
        </Menu>
    }
}

/// Loaded when it is first opened.
#[wasm_split(menus)]
fn opened(jump: Jump) -> AnyView {
    jump.forms(|| ().into_any())
}

/// Leads to other rows of a list.
#[derive(Clone)]
struct Jump {
    menu: NodeRef<html::Details>,
    /// The label of the column that is sorted by.
    column: Option<&'static str>,
    /// The URL that the forms ask.
    action: String,
    /// The URL of the page that the parameters in this query string ask for.
    href: Callback<String, String>,
}

impl Jump {
    /// The forms, which send besides what `kept` gives.
    fn forms(&self, kept: impl Fn() -> AnyView) -> AnyView {
        let by_value =
            self.column.map(|label| self.form("from", format!("{label} from"), "text", kept()));
        let by_number = self.form("row", "Row number".to_owned(), "numeric", kept());
        (by_number, by_value).into_any()
    }

    /// A box for the parameter `name` that a page can start by.
    fn form(
        &self,
        name: &'static str,
        label: String,
        keyboard: &'static str,
        kept: AnyView,
    ) -> impl IntoView + use<> {
        let input = NodeRef::<html::Input>::new();
        let navigate = use_navigate();
        let Self { menu, href, .. } = *self;
        let on_submit = move |event: ev::SubmitEvent| {
            event.prevent_default();
            let Some(input) = input.get_untracked() else { return };
            let asked = parameter(name, &input.value());
            close(menu);
            navigate(&untrack(|| href.run(asked)), whole(false));
        };
        view! {
            <form class="jump" method="get" action=self.action.clone() on:submit=on_submit>
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
                {kept}
            </form>
        }
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
    let kept = query.clone();
    let on_change = move |event: ev::Event| {
        let size: PageSize = event_target_value(&event).parse().unwrap_or_default();
        all.change(T::LIST, |liked| liked.size = size);
        navigate(&T::href(&Paths::current(), &query), whole(false));
    };
    let unscripted = move || {
        view! {
            <button class="button" type="submit">
                "Show"
            </button>
            {hidden(|| kept.parameters())}
        }
        .into_any()
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
            <label>
                <span class="sizes-label">"Rows per page"</span>
                <select class="sizes-select" name="size" aria-label="Rows per page" on:change=on_change>
                    {each(PageSize::ALL.iter().copied().map(option))}
                </select>
            </label>
            {plain(unscripted)}
        </form>
    }
}
