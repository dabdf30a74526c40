//! Hidden fields, by which a GET form keeps what the list shows besides.

use leptos::prelude::*;

/// One hidden field for each of a query's parameters.
pub fn hidden(parameters: Vec<(&'static str, String)>) -> impl IntoView {
    let field = |(name, value)| view! { <input type="hidden" name=name value=value /> };
    parameters.into_iter().map(field).collect_view()
}
