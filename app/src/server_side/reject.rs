//! Turns store errors into answers: the right status, a message for people, the detail in the log.

use axum::http::{StatusCode, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use model::{
    DesignForm, FieldErrors,
    bulk::{BulkReason, Holder},
    text::grouped,
};
use store::StoreError;

use crate::error::AppError;

/// The answer to a failed command or query; also sets the response's status.
pub fn reject(error: StoreError) -> AppError {
    let parts = use_context::<Parts>();
    let error = answer(error, parts.as_ref());
    set_status(status(&error));
    error
}

/// The answer to a refused restore, which names who is in the way; also sets the response's status.
pub fn restore(error: StoreError) -> AppError {
    let reason = match error {
        StoreError::NotFound { .. } => BulkReason::Gone,
        StoreError::DuplicateReference { reference, holder: Some((id, name)) } => {
            BulkReason::ReferenceTaken { reference, holder: Holder { id, name } }
        }
        StoreError::DuplicateName { .. } => BulkReason::NameTaken,
        other => return reject(other),
    };
    let error = AppError::NotRestored(reason);
    set_status(status(&error));
    error
}

/// The answer to a failed command or query of the request in `parts`, if there is one.
pub fn answer(error: StoreError, parts: Option<&Parts>) -> AppError {
    match error {
        StoreError::NotFound { what } => AppError::NotFound(what.to_string()),
        StoreError::VersionConflict { current } => AppError::Changed(current),
        StoreError::InstanceChanged { current } => AppError::InstanceChanged(current),
        StoreError::OrderChanged { .. } => AppError::OrderChanged,
        StoreError::OrderOpen { order } => AppError::OrderOpen {
            kind: order.kind,
            placed_by: order.placed_by,
            since: order.created_at,
        },
        StoreError::NotNow { message, .. } | StoreError::OrderNotNow { message, .. } => {
            AppError::NotNow(message)
        }
        StoreError::CustomerInactive => AppError::CustomerInactive,
        StoreError::SystemCustomer => AppError::SystemCustomer,
        StoreError::SavedFilterVersionConflict { current } => AppError::SavedFilterChanged(current),
        StoreError::DesignVersionConflict { current } => {
            AppError::DesignChanged(Box::new(DesignForm::from(&*current)), current.revision)
        }
        StoreError::DesignInUse { design, version, instances } => {
            AppError::DesignInUse(in_use(&design, &version, instances))
        }
        StoreError::NotOwner { owner } => AppError::NotOwner(owner),
        StoreError::DuplicateReference { reference, holder } => {
            let holder = holder.map(|(_, name)| format!(" by {name}")).unwrap_or_default();
            let message = format!("Reference Number {reference} is already used{holder}.");
            AppError::Invalid(FieldErrors::one("reference", message))
        }
        StoreError::DuplicateName { name } => AppError::Invalid(FieldErrors::one(
            "name",
            format!("A customer named {name} exists already, and names must be unique here."),
        )),
        StoreError::Blocked { by } => {
            AppError::Blocked { instances: by.instances, total: by.total }
        }
        StoreError::SelectionChanged { expected, now } => {
            AppError::SelectionChanged { expected, now }
        }
        StoreError::Invalid(errors) => AppError::Invalid(errors),
        StoreError::Forbidden => AppError::Forbidden,
        StoreError::BadFilter(message) => AppError::BadFilter(message),
        StoreError::Preparing { done, total } => AppError::Preparing { done, total },
        StoreError::Busy => AppError::Busy,
        other => internal(&other.to_string(), parts),
    }
}

fn in_use(design: &str, version: &str, instances: u64) -> String {
    let why = match instances {
        0 => "Service instances were made from it, which can come back.".to_owned(),
        1 => "A service instance uses it.".to_owned(),
        n => format!("{} service instances use it.", grouped(n)),
    };
    format!("{design} {version} cannot be changed any more. {why} Add a new version instead.")
}

/// Logs the detail and answers with the request id only.
pub fn internal(detail: &str, parts: Option<&Parts>) -> AppError {
    let id = parts.and_then(request_id).unwrap_or("unknown").to_owned();
    tracing::error!(request_id = %id, "{detail}");
    AppError::Internal(id)
}

/// The HTTP status of an answer.
pub fn status(error: &AppError) -> StatusCode {
    match error {
        AppError::NotFound(_) | AppError::NotRestored(BulkReason::Gone) => StatusCode::NOT_FOUND,
        AppError::Changed(_)
        | AppError::SavedFilterChanged(_)
        | AppError::InstanceChanged(_)
        | AppError::OrderChanged
        | AppError::OrderOpen { .. }
        | AppError::NotNow(_)
        | AppError::CustomerInactive
        | AppError::SystemCustomer
        | AppError::DesignChanged(..)
        | AppError::DesignInUse(_)
        | AppError::Blocked { .. }
        | AppError::SelectionChanged { .. }
        | AppError::NotRestored(_) => StatusCode::CONFLICT,
        AppError::Invalid(_) | AppError::BadFilter(_) => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::Forbidden | AppError::NotOwner(_) => StatusCode::FORBIDDEN,
        AppError::Busy | AppError::Unreachable | AppError::Preparing { .. } => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        AppError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Sets the status of the page or server function that is being answered.
pub fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

fn request_id(parts: &Parts) -> Option<&str> {
    parts.headers.get("x-request-id")?.to_str().ok()
}
