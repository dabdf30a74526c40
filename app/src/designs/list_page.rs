//! The catalogue: every version of every service design; its panels are child routes shown over it.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use model::{DesignStatus, DesignSummary, design::instances_of};

use super::{Catalogue, Entry, api::list_designs};
use crate::{
    json::Resource,
    notice::NoticeFromUrl,
    paths::Paths,
    ui::{
        badge::{Tone, badge},
        format,
        icon::{Drawing, Icon},
        links::making,
        list::Reload,
        markup::Markup,
        state::{Empty, Failed, Skeleton},
        time::Ago,
    },
};

/// The page at `/orchestration/designs`.
#[component]
pub fn DesignsPage() -> impl IntoView {
    let reload = Reload::provide();
    let catalogue = Resource::new(move || reload.count(), |_| list_designs());
    view! {
        <Title text="Service Designs" />
        <section class="page" aria-labelledby="page-title">
            <header class="toolbar">
                <h1 id="page-title">"Service Designs"</h1>
                <Transition>
                    {move || Suspend::new(async move { catalogue.await.ok().map(head) })}
                </Transition>
            </header>
            <Transition fallback=Skeleton>
                {move || Suspend::new(async move {
                    match catalogue.await {
                        Ok(catalogue) if catalogue.designs.is_empty() => nothing().into_any(),
                        Ok(catalogue) => table(catalogue).into_any(),
                        Err(error) => {
                            view! { <Failed error on_retry=move || catalogue.refetch() /> }.into_any()
                        }
                    }
                })}
            </Transition>
        </section>
        <Outlet />
        <NoticeFromUrl reload />
    }
}

fn head(catalogue: Catalogue) -> impl IntoView {
    let total = catalogue.designs.len() as u64;
    let add = catalogue
        .may_change
        .then(|| making(Paths::current().design_new(), "Add", "design").into_any());
    view! {
        <p class="total" role="status">
            {format::count(total, "version", "versions")}
        </p>
        {add}
    }
}

fn table(catalogue: Catalogue) -> impl IntoView {
    let may_change = catalogue.may_change;
    let row = move |entry: Entry| row(entry, may_change);
    let rows = catalogue.designs.into_iter().map(row).collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Service designs, scrollable">
            <table class="table table-designs">
                <caption class="visually-hidden">"Service designs"</caption>
                <thead>
                    <tr>
                        <th scope="col" class="col-name">"Design"</th>
                        <th scope="col" class="col-version">"Version"</th>
                        <th scope="col" class="col-title">"Title"</th>
                        <th scope="col" class="col-status">"Status"</th>
                        <th scope="col" class="col-services">"Service Instances"</th>
                        <th scope="col" class="col-updated">"Updated"</th>
                        <th scope="col" class="col-actions">
                            <span class="visually-hidden">"Actions"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(entry: Entry, may_change: bool) -> impl IntoView {
    let paths = Paths::current();
    let Entry { design, instances } = entry;
    let name = format!("{} {}", design.id, design.version);
    let all = paths.instances(&instances_of(&design.id, &design.version));
    let uses = match instances {
        None => view! { <span class="muted">"–"</span> }.into_any(),
        Some(n) => view! {
            <a href=all>
                {format::number(n)}
                <span class="visually-hidden">{format!(" of {name}")}</span>
            </a>
        }
        .into_any(),
    };
    let changes = may_change.then(|| changes(&paths, &design, instances, &name));
    let details = paths.design(&design.id, &design.version);
    view! {
        <tr>
            <th scope="row" class="col-name mono">
                <a class="row-link" href=details title=name data-noscroll>
                    {design.id}
                </a>
            </th>
            <td class="col-version mono">{design.version}</td>
            <td class="col-title" title=design.title.clone()>
                {design.title.clone()}
            </td>
            <td class="col-status">{status_badge(design.status)}</td>
            <td class="col-services">{uses}</td>
            <td class="col-updated muted">
                <Ago at=design.updated_at />
            </td>
            <td class="col-actions">{changes}</td>
        </tr>
    }
}

/// What can be done with a version. What is used stays as it is, so there is nothing to edit.
fn changes(paths: &Paths, design: &DesignSummary, instances: Option<u64>, name: &str) -> AnyView {
    let (id, version) = (&design.id, &design.version);
    let link = |href: String, icon, verb: &'static str| {
        view! {
            <a class="button-icon" href=href aria-label=format!("{verb} {name}") title=verb data-noscroll>
                <Drawing icon />
            </a>
        }
    };
    let edit =
        (instances == Some(0)).then(|| link(paths.design_edit(id, version), Icon::Pencil, "Edit"));
    let (icon, turn) = match design.status {
        DesignStatus::Offered => (Icon::CircleMinus, "Retire"),
        DesignStatus::Retired => (Icon::Undo, "Offer again"),
    };
    view! {
        {edit}
        {link(paths.design_new_from(id, version), Icon::Copy, "Add a version after")}
        {link(paths.design_status(id, version), icon, turn)}
    }
    .into_any()
}

/// Whether new service instances are made from it, as a badge.
pub fn status_badge(status: DesignStatus) -> Markup {
    let (icon, tone) = match status {
        DesignStatus::Offered => (Icon::CircleCheck, Tone::Ok),
        DesignStatus::Retired => (Icon::CircleDashed, Tone::Muted),
    };
    badge(icon, tone, status.label())
}

fn nothing() -> impl IntoView {
    view! {
        <Empty
            icon=Icon::LayoutTemplate
            title="There are no service designs"
            text="A service instance is made from a design, which says what belongs to it.".to_owned()
        >
            ""
        </Empty>
    }
}
