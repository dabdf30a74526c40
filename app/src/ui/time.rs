//! A moment: absolute on the server, relative ("3 min ago") once the browser has taken over.

use leptos::{prelude::*, wasm_bindgen::JsValue};

use super::{
    format,
    markup::{Child, Markup, element},
    redrawn,
    timer::after_paint,
};

/// How long ago the RFC 3339 time `at` was; the time itself is the tooltip.
#[component]
pub fn Ago(at: String) -> impl IntoView {
    let lives = lives();
    redrawn(move || {
        lives.track();
        since(&at)
    })
}

/// The same as markup, to be drawn anew when the page [`lives`].
pub fn since(at: &str) -> Markup {
    let time = element("time", "").attribute("datetime", at.to_owned());
    time.attribute("title", format::time(at)).child(Child::Ago(at.to_owned()))
}

/// Whether the browser has taken over the page. It can be used, and is painted, before what changes by that
/// is drawn.
pub fn lives() -> ReadSignal<bool> {
    let already = is_taken_over();
    let (lives, set_lives) = signal(already);
    if !already {
        Effect::new(move || {
            after_paint(move || {
                set_lives.try_set(true);
            })
        });
    }
    lives
}

/// Whether the browser has taken over the page by now.
pub fn is_taken_over() -> bool {
    let root = cfg!(not(feature = "ssr")).then(|| document().document_element()).flatten();
    root.is_some_and(|root| root.has_attribute("data-hydrated"))
}

/// Shows the RFC 3339 time `at` to the minute, with its zone.
#[component]
pub fn At(at: String) -> impl IntoView {
    let shown = format::time(&at);
    view! { <time datetime=at>{shown}</time> }
}

/// How long ago the RFC 3339 time was, in words. Only in the browser.
pub fn ago(rfc3339: &str) -> String {
    let then = js_sys::Date::new(&JsValue::from_str(rfc3339)).get_time();
    let seconds = (js_sys::Date::now() - then) / 1000.0;
    if seconds.is_nan() {
        return rfc3339.to_owned();
    }
    // As an integer: to print others takes tables.
    let whole = |n: f64, unit: &str| format!("{} {unit} ago", n as u64);
    match seconds {
        s if s < 60.0 => "just now".to_owned(),
        s if s < 3600.0 => whole(s / 60.0, "min"),
        s if s < 86_400.0 => whole(s / 3600.0, "h"),
        s if s < 30.0 * 86_400.0 => whole(s / 86_400.0, "d"),
        _ => rfc3339.get(0..10).unwrap_or(rfc3339).to_owned(),
    }
}

/// The day of an RFC 3339 time, as filters are written; of UTC, as everything that is shown.
pub fn day(rfc3339: &str) -> Option<String> {
    rfc3339.get(..10).map(str::to_owned)
}
