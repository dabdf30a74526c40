//! Edit: design version and body of a service instance, in a panel over the list.

use leptos::{prelude::*, task::spawn_local};
use model::{CustomerQuery, InstanceForm, instance_form::design_value};

use super::{
    ListContext,
    api::{get_instance, instance_to_edit, update_instance},
    body::{TypedBody, fields::BodyFields},
    conflict::Conflict,
    design_field::DesignField,
    id_in_url,
    shown::{Shown, ToEdit},
};
use crate::{
    error::AppError,
    json::Resource,
    notice::Notice,
    paths::Paths,
    submitted::Submitted,
    ui::{
        back::back_to_row,
        dialog::{Dialog, Shape},
        form::{SaveForm, Saving},
        state::Awaited,
    },
};

/// The panel at `/orchestration/instances/<id>/edit`.
#[component]
pub fn EditPanel() -> impl IntoView {
    let list = ListContext::current();
    let paths = Paths::current();
    let id = id_in_url();
    let submitted = StoredValue::new(Submitted::<InstanceForm>::take());
    let dirty = RwSignal::new(false);
    let start = Resource::new(
        move || id.get(),
        move |id| async move {
            let design = submitted.with_value(|s| s.as_ref().map(|s| s.form.design.clone()));
            instance_to_edit(id?, design.unwrap_or_default()).await
        },
    );
    let back = Signal::derive(move || paths.instances(&list.query.get()));
    let show = move |start| {
        view! { <EditForm start submitted=submitted.get_value() back dirty /> }
    };

    view! {
        <Dialog shape=Shape::Panel title="Edit Service Instance" back dirty>
            <Awaited loaded=start show />
        </Dialog>
    }
}

#[component]
fn EditForm(
    start: ToEdit,
    submitted: Option<Submitted<InstanceForm>>,
    back: Signal<String>,
    dirty: RwSignal<bool>,
) -> impl IntoView {
    let list = ListContext::current();
    let ToEdit { shown, versions, design, schema } = start;
    let refused = submitted.as_ref().and_then(|s| s.error.clone());
    let version = submitted.as_ref().map_or(shown.instance.version, |s| s.version);
    let body = match submitted {
        Some(Submitted { form, .. }) => TypedBody::new(design, schema.as_deref(), form.body, true),
        None => TypedBody::of(design, schema.as_deref(), shown.body.clone()),
    };
    let form = move || {
        let (fields_of, texts) = body.texts();
        InstanceForm { design: body.design.get(), fields_of, body: texts, ..Default::default() }
    };
    let untouched = StoredValue::new(untrack(form));
    Effect::new(move || {
        let now = form();
        dirty.set(untouched.with_value(|untouched| now != *untouched));
    });
    let id = shown.instance.id.clone();
    let action = Paths::current().instance_edit(&id, &list.query.get_untracked());
    let theirs =
        RwSignal::new(matches!(refused, Some(AppError::InstanceChanged(_))).then(|| shown.clone()));
    let save = move |version| {
        body.said.set(Default::default());
        update_instance(id.clone(), version, untrack(form))
    };
    let saving = Saving::new(version, refused, save, back_to_row(Notice::InstanceUpdated));
    fetch_theirs(saving, theirs);
    let options = versions.into_iter().map(|version| {
        let value = design_value(&shown.instance.design, &version);
        (value.clone(), value)
    });
    let options = options.collect::<Vec<_>>();

    view! {
        <SaveForm saving back action save_label="Save">
            <Refusal saving body theirs />
            <Fixed shown=shown.clone() />
            <DesignField body options error=saving.error_of("design") />
            <BodyFields typed=body errors=saving.errors() />
        </SaveForm>
    }
}

/// Once somebody else has saved first, asks for what that was.
fn fetch_theirs(saving: Saving, theirs: RwSignal<Option<Shown>>) {
    Effect::new(move || {
        let Some(AppError::InstanceChanged(current)) = saving.error.get() else { return };
        let known = theirs.read_untracked().as_ref().map(|shown| shown.instance.version);
        if known == Some(current.version) {
            return;
        }
        theirs.set(None);
        spawn_local(async move {
            // Without it the sentence is all that can be said.
            if let Ok(shown) = get_instance(current.id).await {
                theirs.try_set(Some(shown));
            }
        });
    });
}

/// What never changes.
#[component]
fn Fixed(shown: Shown) -> impl IntoView {
    let customer = &shown.instance.customer;
    let customer = Paths::current().customer(customer, &CustomerQuery::default());
    view! {
        <dl class="details details-fixed">
            <dt>"Instance Name"</dt>
            <dd>{shown.instance.name}</dd>
            <dt>"Customer"</dt>
            <dd>
                <a href=customer>{shown.instance.customer_name}</a>
                " "
                <span class="mono muted">{shown.customer_reference}</span>
            </dd>
        </dl>
    }
}

/// What is wrong beyond single fields: a conflict with both versions, or a sentence.
#[component]
fn Refusal(saving: Saving, body: TypedBody, theirs: RwSignal<Option<Shown>>) -> impl IntoView {
    move || match (saving.error.get(), theirs.get()) {
        (None | Some(AppError::Invalid(_)), _) => ().into_any(),
        (Some(AppError::InstanceChanged(_)), Some(theirs)) => {
            view! { <Conflict theirs body version=saving.version /> }.into_any()
        }
        (Some(error), _) => {
            view! { <p class="alert" role="alert">{error.to_string()}</p> }.into_any()
        }
    }
}
