//! The columns of the list of service orders.

use leptos::prelude::*;
use model::{CustomerQuery, InstanceQuery, Order, OrderQuery, OrderSort};

use super::progress::Progress;
use crate::{
    paths::Paths,
    ui::{
        highlight::marked,
        icon::{Drawing, Icon},
        table::{Column, is_forward},
        time::Ago,
    },
};

/// The columns, all of which sort.
pub static COLUMNS: [Column<Order>; 8] = [
    column(OrderSort::Instance, "Service Instance", "col-name", instance),
    column(OrderSort::Customer, "Customer", "col-customer", customer),
    column(OrderSort::Kind, "Type", "col-kind", kind),
    column(OrderSort::Created, "Timestamp", "col-created", created),
    column(OrderSort::Status, "Status", "col-progress", status),
    column(OrderSort::Id, "Order ID", "col-order", id),
    Column { usual: false, ..column(OrderSort::Updated, "Updated", "col-updated", updated) },
    Column { usual: false, ..column(OrderSort::PlacedBy, "Placed by", "col-by", placed_by) },
];

type Cell = fn(&Order, &OrderQuery) -> AnyView;

const fn column(
    key: OrderSort,
    label: &'static str,
    class: &'static str,
    cell: Cell,
) -> Column<Order> {
    Column { key, label, class, usual: true, cell }
}

fn instance(order: &Order, query: &OrderQuery) -> AnyView {
    let forward = is_forward(query, order.id.as_str());
    let instance = Paths::current().instance(&order.instance, &InstanceQuery::default());
    view! {
        <th scope="row" class="col-name">
            <a
                class="row-link"
                href=instance
                title=order.instance_name.clone()
                data-forward=forward.then_some("")
            >
                {marked(&order.instance_name)}
            </a>
        </th>
    }
    .into_any()
}

fn customer(order: &Order, _: &OrderQuery) -> AnyView {
    let customer = Paths::current().customer(&order.customer, &CustomerQuery::default());
    view! {
        <td class="col-customer" title=order.customer_name.clone()>
            <a href=customer>{marked(&order.customer_name)}</a>
        </td>
    }
    .into_any()
}

fn kind(order: &Order, _: &OrderQuery) -> AnyView {
    view! { <td class="col-kind">{order.kind.label()}</td> }.into_any()
}

fn created(order: &Order, _: &OrderQuery) -> AnyView {
    view! {
        <td class="col-created muted">
            <Ago at=order.created_at.clone() />
        </td>
    }
    .into_any()
}

fn status(order: &Order, _: &OrderQuery) -> AnyView {
    view! {
        <td class="col-progress">
            <Progress status=order.status />
        </td>
    }
    .into_any()
}

fn id(order: &Order, query: &OrderQuery) -> AnyView {
    let details = Paths::current().order(&order.id, query);
    let id = order.id.to_string();
    view! {
        <td class="col-order mono" title=id.clone()>
            <a href=details data-noscroll>
                {id.clone()}
            </a>
        </td>
    }
    .into_any()
}

fn updated(order: &Order, _: &OrderQuery) -> AnyView {
    view! {
        <td class="col-updated muted">
            <Ago at=order.updated_at.clone() />
        </td>
    }
    .into_any()
}

fn placed_by(order: &Order, _: &OrderQuery) -> AnyView {
    view! {
        <td class="col-by" title=order.placed_by.clone()>
            {marked(&order.placed_by)}
        </td>
    }
    .into_any()
}

/// The way to the order's details, which is there also where the column of its id is not.
#[component]
pub fn Actions(order: Order, query: OrderQuery) -> impl IntoView {
    let details = Paths::current().order(&order.id, &query);
    let label = format!("Details of {}", called(&order));
    view! {
        <a class="button-icon" href=details aria-label=label title="Details" data-noscroll>
            <Drawing icon=Icon::ChevronRight />
        </a>
    }
}

/// What an order is called where its service instance is not beside it: `the Create order for VPN-7`.
pub fn called(order: &Order) -> String {
    format!("the {} order for {}", order.kind.label(), order.instance_name)
}
