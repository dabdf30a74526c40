//! Renders pages: GET as they are, POST for forms sent without JavaScript.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use model::{Actor, Preferences};
use store::Store;

use super::{
    AppContext, LISTS, default_filter,
    forms::{self, Outcome, Refused},
    shell::Shell,
};

/// Answers a request for a page. The request's URI must be the whole path, base path included,
/// and its extensions must hold the `Actor`.
pub async fn pages(context: AppContext, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    match parts.method {
        Method::GET | Method::HEAD => match default_filter::opened_by(&context, &parts).await {
            Some(path) => Redirect::to(&path).into_response(),
            None => render(context, Request::from_parts(parts, body), None).await,
        },
        Method::POST => match forms::submit(&context, &parts, body).await {
            Outcome::Done(path) => Redirect::to(&path).into_response(),
            Outcome::Refused { status, submitted } => {
                let request = Request::from_parts(parts, Body::empty());
                let mut response = render(context, request, Some(*submitted)).await;
                *response.status_mut() = status;
                response
            }
            Outcome::NoForm => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        },
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

async fn render(context: AppContext, request: Request, submitted: Option<Refused>) -> Response {
    let assets = context.assets.clone();
    let theme = theme(&request);
    let preferences = preferences(&context.store, request.extensions().get().cloned()).await;
    let provide = move || {
        context.provide();
        provide_context(preferences.clone());
        if let Some(submitted) = &submitted {
            submitted.provide();
        }
    };
    let page = move || view! { <Shell assets=assets.clone() theme=theme /> };
    let mut response =
        leptos_axum::render_app_async_with_context(provide, page)(request).await.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("cookie"));
    response
}

/// How who asks likes the lists. Where that is not known, as everybody gets them.
async fn preferences(store: &Store, actor: Option<Actor>) -> Preferences {
    let Some(actor) = actor else { return Preferences::default() };
    store::preferences::get(store, &actor, &LISTS).await.unwrap_or_else(|error| {
        tracing::warn!("no preferences: {error}");
        Preferences::default()
    })
}

/// The theme chosen in the cookie `theme`; none follows the system.
fn theme(request: &Request) -> Option<&'static str> {
    let cookies = request.headers().get(header::COOKIE)?.to_str().ok()?;
    let value = cookies.split(';').find_map(|pair| pair.trim().strip_prefix("theme="))?;
    ["light", "dark"].into_iter().find(|theme| *theme == value)
}
