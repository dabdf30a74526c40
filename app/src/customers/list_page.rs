//! The Customer Inventory: the list of customers; its panels are child routes shown over it.

use std::future::Future;

use filter::Schema;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use model::{Customer, CustomerId, CustomerQuery, CustomerSort, Page};

use super::{
    ListContext,
    api::list_customers,
    edit_row::edit_row,
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
        table::{Column, Editing},
    },
};

/// The page at `/orchestration/customers`.
#[component]
pub fn CustomersPage() -> impl IntoView {
    let query = query_in_url();
    let reload = Reload::provide();
    Selection::provide(query);
    provide_context(ListContext { query, reload });
    let loaded = load::<Customer>(query, reload);

    view! {
        <Title text=Customer::TITLE />
        <ListPage query loaded reload actions=move || view! { <OfSelected query /> <Add query /> } />
        <Outlet />
        <NoticeFromUrl />
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

    fn columns() -> &'static [Column<Self>] {
        &COLUMNS
    }

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn actions(&self, query: &CustomerQuery) -> AnyView {
        view! { <Actions customer=self.clone() query=query.clone() /> }.into_any()
    }

    fn edit(
        &self,
        columns: &[&'static Column<Self>],
        editing: Editing<CustomerSort>,
    ) -> Option<AnyView> {
        Some(edit_row(self, columns, editing))
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

/// Edit and delete the one customer that is selected.
#[component]
fn OfSelected(query: Memo<CustomerQuery>) -> impl IntoView {
    let selection = Selection::current();
    let paths = StoredValue::new(Paths::current());
    let link =
        move |verb: &'static str, icon, href: fn(&Paths, &CustomerId, &CustomerQuery) -> String| {
            let id = Memo::new(move |_| selection.only().and_then(|id| id.parse().ok()));
            let href = move || id.get().map(|id| href(&paths.read_value(), &id, &query.read()));
            let title = move || match id.read().is_some() {
                true => format!("{verb} the selected customer"),
                false => format!("{verb}: select a customer first"),
            };
            view! {
                <a
                    class="button-icon needs-script"
                    href=href
                    role="link"
                    aria-disabled=move || id.read().is_none().then_some("true")
                    aria-label=title
                    title=title
                    data-noscroll
                >
                    <Drawing icon />
                </a>
            }
        };
    view! {
        {link("Edit", Icon::Pencil, Paths::customer_edit)}
        {link("Delete", Icon::Trash, Paths::customer_delete)}
    }
}

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
