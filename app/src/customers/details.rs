//! A customer's details and history, in a panel over the list.

use leptos::prelude::*;
use model::{Customer, CustomerStatus};

use super::{
    ListContext,
    api::{customer_history, get_customer},
    history::History,
    id_in_url,
    table::{service_count, status_badge, system_badge},
};
use crate::{
    json::Resource,
    paths::Paths,
    ui::{
        dialog::{Dialog, Shape},
        each, format,
        icon::{Drawing, Icon},
        state::Awaited,
        time::At,
    },
};

/// The panel at `/orchestration/customers/<id>`.
#[component]
pub fn DetailsPanel() -> impl IntoView {
    let list = ListContext::current();
    let paths = Paths::current();
    let id = id_in_url();
    let details = Resource::new(
        move || id.get(),
        |id| async move {
            let id = id?;
            Ok::<_, crate::error::AppError>((
                get_customer(id.clone()).await?,
                customer_history(id).await?,
            ))
        },
    );
    let back = Signal::derive(move || paths.customers(&list.query.get()));
    let show = move |(customer, changes)| {
        view! {
            <Fields customer />
            <History changes />
        }
    };

    view! {
        <Dialog shape=Shape::Panel title="Customer Details" back>
            <div class="dialog-body">
                <Awaited loaded=details show />
            </div>
        </Dialog>
    }
}

#[component]
fn Fields(customer: Customer) -> impl IntoView {
    let paths = Paths::current();
    let query = ListContext::current().query;
    let id = customer.id.clone();
    let edit = paths.customer_edit(&id, &query.get_untracked());
    let delete = (!customer.system).then(|| {
        view! {
            <a class="button" href=paths.customer_delete(&id, &query.get_untracked()) data-noscroll>
                <Drawing icon=Icon::Trash />
                "Delete"
            </a>
        }
    });
    // An inactive customer takes none.
    let new = (customer.status == CustomerStatus::Active).then(|| {
        view! {
            <a class="button" href=paths.instance_new_for(&id)>
                <Drawing icon=Icon::Plus />
                "New instance"
            </a>
        }
    });
    let states = customer
        .services
        .breakdown()
        .map(|(state, n)| view! { <li>{format::number(n)} " " {state.label().to_ascii_lowercase()}</li> })
        .collect_view();
    let absent = || view! { <span class="muted">"None"</span> };

    view! {
        <div class="details-head">
            <p class="details-name">{customer.name.clone()}</p>
            {status_badge(customer.status)}
            {customer.system.then(|| system_badge().into_any())}
            <span class="details-actions">
                <a class="button" href=edit data-noscroll>
                    <Drawing icon=Icon::Pencil />
                    "Edit"
                </a>
                {delete}
                {new}
            </span>
        </div>
        <dl class="details">
            <dt>"Reference Number"</dt>
            <dd class="mono">{customer.reference.clone().map_or_else(|| absent().into_any(), |r| r.into_any())}</dd>
            <dt>"Description"</dt>
            <dd class="details-text">
                {customer.description.clone().map_or_else(|| absent().into_any(), |d| d.into_any())}
            </dd>
            <dt>"Service Instances"</dt>
            <dd>
                {each(service_count(customer.services, paths.instances_of(&id), &customer.name))}
                <ul class="details-states">{states}</ul>
            </dd>
            <dt>"Service Orders"</dt>
            <dd>
                <a href=paths.orders_of(&id)>
                    "View Orders" <span class="visually-hidden">{format!(" of {}", customer.name)}</span>
                </a>
            </dd>
            <dt>"Customer ID"</dt>
            <dd class="mono">{id.to_string()}</dd>
            <dt>"Created"</dt>
            <dd>
                <At at=customer.created_at />
            </dd>
            <dt>"Updated"</dt>
            <dd>
                <At at=customer.updated_at />
                {format!(" (version {})", customer.version)}
            </dd>
        </dl>
    }
}
