//! The page of a list: title and total, search, criteria, table, pages. It knows no kind of row.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use model::{Page, PageStart, Query};

use super::{
    column_menu::column_menu,
    filter::{
        Filtered,
        chips::chips,
        menu::menu,
        panel::{Advanced, panel},
    },
    format,
    icon::{Icon, drawing},
    links::to,
    list::{Loaded, Reload},
    list_body::Body,
    listed::Listed,
    live::News,
    markup::element,
    no_rows::nothing,
    redrawn,
    search_box::SearchBox,
    selection::{Selected, Selection},
    sheet::{AnySheet, Sheet},
    state::Skeleton,
    table::{Column, shown_columns},
    waiting::Waiting,
};
use crate::{
    error::AppError,
    paths::{Paths, in_place},
    preferences::Liked,
    saved_filters::{Known, Place, bar::saved_bar},
};

/// The page of the list that `query` asks for and `loaded` is the answer to; `actions` end the
/// toolbar, and the children stand between it and the table.
#[component]
pub fn ListPage<T: Listed>(
    query: Memo<Query<T::Key>>,
    loaded: Loaded<T>,
    reload: Reload,
    #[prop(into, optional)] actions: ViewFn,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let Loaded { page, live } = loaded;
    let waiting = Waiting::provide();
    let advanced = Advanced(RwSignal::new(false));
    let place = Place::of::<T>(query);
    let known = Known::of(place.list);
    let filtered = Filtered::of::<T>(query, known);
    let selection = Selection::current();
    let liked = Liked::current().of(T::LIST);
    let columns = Memo::new(move |_| {
        let shown = shown_columns::<T>(&query.read(), &liked.read());
        shown.iter().map(|column| column.key).collect::<Vec<_>>()
    });
    let saved = Memo::new(move |_| query.read().saved.clone());
    // What is drawn, runs again when there is something else to draw.
    let sheet = move |loaded: Result<Arc<Page<T>>, AppError>| {
        // It is in every link of the table. Read, not only tracked: a memo that was never read counts
        // as changed at the first look.
        drop(saved.read());
        live.track();
        let query = query.get_untracked();
        let (page, error) = match loaded {
            Ok(page) => (Some(live.shown(page)), None),
            Err(error) => (None, Some(error)),
        };
        let size = query.size.unwrap_or_else(|| liked.read_untracked().size);
        let columns = named(&columns.read());
        Arc::new(Sheet { page, error, query, columns, size }) as Arc<dyn AnySheet>
    };
    let nothing = move || nothing::<T>(query.get(), known);
    // Each piece by itself: as one deeply nested type the page would take minutes to compile.
    view! {
        <section
            class="page"
            aria-labelledby="page-title"
            aria-busy=move || waiting.is_long().then_some("true")
        >
            <header class="toolbar" class:toolbar-selecting=move || !selection.is_empty()>
                {element("h1", "").attribute("id", "page-title").child(T::TITLE)}
                <Total query loaded />
                <Selected selection />
                {search::<T>(query, known).into_any()}
                {menu::<T>(query, advanced, place, known).into_any()}
                {column_menu::<T>(query).into_any()}
                {export::<T>(query, selection)}
                {actions.run()}
            </header>
            {children.map(|children| children())}
            {panel(filtered, advanced).into_any()}
            {saved_bar::<T>(query, place, known).into_any()}
            {chips(filtered, loaded).into_any()}
            <News live reload />
            {waiting.line()}
            <Transition fallback=Skeleton set_pending=waiting.setter()>
                {Suspend::new(async move {
                    let body = Body::of(sheet(page.await));
                    Effect::new(move |before: Option<()>| {
                        let now = page.get().map(sheet);
                        if let (Some(()), Some(now)) = (before, now) {
                            body.show(now, live.is_shown());
                        }
                    });
                    body.view(nothing.into(), filtered, reload)
                })}
            </Transition>
        </section>
    }
}

/// How many rows match, beside the title; announced when it changes.
#[component]
fn Total<T: Listed>(query: Memo<Query<T::Key>>, loaded: Loaded<T>) -> impl IntoView {
    let Loaded { page, live } = loaded;
    let (one, many) = T::NOUN;
    let text = move |total| {
        let query = query.get_untracked();
        let verb = match (query.q.is_empty() && query.filter.is_empty(), total) {
            (true, _) => "",
            (false, 1) => " matches",
            (false, _) => " match",
        };
        format!("{}{verb}", format::count(total, one, many))
    };
    view! {
        <p class="total" role="status">
            <Transition>
                {move || {
                    live.track();
                    Suspend::new(async move {
                        page.await.ok().map(|page| text(live.shown(page).total)).into_any()
                    })
                }}
            </Transition>
        </p>
    }
}

// The parts below are functions: a component cannot tell its kind of row from a query alone.

fn search<T: Listed>(query: Memo<Query<T::Key>>, known: Known) -> impl IntoView {
    let paths = Paths::current();
    let navigate = use_navigate();
    let action = T::href(&paths, &Query::default());
    let on_search = move |q: String| {
        let before = query.get_untracked();
        // What is typed on the way to a search is not a step to go back to.
        let replace = !before.q.is_empty() && !q.is_empty();
        let query = Query { q, start: PageStart::First, ..before };
        navigate(&untrack(|| known.href::<T>(query)), in_place(replace));
    };
    let kept = move || {
        let query = Query { q: String::new(), start: PageStart::First, ..query.get_untracked() };
        query.parameters()
    };
    view! {
        <SearchBox
            label=format!("Search {}", T::NOUN.1)
            action
            text=Signal::derive(move || query.get().q)
            kept
            on_search
        />
    }
}

/// Downloads the rows that are selected, else all that match.
fn export<T: Listed>(query: Memo<Query<T::Key>>, selection: Selection) -> AnyView {
    redrawn(move || {
        let ids = if selection.matching().is_some() { Vec::new() } else { selection.ids() };
        let which = if selection.is_empty() { "these" } else { "the selected" };
        let title = format!("Export {which} {} as CSV", T::NOUN.1);
        to("button-icon", T::export(&Paths::current(), &query.read(), &ids))
            .attribute("rel", "external")
            .attribute("download", "")
            .attribute("aria-label", title.clone())
            .attribute("title", title)
            .child(drawing(Icon::Download))
    })
}

/// The columns with these keys.
fn named<T: Listed>(keys: &[T::Key]) -> Vec<&'static Column<T>> {
    let named = |key: &T::Key| T::columns().iter().find(|column| column.key == *key);
    keys.iter().filter_map(named).collect()
}
