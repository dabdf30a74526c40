//! Forms sent without JavaScript: a POST to the page's own URL.
//!
//! A form that succeeds leads back to the list; one that is refused is shown again with what was
//! typed, the reason, and the same status that the server function would give.

use axum::{
    body::{Body, to_bytes},
    http::{StatusCode, request::Parts},
};
use model::{Actor, CustomerForm, CustomerId, CustomerQuery, PageStart};
use store::{Store, StoreError};

use super::{AppContext, reject};
use crate::{customers::submitted::Submitted, error::AppError, notice::Notice};

/// The largest form accepted, in bytes: all fields at their limits, each character encoded.
const MAX_FORM: usize = 64 * 1024;

/// What came of a posted form.
pub enum Outcome {
    /// Go there now.
    Done(String),
    /// Show the form again.
    Refused {
        /// The answer's status.
        status: StatusCode,
        /// What was typed and why it was refused.
        submitted: Submitted,
    },
    /// No form lives at this URL.
    NoForm,
}

/// Which form a path stands for.
enum Target {
    New,
    Edit(CustomerId),
    Delete(CustomerId),
}

/// Carries out the form posted to the URL in `parts`.
pub async fn submit(context: &AppContext, parts: &Parts, body: Body) -> Outcome {
    let path = parts.uri.path().strip_prefix(context.paths.base()).unwrap_or_default();
    let Some(target) = target(path) else { return Outcome::NoForm };
    let Ok(bytes) = to_bytes(body, MAX_FORM).await else { return too_large() };
    let (form, version) = read(&bytes);
    let list = CustomerQuery::from_query_string(parts.uri.query().unwrap_or_default());
    let done = match parts.extensions.get::<Actor>() {
        Some(actor) => carry_out(&context.store, actor, &target, version, &form).await,
        None => Err(StoreError::Forbidden),
    };
    match done {
        Ok((notice, start)) => Outcome::Done(
            notice.on(&context.paths.customers(&list.at(start.unwrap_or(list.start.clone())))),
        ),
        Err(error) => {
            let error = reject::answer(error, Some(parts));
            let version = match &error {
                AppError::Changed(current) => current.version,
                _ => version,
            };
            Outcome::Refused {
                status: reject::status(&error),
                submitted: Submitted { form, version, error },
            }
        }
    }
}

async fn carry_out(
    store: &Store,
    actor: &Actor,
    target: &Target,
    version: u64,
    form: &CustomerForm,
) -> Result<(Notice, Option<PageStart>), StoreError> {
    let at = |id: CustomerId| Some(PageStart::At(id.into()));
    match target {
        Target::New => {
            let draft = form.parse().map_err(StoreError::Invalid)?;
            let customer = store::customers::create(store, actor, &draft).await?;
            Ok((Notice::Created, at(customer.id)))
        }
        Target::Edit(id) => {
            let draft = form.parse().map_err(StoreError::Invalid)?;
            let customer = store::customers::update(store, actor, id, version, &draft).await?;
            Ok((Notice::Updated, at(customer.id)))
        }
        Target::Delete(id) => {
            store::customers::delete(store, actor, id, version).await?;
            Ok((Notice::Deleted(id.clone()), None))
        }
    }
}

fn target(path: &str) -> Option<Target> {
    let rest = path.strip_prefix("/orchestration/customers/")?;
    match rest.split_once('/') {
        None if rest == "new" => Some(Target::New),
        Some((id, "edit")) => Some(Target::Edit(id.parse().ok()?)),
        Some((id, "delete")) => Some(Target::Delete(id.parse().ok()?)),
        _ => None,
    }
}

fn read(bytes: &[u8]) -> (CustomerForm, u64) {
    let (mut form, mut version) = (CustomerForm::default(), 0);
    for (name, value) in form_urlencoded::parse(bytes) {
        match name.as_ref() {
            "name" => form.name = value.into_owned(),
            "reference" => form.reference = value.into_owned(),
            "description" => form.description = value.into_owned(),
            "status" => form.status = value.into_owned(),
            "version" => version = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    (form, version)
}

fn too_large() -> Outcome {
    let error = AppError::Invalid(model::FieldErrors::one(
        "description",
        "The form is too large. A description has at most 2,000 characters.",
    ));
    Outcome::Refused {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        submitted: Submitted { form: CustomerForm::default(), version: 0, error },
    }
}
