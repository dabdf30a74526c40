//! The Service Orders page, over all customers or scoped to one by `?customer=<id>`.

use std::{future::Future, iter};

use filter::Schema;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use model::{Instance, InstanceQuery, Order, OrderQuery, OrderSort, Page, PageSize, SortKey};

use super::{
    ListContext,
    api::list_orders,
    given_up::OrdersGivenUp,
    table::{COLUMNS, actions},
};
use crate::{
    customers::scope::{scope, suggest},
    error::AppError,
    instances::api::list_instances,
    notice::NoticeFromUrl,
    paths::Paths,
    ui::{
        filter::Suggestions,
        icon::Icon,
        links::to,
        list::{Reload, load, query_in_url},
        list_page::ListPage,
        listed::Listed,
        markup::Markup,
        selection::Selection,
        table::Column,
        time::day,
    },
};

/// The page at `/orchestration/orders`.
#[component]
pub fn OrdersPage() -> impl IntoView {
    let query = query_in_url(Order::href(&Paths::current(), &OrderQuery::default()));
    let reload = Reload::provide();
    Selection::provide(query);
    let loaded = load::<Order>(query, reload);
    ListContext::provide(query, reload, loaded);

    view! {
        <Title text=Order::TITLE />
        <ListPage query loaded reload>
            <OrdersGivenUp />
            {scope::<Order>(query, "Show the orders of all customers")}
        </ListPage>
        <Outlet />
        <NoticeFromUrl reload />
    }
}

impl Listed for Order {
    type Key = OrderSort;
    const TITLE: &'static str = "Service Orders";
    const NOUN: (&'static str, &'static str) = ("service order", "service orders");
    const ICON: Icon = Icon::ClipboardList;
    const LABEL: &'static str = "Service Orders";
    const EXAMPLE: &'static str = "status=in=(failed,success_with_warnings);created=last=7";
    const ACTIONS: bool = true;
    const SEARCHED: &'static str = "service instance or customer";

    fn schema() -> &'static Schema {
        &filter::ORDERS
    }

    fn suggest(field: &'static str, typed: String) -> Suggestions {
        match field {
            "instance.id" => instances(typed),
            _ => suggest(field, typed),
        }
    }

    fn fetch(
        query: OrderQuery,
    ) -> impl Future<Output = Result<Page<Self>, AppError>> + Send + 'static {
        list_orders(query)
    }

    fn href(paths: &Paths, query: &OrderQuery) -> String {
        paths.orders(query)
    }

    fn export(paths: &Paths, query: &OrderQuery, ids: &[String]) -> String {
        match ids {
            [] => paths.orders_csv(query),
            ids => paths.orders_csv_of(ids),
        }
    }

    fn columns() -> &'static [Column<Self>] {
        &COLUMNS
    }

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn name(&self) -> &str {
        &self.instance_name
    }

    fn value(&self, column: OrderSort) -> (&'static str, Option<String>) {
        let value = match column {
            OrderSort::Created => day(&self.created_at),
            OrderSort::Updated => day(&self.updated_at),
            OrderSort::Instance => Some(self.instance_name.clone()),
            OrderSort::Customer => return ("customer.name", Some(self.customer_name.clone())),
            OrderSort::Kind => Some(self.kind.as_str().to_owned()),
            OrderSort::Status => Some(self.status.as_str().to_owned()),
            OrderSort::PlacedBy => Some(self.placed_by.clone()),
            OrderSort::Id => Some(self.id.to_string()),
        };
        (column.as_str(), value)
    }

    fn actions(&self, query: &OrderQuery) -> Vec<Markup> {
        actions(self, query)
    }

    fn empty(query: &OrderQuery) -> (&'static str, &'static str) {
        match query.customer {
            Some(_) => (
                "No orders for this customer yet",
                "Provision one of its service instances, and the order is listed here.",
            ),
            None => (
                "No service orders yet",
                "Provision a service instance, and the order is listed here.",
            ),
        }
    }

    fn next_step(query: &OrderQuery) -> Vec<Markup> {
        let paths = Paths::current();
        let instances = InstanceQuery { customer: query.customer.clone(), ..Default::default() };
        let some = to("button", paths.instances(&instances)).child("View service instances");
        let all = to("button", paths.orders(&OrderQuery::default()));
        let all = query.customer.is_some().then(|| all.child("Show all orders"));
        iter::once(some).chain(all).collect()
    }
}

/// Service instances for a filter by their id, with name and customer to know them by.
fn instances(typed: String) -> Suggestions {
    let one = |instance: Instance| {
        (instance.id.to_string(), format!("{} · {}", instance.name, instance.customer_name))
    };
    Box::pin(async move {
        let query = InstanceQuery { q: typed, size: Some(PageSize::Few), ..Default::default() };
        let page = list_instances(query).await;
        page.map(|page| page.rows.into_iter().map(one).collect()).unwrap_or_default()
    })
}
