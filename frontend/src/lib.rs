//! The browser program: takes over the page that the server rendered.

// A page is one deeply nested type.
#![recursion_limit = "256"]

use leptos::{mount::hydrate_from_async, tachys::dom::body, wasm_bindgen::prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;

/// Called once by the page when the program has loaded.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    let base = app::paths::Paths::from_document().base().to_owned();
    // The address of the server functions lives as long as the page.
    leptos::server_fn::client::set_server_url(base.leak());
    spawn_local(async {
        // Which waits for the part of the program that the page is.
        hydrate_from_async(body(), app::App).await.forget();
        app::taken_over();
    });
}

/// Loads a part of the program ahead, by its number counted from 0; tells whether there is one. Called by the
/// page when nothing else is to be done.
#[wasm_bindgen]
pub async fn load_part(number: u32) -> bool {
    app::parts::load(number).await
}
