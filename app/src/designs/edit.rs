//! Edit: the form to change a version of a design that no service instance uses, in a panel over the
//! catalogue.

use leptos::prelude::*;
use model::DesignForm;

use super::{
    Whole,
    api::{get_design, update_design},
    form::{Editor, Typed},
    key_in_url,
    new::back_to_list,
};
use crate::{
    json::Resource,
    notice::Notice,
    paths::Paths,
    submitted::Submitted,
    ui::{
        dialog::{Dialog, Shape},
        form::Saving,
        state::Awaited,
    },
};

/// The panel at `/orchestration/designs/<id>/<version>/edit`.
#[component]
pub fn EditPanel() -> impl IntoView {
    let key = key_in_url();
    let submitted = StoredValue::new(Submitted::<DesignForm>::take());
    let dirty = RwSignal::new(false);
    let back = Signal::stored(Paths::current().designs());
    let design = Resource::new(move || key.get(), |(id, version)| get_design(id, version));
    let show = move |design| {
        view! { <EditForm design submitted=submitted.get_value() back dirty /> }
    };

    view! {
        <Dialog shape=Shape::Panel title="Edit Design" back dirty>
            <Awaited loaded=design show />
        </Dialog>
    }
}

#[component]
fn EditForm(
    design: Whole,
    submitted: Option<Submitted<DesignForm>>,
    back: Signal<String>,
    dirty: RwSignal<bool>,
) -> impl IntoView {
    let Whole { form: stored, revision, .. } = design;
    let action = Paths::current().design_edit(&stored.id, &stored.version);
    let revision = submitted.as_ref().map_or(revision, |s| s.version);
    let typed = Typed::new(submitted.as_ref().map_or_else(|| stored.clone(), |s| s.form.clone()));
    Effect::new(move || dirty.set(typed.get() != stored));

    let refused = submitted.and_then(|s| s.error);
    let save = move |revision| update_design(revision, typed.get_untracked());
    let saving = Saving::new(revision, refused, save, back_to_list(|_| Notice::DesignUpdated));
    view! { <Editor typed saving back action save_label="Save" existing=true /> }
}
