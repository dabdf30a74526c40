//! The Customer Inventory: the list of customers; its panels are child routes shown over it.

use std::future::Future;

use filter::Schema;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use model::{
    BulkCommand, Customer, CustomerId, CustomerQuery, CustomerSort, CustomerStatus, Page, SortKey,
};
use wasm_split_helpers::wasm_split;

use super::{
    ListContext,
    api::list_customers,
    bulk::{BulkDialog, Work, chosen},
    edit_row::editor,
    table::{Actions, COLUMNS},
};
use crate::{
    error::AppError,
    notice::NoticeFromUrl,
    paths::Paths,
    ui::{
        icon::{Drawing, Icon},
        list::{Reload, load, query_in_url},
        list_page::{ListPage, Listed},
        selection::Selection,
        table::{Column, Editor},
        time::day,
    },
};

/// The page at `/orchestration/customers`.
#[component]
pub fn CustomersPage() -> impl IntoView {
    let query = query_in_url(Customer::href(&Paths::current(), &CustomerQuery::default()));
    let reload = Reload::provide();
    Selection::provide(query);
    let work = Work::none();
    let loaded = load::<Customer>(query, reload);
    ListContext::provide(query, reload, loaded);

    view! {
        <Title text=Customer::TITLE />
        <ListPage query loaded reload actions=move || view! { <OfSelected query work /> <Add query /> } />
        <BulkDialog work />
        <Outlet />
        <NoticeFromUrl reload />
    }
}

impl Listed for Customer {
    type Key = CustomerSort;
    const TITLE: &'static str = "Customer Inventory";
    const NOUN: (&'static str, &'static str) = ("customer", "customers");
    const ICON: Icon = Icon::Users;
    const LABEL: &'static str = "Customers";
    const EXAMPLE: &'static str = "name=like=nordic;services=gt=3";
    const ACTIONS: bool = true;
    const SEARCHED: &'static str = "name, reference number or description";

    fn schema() -> &'static Schema {
        &filter::CUSTOMERS
    }

    fn fetch(
        query: CustomerQuery,
    ) -> impl Future<Output = Result<Page<Self>, AppError>> + Send + 'static {
        list_customers(query)
    }

    fn href(paths: &Paths, query: &CustomerQuery) -> String {
        paths.customers(query)
    }

    fn export(paths: &Paths, query: &CustomerQuery, ids: &[String]) -> String {
        match ids {
            [] => paths.customers_csv(query),
            ids => paths.customers_csv_of(ids),
        }
    }

    fn columns() -> &'static [Column<Self>] {
        &COLUMNS
    }

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn value(&self, column: CustomerSort) -> (&'static str, Option<String>) {
        let value = match column {
            CustomerSort::Name => Some(self.name.clone()),
            CustomerSort::Reference => self.reference.clone(),
            CustomerSort::Description => self.description.clone(),
            CustomerSort::Status => Some(self.status.as_str().to_owned()),
            CustomerSort::Services => Some(self.services.total().to_string()),
            CustomerSort::Created => day(&self.created_at),
            CustomerSort::Updated => day(&self.updated_at),
            CustomerSort::Id => Some(self.id.to_string()),
        };
        (column.as_str(), value)
    }

    fn actions(&self, query: &CustomerQuery) -> AnyView {
        view! { <Actions customer=self.clone() query=query.clone() /> }.into_any()
    }

    fn editor() -> Option<Editor<Self>> {
        Some(Box::pin(editor()))
    }

    fn empty(_: &CustomerQuery) -> (&'static str, &'static str) {
        (
            "No customers yet",
            "Add the first one here, or bring many at once: customer-inventory import customers FILE.csv",
        )
    }

    fn next_step(query: &CustomerQuery) -> AnyView {
        let add = Paths::current().customer_new(query);
        view! {
            <a class="button" href=add data-noscroll>
                "Add customer"
            </a>
        }
        .into_any()
    }
}

/// What is done with the customers that are selected.
#[component]
fn OfSelected(query: Memo<CustomerQuery>, work: Work) -> impl IntoView {
    let selection = Selection::current();
    let some = Memo::new(move |_| !selection.is_empty());
    move || match some.get() {
        true => Suspend::new(of_selected(selection, query, work)).into_any(),
        false => {
            (link_of("Edit", Icon::Pencil, None), link_of("Delete", Icon::Trash, None)).into_any()
        }
    }
}

/// A link that does something with the selected customer, where one is selected.
fn link_of(verb: &'static str, icon: Icon, href: Option<String>) -> AnyView {
    let title = match href.is_some() {
        true => format!("{verb} the selected customer"),
        false => format!("{verb}: select a customer first"),
    };
    view! {
        <a
            class="button-icon needs-script"
            aria-disabled=href.is_none().then_some("true")
            href=href
            role="link"
            aria-label=title.clone()
            title=title
            data-noscroll
        >
            <Drawing icon />
        </a>
    }
    .into_any()
}

/// Loaded when something is selected first.
#[wasm_split(menus)]
fn of_selected(selection: Selection, query: Memo<CustomerQuery>, work: Work) -> AnyView {
    let paths = StoredValue::new(Paths::current());
    let only = Memo::new(move |_| selection.only().and_then(|id| id.parse().ok()));
    // One customer is edited and deleted where its row leads to.
    let href = move |href: Href| only.get().map(|id| href(&paths.read_value(), &id, &query.read()));
    let edit = move || link_of("Edit", Icon::Pencil, href(Paths::customer_edit));
    let chosen_now = move || untrack(|| chosen(selection, &query.read()));
    let set = move |status: CustomerStatus| {
        view! {
            <button
                type="button"
                class="button button-small"
                on:click=move |_| work.ask(BulkCommand::SetStatus(chosen_now(), status))
            >
                {format!("Set {}", status.label().to_ascii_lowercase())}
            </button>
        }
    };
    let several = Memo::new(move |_| selection.count() > 1);
    let delete = move || match several.get() {
        false => link_of("Delete", Icon::Trash, href(Paths::customer_delete)),
        true => view! {
            <button
                type="button"
                class="button-icon"
                aria-label="Delete the selected customers"
                title="Delete the selected customers"
                on:click=move |_| work.ask(BulkCommand::Delete(chosen_now()))
            >
                <Drawing icon=Icon::Trash />
            </button>
        }
        .into_any(),
    };
    view! {
        {set(CustomerStatus::Active)}
        {set(CustomerStatus::Inactive)}
        {edit}
        {delete}
    }
    .into_any()
}

/// A URL of a customer over a list.
type Href = fn(&Paths, &CustomerId, &CustomerQuery) -> String;

#[component]
fn Add(query: Memo<CustomerQuery>) -> impl IntoView {
    let paths = Paths::current();
    view! {
        <a
            class="button button-primary"
            href=move || paths.customer_new(&query.read())
            title="Add a customer (n)"
            data-key="n"
            data-noscroll
        >
            <Drawing icon=Icon::Plus />
            "Add"
            <span class="visually-hidden">" customer"</span>
        </a>
    }
}
