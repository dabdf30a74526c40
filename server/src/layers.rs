//! What happens around every request, whichever page or function answers it.

use std::time::Duration;

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, Response, StatusCode, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::IntoResponse,
};
use model::Actor;
use tower::ServiceBuilder;
use tower_http::{
    ServiceBuilderExt, catch_panic::CatchPanicLayer, compression::CompressionLayer,
    csrf::CsrfLayer, limit::RequestBodyLimitLayer, request_id::MakeRequestUuid,
    set_header::SetResponseHeaderLayer, timeout::TimeoutLayer, trace::TraceLayer,
};
use tracing::{Level, Span};

use crate::{config::Settings, hosts};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The headers every answer carries unless a page chose its own.
const HEADERS: [(HeaderName, &str); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::CACHE_CONTROL, "no-store"),
];

/// Wraps the routes that operators use. What else is reached proves in its own way who acts.
pub fn from_browsers(router: Router, settings: &Settings) -> Router {
    router
        .layer(from_fn(decide_who_acts))
        .layer(RequestBodyLimitLayer::new(settings.max_body_bytes))
        .layer(CsrfLayer::new())
}

/// Wraps all routes; the first layer named sees a request first.
pub fn around(router: Router, settings: &Settings) -> Router {
    let router = HEADERS.into_iter().fold(inner(router, settings), |router, (name, value)| {
        let value = HeaderValue::from_static(value);
        router.layer(SetResponseHeaderLayer::if_not_present(name, value))
    });
    let layers = ServiceBuilder::new()
        .layer(from_fn(only_a_plain_request_id))
        .set_x_request_id(MakeRequestUuid)
        .sensitive_headers([header::AUTHORIZATION, header::COOKIE, header::SET_COOKIE])
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_request(())
                .on_response(log)
                .on_failure(()),
        )
        .propagate_x_request_id();
    router.layer(layers)
}

fn inner(router: Router, settings: &Settings) -> Router {
    let unavailable = StatusCode::SERVICE_UNAVAILABLE;
    router
        .layer(from_fn_with_state(settings.hosts.clone(), hosts::only_known))
        .layer(TimeoutLayer::with_status_code(unavailable, settings.request_timeout))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(|_| {
            tracing::error!("a request ended in a panic");
            (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong here; the log says what.")
                .into_response()
        }))
}

/// The one place where sign-in will decide who acts. Until then it is the local operator.
async fn decide_who_acts(mut request: Request, next: Next) -> impl IntoResponse {
    request.extensions_mut().insert(Actor::local("web"));
    next.run(request).await
}

/// Takes a caller's request id only if it is short and plain, because it goes into the log.
async fn only_a_plain_request_id(mut request: Request, next: Next) -> impl IntoResponse {
    let plain = |id: &HeaderValue| {
        let id = id.as_bytes();
        (1..=64).contains(&id.len())
            && id.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
    };
    if !request.headers().get(REQUEST_ID).is_some_and(plain) {
        request.headers_mut().remove(REQUEST_ID);
    }
    next.run(request).await
}

/// The span all log lines of a request are in. The query string is left out: it holds searches.
fn span<B>(request: &axum::http::Request<B>) -> Span {
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", %id, method = %request.method(), path = request.uri().path())
}

fn log<B>(response: &Response<B>, latency: Duration, _: &Span) {
    let status = response.status().as_u16();
    let ms = latency.as_secs_f64() * 1000.0;
    if response.status().is_server_error() {
        tracing::event!(Level::ERROR, status, ms, "failed");
    } else {
        tracing::event!(Level::INFO, status, ms, "answered");
    }
}

#[cfg(test)]
mod tests {
    use axum::{Extension, body::Body, body::to_bytes, routing::get};
    use store::StoreConfig;
    use tower::ServiceExt;

    use super::*;

    async fn answer(router: Router) -> axum::response::Response {
        let settings = Settings {
            addr: ([127, 0, 0, 1], 0).into(),
            base_path: Default::default(),
            hosts: crate::hosts::Hosts::Any,
            request_timeout: Duration::from_millis(20),
            max_body_bytes: 1000,
            store: StoreConfig::new("mem://"),
            workflow: None,
        };
        let request = Request::get("/?q=secret").body(Body::empty()).unwrap();
        around(from_browsers(router, &settings), &settings).oneshot(request).await.unwrap()
    }

    fn is_dressed(response: &axum::response::Response) -> bool {
        let headers = response.headers();
        HEADERS.iter().all(|(name, _)| headers.contains_key(name))
            && headers.contains_key(REQUEST_ID)
    }

    #[tokio::test]
    async fn a_request_that_takes_too_long_is_given_up() {
        let never = get(std::future::pending::<()>);
        let response = answer(Router::new().route("/", never)).await;
        assert_eq!(response.status(), 503);
        assert!(is_dressed(&response));
    }

    #[tokio::test]
    async fn a_panic_is_an_answer_that_tells_nothing() {
        let broken = get(|| async { panic!("secret") as () });
        let response = answer(Router::new().route("/", broken)).await;
        assert_eq!(response.status(), 500);
        assert!(is_dressed(&response));
        let body = to_bytes(response.into_body(), 1000).await.unwrap();
        assert!(!String::from_utf8_lossy(&body).contains("secret"));
    }

    #[tokio::test]
    async fn every_request_has_somebody_who_acts() {
        let who = get(|Extension(actor): Extension<Actor>| async move { actor.origin });
        let response = answer(Router::new().route("/", who)).await;
        assert_eq!(to_bytes(response.into_body(), 1000).await.unwrap(), "web");
    }
}
