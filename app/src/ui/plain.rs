//! What only matters without JavaScript. The server says it; the browser's program does not have it.

use leptos::prelude::*;

use super::each;

/// Says `inside` on the server, and in the browser leaves it as the server said it. It must come last in
/// its element: what follows would not be found when the program takes the page over.
pub fn plain(inside: impl FnOnce() -> AnyView) -> AnyView {
    #[cfg(feature = "ssr")]
    {
        // The program looks for nothing here, and finds it: a mark of its own, ahead of what is said.
        ((), inside()).into_any()
    }
    #[cfg(not(feature = "ssr"))]
    {
        drop(inside);
        ().into_any()
    }
}

/// One hidden field for each of a query's parameters, by which a GET form keeps what the list shows
/// besides.
pub fn hidden(parameters: impl FnOnce() -> Vec<(&'static str, String)>) -> AnyView {
    let field = |(name, value)| view! { <input type="hidden" name=name value=value /> };
    plain(move || each(parameters().into_iter().map(field)).into_any())
}
