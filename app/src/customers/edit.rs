//! Edit, and what adding shares with it: a form that saves, and keeps what was typed when refused.

use leptos::prelude::*;
use model::{Customer, CustomerForm, CustomerId};

use super::{
    ListContext,
    api::{get_customer, update_customer},
    conflict::Conflict,
    form::{CustomerFields, Typed},
    id_in_url,
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

/// The panel at `/orchestration/customers/<id>/edit`.
#[component]
pub fn EditPanel() -> impl IntoView {
    let list = ListContext::current();
    let paths = Paths::current();
    let id = id_in_url();
    let submitted = StoredValue::new(Submitted::<CustomerForm>::take());
    let dirty = RwSignal::new(false);
    let customer = Resource::new(move || id.get(), |id| async move { get_customer(id?).await });
    let back = Signal::derive(move || paths.customers(&list.query.get()));
    let show =
        move |customer| view! { <EditForm customer submitted=submitted.get_value() back dirty /> };

    view! {
        <Dialog shape=Shape::Panel title="Edit Customer" back dirty>
            <Awaited loaded=customer show />
        </Dialog>
    }
}

#[component]
fn EditForm(
    customer: Customer,
    submitted: Option<Submitted<CustomerForm>>,
    back: Signal<String>,
    dirty: RwSignal<bool>,
) -> impl IntoView {
    let list = ListContext::current();
    let stored = CustomerForm::from(&customer);
    let version = submitted.as_ref().map_or(customer.version, |s| s.version);
    let typed = Typed::new(submitted.as_ref().map_or_else(|| stored.clone(), |s| s.form.clone()));
    Effect::new(move || dirty.set(typed.get() != stored));

    let id = customer.id.clone();
    let action = Paths::current().customer_edit(&id, &list.query.get_untracked());
    let save = {
        let id = id.clone();
        move |version| update_customer(id.clone(), version, typed.get_untracked())
    };
    let refused = submitted.and_then(|s| s.error);
    let saving = Saving::new(version, refused, save, back_to_row(Notice::Updated));
    view! { <Editor typed saving back action save_label="Save" except=Some(id) /> }
}

/// The form itself, for adding and editing alike. Without JavaScript it posts to `action`.
#[component]
pub fn Editor(
    typed: Typed,
    saving: Saving,
    back: Signal<String>,
    action: String,
    save_label: &'static str,
    #[prop(optional_no_strip)] except: Option<CustomerId>,
) -> impl IntoView {
    view! {
        <SaveForm saving back action save_label>
            <Refusal typed saving />
            <CustomerFields typed errors=saving.errors() except />
        </SaveForm>
    }
}

/// What is wrong beyond single fields: a conflict with both versions, or a sentence.
#[component]
fn Refusal(typed: Typed, saving: Saving) -> impl IntoView {
    move || match saving.error.get() {
        None | Some(AppError::Invalid(_)) => ().into_any(),
        Some(AppError::Changed(current)) => {
            view! { <Conflict current=*current typed version=saving.version /> }.into_any()
        }
        Some(error) => view! { <p class="alert" role="alert">{error.to_string()}</p> }.into_any(),
    }
}
