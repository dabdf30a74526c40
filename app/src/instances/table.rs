//! The table of service instances.

use leptos::prelude::*;
use model::{CustomerQuery, Instance, InstanceQuery, InstanceSort, PageStart, Sort};

use super::state::State;
use crate::{
    paths::Paths,
    ui::{list::put_forward, sort_header::SortHeader, time::Ago},
};

/// The rows of one page; `query` gives the sort arrows and the row to put forward.
#[component]
pub fn InstanceTable(rows: Vec<Instance>, query: InstanceQuery) -> impl IntoView {
    let sort = query.sort;
    let paths = Paths::current();
    let for_sort = query.clone();
    let href = move |sort: Sort<InstanceSort>| {
        let query = InstanceQuery { sort, start: PageStart::First, ..for_sort.clone() };
        paths.instances(&query)
    };
    put_forward(&query.start);

    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Service instances, scrollable">
            <table class="table" class:table-scoped=query.customer.is_some()>
                <caption class="visually-hidden">"Service Instances"</caption>
                <thead>
                    <tr>
                        <SortHeader label="Name" key=InstanceSort::Name sort href=href.clone() class="col-name" />
                        <th scope="col" class="col-customer">
                            "Customer"
                        </th>
                        <SortHeader
                            label="Design"
                            key=InstanceSort::Design
                            sort
                            href=href.clone()
                            class="col-design"
                        />
                        <SortHeader
                            label="State"
                            key=InstanceSort::State
                            sort
                            href=href.clone()
                            class="col-state"
                        />
                        <SortHeader label="Updated" key=InstanceSort::Updated sort href class="col-updated" />
                    </tr>
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
