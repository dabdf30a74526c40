//! Add: the form for a new version of a design, in a panel over the catalogue. It begins with what
//! another version has, where the URL names one.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use model::{DesignForm, DesignSummary};

use super::{
    api::{create_design, get_design},
    form::{Editor, Typed},
    list_under,
};
use crate::{
    json::Resource,
    notice::Notice,
    paths::{Paths, whole},
    submitted::Submitted,
    ui::{
        dialog::{Dialog, Shape},
        form::Saving,
        state::Awaited,
    },
};

/// What the schema of a design that begins with nothing begins with.
const START: &str = "{\n  \"type\": \"object\",\n  \"properties\": {}\n}";

/// The panel at `/orchestration/designs/new`.
#[component]
pub fn NewPanel() -> impl IntoView {
    let submitted = StoredValue::new(Submitted::<DesignForm>::take());
    let dirty = RwSignal::new(false);
    let back = Signal::stored(Paths::current().designs());
    let query = use_query_map();
    let from = Memo::new(move |_| {
        let part = |name| query.read().get(name);
        part("from").zip(part("version"))
    });
    let start = Resource::new(
        move || from.get(),
        |from| async move {
            match from {
                Some((id, version)) => {
                    let form = get_design(id, version).await?.form;
                    Ok(DesignForm { version: String::new(), ..form })
                }
                None => Ok(DesignForm { schema: START.into(), ..Default::default() }),
            }
        },
    );
    let show = move |start| {
        view! { <NewForm start submitted=submitted.get_value() back dirty /> }
    };

    view! {
        <Dialog shape=Shape::Panel title="Add Design" back dirty>
            <Awaited loaded=start show />
        </Dialog>
    }
}

#[component]
fn NewForm(
    start: DesignForm,
    submitted: Option<Submitted<DesignForm>>,
    back: Signal<String>,
    dirty: RwSignal<bool>,
) -> impl IntoView {
    let typed = Typed::new(submitted.as_ref().map_or_else(|| start.clone(), |s| s.form.clone()));
    Effect::new(move || dirty.set(typed.get() != start));
    let refused = submitted.and_then(|s| s.error);
    let save = move |_| create_design(typed.get_untracked());
    let saving = Saving::new(0, refused, save, back_to_list(|_| Notice::DesignAdded));
    let action = Paths::current().design_new();
    view! { <Editor typed saving back action save_label="Add design" /> }
}

/// Goes back to the catalogue, which says what was done.
pub fn back_to_list(notice: impl Fn(&DesignSummary) -> Notice) -> impl Fn(DesignSummary) {
    let list = list_under();
    let paths = Paths::current();
    let navigate = use_navigate();
    move |design| {
        list.now();
        navigate(&notice(&design).on(&paths.designs()), whole(false));
    }
}
