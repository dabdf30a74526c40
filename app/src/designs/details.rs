//! A version of a design with its schema, in a panel over the catalogue.

use leptos::prelude::*;
use model::{DesignForm, DesignStatus, design::instances_of};

use super::{Whole, api::get_design, key_in_url, list_page::status_badge};
use crate::{
    json::Resource,
    paths::Paths,
    ui::{
        dialog::{Dialog, Shape},
        format,
        icon::{Drawing, Icon},
        state::Awaited,
        time::At,
    },
};

/// The panel at `/orchestration/designs/<id>/<version>`.
#[component]
pub fn DetailsPanel() -> impl IntoView {
    let key = key_in_url();
    let back = Signal::stored(Paths::current().designs());
    let design = Resource::new(move || key.get(), |(id, version)| get_design(id, version));
    let show = move |design| view! { <Fields design /> };

    view! {
        <Dialog shape=Shape::Panel title="Design Details" back>
            <div class="dialog-body">
                <Awaited loaded=design show />
            </div>
        </Dialog>
    }
}

#[component]
fn Fields(design: Whole) -> impl IntoView {
    let paths = Paths::current();
    let Whole { form, status, revision, updated_at, instances, may_change } = design;
    let DesignForm { id, version, title, description, schema } = form;
    let all = paths.instances(&instances_of(&id, &version));
    let uses = match instances {
        Some(n) => view! {
            <a href=all>{format::count(n, "service instance", "service instances")}</a>
        }
        .into_any(),
        None => view! { <span class="muted">"Not known yet"</span> }.into_any(),
    };
    let description = match description.is_empty() {
        true => view! { <span class="muted">"None"</span> }.into_any(),
        false => description.into_any(),
    };
    let actions = may_change.then(|| {
        let turn = if status == DesignStatus::Offered { "Retire" } else { "Offer again" };
        // What is used stays as it is.
        let edit = (instances == Some(0)).then(|| {
            view! {
                <a class="button" href=paths.design_edit(&id, &version) data-noscroll>
                    <Drawing icon=Icon::Pencil />
                    "Edit"
                </a>
            }
        });
        view! {
            <span class="details-actions">
                {edit}
                <a class="button" href=paths.design_new_from(&id, &version) data-noscroll>
                    <Drawing icon=Icon::Copy />
                    "Add version"
                </a>
                <a class="button" href=paths.design_status(&id, &version) data-noscroll>
                    {turn}
                </a>
            </span>
        }
    });
    view! {
        <div class="details-head">
            <p class="details-name">{title}</p>
            {status_badge(status)}
            {actions}
        </div>
        <dl class="details">
            <dt>"Design"</dt>
            <dd class="mono">{id}</dd>
            <dt>"Version"</dt>
            <dd class="mono">{version}</dd>
            <dt>"Description"</dt>
            <dd class="details-text">{description}</dd>
            <dt>"Service Instances"</dt>
            <dd>{uses}</dd>
            <dt>"Updated"</dt>
            <dd>
                <At at=updated_at />
                {format!(" (revision {revision})")}
            </dd>
        </dl>
        <h3 id="design-schema">"Schema"</h3>
        <pre class="code" tabindex="0" role="region" aria-labelledby="design-schema">
            {schema}
        </pre>
    }
}
