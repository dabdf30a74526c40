//! What a form says to people: the label of a field and the help below it.

use serde_json::Value;

use super::{Kind, show::text_of};

/// Where a property is described: its own schema, then what that refers to.
pub(super) type Places<'a> = [&'a Value; 2];

/// The value of the keyword where it is given first.
pub(super) fn find<'a>(places: Places<'a>, keyword: &str) -> Option<&'a Value> {
    places.into_iter().find_map(|schema| schema.get(keyword))
}

/// The schema's title, or the property's name made readable.
pub(super) fn label(places: Places, key: &str) -> String {
    if let Some(title) = words(places, "title") {
        return title.to_owned();
    }
    let spaced = key.replace(['_', '-'], " ");
    let mut letters = spaced.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => key.to_owned(),
    }
}

/// What it is for, what may be entered, and an example, as far as the schema says so.
pub(super) fn help(places: Places, kind: &Kind) -> String {
    let example = find(places, "examples").and_then(|all| text_of(all.get(0)?));
    let parts = [
        words(places, "description").map(str::to_owned),
        hint(kind),
        example.map(|example| format!("For example {example}")),
    ];
    let sentences = parts.into_iter().flatten().map(sentence);
    sentences.collect::<Vec<_>>().join(" ")
}

/// What a group is for.
pub(super) fn group_help(places: Places) -> String {
    words(places, "description").map(|text| sentence(text.to_owned())).unwrap_or_default()
}

fn hint(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Text { longest, .. } => longest.map(|most| format!("Up to {most} characters")),
        Kind::Integer { min, max } | Kind::Number { min, max } => between(min, max),
        Kind::Lines(each) => Some(match hint(each) {
            Some(hint) => format!("One per line: {}", hint.to_lowercase()),
            None => "One per line".into(),
        }),
        Kind::Json => Some("As JSON".into()),
        Kind::Flag | Kind::Choice(_) => None,
    }
}

fn between(min: &Option<String>, max: &Option<String>) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) => Some(format!("{min} to {max}")),
        (Some(min), None) => Some(format!("{min} or more")),
        (None, Some(max)) => Some(format!("{max} or less")),
        (None, None) => None,
    }
}

fn words<'a>(places: Places<'a>, keyword: &str) -> Option<&'a str> {
    find(places, keyword)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

fn sentence(text: String) -> String {
    if text.ends_with(['.', '!', '?', ':']) { text } else { text + "." }
}
