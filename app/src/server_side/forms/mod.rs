//! Forms sent without JavaScript: a POST to the page's own URL.
//!
//! A form that succeeds leads back to where it was opened; one that is refused is shown again with what
//! was typed, the reason, and the same status that the server function would give.

mod customers;
mod designs;
mod instances;
mod orders;

use axum::{
    body::{Body, to_bytes},
    http::{StatusCode, request::Parts},
};
use leptos::prelude::provide_context;
use model::{Actor, CustomerForm, DesignForm, FieldErrors, InstanceForm};
use store::StoreError;

use super::{AppContext, reject};
use crate::{error::AppError, submitted::Submitted};

/// What came of a posted form.
pub enum Outcome {
    /// Go there now.
    Done(String),
    /// Show the form again.
    Refused {
        /// The answer's status.
        status: StatusCode,
        /// What was typed and why it was refused.
        submitted: Box<Refused>,
    },
    /// No form lives at this URL.
    NoForm,
}

/// A form that was refused.
#[derive(Clone)]
pub enum Refused {
    /// That of a customer.
    Customer(Submitted<CustomerForm>),
    /// That of a service instance.
    Instance(Submitted<InstanceForm>),
    /// A button that was pressed for a service instance or a service order.
    Command(Submitted<()>),
    /// That of a service design.
    Design(Submitted<DesignForm>),
}

impl Refused {
    /// Makes it available to the page that shows the form again.
    pub fn provide(&self) {
        match self {
            Self::Customer(submitted) => provide_context(submitted.clone()),
            Self::Instance(submitted) => provide_context(submitted.clone()),
            Self::Command(submitted) => provide_context(submitted.clone()),
            Self::Design(submitted) => provide_context(submitted.clone()),
        }
    }
}

/// Carries out the form posted to the URL in `parts`.
pub async fn submit(context: &AppContext, parts: &Parts, body: Body) -> Outcome {
    let path = parts.uri.path().strip_prefix(context.paths.base()).unwrap_or_default();
    if let Some(target) = customers::target(path) {
        return customers::submit(context, parts, body, &target).await;
    }
    if let Some(target) = instances::target(path) {
        return instances::submit(context, parts, body, target).await;
    }
    if let Some(id) = orders::target(path) {
        return orders::submit(context, parts, body, &id).await;
    }
    if let Some(target) = designs::target(path) {
        return designs::submit(context, parts, body, &target).await;
    }
    Outcome::NoForm
}

/// Who sent the form.
fn actor(parts: &Parts) -> Result<&Actor, StoreError> {
    parts.extensions.get().ok_or(StoreError::Forbidden)
}

/// The fields of a form of at most `most` bytes, each character encoded. Browsers send every line end
/// as two characters, which nobody has typed.
async fn fields(body: Body, most: usize) -> Option<Vec<(String, String)>> {
    let bytes = to_bytes(body, most).await.ok()?;
    let typed = form_urlencoded::parse(&bytes).into_owned();
    Some(typed.map(|(name, value)| (name, value.replace("\r\n", "\n"))).collect())
}

/// Which kind of form was refused: one of the variants of [`Refused`].
type Kind<F> = fn(Submitted<F>) -> Refused;

/// Shows the form again, with the version that it is about after this.
fn again<F>(kind: Kind<F>, parts: &Parts, form: F, version: u64, error: StoreError) -> Outcome {
    let error = reject::answer(error, Some(parts));
    let version = match &error {
        AppError::Changed(current) => current.version,
        AppError::InstanceChanged(current) => current.version,
        AppError::DesignChanged(_, revision) => *revision,
        _ => version,
    };
    let status = reject::status(&error);
    shown(kind, status, Submitted { form, version, error: Some(error) })
}

/// Shows an empty form, because what was sent is too large; `message` says of which field.
fn too_large<F: Default>(kind: Kind<F>, field: &str, message: &str) -> Outcome {
    let error = AppError::Invalid(FieldErrors::one(field, message));
    let submitted = Submitted { form: F::default(), version: 0, error: Some(error) };
    shown(kind, StatusCode::PAYLOAD_TOO_LARGE, submitted)
}

fn shown<F>(kind: Kind<F>, status: StatusCode, submitted: Submitted<F>) -> Outcome {
    Outcome::Refused { status, submitted: Box::new(kind(submitted)) }
}

/// The value of a field.
fn value<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
}

/// The version that a form was made from.
fn version(fields: &[(String, String)]) -> u64 {
    value(fields, "version").and_then(|version| version.parse().ok()).unwrap_or(0)
}
