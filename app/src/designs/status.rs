//! Retire a version of a design, or offer it again: the question, over the catalogue.

use leptos::{ev, prelude::*};
use model::{DesignForm, DesignStatus};

use super::{
    Whole,
    api::{get_design, set_design_status},
    key_in_url,
    new::back_to_list,
};
use crate::{
    error::AppError,
    json::Resource,
    notice::Notice,
    paths::Paths,
    submitted::Submitted,
    ui::{
        dialog::{Dialog, Shape},
        focus::focus_start,
        state::Awaited,
    },
};

/// The question at `/orchestration/designs/<id>/<version>/status`.
#[component]
pub fn StatusPanel() -> impl IntoView {
    let key = key_in_url();
    let submitted = StoredValue::new(Submitted::<DesignForm>::take());
    let back = Signal::stored(Paths::current().designs());
    let design = Resource::new(move || key.get(), |(id, version)| get_design(id, version));
    let show = move |design| {
        let refused = submitted.get_value().and_then(|s| s.error);
        view! { <Question design refused back /> }
    };

    view! {
        <Dialog shape=Shape::Question title="Change Status" back>
            <Awaited loaded=design show />
        </Dialog>
    }
}

#[component]
fn Question(design: Whole, refused: Option<AppError>, back: Signal<String>) -> impl IntoView {
    focus_start();
    let Whole { form: DesignForm { id, version, .. }, status, .. } = design;
    let (wanted, verb, class, consequence) = match status {
        DesignStatus::Offered => (
            DesignStatus::Retired,
            "Retire",
            "button button-danger",
            "No new service instances can be made from it. Those there are stay as they are, and it can be offered again.",
        ),
        DesignStatus::Retired => (
            DesignStatus::Offered,
            "Offer",
            "button button-primary",
            "New service instances can be made from it again.",
        ),
    };
    let post = Paths::current().design_status(&id, &version);
    let name = format!("{id} {version}");
    // What was changed meanwhile is said; asking once more is about what was then seen.
    let revision = RwSignal::new(design.revision);
    let action = Action::new(move |(): &()| {
        set_design_status(id.clone(), version.clone(), revision.get_untracked(), wanted)
    });
    let done = back_to_list(|design| Notice::of_status(design.status));
    Effect::new(move || match action.value().get() {
        Some(Ok(design)) => done(design),
        Some(Err(AppError::DesignChanged(_, current))) => revision.set(current),
        _ => {}
    });
    let error = move || match action.value().get() {
        Some(result) => result.err(),
        None => refused.clone(),
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !action.pending().get_untracked() {
            action.dispatch(());
        }
    };
    view! {
        <form class="dialog-form" method="post" action=post on:submit=submit>
            <div class="dialog-body">
                <input type="hidden" name="version" value=move || revision.get().to_string() />
                <input type="hidden" name="status" value=wanted.as_str() />
                {move || error().map(|error| view! { <p class="alert" role="alert">{error.to_string()}</p> })}
                <p>{verb} " " <strong>{name.clone()}</strong> "?"</p>
                <p class="muted">{consequence}</p>
            </div>
            <footer class="dialog-foot">
                <a class="button" href=back data-autofocus>
                    "Cancel"
                </a>
                <button class=class type="submit">
                    {format!("{verb} {name}")}
                </button>
            </footer>
        </form>
    }
}
