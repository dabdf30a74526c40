//! Which URL goes where. Everything lives below the base path.

use app::{
    paths::{CUSTOMERS_CSV, INSTANCES_CSV, ORDERS_CSV},
    server_side::AppContext,
};
use axum::{
    Json, Router,
    extract::{OriginalUri, Path, Request, State},
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{any, get},
};
use model::CustomerQuery;
use serde_json::json;
use store::Status;

use crate::{assets, config::Settings, downloads, events, layers, workflow::callback};

/// The whole web server: routes, with what happens around every request.
pub fn router(context: AppContext, settings: &Settings) -> Router {
    let base = settings.base_path.as_str();
    let secret = settings.workflow.as_ref().map(|workflow| workflow.secret.clone());
    let callback = callback::router(base, context.store.clone(), secret);
    let site = Router::new()
        .route("/", get(home))
        .route("/healthz", get(alive))
        .route("/readyz", get(ready))
        .route("/favicon.png", get(favicon))
        .route("/pkg/{*file}", get(package))
        .route(app::paths::EVENTS, get(events::events))
        .route("/api/{*function}", any(server_function))
        .route(CUSTOMERS_CSV, get(downloads::customers))
        .route(INSTANCES_CSV, get(downloads::instances))
        .route(ORDERS_CSV, get(downloads::orders))
        .fallback(page)
        .with_state(context.clone());
    let router = if base.is_empty() {
        site
    } else {
        let home = context.clone();
        Router::new()
            // `nest` answers below the path and at it, but not with a slash and nothing behind it.
            .route(&format!("{base}/"), get(move || self::home(State(home))))
            .nest(base, site)
            .fallback(move || outside(context.clone()))
    };
    layers::around(layers::from_browsers(router, settings).merge(callback), settings)
}

async fn home(State(context): State<AppContext>) -> Redirect {
    Redirect::to(&context.paths.customers(&CustomerQuery::default()))
}

/// The process is alive; for a supervisor that restarts it.
async fn alive() -> &'static str {
    "ok"
}

/// The database answers and lists can be read; for a load balancer that sends requests here.
async fn ready(State(context): State<AppContext>) -> Response {
    let not_ready = |body| (StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response();
    if let Err(error) = context.store.ping().await {
        tracing::error!("not ready: {error}");
        return not_ready(json!({ "ready": false, "reason": "the database does not answer" }));
    }
    let preparing = |done, total| {
        let reason = "the search index is being made";
        not_ready(json!({ "ready": false, "reason": reason, "done": done, "total": total }))
    };
    match context.store.readiness() {
        Status::Rebuilding { done, total, searchable: false } => preparing(done, total),
        Status::NeedsRebuild => preparing(0, 0),
        Status::Ready | Status::Rebuilding { .. } => Json(json!({ "ready": true })).into_response(),
    }
}

async fn favicon(headers: HeaderMap) -> Response {
    assets::serve(assets::ICON, &headers)
}

async fn package(Path(file): Path<String>, headers: HeaderMap) -> Response {
    assets::serve(&format!("pkg/{file}"), &headers)
}

/// Server functions are found by the path without the base.
async fn server_function(State(context): State<AppContext>, request: Request) -> Response {
    app::server_side::server_functions(context, request).await
}

/// Pages are found by the whole path: the browser's router sees the same one.
async fn page(
    State(context): State<AppContext>,
    OriginalUri(whole): OriginalUri,
    mut request: Request,
) -> Response {
    *request.uri_mut() = whole;
    app::server_side::pages(context, request).await
}

async fn outside(context: AppContext) -> Response {
    let customers = context.paths.customers(&CustomerQuery::default());
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><title>Not found</title>\
         <p>Nothing is here. The <a href=\"{customers}\">Customer Inventory</a> is there."
    );
    (StatusCode::NOT_FOUND, Html(page)).into_response()
}
