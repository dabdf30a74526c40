//! The HTML document around the application, with its Content-Security-Policy.

use axum::http::{HeaderName, HeaderValue, header};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;
use model::Preferences;

use super::{Assets, ended::Ended};
use crate::{App, paths::Paths, ui::icon::Drawings};

/// The document: `<html>` carries the base path and the theme for the browser program.
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
    let start = format!(
        "import({script:?}).then(m => m.default({{module_or_path: {wasm:?}}}).then(() => m.hydrate()))",
        script = assets.script,
        wasm = assets.wasm,
    );

    // Once nothing else is to be done: then a panel opens at once, and still opens where the server was
    // replaced by another version meanwhile.
    let parts = assets.parts.into_iter();
    let parts = parts.map(|part| {
        view! { <link rel="prefetch" href=part r#as="fetch" crossorigin="" /> }
    });
    let parts = parts.collect_view();

    view! {
        <!DOCTYPE html>
        <html lang="en" data-base=paths.base().to_owned() data-theme=theme data-preferences=preferences>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="stylesheet" href=assets.style />
                <link rel="icon" type="image/svg+xml" href=format!("{}/favicon.svg", paths.base()) />
                <link rel="modulepreload" href=assets.script nonce=nonce.clone() />
                <link rel="modulepreload" href=assets.split nonce=nonce.clone() />
                <link rel="preload" href=assets.wasm r#as="fetch" r#type="application/wasm" crossorigin="" />
                <script type="module" nonce=nonce.clone()>{start}</script>
                {parts}
                <MetaTags />
            </head>
            <body>
                <App />
                // After it: the browser's program looks for the application at the beginning.
                <Drawings />
                <Ended nonce />
            </body>
        </html>
    }
}

/// Only our own files, and inline scripts that carry this response's nonce, may run. What is fetched
/// ahead is named by nothing but `default-src`, to which Firefox keeps; so what is never needed is
/// refused by name.
fn set_policy(nonce: &str) {
    const POLICY: HeaderName = header::CONTENT_SECURITY_POLICY;
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         object-src 'none'; media-src 'none'; frame-src 'none'; worker-src 'none'; \
         manifest-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let (Some(response), Ok(value)) =
        (use_context::<ResponseOptions>(), HeaderValue::from_str(&policy))
    {
        response.insert_header(POLICY, value);
    }
}
