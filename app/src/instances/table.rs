//! The table of service instances.

use leptos::prelude::*;
use model::{CustomerQuery, Instance, InstanceQuery, InstanceSort, PageStart};

use super::state::State;
use crate::{
    paths::Paths,
    ui::{list::put_forward, sort_header::SortHeader, time::Ago},
};

/// The columns, all of which sort: heading, column, class.
const COLUMNS: [(&str, InstanceSort, &str); 5] = [
    ("Name", InstanceSort::Name, "col-name"),
    ("Customer", InstanceSort::Customer, "col-customer"),
    ("Design", InstanceSort::Design, "col-design"),
    ("State", InstanceSort::State, "col-state"),
    ("Updated", InstanceSort::Updated, "col-updated"),
];

/// The rows of one page; `query` gives the sort arrows and the row to put forward.
#[component]
pub fn InstanceTable(rows: Vec<Instance>, query: InstanceQuery) -> impl IntoView {
    put_forward(&query.start);
    let headers = COLUMNS
        .map(|(label, key, class)| {
            view! { <SortHeader label key query=query.clone() href=Paths::instances class /> }
        })
        .collect_view();

    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Service instances, scrollable">
            <table class="table" class:table-scoped=query.customer.is_some()>
                <caption class="visually-hidden">"Service Instances"</caption>
                <thead>
                    <tr>{headers}</tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .map(|instance| view! { <Row instance query=query.clone() /> })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(instance: Instance, query: InstanceQuery) -> impl IntoView {
    let paths = Paths::current();
    let forward = query.start == PageStart::At(instance.id.to_string());
    let customer = paths.customer(&instance.customer, &CustomerQuery::default());
    let design = format!("{} {}", instance.design, instance.design_version);
    view! {
        <tr class:row-forward=forward>
            <th
                scope="row"
                class="col-name"
                title=instance.name.clone()
                tabindex=forward.then_some("-1")
                data-forward=forward.then_some("")
            >
                {instance.name.clone()}
            </th>
            <td class="col-customer" title=instance.customer_name.clone()>
                <a href=customer>{instance.customer_name.clone()}</a>
            </td>
            <td class="col-design mono" title=design.clone()>
                {design.clone()}
            </td>
            <td class="col-state">
                <State state=instance.state />
            </td>
            <td class="col-updated muted">
                <Ago at=instance.updated_at />
            </td>
        </tr>
    }
}
