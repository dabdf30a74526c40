//! A form in a dialog: it saves, keeps what was typed when it is refused, and says what is wrong.

use std::future::Future;

use leptos::{ev, html, prelude::*};
use model::FieldErrors;

use super::{
    dialog::leave_on_click,
    focus::{focus_later, focus_start},
};
use crate::error::AppError;

/// A save under way: which version it replaces, and what came of the last attempt.
#[derive(Clone, Copy)]
pub struct Saving {
    /// The version that was edited; 0 for something new.
    pub version: RwSignal<u64>,
    /// Why the last attempt was refused, if it was.
    pub error: Signal<Option<AppError>>,
    pending: Signal<bool>,
    start: Callback<()>,
}

impl Saving {
    /// Saves by `save`, which gets the version; what is saved goes to `on_saved`. `refused` is why a
    /// form that was sent without JavaScript was refused.
    pub fn new<T, F>(
        version: u64,
        refused: Option<AppError>,
        save: impl Fn(u64) -> F + Send + Sync + 'static,
        on_saved: impl Fn(T) + 'static,
    ) -> Self
    where
        T: Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, AppError>> + Send + 'static,
    {
        let version = RwSignal::new(version);
        let action = Action::new(move |version: &u64| save(*version));
        let error = Signal::derive(move || match action.value().get() {
            Some(result) => result.err(),
            None => refused.clone(),
        });
        Effect::new(move || {
            if let Some(Ok(saved)) = action.value().get() {
                on_saved(saved);
            }
        });
        let pending = action.pending();
        let start = Callback::new(move |()| {
            if !pending.get_untracked() {
                action.dispatch(version.get_untracked());
            }
        });
        Self { version, error, pending: pending.into(), start }
    }

    /// What is wrong with single fields.
    pub fn errors(self) -> Signal<FieldErrors> {
        let error = self.error;
        Signal::derive(move || error.read().as_ref().map(AppError::fields).unwrap_or_default())
    }

    /// What is wrong with this field.
    pub fn error_of(self, field: &'static str) -> Signal<Option<String>> {
        let errors = self.errors();
        Signal::derive(move || errors.read().of(field).map(str::to_owned))
    }
}

/// The form, with its fields as children. Without JavaScript it posts to `action`, with the version
/// that it replaces.
#[component]
pub fn SaveForm(
    saving: Saving,
    #[prop(into)] back: Signal<String>,
    action: String,
    save_label: &'static str,
    children: Children,
) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    focus_first_error(saving.errors());
    focus_start();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        saving.start.run(());
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
            // Enter in a field presses the first button of its form, which must be none of the fields'.
            <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
            <div class="dialog-body">
                <input type="hidden" name="version" value=move || saving.version.get().to_string() />
                {children()}
            </div>
            <footer class="dialog-foot">
                <a class="button" href=back on:click=leave_on_click()>
                    "Cancel"
                </a>
                <button
                    class="button button-primary"
                    type="submit"
                    aria-disabled=move || saving.pending.get().then_some("true")
                    title="Ctrl+Enter"
                >
                    {save_label}
                </button>
            </footer>
        </form>
    }
}

/// Saves with Ctrl+Enter or ⌘+Enter from anywhere in the form.
pub fn save_key(form: NodeRef<html::Form>) -> impl Fn(ev::KeyboardEvent) {
    move |event| {
        if event.key() == "Enter"
            && (event.ctrl_key() || event.meta_key())
            && let Some(form) = form.get_untracked()
        {
            // This fails only for a form that has left the page.
            let _ = form.request_submit();
        }
    }
}

/// Moves the focus to the first field with an error, once the errors are in the page.
pub fn focus_first_error(errors: Signal<FieldErrors>) {
    Effect::new(move || {
        if errors.read().0.is_empty() {
            return;
        }
        focus_later(&[".dialog-passing [aria-invalid=true]", "[aria-invalid=true]"]);
    });
}
