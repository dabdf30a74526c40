//! The Service Instances page, over all customers or scoped to one by `?customer=<id>`.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_navigate};
use model::{CustomerQuery, Instance, InstanceQuery, Page, PageStart};

use super::{api::list_instances, table::InstanceTable};
use crate::{
    customers::api::get_customer,
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

/// The page at `/orchestration/instances`.
#[component]
pub fn InstancesPage() -> impl IntoView {
    let search = use_location().search;
    let query = Memo::new(move |_| InstanceQuery::from_query_string(&search.read()));
    let reload = Reload::provide();
    let page = load(query, reload, list_instances);
    let (pending, set_pending) = signal(false);
    let shown = Shown::none();

    view! {
        <Title text="Service Instances" />
        <section class="page" aria-labelledby="page-title">
            <Toolbar query />
            <Scope query />
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
    }
}

#[component]
fn Toolbar(query: Memo<InstanceQuery>) -> impl IntoView {
    let paths = Paths::current();
    let navigate = use_navigate();
    let action = paths.instances(&InstanceQuery::default());
    let on_search = move |q: String| {
        let query = InstanceQuery { q, start: PageStart::First, ..query.get_untracked() };
        navigate(&paths.instances(&query), whole(false));
    };
    let hidden = move || {
        let query = query.get();
        let sort = (query.sort != Default::default()).then(|| ("sort", query.sort.to_param()));
        let customer = query.customer.map(|id| ("customer", id.to_string()));
        sort.into_iter().chain(customer).collect()
    };
    view! {
        <header class="toolbar">
            <h1 id="page-title">"Service Instances"</h1>
            <SearchBox
                label="Search service instances"
                action
                text=Signal::derive(move || query.get().q)
                hidden=Signal::derive(hidden)
                on_search
            />
        </header>
    }
}

/// The chip that says which customer the list is scoped to, with × to see all.
#[component]
fn Scope(query: Memo<InstanceQuery>) -> impl IntoView {
    let scope = Memo::new(move |_| query.read().customer.clone());
    let customer = Resource::new(
        move || scope.get(),
        |id| async move {
            match id {
                Some(id) => Some(get_customer(id).await),
                None => None,
            }
        },
    );
    let paths = StoredValue::new(Paths::current());
    let remove = move || {
        let query = InstanceQuery { customer: None, start: PageStart::First, ..query.get() };
        paths.read_value().instances(&query)
    };
    view! {
        <Transition>
            {move || Suspend::new(async move {
                customer
                    .await
                    .map(|customer| {
                        let (name, href) = match customer {
                            Ok(customer) => {
                                let href = paths
                                    .read_value()
                                    .customer(&customer.id, &CustomerQuery::default());
                                (customer.name, Some(href))
                            }
                            Err(error) => (error.to_string(), None),
                        };
                        view! {
                            <p class="chips">
                                <span class="chip">
                                    "Customer: " <a href=href>{name}</a>
                                    <a
                                        class="chip-remove"
                                        href=remove
                                        aria-label="Show the instances of all customers"
                                        title="Show the instances of all customers"
                                    >
                                        <Drawing icon=Icon::X />
                                    </a>
                                </span>
                            </p>
                        }
                    })
            })}
        </Transition>
    }
}

#[component]
fn List(page: Page<Instance>, query: InstanceQuery) -> impl IntoView {
    let paths = Paths::current();
    if page.rows.is_empty() {
        return view! { <Nothing query /> }.into_any();
    }
    let pages = (&page).into();
    let total = page.total;
    let for_pages = query.clone();
    let searched = !query.q.is_empty();
    view! {
        <InstanceTable rows=page.rows query />
        <footer class="list-foot">
            <p role="status">
                {format::count(total, "service instance", "service instances")}
                {searched.then_some(if total == 1 { " matches" } else { " match" })}
            </p>
            <Pager pages href=move |start| paths.instances(&for_pages.at(start)) />
        </footer>
    }
    .into_any()
}

#[component]
fn Nothing(query: InstanceQuery) -> impl IntoView {
    let paths = Paths::current();
    let wider = InstanceQuery { q: String::new(), start: PageStart::First, ..query.clone() };
    let clear = paths.instances(&wider);
    let all = paths.instances(&InstanceQuery::default());
    let (title, text) = match (query.q.is_empty(), query.customer.is_some()) {
        (false, _) => (
            "No service instance matches",
            format!("No name, design or state contains “{}”.", query.q),
        ),
        (true, true) => (
            "This customer has no service instances",
            "Instances appear here once they are saved for this customer.".to_owned(),
        ),
        (true, false) => (
            "No service instances yet",
            "Bring them here: customer-inventory import instances FILE.csv".to_owned(),
        ),
    };
    view! {
        <Empty icon=Icon::Boxes title text>
            {(!query.q.is_empty())
                .then(|| {
                    view! {
                        <a class="button" href=clear>
                            "Clear search"
                        </a>
                    }
                })}
            {query
                .customer
                .is_some()
                .then(|| {
                    view! {
                        <a class="button" href=all>
                            "Show all instances"
                        </a>
                    }
                })}
        </Empty>
    }
}
