//! Marks in a text what was searched for, whatever the accents and the case.

use filter::Keywords;
use leptos::prelude::*;

/// The text with what a search for `q` found in it marked.
pub fn marked(text: &str, q: &str) -> AnyView {
    let marks = if q.is_empty() { Vec::new() } else { Keywords::parse(q).marks(text) };
    let mut from = 0;
    let mut parts = Vec::with_capacity(marks.len());
    for mark in marks {
        let (before, found) = (text[from..mark.start].to_owned(), text[mark.clone()].to_owned());
        parts.push(view! {
            {before}
            <mark>{found}</mark>
        });
        from = mark.end;
    }
    (parts, text[from..].to_owned()).into_any()
}
