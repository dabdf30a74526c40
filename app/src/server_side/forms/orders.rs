//! The buttons of a service order: retry it, or send it again.

use axum::{body::Body, http::request::Parts};
use model::{FieldErrors, OrderId, OrderQuery};
use store::StoreError;

use super::{AppContext, Outcome, Refused, actor, again, fields, too_large, value, version};
use crate::{notice::Notice, server_side::orders};

/// The largest form accepted, in bytes.
const MAX_FORM: usize = 4 * 1024;

/// The order whose details a path stands for.
pub(super) fn target(path: &str) -> Option<OrderId> {
    path.strip_prefix("/orchestration/orders/")?.parse().ok()
}

pub(super) async fn submit(
    context: &AppContext,
    parts: &Parts,
    body: Body,
    id: &OrderId,
) -> Outcome {
    let Some(fields) = fields(body, MAX_FORM).await else {
        return too_large(Refused::Command, "action", "The form is too large.");
    };
    let list = OrderQuery::from_query_string(parts.uri.query().unwrap_or_default());
    match press(context, parts, id, &fields).await {
        Ok(notice) => Outcome::Done(notice.on(&context.paths.order(id, &list))),
        Err(error) => again(Refused::Command, parts, (), version(&fields), error),
    }
}

async fn press(
    context: &AppContext,
    parts: &Parts,
    id: &OrderId,
    fields: &[(String, String)],
) -> Result<Notice, StoreError> {
    let (store, engine) = (&context.store, context.engine.clone());
    match value(fields, "action") {
        Some("retry") => {
            let order = orders::retry(store, engine, actor(parts)?, id, version(fields)).await?;
            Ok(Notice::of(&order))
        }
        Some("resend") => {
            orders::resend(store, engine, actor(parts)?, id).await?;
            Ok(Notice::Resent)
        }
        _ => {
            let message = "Action must be retry or resend.";
            Err(StoreError::Invalid(FieldErrors::one("action", message)))
        }
    }
}
