//! The Service Instances page, over all customers or scoped to one by `?customer=<id>`.

use std::{future::Future, iter};

use filter::Schema;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use model::{Instance, InstanceQuery, InstanceSort, Page, SortKey};

use super::{
    ListContext,
    api::list_instances,
    table::{COLUMNS, actions},
};
use crate::{
    customers::scope::{scope, suggest},
    error::AppError,
    notice::NoticeFromUrl,
    paths::Paths,
    ui::{
        filter::Suggestions,
        icon::Icon,
        links::{making, over, to},
        list::{Reload, load, query_in_url},
        list_page::ListPage,
        listed::Listed,
        markup::Markup,
        redrawn,
        selection::Selection,
        table::Column,
        time::day,
    },
};

/// The page at `/orchestration/instances`.
#[component]
pub fn InstancesPage() -> impl IntoView {
    let query = query_in_url(Instance::href(&Paths::current(), &InstanceQuery::default()));
    let reload = Reload::provide();
    Selection::provide(query);
    let loaded = load::<Instance>(query, reload);
    ListContext::provide(query, reload, loaded);

    view! {
        <Title text=Instance::TITLE />
        <ListPage query loaded reload actions=move || new(query)>
            {scope::<Instance>(query, "Show the instances of all customers")}
        </ListPage>
        <Outlet />
        <NoticeFromUrl reload />
    }
}

impl Listed for Instance {
    type Key = InstanceSort;
    const TITLE: &'static str = "Service Instances";
    const NOUN: (&'static str, &'static str) = ("service instance", "service instances");
    const ICON: Icon = Icon::Boxes;
    const LABEL: &'static str = "Service Instances";
    const EXAMPLE: &'static str = "state=in=(active,failed);customer.name=like=nordic";
    const ACTIONS: bool = true;
    const SEARCHED: &'static str = "name, design or customer";

    fn schema() -> &'static Schema {
        &filter::INSTANCES
    }

    fn suggest(field: &'static str, typed: String) -> Suggestions {
        suggest(field, typed)
    }

    fn fetch(
        query: InstanceQuery,
    ) -> impl Future<Output = Result<Page<Self>, AppError>> + Send + 'static {
        list_instances(query)
    }

    fn href(paths: &Paths, query: &InstanceQuery) -> String {
        paths.instances(query)
    }

    fn export(paths: &Paths, query: &InstanceQuery, ids: &[String]) -> String {
        match ids {
            [] => paths.instances_csv(query),
            ids => paths.instances_csv_of(ids),
        }
    }

    fn columns() -> &'static [Column<Self>] {
        &COLUMNS
    }

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn value(&self, column: InstanceSort) -> (&'static str, Option<String>) {
        let value = match column {
            InstanceSort::Name => Some(self.name.clone()),
            InstanceSort::Customer => return ("customer.name", Some(self.customer_name.clone())),
            InstanceSort::Design => Some(self.design.clone()),
            InstanceSort::State => Some(self.state.as_str().to_owned()),
            InstanceSort::Created => day(&self.created_at),
            InstanceSort::Updated => day(&self.updated_at),
            InstanceSort::Id => Some(self.id.to_string()),
        };
        (column.as_str(), value)
    }

    fn actions(&self, query: &InstanceQuery) -> Vec<Markup> {
        actions(self, query)
    }

    fn empty(query: &InstanceQuery) -> (&'static str, &'static str) {
        match query.customer {
            Some(_) => ("This customer has no service instances", "Make the first one here."),
            None => (
                "No service instances yet",
                "Make the first one here, or bring many at once: customer-inventory import instances FILE.csv",
            ),
        }
    }

    fn next_step(query: &InstanceQuery) -> Vec<Markup> {
        let paths = Paths::current();
        let new = over("button", paths.instance_new(query)).child("New instance");
        let all = to("button", paths.instances(&InstanceQuery::default()));
        let all = query.customer.is_some().then(|| all.child("Show all instances"));
        iter::once(new).chain(all).collect()
    }
}

fn new(query: Memo<InstanceQuery>) -> AnyView {
    let paths = Paths::current();
    redrawn(move || {
        making(paths.instance_new(&query.read()), "New", "service instance")
            .attribute("title", "New service instance (n)")
            .attribute("data-key", "n")
    })
}
