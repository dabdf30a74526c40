//! The columns of the list of customers.

use model::{Customer, CustomerQuery, CustomerSort, CustomerStatus, ServiceCounts};

use crate::{
    paths::Paths,
    ui::{
        badge::{Tone, badge},
        cells::{action, cell, head, time_cell},
        format,
        icon::Icon,
        links::{over, to},
        markup::{Markup, element},
        sheet::Sheet,
        table::Column,
    },
};

/// The columns of product.md L2, in its order, and ours.
pub static COLUMNS: [Column<Customer>; 8] = [
    Column::new(CustomerSort::Name, "Name", "col-name", name),
    Column::new(CustomerSort::Services, "Service Instances", "col-services", services),
    Column::new(CustomerSort::Reference, "Reference Number", "col-reference", reference),
    Column::new(CustomerSort::Description, "Description", "col-description", description),
    Column::new(CustomerSort::Status, "Status", "col-status", status),
    Column {
        usual: false,
        ..Column::new(CustomerSort::Created, "Created", "col-created", created)
    },
    Column::new(CustomerSort::Updated, "Updated", "col-updated", updated),
    Column { usual: false, ..Column::new(CustomerSort::Id, "Customer ID", "col-id", id) },
];

fn name(customer: &Customer, sheet: &Sheet<Customer>) -> Markup {
    let details = Paths::current().customer(&customer.id, &sheet.query);
    head(customer, sheet, over("row-link", details)).children(customer.system.then(system_badge))
}

fn services(customer: &Customer, _: &Sheet<Customer>) -> Markup {
    let href = Paths::current().instances_of(&customer.id);
    element("td", "col-services").children(service_count(customer.services, href, &customer.name))
}

fn reference(customer: &Customer, sheet: &Sheet<Customer>) -> Markup {
    cell("col-reference mono", customer.reference.as_deref().unwrap_or_default(), sheet)
}

fn description(customer: &Customer, sheet: &Sheet<Customer>) -> Markup {
    cell("col-description muted", customer.description.as_deref().unwrap_or_default(), sheet)
}

fn status(customer: &Customer, _: &Sheet<Customer>) -> Markup {
    element("td", "col-status").child(status_badge(customer.status))
}

fn created(customer: &Customer, _: &Sheet<Customer>) -> Markup {
    time_cell("col-created muted", &customer.created_at)
}

fn updated(customer: &Customer, _: &Sheet<Customer>) -> Markup {
    time_cell("col-updated muted", &customer.updated_at)
}

fn id(customer: &Customer, sheet: &Sheet<Customer>) -> Markup {
    cell("col-id mono", customer.id.as_str(), sheet)
}

/// A new service instance, edit and delete.
pub fn actions(customer: &Customer, query: &CustomerQuery) -> Vec<Markup> {
    let (paths, id, name) = (Paths::current(), &customer.id, &customer.name);
    // An inactive customer takes none.
    let new = (customer.status == CustomerStatus::Active).then(|| {
        let link = to("button-icon", paths.instance_new_for(id));
        let label = format!("New service instance for {name}");
        action(Icon::Boxes, link, "New service instance", label)
    });
    let edit = over("button-icon", paths.customer_edit(id, query));
    let edit = action(Icon::Pencil, edit, "Edit", format!("Edit {name}"));
    let delete = (!customer.system).then(|| {
        let delete = over("button-icon", paths.customer_delete(id, query));
        action(Icon::Trash, delete, "Delete", format!("Delete {name}"))
    });
    new.into_iter().chain([edit]).chain(delete).collect()
}

/// "12 View Instances"; the breakdown by state is the tooltip.
pub fn service_count(counts: ServiceCounts, href: String, name: &str) -> [Markup; 2] {
    let breakdown: Vec<_> = counts
        .breakdown()
        .map(|(state, n)| format!("{} {}", format::number(n), state.label().to_ascii_lowercase()))
        .collect();
    let breakdown = if breakdown.is_empty() { "No instances".into() } else { breakdown.join(", ") };
    let count = element("span", "services-count").attribute("title", breakdown.clone());
    let link = element("a", "").attribute("href", href).attribute("title", breakdown);
    [
        count.child(format::number(counts.total())),
        link.attribute("aria-label", format!("View Instances of {name}")).child("View Instances"),
    ]
}

/// The customer's status: an icon and a word.
pub fn status_badge(status: CustomerStatus) -> Markup {
    let (icon, tone) = match status {
        CustomerStatus::Active => (Icon::CircleCheck, Tone::Ok),
        CustomerStatus::Inactive => (Icon::CircleDashed, Tone::Muted),
    };
    badge(icon, tone, status.label())
}

/// Marks a customer that belongs to the system.
pub fn system_badge() -> Markup {
    element("span", "badge badge-muted badge-system")
        .attribute("title", "Belongs to the system: it cannot be deleted or renamed")
        .child("System")
}
