//! The page of a list: title and total, search, criteria, table, pages. It knows no kind of row.

use std::future::Future;

use filter::Schema;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use model::{Page, PageStart, Query, SortKey};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    column_menu::column_menu,
    filter::{
        Filtered, Suggestions,
        chips::chips,
        menu::menu,
        panel::{Advanced, panel},
    },
    foot::foot,
    format,
    highlight::provide_marks,
    icon::{Drawing, Icon},
    list::{Loaded, Progress, Reload, Shown},
    live::News,
    search_box::SearchBox,
    selection::{Selected, Selection},
    state::{Empty, Failed, Preparing, Skeleton},
    table::{Column, Editor, shown_columns, table},
};
use crate::{
    error::AppError,
    paths::{Paths, in_place},
    preferences::Liked,
    saved_filters::{Known, Place, bar::saved_bar},
};

/// A kind of row that has a list page.
pub trait Listed: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What it can be sorted by: the names of its columns.
    type Key: SortKey + Send + Sync;
    /// The name of the list, under which preferences for it are kept.
    const LIST: &'static str = <Self::Key as SortKey>::LIST.as_str();
    /// The page's heading.
    const TITLE: &'static str;
    /// One of them, and many: `customer`, `customers`.
    const NOUN: (&'static str, &'static str);
    /// Stands for them where there are none.
    const ICON: Icon;
    /// The name of the table.
    const LABEL: &'static str;
    /// A filter that shows how one is written.
    const EXAMPLE: &'static str;
    /// Whether something can be done with each row.
    const ACTIONS: bool;
    /// What a search looks at, as in "No … contains “acme”": `name, reference number or description`.
    const SEARCHED: &'static str;

    /// What it can be filtered by.
    fn schema() -> &'static Schema;
    /// Values of a field, with labels, for what is typed so far; none where they are few or unknown.
    fn suggest(field: &'static str, typed: String) -> Suggestions {
        let _ = (field, typed);
        Box::pin(async { Vec::new() })
    }
    /// The page that `query` asks for, from the server.
    fn fetch(
        query: Query<Self::Key>,
    ) -> impl Future<Output = Result<Page<Self>, AppError>> + Send + 'static;
    /// The URL of the list that `query` asks for.
    fn href(paths: &Paths, query: &Query<Self::Key>) -> String;
    /// The URL of these rows as a CSV file; of all that match where none are named.
    fn export(paths: &Paths, query: &Query<Self::Key>, ids: &[String]) -> String;
    /// Its columns, the one that heads the rows first.
    fn columns() -> &'static [Column<Self>];
    /// The row's identifier.
    fn id(&self) -> &str;
    /// What a column says about the row: the field to filter by, and its value there as filters are
    /// written, if it has one.
    fn value(&self, column: Self::Key) -> (&'static str, Option<String>);
    /// What it is called.
    fn name(&self) -> &str;
    /// What can be done with the row: links.
    fn actions(&self, query: &Query<Self::Key>) -> AnyView;
    /// What edits a row in place; none where rows are not.
    fn editor() -> Option<Editor<Self>> {
        None
    }
    /// Why there is nothing although nothing was searched for: a title and a sentence.
    fn empty(query: &Query<Self::Key>) -> (&'static str, &'static str);
    /// What to do where nothing is found: links.
    fn next_step(query: &Query<Self::Key>) -> AnyView;
}

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
    let (pending, now_pending) = signal(false);
    // Only in the browser. On the server another thread would set it while this one reads it, and
    // of a thousand pages one or two would fail.
    let set_pending = SignalSetter::map(move |busy| {
        if cfg!(not(feature = "ssr")) {
            now_pending.set(busy);
        }
    });
    let shown = Shown::none();
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
    // Each piece by itself: as one deeply nested type the page would take minutes to compile.
    view! {
        <section
            class="page"
            aria-labelledby="page-title"
            aria-busy=move || pending.get().then_some("true")
        >
            <header class="toolbar" class:toolbar-selecting=move || !selection.is_empty()>
                <h1 id="page-title">{T::TITLE}</h1>
                <Total query loaded />
                <Selected selection />
                {search::<T>(query, known).into_any()}
                {menu::<T>(query, advanced, place, known).into_any()}
                {column_menu::<T>(query).into_any()}
                {export::<T>(query, selection).into_any()}
                {actions.run()}
            </header>
            {children.map(|children| children())}
            {panel(filtered, advanced).into_any()}
            {saved_bar::<T>(query, place, known).into_any()}
            {chips(filtered, loaded).into_any()}
            <News live reload />
            <Progress pending />
            <Transition fallback=Skeleton set_pending>
                {move || {
                    let columns = columns.get();
                    // It is in every link of the table. Read, not only tracked: a memo that was never
                    // read counts as changed at the first look, and all rows would be drawn anew.
                    drop(saved.read());
                    live.track();
                    Suspend::new(async move {
                        match page.await {
                            Ok(page) => {
                                let query = query.get_untracked();
                                shown.now(query.to_query_string());
                                rows(live.shown(page), query, &columns, filtered, known).into_any()
                            }
                            Err(error) => {
                                let start = PageStart::First;
                                let filter = String::new();
                                let query = Query { filter, start, ..query.get_untracked() };
                                failed(error, T::href(&Paths::current(), &query), reload)
                            }
                        }
                    })
                }}
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
fn export<T: Listed>(query: Memo<Query<T::Key>>, selection: Selection) -> impl IntoView {
    let href = move || {
        let ids = if selection.matching().is_some() { Vec::new() } else { selection.ids() };
        T::export(&Paths::current(), &query.read(), &ids)
    };
    let title = move || match selection.is_empty() {
        true => format!("Export these {} as CSV", T::NOUN.1),
        false => format!("Export the selected {} as CSV", T::NOUN.1),
    };
    view! {
        <a class="button-icon" href=href rel="external" download="" aria-label=title title=title>
            <Drawing icon=Icon::Download />
        </a>
    }
}

/// The table and what is below it.
fn rows<T: Listed>(
    mut page: Page<T>,
    query: Query<T::Key>,
    columns: &[T::Key],
    filtered: Filtered,
    known: Known,
) -> impl IntoView {
    if page.rows.is_empty() {
        return nothing::<T>(query, known).into_any();
    }
    let named = |key: &T::Key| T::columns().iter().find(|column| column.key == *key);
    let columns: Vec<_> = columns.iter().filter_map(named).collect();
    let foot = foot(&page, &query);
    provide_marks(std::mem::take(&mut page.marks));
    let table = table(page, &query, &columns, filtered);
    view! {
        {table}
        {foot}
    }
    .into_any()
}

/// Why the list cannot be shown, and what to do about it. Not a part to be loaded when it is wanted: the
/// server may not answer.
fn failed(error: AppError, without_filter: String, reload: Reload) -> AnyView {
    match error {
        AppError::BadFilter(reason) => view! {
            <Empty icon=Icon::CircleAlert title="The filter cannot be read" text=reason>
                <a class="button" href=without_filter>
                    "Clear filter"
                </a>
            </Empty>
        }
        .into_any(),
        AppError::Preparing { done, total } => {
            view! { <Preparing done total on_due=move || reload.now() /> }.into_any()
        }
        error => view! { <Failed error on_retry=move || reload.now() /> }.into_any(),
    }
}

fn nothing<T: Listed>(query: Query<T::Key>, known: Known) -> impl IntoView {
    let (one, _) = T::NOUN;
    let next_step = T::next_step(&query);
    let searched = !query.q.is_empty();
    let filtered = !query.filter.is_empty();
    let (title, text) = match (searched, filtered) {
        (false, false) => {
            let (title, text) = T::empty(&query);
            (title.to_owned(), text.to_owned())
        }
        (true, false) => {
            (format!("No {one} matches"), format!("No {} contains “{}”.", T::SEARCHED, query.q))
        }
        (false, true) => (format!("No {one} matches"), format!("No {one} meets the filter.")),
        (true, true) => (
            format!("No {one} matches"),
            format!("No {one} that meets the filter contains “{}”.", query.q),
        ),
    };
    let start = PageStart::First;
    let without_search = Query { q: String::new(), start: start.clone(), ..query.clone() };
    let without_filter = Query { filter: String::new(), start, ..query };
    let clear = move |query: Query<T::Key>, label| {
        let href = move || known.href::<T>(query.clone());
        view! { <a class="button" href=href>{label}</a> }.into_any()
    };
    view! {
        <Empty icon=if searched || filtered { Icon::Search } else { T::ICON } title text>
            {searched.then(|| clear(without_search, "Clear search"))}
            {filtered.then(|| clear(without_filter, "Clear filter"))}
            {next_step}
        </Empty>
    }
}
