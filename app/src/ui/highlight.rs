//! Marks in a text what the search found in it. Where that is the server says: what counts as the
//! same letter takes tables that are larger than everything else the browser loads.

use std::sync::Arc;

use leptos::prelude::*;
use model::Marks;

/// What the search found on the page, for the cells of its rows.
#[derive(Clone)]
struct Found(Arc<Marks>);

/// Lets the cells below this component mark what was found.
pub fn provide_marks(marks: Marks) {
    provide_context(Found(Arc::new(marks)));
}

/// The text with what the search found in it marked.
pub fn marked(text: &str) -> AnyView {
    let found = use_context::<Found>();
    let marks = found.as_ref().and_then(|found| found.0.get(text));
    let mut from = 0;
    let mut parts = Vec::new();
    for mark in marks.into_iter().flatten() {
        let (before, found) = (text[from..mark.start].to_owned(), text[mark.clone()].to_owned());
        parts.push(before.into_any());
        parts.push(view! { <mark>{found}</mark> }.into_any());
        from = mark.end;
    }
    parts.push(text[from..].to_owned().into_any());
    parts.into_any()
}
