//! The table of customers.

use leptos::prelude::*;
use model::{Customer, CustomerQuery, CustomerSort, CustomerStatus, PageStart, ServiceCounts};

use crate::{
    paths::Paths,
    ui::{
        format,
        icon::{Drawing, Icon},
        list::put_forward,
        sort_header::SortHeader,
        time::Ago,
    },
};

/// The columns that sort, in order: heading, column, class.
const COLUMNS: [(&str, CustomerSort, &str); 6] = [
    ("Name", CustomerSort::Name, "col-name"),
    ("Service Instances", CustomerSort::Services, "col-services"),
    ("Reference Number", CustomerSort::Reference, "col-reference"),
    ("Description", CustomerSort::Description, "col-description"),
    ("Status", CustomerSort::Status, "col-status"),
    ("Updated", CustomerSort::Updated, "col-updated"),
];

/// The rows of one page; `query` gives the sort arrows, the links, and the row to put forward.
#[component]
pub fn CustomerTable(rows: Vec<Customer>, query: CustomerQuery) -> impl IntoView {
    put_forward(&query.start);
    let headers = COLUMNS
        .map(|(label, key, class)| {
            view! { <SortHeader label key query=query.clone() href=Paths::customers class /> }
        })
        .collect_view();

    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Customers, scrollable">
            <table class="table">
                <caption class="visually-hidden">"Customers"</caption>
                <thead>
                    <tr>
                        {headers} <th scope="col" class="col-actions">
                            <span class="visually-hidden">"Actions"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .map(|customer| view! { <Row customer query=query.clone() /> })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(customer: Customer, query: CustomerQuery) -> impl IntoView {
    let paths = Paths::current();
    let id = customer.id.clone();
    let forward = query.start == PageStart::At(id.to_string());
    let name = customer.name.clone();
    let details = paths.customer(&id, &query);
    let edit = paths.customer_edit(&id, &query);
    let delete = paths.customer_delete(&id, &query);
    let instances = paths.instances_of(&id);
    let description = customer.description.clone().unwrap_or_default();

    view! {
        <tr class:row-forward=forward>
            <th scope="row" class="col-name">
                <a
                    class="row-link"
                    href=details
                    title=name.clone()
                    data-noscroll
                    data-forward=forward.then_some("")
                >
                    {name.clone()}
                </a>
            </th>
            <td class="col-services">
                <Services counts=customer.services href=instances name=name.clone() />
            </td>
            <td class="col-reference mono" title=customer.reference.clone()>
                {customer.reference.clone()}
            </td>
            <td class="col-description muted" title=description.clone()>
                {description.clone()}
            </td>
            <td class="col-status">
                <Status status=customer.status />
            </td>
            <td class="col-updated muted">
                <Ago at=customer.updated_at />
            </td>
            <td class="col-actions">
                <span class="row-actions">
                    <a class="button-icon" href=edit aria-label=format!("Edit {name}") title="Edit" data-noscroll>
                        <Drawing icon=Icon::Pencil />
                    </a>
                    <a
                        class="button-icon"
                        href=delete
                        aria-label=format!("Delete {name}")
                        title="Delete"
                        data-noscroll
                    >
                        <Drawing icon=Icon::Trash />
                    </a>
                </span>
            </td>
        </tr>
    }
}

/// "12 View Instances"; the breakdown by state is the tooltip.
#[component]
pub fn Services(counts: ServiceCounts, href: String, name: String) -> impl IntoView {
    let breakdown: Vec<_> = counts
        .breakdown()
        .map(|(state, n)| format!("{} {}", format::number(n), state.label().to_lowercase()))
        .collect();
    let breakdown = if breakdown.is_empty() { "No instances".into() } else { breakdown.join(", ") };
    view! {
        <span class="services">
            <span class="services-count" title=breakdown.clone()>
                {format::number(counts.total())}
            </span>
            <a href=href title=breakdown>
                "View Instances"
                <span class="visually-hidden">{format!(" of {name}")}</span>
            </a>
        </span>
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
