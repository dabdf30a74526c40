//! The HTML document around the application, with its Content-Security-Policy.

use axum::http::{HeaderName, HeaderValue, header};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;
use model::Preferences;

use super::{Assets, ended::Ended, start::Start};
use crate::{App, paths::Paths};

/// The document: `<html>` carries what styles and the browser's program must know at once.
#[component]
pub fn Shell(assets: Assets, theme: Option<&'static str>) -> impl IntoView {
    let nonce = use_nonce();
    if let Some(nonce) = &nonce {
        set_policy(&nonce.to_string());
    }
    let paths = Paths::current();
    // An absent attribute is the usual ones.
    let preferences = use_context().filter(|own: &Preferences| *own != Preferences::default());
    let preferences = preferences.and_then(|own| serde_json::to_string(&own).ok());
    view! {
        <!DOCTYPE html>
        <html
            lang="en"
            data-base=paths.base().to_owned()
            data-theme=theme
            data-preferences=preferences
            data-starting=""
        >
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="stylesheet" href=assets.style.clone() />
                <link rel="icon" type="image/png" href=format!("{}/favicon.png", paths.base()) />
                <link rel="modulepreload" href=assets.script.clone() nonce=nonce.clone() />
                <link rel="modulepreload" href=assets.split.clone() nonce=nonce.clone() />
                <link rel="preload" href=assets.wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin="" />
                <Start assets nonce=nonce.clone() />
                <MetaTags />
            </head>
            <body>
                <App />
                // After it: the browser's program looks for the application at the beginning.
                <Ended nonce />
            </body>
        </html>
    }
}

/// Only our own files, and inline scripts that carry this response's nonce, may run; what is not named
/// is refused.
fn set_policy(nonce: &str) {
    const POLICY: HeaderName = header::CONTENT_SECURITY_POLICY;
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let (Some(response), Ok(value)) =
        (use_context::<ResponseOptions>(), HeaderValue::from_str(&policy))
    {
        response.insert_header(POLICY, value);
    }
}
