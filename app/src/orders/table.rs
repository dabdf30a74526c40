//! The columns of the list of service orders.

use model::{CustomerQuery, InstanceQuery, Order, OrderQuery, OrderSort};

use super::progress::status_badge;
use crate::{
    paths::Paths,
    ui::{
        cells::{action, cell, head, link_cell, time_cell},
        icon::Icon,
        links::{over, to},
        markup::{Markup, element},
        sheet::Sheet,
        table::Column,
    },
};

/// The columns, all of which sort.
pub static COLUMNS: [Column<Order>; 8] = [
    Column::new(OrderSort::Instance, "Service Instance", "col-name", instance),
    Column::new(OrderSort::Customer, "Customer", "col-customer", customer),
    Column::new(OrderSort::Kind, "Type", "col-kind", kind),
    Column::new(OrderSort::Created, "Timestamp", "col-created", created),
    Column::new(OrderSort::Status, "Status", "col-progress", status),
    Column::new(OrderSort::Id, "Order ID", "col-order", id),
    Column { usual: false, ..Column::new(OrderSort::Updated, "Updated", "col-updated", updated) },
    Column { usual: false, ..Column::new(OrderSort::PlacedBy, "Placed by", "col-by", placed_by) },
];

fn instance(order: &Order, sheet: &Sheet<Order>) -> Markup {
    let instance = Paths::current().instance(&order.instance, &InstanceQuery::default());
    head(order, sheet, to("row-link", instance))
}

fn customer(order: &Order, sheet: &Sheet<Order>) -> Markup {
    let customer = Paths::current().customer(&order.customer, &CustomerQuery::default());
    link_cell("col-customer", &order.customer_name, to("", customer), sheet)
}

fn kind(order: &Order, _: &Sheet<Order>) -> Markup {
    element("td", "col-kind").child(order.kind.label())
}

fn created(order: &Order, _: &Sheet<Order>) -> Markup {
    time_cell("col-created muted", &order.created_at)
}

fn status(order: &Order, _: &Sheet<Order>) -> Markup {
    element("td", "col-progress").child(status_badge(order.status))
}

fn id(order: &Order, sheet: &Sheet<Order>) -> Markup {
    let details = Paths::current().order(&order.id, &sheet.query);
    link_cell("col-order mono", order.id.as_str(), over("", details), sheet)
}

fn updated(order: &Order, _: &Sheet<Order>) -> Markup {
    time_cell("col-updated muted", &order.updated_at)
}

fn placed_by(order: &Order, sheet: &Sheet<Order>) -> Markup {
    cell("col-by", &order.placed_by, sheet)
}

/// The way to the order's details, which is there also where the column of its id is not.
pub fn actions(order: &Order, query: &OrderQuery) -> Vec<Markup> {
    let details = over("button-icon", Paths::current().order(&order.id, query));
    vec![action(Icon::ChevronRight, details, "Details", format!("Details of {}", called(order)))]
}

/// What an order is called where its service instance is not beside it: `the Create order for VPN-7`.
pub fn called(order: &Order) -> String {
    format!("the {} order for {}", order.kind.label(), order.instance_name)
}
