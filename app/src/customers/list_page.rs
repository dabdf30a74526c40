//! The Customer Inventory: the list of customers; its panels are child routes shown over it.

use std::future::Future;

use filter::Schema;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use model::{Customer, CustomerQuery, CustomerSort, Page, SortKey};

use super::{
    ListContext,
    api::list_customers,
    bulk::BulkDialog,
    bulk_work::Work,
    edit_row::editor,
    of_selected::OfSelected,
    table::{COLUMNS, actions},
};
use crate::{
    error::AppError,
    notice::NoticeFromUrl,
    paths::Paths,
    ui::{
        icon::Icon,
        links::{making, over},
        list::{Reload, load, query_in_url},
        list_page::ListPage,
        listed::{EditorOf, Listed},
        markup::Markup,
        redrawn,
        selection::Selection,
        table::Column,
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
        <ListPage query loaded reload actions=move || view! { <OfSelected query work /> {add(query)} } />
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

    fn actions(&self, query: &CustomerQuery) -> Vec<Markup> {
        actions(self, query)
    }

    fn editor() -> Option<EditorOf<Self>> {
        Some(Box::pin(editor()))
    }

    fn empty(_: &CustomerQuery) -> (&'static str, &'static str) {
        (
            "No customers yet",
            "Add the first one here, or bring many at once: customer-inventory import customers FILE.csv",
        )
    }

    fn next_step(query: &CustomerQuery) -> Vec<Markup> {
        vec![over("button", Paths::current().customer_new(query)).child("Add customer")]
    }
}

fn add(query: Memo<CustomerQuery>) -> AnyView {
    let paths = Paths::current();
    redrawn(move || {
        making(paths.customer_new(&query.read()), "Add", "customer")
            .attribute("title", "Add a customer (n)")
            .attribute("data-key", "n")
    })
}
