//! Edit, and what adding shares with it: a form that saves, keeps what was typed when refused,
//! and leads back to the list with the customer in view.

use std::future::Future;

use leptos::{ev, html, prelude::*};
use leptos_router::hooks::use_navigate;
use model::{Customer, CustomerForm, CustomerId, CustomerQuery, PageStart};

use super::{
    ListContext,
    api::{get_customer, update_customer},
    conflict::Conflict,
    form::{CustomerFields, Typed, focus_first_error, save_key},
    id_in_url,
    submitted::Submitted,
};
use crate::{
    error::AppError,
    json::Resource,
    notice::Notice,
    paths::{Paths, whole},
    ui::{
        dialog::{Dialog, Shape, focus_start, leave_on_click},
        state::{Failed, Skeleton},
    },
};

/// The panel at `/orchestration/customers/<id>/edit`.
#[component]
pub fn EditPanel() -> impl IntoView {
    let list = ListContext::current();
    let paths = Paths::current();
    let id = id_in_url();
    let submitted = StoredValue::new(Submitted::take());
    let dirty = RwSignal::new(false);
    let customer = Resource::new(move || id.get(), |id| async move { get_customer(id?).await });
    let back = Signal::derive(move || paths.customers(&list.query.get()));

    view! {
        <Dialog shape=Shape::Panel title="Edit Customer" back dirty>
            <Suspense fallback=Skeleton>
                {move || Suspend::new(async move {
                    match customer.await {
                        Ok(customer) => view! { <EditForm customer submitted=submitted.get_value() back dirty /> }.into_any(),
                        Err(error) => {
                            view! { <Failed error on_retry=move || customer.refetch() /> }.into_any()
                        }
                    }
                })}
            </Suspense>
        </Dialog>
    }
}

#[component]
fn EditForm(
    customer: Customer,
    submitted: Option<Submitted>,
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
    let saving = Saving::new(Notice::Updated, submitted, {
        let id = id.clone();
        move |version| update_customer(id.clone(), version, typed.get_untracked())
    });
    saving.version.set(version);
    view! { <Editor typed saving back action save_label="Save" except=Some(id) /> }
}

/// A save under way: which version it replaces, and what came of the last attempt.
#[derive(Clone, Copy)]
pub struct Saving {
    /// The version that was edited; 0 for a new customer.
    pub version: RwSignal<u64>,
    action: Action<u64, Result<Customer, AppError>>,
    error: Signal<Option<AppError>>,
}

impl Saving {
    /// Saves by `save`, which gets the version; on success goes back to the list with `notice`.
    /// `submitted` is the refusal of a form that was sent without JavaScript.
    pub fn new<F>(
        notice: Notice,
        submitted: Option<Submitted>,
        save: impl Fn(u64) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Customer, AppError>> + Send + 'static,
    {
        let action = Action::new(move |version: &u64| save(*version));
        let refused = submitted.map(|s| s.error);
        let error = Signal::derive(move || match action.value().get() {
            Some(result) => result.err(),
            None => refused.clone(),
        });
        go_back_when_done(action, notice);
        Self { version: RwSignal::new(0), action, error }
    }
}

fn go_back_when_done(action: Action<u64, Result<Customer, AppError>>, notice: Notice) {
    let list = ListContext::current();
    let paths = Paths::current();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(customer)) = action.value().get() {
            let start = PageStart::At(customer.id.into());
            let query = CustomerQuery { start, ..list.query.get_untracked() };
            list.reload.now();
            navigate(&notice.on(&paths.customers(&query)), whole(false));
        }
    });
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
    let form = NodeRef::<html::Form>::new();
    let error = saving.error;
    let errors =
        Signal::derive(move || error.read().as_ref().map(AppError::fields).unwrap_or_default());
    focus_first_error(errors);
    focus_start();
    let pending = saving.action.pending();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !pending.get_untracked() {
            saving.action.dispatch(saving.version.get_untracked());
        }
    };

    view! {
        <form
            node_ref=form
            class="dialog-form"
            method="post"
            action=action
            novalidate
            on:submit=submit
            on:keydown=save_key(form)
        >
            <div class="dialog-body">
                <input type="hidden" name="version" value=move || saving.version.get().to_string() />
                <Refusal error typed saving />
                <CustomerFields typed errors except />
            </div>
            <footer class="dialog-foot">
                <a class="button" href=back on:click=leave_on_click()>
                    "Cancel"
                </a>
                <button
                    class="button button-primary"
                    type="submit"
                    aria-disabled=move || pending.get().then_some("true")
                    title="Ctrl+Enter"
                >
                    {save_label}
                </button>
            </footer>
        </form>
    }
}

/// What is wrong beyond single fields: a conflict with both versions, or a sentence.
#[component]
fn Refusal(error: Signal<Option<AppError>>, typed: Typed, saving: Saving) -> impl IntoView {
    move || match error.get() {
        None | Some(AppError::Invalid(_)) => ().into_any(),
        Some(AppError::Changed(current)) => {
            view! { <Conflict current=*current typed version=saving.version /> }.into_any()
        }
        Some(error) => view! { <p class="alert" role="alert">{error.to_string()}</p> }.into_any(),
    }
}
