//! The columns of the list of service instances.

use leptos::prelude::*;
use model::{Action, CustomerQuery, Instance, InstanceQuery, InstanceSort};

use super::state::{ChangePending, State};
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
pub static COLUMNS: [Column<Instance>; 7] = [
    column(InstanceSort::Name, "Name", "col-name", name),
    column(InstanceSort::Customer, "Customer", "col-customer", customer),
    column(InstanceSort::Design, "Design", "col-design", design),
    column(InstanceSort::State, "State", "col-state", state),
    Column { usual: false, ..column(InstanceSort::Created, "Created", "col-created", created) },
    column(InstanceSort::Updated, "Updated", "col-updated", updated),
    Column { usual: false, ..column(InstanceSort::Id, "Instance ID", "col-id", id) },
];

type Cell = fn(&Instance, &InstanceQuery) -> AnyView;

const fn column(
    key: InstanceSort,
    label: &'static str,
    class: &'static str,
    cell: Cell,
) -> Column<Instance> {
    Column { key, label, class, usual: true, cell }
}

fn name(instance: &Instance, query: &InstanceQuery) -> AnyView {
    let forward = is_forward(query, instance.id.as_str());
    let details = Paths::current().instance(&instance.id, query);
    view! {
        <th scope="row" class="col-name">
            <a
                class="row-link"
                href=details
                title=instance.name.clone()
                data-noscroll
                data-forward=forward.then_some("")
            >
                {marked(&instance.name)}
            </a>
        </th>
    }
    .into_any()
}

fn customer(instance: &Instance, _: &InstanceQuery) -> AnyView {
    let customer = Paths::current().customer(&instance.customer, &CustomerQuery::default());
    view! {
        <td class="col-customer" title=instance.customer_name.clone()>
            <a href=customer>{marked(&instance.customer_name)}</a>
        </td>
    }
    .into_any()
}

fn design(instance: &Instance, _: &InstanceQuery) -> AnyView {
    let design = format!("{} {}", instance.design, instance.design_version);
    view! {
        <td class="col-design mono" title=design.clone()>
            {marked(&instance.design)} " " {instance.design_version.clone()}
        </td>
    }
    .into_any()
}

fn state(instance: &Instance, _: &InstanceQuery) -> AnyView {
    view! {
        <td class="col-state">
            <State state=instance.state />
            {instance.changed.then(|| view! { <ChangePending /> })}
        </td>
    }
    .into_any()
}

fn created(instance: &Instance, _: &InstanceQuery) -> AnyView {
    view! {
        <td class="col-created muted">
            <Ago at=instance.created_at.clone() />
        </td>
    }
    .into_any()
}

fn updated(instance: &Instance, _: &InstanceQuery) -> AnyView {
    view! {
        <td class="col-updated muted">
            <Ago at=instance.updated_at.clone() />
        </td>
    }
    .into_any()
}

fn id(instance: &Instance, _: &InstanceQuery) -> AnyView {
    let id = instance.id.to_string();
    view! {
        <td class="col-id mono" title=id.clone()>
            {id.clone()}
        </td>
    }
    .into_any()
}

/// Edit and delete, where the instance's state allows them.
#[component]
pub fn Actions(instance: Instance, query: InstanceQuery) -> impl IntoView {
    let paths = Paths::current();
    let link = |action: Action, icon: Icon, href: String| {
        action.rule(instance.state, instance.changed).map(|_| {
            let label = format!("{} {}", action.label(), instance.name);
            view! {
                <a class="button-icon" href=href aria-label=label title=action.label() data-noscroll>
                    <Drawing icon />
                </a>
            }
        })
    };
    view! {
        {link(Action::Edit, Icon::Pencil, paths.instance_edit(&instance.id, &query))}
        {link(Action::Delete, Icon::Trash, paths.instance_delete(&instance.id, &query))}
    }
}
