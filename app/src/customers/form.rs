//! The customer form: its fields, the warning about a repeated name, and what is typed so far.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use model::{Customer, CustomerForm, CustomerId, FieldErrors};

use super::api::customers_named;
use crate::ui::field::{FieldSpec, FieldState, SelectField, TextArea, TextField};

const NAME: FieldSpec = FieldSpec {
    name: "name",
    label: "Name",
    help: "The person or organization that uses the services.",
    required: true,
};
const REFERENCE: FieldSpec = FieldSpec {
    name: "reference",
    label: "Reference Number",
    help: "Your own number for this customer, for example from the CRM. No two customers share one.",
    required: false,
};
const DESCRIPTION: FieldSpec = FieldSpec {
    name: "description",
    label: "Description",
    help: "Up to 2,000 characters.",
    required: false,
};
const STATUS: FieldSpec = FieldSpec {
    name: "status",
    label: "Status",
    help: "An inactive customer keeps its running services but takes no new ones.",
    required: true,
};

/// How long typing must rest before others of the same name are looked for.
const PAUSE: Duration = Duration::from_millis(250);

/// What is typed so far, field by field.
#[derive(Clone, Copy)]
pub struct Typed {
    /// Name.
    pub name: RwSignal<String>,
    /// Reference Number.
    pub reference: RwSignal<String>,
    /// Description.
    pub description: RwSignal<String>,
    /// Status: `active` or `inactive`.
    pub status: RwSignal<String>,
}

impl Typed {
    /// Starts with the texts of `form`.
    pub fn new(form: CustomerForm) -> Self {
        let status = if form.status.is_empty() { "active".into() } else { form.status };
        Self {
            name: RwSignal::new(form.name),
            reference: RwSignal::new(form.reference),
            description: RwSignal::new(form.description),
            status: RwSignal::new(status),
        }
    }

    /// The form as it is now.
    pub fn get(self) -> CustomerForm {
        CustomerForm {
            name: self.name.get(),
            reference: self.reference.get(),
            description: self.description.get(),
            status: self.status.get(),
        }
    }

    /// The form as it is now, for use outside of rendering.
    pub fn get_untracked(self) -> CustomerForm {
        untrack(|| self.get())
    }

    /// Replaces what is typed.
    pub fn set(self, form: CustomerForm) {
        self.name.set(form.name);
        self.reference.set(form.reference);
        self.description.set(form.description);
        self.status.set(form.status);
    }
}

/// The four fields. `errors` belong to the last attempt to save; `except` is the customer being
/// edited, which does not count as another of the same name.
#[component]
pub fn CustomerFields(
    typed: Typed,
    #[prop(into)] errors: Signal<FieldErrors>,
    #[prop(optional_no_strip)] except: Option<CustomerId>,
) -> impl IntoView {
    let state = move |value, name: &'static str| FieldState {
        value,
        error: Signal::derive(move || errors.read().of(name).map(str::to_owned)),
    };
    view! {
        <TextField spec=NAME state=state(typed.name, "name") autofocus=true />
        <SameName name=typed.name except />
        <TextField spec=REFERENCE state=state(typed.reference, "reference") />
        <TextArea spec=DESCRIPTION state=state(typed.description, "description") />
        <SelectField
            spec=STATUS
            state=state(typed.status, "status")
            options=vec![("active", "Active"), ("inactive", "Inactive")]
        />
    }
}

/// Says which other customers have the name that is being typed (product.md A2).
#[component]
fn SameName(name: RwSignal<String>, except: Option<CustomerId>) -> impl IntoView {
    let except = except.map(String::from).unwrap_or_default();
    let (asked, ask) = signal(name.get_untracked());
    let mut ask_later = debounce(PAUSE, move |text: String| ask.set(text));
    Effect::new(move || ask_later(name.get()));
    let others = RwSignal::new(Vec::new());
    // Not a resource: waiting for one hides the form around it.
    Effect::new(move || {
        let (name, except) = (asked.get(), except.clone());
        spawn_local(async move {
            let found = match name.trim() {
                "" => Vec::new(),
                // A warning that cannot be had is left out; saving will say what matters.
                _ => customers_named(name.clone(), except).await.unwrap_or_default(),
            };
            // Answers may overtake each other, and the form may be gone by now.
            if asked.try_get_untracked() == Some(name) {
                others.try_set(found);
            }
        });
    });
    let warning = move || {
        let others = others.read();
        (!others.is_empty()).then(|| sentence(&others))
    };
    view! {
        <p class="field-warning" role="status">
            {warning}
        </p>
    }
}

fn sentence(others: &[Customer]) -> String {
    let references: Vec<_> = others
        .iter()
        .map(|c| c.reference.clone().unwrap_or_else(|| "no reference number".into()))
        .collect();
    let (subject, verb) =
        if others.len() == 1 { ("Another customer", "has") } else { ("Other customers", "have") };
    format!("{subject} {verb} this name ({}). Saving is possible.", references.join(", "))
}
