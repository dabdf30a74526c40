//! Takes what the workflow engine reports of an order.

use app::{
    paths::ORDER_REPORTS,
    server_side::reject::{self, answer},
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
    routing::post,
};
use model::{Actor, FieldErrors, Order, OrderId, OrderReport, OrderReportForm, Role};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{Store, StoreError, orders};
use tower_http::limit::RequestBodyLimitLayer;

use super::{BadSignature, Secret, signature};

/// Biggest report, in bytes: as many tasks as a trace can have, with much to say about each.
const MAX_BODY: usize = 1024 * 1024;

/// The route below `base`. Without a secret there is no engine, and nobody who could report.
pub fn router(base: &str, store: Store, secret: Option<Secret>) -> Router {
    Router::new()
        .route(&format!("{base}{ORDER_REPORTS}"), post(report))
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .with_state(Inbox { store, secret })
}

#[derive(Clone)]
struct Inbox {
    store: Store,
    secret: Option<Secret>,
}

/// A report with the order that it is about. That stands in the body because the signature covers
/// nothing else: a report that is overheard cannot be sent again as one of another order.
#[derive(Deserialize)]
struct Signed {
    order_id: String,
    #[serde(flatten)]
    form: OrderReportForm,
}

async fn report(
    State(inbox): State<Inbox>,
    Path(id): Path<String>,
    parts: Parts,
    body: Bytes,
) -> Response {
    match take(&inbox, &id, &parts, &body).await {
        Ok(order) => {
            let answer = json!({ "order_id": order.id, "status": order.status });
            Json(answer).into_response()
        }
        Err(refused) => refused.answer(&parts),
    }
}

async fn take(inbox: &Inbox, id: &str, parts: &Parts, body: &[u8]) -> Result<Order, Refused> {
    let secret = inbox.secret.as_ref().ok_or(Refused::NoEngine)?;
    let header = parts.headers.get(signature::HEADER).and_then(|value| value.to_str().ok());
    secret.verify(header, super::now(), body).map_err(Refused::Signature)?;
    let (id, report) = read(id, body)?;
    // The engine is no operator: history shows it under this name.
    let engine = Actor {
        name: "workflow engine".into(),
        role: Role::NetworkAdmin,
        origin: "workflow".into(),
    };
    orders::report(&inbox.store, &engine, &id, &report).await.map_err(Refused::Store)
}

fn read(id: &str, body: &[u8]) -> Result<(OrderId, OrderReport), Refused> {
    let order = id.parse().map_err(|_| StoreError::NotFound { what: "service order" });
    let order = order.map_err(Refused::Store)?;
    let signed: Signed = serde_json::from_slice(body)
        .map_err(|error| Refused::Body(format!("The body is not a report as JSON: {error}.")))?;
    if signed.order_id != id {
        let message = "order_id must be the order that the address names.";
        return Err(Refused::Fields(FieldErrors::one("order_id", message)));
    }
    Ok((order, signed.form.parse().map_err(Refused::Fields)?))
}

enum Refused {
    NoEngine,
    Signature(BadSignature),
    Body(String),
    Fields(FieldErrors),
    Store(StoreError),
}

impl Refused {
    /// Says to who wrote the engine what is wrong, and what would be right.
    fn answer(self, parts: &Parts) -> Response {
        let (status, said) = match self {
            Self::NoEngine => {
                (StatusCode::NOT_FOUND, error("No workflow engine is configured here."))
            }
            Self::Signature(bad) => (StatusCode::UNAUTHORIZED, error(&bad.to_string())),
            Self::Body(message) => (StatusCode::UNPROCESSABLE_ENTITY, error(&message)),
            Self::Fields(errors) => (StatusCode::UNPROCESSABLE_ENTITY, wrong(&errors)),
            Self::Store(StoreError::StaleAttempt { order, reported }) => {
                let message = format!(
                    "The report is about attempt {reported}, and the order is at attempt {}.",
                    order.attempt
                );
                (StatusCode::CONFLICT, as_it_is(&message, &order))
            }
            Self::Store(StoreError::ReportLate { order, reported }) => {
                let message =
                    format!("The order is {} and cannot become {reported} any more.", order.status);
                (StatusCode::CONFLICT, as_it_is(&message, &order))
            }
            Self::Store(other) => {
                let other = answer(other, Some(parts));
                (reject::status(&other), error(&other.to_string()))
            }
        };
        (status, Json(said)).into_response()
    }
}

fn error(message: &str) -> Value {
    json!({ "error": message })
}

fn wrong(errors: &FieldErrors) -> Value {
    let messages: Vec<_> = errors.0.iter().map(|error| error.message.as_str()).collect();
    json!({ "error": messages.join(" "), "fields": errors.0 })
}

fn as_it_is(message: &str, order: &Order) -> Value {
    json!({ "error": message, "status": order.status, "attempt": order.attempt })
}
