//! What keeps a customer from being deleted: service instances that may hold network resources, each
//! with the way to take it out of the network.

use leptos::prelude::*;
use model::{Action as Doing, Customer, Instance, Order};
use serde::{Deserialize, Serialize};

use crate::{
    error::AppError,
    instances::{api::place_order, state::state_badge},
    paths::Paths,
    ui::{command::CommandButton, format},
};

/// A customer that is to be deleted, and what is in the way of that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The customer.
    pub customer: Customer,
    /// The first instances in the way, by name; the customer's counters say how many there are.
    pub blockers: Vec<Instance>,
    /// Whether who asks may change anything.
    pub may_write: bool,
}

/// Takes an instance out of the network.
pub type Deprovision = Action<Instance, Result<Order, AppError>>;

/// Nothing under way.
pub fn deprovision() -> Deprovision {
    Action::new(|instance: &Instance| {
        place_order(instance.id.clone(), instance.version, Doing::Deprovision)
    })
}

/// The instances in the way, with links and, where that is possible, with buttons that deprovision
/// them. Without JavaScript those send the form that they are in.
#[component]
pub fn Blockers(now: Signal<Subject>, run: Deprovision) -> impl IntoView {
    let customer = Memo::new(move |_| now.read().customer.clone());
    let total = move || customer.read().services.blocking();
    let more = move || total().saturating_sub(now.read().blockers.len() as u64);
    let all = Paths::current().instances_of(&customer.read_untracked().id);
    let may_write = now.read_untracked().may_write;
    view! {
        <div role="alert">
            <p>
                <strong>{move || customer.read().name.clone()}</strong>
                " cannot be deleted while "
                {move || format::count(total(), "service instance", "service instances")}
                {move || match total() {
                    1 => " may hold network resources. Deprovision it first.",
                    _ => " may hold network resources. Deprovision them first.",
                }}
            </p>
        </div>
        <ul class="blockers">
            <For
                each=move || now.read().blockers.clone()
                key=|instance| (instance.id.clone(), instance.version)
                let:instance
            >
                <Blocker instance may_write run />
            </For>
        </ul>
        <p>
            {move || (more() > 0).then(|| format!("and {} more. ", format::number(more())))}
            <a href=all>"View all instances"</a>
        </p>
    }
}

#[component]
fn Blocker(instance: Instance, may_write: bool, run: Deprovision) -> impl IntoView {
    let Instance { id, version, name, customer, state, changed, .. } = instance.clone();
    let possible = may_write && Doing::Deprovision.rule(state, changed).is_some();
    let button = possible.then(|| {
        let which = format!(" {name}");
        view! {
            <CommandButton
                run
                command=instance
                name="deprovision"
                value=format!("{id}.{version}")
                class="button button-small"
            >
                "Deprovision"
                <span class="visually-hidden">{which}</span>
            </CommandButton>
        }
    });
    view! {
        <li>
            <a href=Paths::current().instance_of(&customer, &id)>{name.clone()}</a>
            {state_badge(state)}
            {button}
        </li>
    }
}
