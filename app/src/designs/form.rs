//! The form of a service design: its fields, and what is typed so far.

use leptos::prelude::*;
use model::DesignForm;

use crate::{
    error::AppError,
    ui::{
        conflict::Conflict,
        field::{FieldSpec, FieldState, TextArea, TextField},
        form::{SaveForm, Saving},
    },
};

const ID: FieldSpec = FieldSpec {
    name: "id",
    label: "Design",
    help: "The name that service instances carry, for example l3vpn.",
    required: true,
};
const VERSION: FieldSpec = FieldSpec {
    name: "design_version",
    label: "Version",
    help: "For example 1.1.0. What is made from a version never changes its schema.",
    required: true,
};
const TITLE: FieldSpec = FieldSpec {
    name: "title",
    label: "Title",
    help: "What people call it, for example Layer 3 VPN.",
    required: true,
};
const DESCRIPTION: FieldSpec = FieldSpec {
    name: "description",
    label: "Description",
    help: "What it is for. Up to 2,000 characters.",
    required: false,
};
const SCHEMA: FieldSpec = FieldSpec {
    name: "schema",
    label: "Schema",
    help: "A JSON Schema: what a service instance made from this says of itself.",
    required: true,
};

/// What is typed so far, field by field.
#[derive(Clone, Copy)]
pub struct Typed {
    id: RwSignal<String>,
    version: RwSignal<String>,
    title: RwSignal<String>,
    description: RwSignal<String>,
    schema: RwSignal<String>,
}

impl Typed {
    /// Starts with the texts of `form`.
    pub fn new(form: DesignForm) -> Self {
        Self {
            id: RwSignal::new(form.id),
            version: RwSignal::new(form.version),
            title: RwSignal::new(form.title),
            description: RwSignal::new(form.description),
            schema: RwSignal::new(form.schema),
        }
    }

    /// The form as it is now.
    pub fn get(self) -> DesignForm {
        DesignForm {
            id: self.id.get(),
            version: self.version.get(),
            title: self.title.get(),
            description: self.description.get(),
            schema: self.schema.get(),
        }
    }

    /// The form as it is now, for use outside of rendering.
    pub fn get_untracked(self) -> DesignForm {
        untrack(|| self.get())
    }

    /// Replaces what can be changed of a version.
    fn set(self, form: DesignForm) {
        self.title.set(form.title);
        self.description.set(form.description);
        self.schema.set(form.schema);
    }
}

/// The form, for adding and editing alike; what `existing` has as id and version is not asked for.
#[component]
pub fn Editor(
    typed: Typed,
    saving: Saving,
    back: Signal<String>,
    action: String,
    save_label: &'static str,
    #[prop(optional)] existing: bool,
) -> impl IntoView {
    let errors = saving.errors();
    let state = move |value, name: &'static str| FieldState {
        value,
        error: Signal::derive(move || errors.read().of(name).map(str::to_owned)),
    };
    let key = match existing {
        true => {
            let DesignForm { id, version, .. } = typed.get_untracked();
            view! { <p class="details-name mono">{format!("{id} {version}")}</p> }.into_any()
        }
        false => view! {
            <TextField spec=ID state=state(typed.id, "id") autofocus=true />
            <TextField spec=VERSION state=state(typed.version, "version") />
        }
        .into_any(),
    };
    view! {
        <SaveForm saving back action save_label>
            <Refusal typed saving />
            {key}
            <TextField spec=TITLE state=state(typed.title, "title") autofocus=existing />
            <TextArea spec=DESCRIPTION state=state(typed.description, "description") />
            <TextArea spec=SCHEMA state=state(typed.schema, "schema") code=true />
        </SaveForm>
    }
}

/// What is wrong beyond single fields: a conflict with both versions, or a sentence.
#[component]
fn Refusal(typed: Typed, saving: Saving) -> impl IntoView {
    move || match saving.error.get() {
        None | Some(AppError::Invalid(_)) => ().into_any(),
        Some(AppError::DesignChanged(theirs, revision)) => {
            let (mine, theirs) = (typed.get_untracked(), *theirs);
            let fields = vec![
                ("Title".into(), mine.title, theirs.title.clone()),
                ("Description".into(), mine.description, theirs.description.clone()),
                ("Schema".into(), mine.schema, theirs.schema.clone()),
            ];
            let on_mine = Callback::new(move |()| saving.version.set(revision));
            let on_theirs = Callback::new(move |()| {
                saving.version.set(revision);
                typed.set(theirs.clone());
            });
            view! { <Conflict noun="design" fields on_mine on_theirs /> }.into_any()
        }
        Some(error) => view! { <p class="alert" role="alert">{error.to_string()}</p> }.into_any(),
    }
}
