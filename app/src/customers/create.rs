//! A new customer in the middle of something else: the customer form in a dialog over it.

use leptos::{ev, html, prelude::*};
use model::{Customer, CustomerForm};
use wasm_split_helpers::wasm_split;

use super::{
    api::create_customer,
    form::{CustomerFields, Typed},
};
use crate::{
    error::AppError,
    ui::{
        dialog::Passing,
        form::{focus_first_error, save_key},
    },
};

/// The form; `done` gets the customer. Loaded when it is first wanted.
#[wasm_split(panels)]
pub fn create_form(name: String, done: Callback<Customer>, close: Callback<()>) -> AnyView {
    let typed = Typed::new(CustomerForm { name, ..Default::default() });
    let save = Action::new(move |(): &()| create_customer(typed.get_untracked()));
    Effect::new(move || {
        if let Some(Ok(customer)) = save.value().get() {
            done.run(customer);
        }
    });
    let error = move || save.value().get().and_then(Result::err);
    let errors = Signal::derive(move || error().as_ref().map(AppError::fields).unwrap_or_default());
    focus_first_error(errors);
    let refusal = move || match error() {
        None | Some(AppError::Invalid(_)) => None,
        Some(error) => Some(view! { <p class="alert" role="alert">{error.to_string()}</p> }),
    };
    let form = NodeRef::<html::Form>::new();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !save.pending().get_untracked() {
            save.dispatch(());
        }
    };
    view! {
        <Passing title="Create Customer" on_close=close>
            <form
                class="dialog-form"
                node_ref=form
                novalidate
                on:submit=submit
                on:keydown=save_key(form)
            >
                <div class="dialog-body">{refusal} <CustomerFields typed errors /></div>
                <footer class="dialog-foot">
                    <button type="button" class="button" on:click=move |_| close.run(())>
                        "Cancel"
                    </button>
                    <button
                        class="button button-primary"
                        type="submit"
                        aria-disabled=move || save.pending().get().then_some("true")
                        title="Ctrl+Enter"
                    >
                        "Create customer"
                    </button>
                </footer>
            </form>
        </Passing>
    }
    .into_any()
}
