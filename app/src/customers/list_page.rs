//! The Customer Inventory: search, table, pages; its panels are child routes shown over it.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    components::Outlet,
    hooks::{use_location, use_navigate},
};
use model::{Customer, CustomerQuery, Page, PageStart};

use super::{ListContext, api::list_customers, table::CustomerTable};
use crate::{
    notice::NoticeFromUrl,
    paths::{Paths, whole},
    ui::{
        format,
        icon::{Drawing, Icon},
        list::{Progress, Reload, Shown, load},
        pager::Pager,
        search_box::SearchBox,
        state::{Empty, Failed, Skeleton},
    },
};

/// The page at `/orchestration/customers`.
#[component]
pub fn CustomersPage() -> impl IntoView {
    let search = use_location().search;
    let query = Memo::new(move |_| CustomerQuery::from_query_string(&search.read()));
    let reload = Reload::provide();
    provide_context(ListContext { query, reload });
    let page = load(query, reload, list_customers);
    let (pending, set_pending) = signal(false);
    let shown = Shown::none();

    view! {
        <Title text="Customer Inventory" />
        <section class="page" aria-labelledby="page-title">
            <Toolbar query />
            <Progress pending />
            <Transition fallback=Skeleton set_pending>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(page) => {
                            let query = query.get_untracked();
                            shown.now(query.to_query_string());
                            view! { <List page query /> }.into_any()
                        }
                        Err(error) => {
                            view! { <Failed error on_retry=move || reload.now() /> }.into_any()
                        }
                    }
                })}
            </Transition>
        </section>
        <Outlet />
        <NoticeFromUrl />
    }
}

#[component]
fn Toolbar(query: Memo<CustomerQuery>) -> impl IntoView {
    let paths = Paths::current();
    let navigate = use_navigate();
    let action = paths.customers(&CustomerQuery::default());
    let add = {
        let paths = paths.clone();
        move || paths.customer_new(&query.get())
    };
    let on_search = move |q: String| {
        let query = CustomerQuery { q, start: PageStart::First, ..query.get_untracked() };
        navigate(&paths.customers(&query), whole(false));
    };
    let hidden = move || {
        let sort = query.get().sort;
        (sort != Default::default()).then(|| ("sort", sort.to_param())).into_iter().collect()
    };

    view! {
        <header class="toolbar">
            <h1 id="page-title">"Customer Inventory"</h1>
            <SearchBox
                label="Search customers"
                action
                text=Signal::derive(move || query.get().q)
                hidden=Signal::derive(hidden)
                on_search
            />
            <a class="button button-primary" href=add title="Add a customer" data-noscroll>
                <Drawing icon=Icon::Plus />
                "Add"
                <span class="visually-hidden">" customer"</span>
            </a>
        </header>
    }
}

#[component]
fn List(page: Page<Customer>, query: CustomerQuery) -> impl IntoView {
    let paths = Paths::current();
    if page.rows.is_empty() {
        return view! { <Nothing query /> }.into_any();
    }
    let pages = (&page).into();
    let total = page.total;
    let for_pages = query.clone();
    let searched = !query.q.is_empty();
    view! {
        <CustomerTable rows=page.rows query />
        <footer class="list-foot">
            <p role="status">
                {format::count(total, "customer", "customers")}
                {searched.then_some(if total == 1 { " matches" } else { " match" })}
            </p>
            <Pager pages href=move |start| paths.customers(&for_pages.at(start)) />
        </footer>
    }
    .into_any()
}

#[component]
fn Nothing(query: CustomerQuery) -> impl IntoView {
    let paths = Paths::current();
    let add = paths.customer_new(&query);
    let all = paths.customers(&CustomerQuery { sort: query.sort, ..Default::default() });
    if query.q.is_empty() {
        view! {
            <Empty
                icon=Icon::Users
                title="No customers yet"
                text="Add the first one here, or bring many at once: customer-inventory import customers FILE.csv"
                    .to_owned()
            >
                <a class="button button-primary" href=add>
                    "Add customer"
                </a>
            </Empty>
        }
        .into_any()
    } else {
        let text = format!("No name, reference number or description contains “{}”.", query.q);
        view! {
            <Empty icon=Icon::Search title="No customer matches" text>
                <a class="button" href=all>
                    "Clear search"
                </a>
                <a class="button" href=add>
                    "Add customer"
                </a>
            </Empty>
        }
        .into_any()
    }
}
