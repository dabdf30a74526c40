//! What only matters without JavaScript. The server says it; the browser's program does not have it.

use leptos::prelude::*;

use super::each;

/// Says `inside` on the server, in an element of its own; in the browser that is all there is of it. What
/// the server said is taken away by [`gone`] once the program runs.
pub fn plain(inside: impl FnOnce() -> AnyView) -> AnyView {
    #[cfg(feature = "ssr")]
    {
        view! { <div class="plain">{inside()}</div> }.into_any()
    }
    #[cfg(not(feature = "ssr"))]
    {
        drop(inside);
        view! { <div class="plain"></div> }.into_any()
    }
}

/// Takes away what the server said for those without JavaScript; `but_open` leaves the menu that somebody
/// has opened already, and may be typing in.
pub fn gone(but_open: bool) {
    let which = if but_open { ".plain:not(:empty, [open] *)" } else { ".plain:not(:empty)" };
    while let Ok(Some(element)) = document().query_selector(which) {
        element.set_text_content(None);
    }
}

/// One hidden field for each of a query's parameters, by which a GET form keeps what the list shows
/// besides.
pub fn hidden(parameters: impl FnOnce() -> Vec<(&'static str, String)>) -> AnyView {
    let field = |(name, value)| view! { <input type="hidden" name=name value=value /> };
    plain(move || each(parameters().into_iter().map(field)).into_any())
}
