//! The columns of the list of customers.

use leptos::prelude::*;
use model::{Customer, CustomerQuery, CustomerSort, CustomerStatus, ServiceCounts};

use crate::{
    paths::Paths,
    ui::{
        format,
        highlight::marked,
        icon::{Drawing, Icon},
        table::{Column, is_forward},
        time::Ago,
    },
};

/// The columns of product.md L2, in its order, and ours.
pub static COLUMNS: [Column<Customer>; 8] = [
    column(CustomerSort::Name, "Name", "col-name", name),
    column(CustomerSort::Services, "Service Instances", "col-services", services),
    column(CustomerSort::Reference, "Reference Number", "col-reference", reference),
    column(CustomerSort::Description, "Description", "col-description", description),
    column(CustomerSort::Status, "Status", "col-status", status),
    Column { usual: false, ..column(CustomerSort::Created, "Created", "col-created", created) },
    column(CustomerSort::Updated, "Updated", "col-updated", updated),
    Column { usual: false, ..column(CustomerSort::Id, "Customer ID", "col-id", id) },
];

type Cell = fn(&Customer, &CustomerQuery) -> AnyView;

const fn column(
    key: CustomerSort,
    label: &'static str,
    class: &'static str,
    cell: Cell,
) -> Column<Customer> {
    Column { key, label, class, usual: true, cell }
}

fn name(customer: &Customer, query: &CustomerQuery) -> AnyView {
    let forward = is_forward(query, customer.id.as_str());
    let details = Paths::current().customer(&customer.id, query);
    view! {
        <th scope="row" class="col-name">
            <a
                class="row-link"
                href=details
                title=customer.name.clone()
                data-noscroll
                data-forward=forward.then_some("")
            >
                {marked(&customer.name)}
            </a>
            {customer.system.then(|| view! { <System /> }.into_any())}
        </th>
    }
    .into_any()
}

fn services(customer: &Customer, _: &CustomerQuery) -> AnyView {
    let href = Paths::current().instances_of(&customer.id);
    view! {
        <td class="col-services">
            <Services counts=customer.services href name=&customer.name />
        </td>
    }
    .into_any()
}

fn reference(customer: &Customer, _: &CustomerQuery) -> AnyView {
    let reference = customer.reference.clone().unwrap_or_default();
    view! {
        <td class="col-reference mono" title=reference.clone()>
            {marked(&reference)}
        </td>
    }
    .into_any()
}

fn description(customer: &Customer, _: &CustomerQuery) -> AnyView {
    let description = customer.description.clone().unwrap_or_default();
    view! {
        <td class="col-description muted" title=description.clone()>
            {marked(&description)}
        </td>
    }
    .into_any()
}

fn status(customer: &Customer, _: &CustomerQuery) -> AnyView {
    view! {
        <td class="col-status">
            <Status status=customer.status />
        </td>
    }
    .into_any()
}

fn created(customer: &Customer, _: &CustomerQuery) -> AnyView {
    view! {
        <td class="col-created muted">
            <Ago at=customer.created_at.clone() />
        </td>
    }
    .into_any()
}

fn updated(customer: &Customer, _: &CustomerQuery) -> AnyView {
    view! {
        <td class="col-updated muted">
            <Ago at=customer.updated_at.clone() />
        </td>
    }
    .into_any()
}

fn id(customer: &Customer, _: &CustomerQuery) -> AnyView {
    let id = customer.id.to_string();
    view! {
        <td class="col-id mono" title=id.clone()>
            {id.clone()}
        </td>
    }
    .into_any()
}

/// A new service instance, edit and delete.
#[component]
pub fn Actions(customer: Customer, query: CustomerQuery) -> impl IntoView {
    let paths = Paths::current();
    // An inactive customer takes none.
    let new = (customer.status == CustomerStatus::Active).then(|| {
        let label = format!("New service instance for {}", customer.name);
        view! {
            <a
                class="button-icon row-new"
                href=paths.instance_new_for(&customer.id)
                aria-label=label
                title="New service instance"
            >
                <Drawing icon=Icon::Boxes />
            </a>
        }
        .into_any()
    });
    let name = customer.name;
    let edit = paths.customer_edit(&customer.id, &query);
    let delete = (!customer.system).then(|| {
        view! {
            <a
                class="button-icon"
                href=paths.customer_delete(&customer.id, &query)
                aria-label=format!("Delete {name}")
                title="Delete"
                data-noscroll
            >
                <Drawing icon=Icon::Trash />
            </a>
        }
        .into_any()
    });
    view! {
        {new}
        <a class="button-icon" href=edit aria-label=format!("Edit {name}") title="Edit" data-noscroll>
            <Drawing icon=Icon::Pencil />
        </a>
        {delete}
    }
}

/// "12 View Instances"; the breakdown by state is the tooltip.
#[component]
pub fn Services<'a>(counts: ServiceCounts, href: String, name: &'a str) -> impl IntoView + use<> {
    let breakdown: Vec<_> = counts
        .breakdown()
        .map(|(state, n)| format!("{} {}", format::number(n), state.label().to_ascii_lowercase()))
        .collect();
    let breakdown = if breakdown.is_empty() { "No instances".into() } else { breakdown.join(", ") };
    view! {
        <span class="services-count" title=breakdown.clone()>
            {format::number(counts.total())}
        </span>
        <a href=href title=breakdown aria-label=format!("View Instances of {name}")>
            "View Instances"
        </a>
    }
}

/// The customer's status: an icon and a word.
#[component]
pub fn Status(status: CustomerStatus) -> impl IntoView {
    let (icon, class) = match status {
        CustomerStatus::Active => (Icon::CircleCheck, "badge badge-ok"),
        CustomerStatus::Inactive => (Icon::CircleDashed, "badge badge-muted"),
    };
    view! { <span class=class><Drawing icon />{status.label()}</span> }
}

/// Marks a customer that belongs to the system.
#[component]
pub fn System() -> impl IntoView {
    view! {
        <span class="badge badge-muted badge-system" title="Belongs to the system: it cannot be deleted or renamed">
            "System"
        </span>
    }
}
