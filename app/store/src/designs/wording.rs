//! What is wrong with a body or a schema, in words for people.

use jsonschema::{
    JsonType, ValidationError,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde_json::Value;

/// Longest value that is repeated, in characters.
const LONGEST: usize = 60;
/// Most values of a choice that are listed.
const MOST_OPTIONS: usize = 20;

/// One thing that is wrong.
#[derive(Debug)]
pub(super) struct Said {
    /// The JSON pointer of what is wrong; for what is missing, of where it would be.
    pub(super) path: String,
    /// A sentence about it, without subject and full stop where the path is the subject.
    pub(super) what: String,
}

/// What an error says; one that names several properties says something of each.
pub(super) fn said(error: &ValidationError) -> Vec<Said> {
    if let Some(closest) = closest(error) {
        return said(closest);
    }
    let path = error.instance_path().as_str();
    let below = |name: &str| format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
    match error.kind() {
        Kind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            vec![Said { path: below(name), what: "is missing".into() }]
        }
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            unexpected
                .iter()
                .map(|name| Said { path: below(name), what: "is not known to the schema".into() })
                .collect()
        }
        _ => vec![Said { path: path.to_owned(), what: what(error) }],
    }
}

/// Of the forms that a value may have, the one that it comes closest to: what is wrong with it there.
/// None where the value is not even of the type.
fn closest<'a>(error: &'a ValidationError) -> Option<&'a ValidationError<'static>> {
    let (Kind::AnyOf { context } | Kind::OneOfNotValid { context }) = error.kind() else {
        return None;
    };
    let of_type = |errors: &&Vec<ValidationError>| {
        errors.iter().all(|inner| {
            let here = inner.instance_path() == error.instance_path();
            !(here && matches!(inner.kind(), Kind::Type { .. }))
        })
    };
    context.iter().filter(of_type).min_by_key(|errors| errors.len())?.first()
}

fn what(error: &ValidationError) -> String {
    let it = value(error.instance());
    match error.kind() {
        Kind::Type { kind } => format!("{it} is not {}", types(kind)),
        Kind::Enum { options } => format!("{it} is none of {}", list(options)),
        Kind::Constant { expected_value } => format!("{it} is not {}", value(expected_value)),
        Kind::Maximum { limit } => format!("{it} is more than the maximum {limit}"),
        Kind::Minimum { limit } => format!("{it} is less than the minimum {limit}"),
        Kind::ExclusiveMaximum { limit } => format!("{it} is not less than {limit}"),
        Kind::ExclusiveMinimum { limit } => format!("{it} is not more than {limit}"),
        Kind::MultipleOf { multiple_of } => format!("{it} is not a multiple of {multiple_of}"),
        Kind::MaxLength { limit } => format!("{it} has more than {}", count(*limit, "character")),
        Kind::MinLength { limit } => format!("{it} has fewer than {}", count(*limit, "character")),
        Kind::Pattern { pattern } => format!("{it} does not match the pattern {pattern}"),
        Kind::Format { format } => format!("{it} is not {}", format_name(format)),
        Kind::MaxItems { limit } => format!("has more than {}", count(*limit, "item")),
        Kind::MinItems { limit } => format!("has fewer than {}", count(*limit, "item")),
        Kind::AdditionalItems { limit } => {
            format!("has more than {}", count(*limit as u64, "item"))
        }
        Kind::UnevaluatedItems { .. } => "has more items than the schema knows".into(),
        Kind::UniqueItems => "has the same item twice".into(),
        Kind::Contains => "has no item of the kind that is needed".into(),
        Kind::MaxProperties { limit } => format!("has more than {}", count(*limit, "part")),
        Kind::MinProperties { limit } => format!("has fewer than {}", count(*limit, "part")),
        Kind::PropertyNames { error } => {
            format!("has a part with a name that is not possible: {}", what(error))
        }
        Kind::FalseSchema => "is not possible here".into(),
        Kind::Not { .. } => "is what it must not be".into(),
        Kind::AnyOf { .. } | Kind::OneOfNotValid { .. } => {
            format!("{it} has none of the forms that are possible")
        }
        Kind::OneOfMultipleValid { .. } => {
            "has more than one of the forms that are possible".into()
        }
        _ => error.to_string(),
    }
}

/// The value as JSON, shortened.
fn value(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn list(options: &Value) -> String {
    let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut words: Vec<String> = options.iter().take(MOST_OPTIONS).map(value).collect();
    if options.len() > MOST_OPTIONS {
        words.push("…".into());
    }
    words.join(", ")
}

fn types(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(one) => type_name(*one).into(),
        TypeKind::Multiple(several) => {
            several.iter().map(type_name).collect::<Vec<_>>().join(" or ")
        }
    }
}

fn type_name(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Array => "a list",
        JsonType::Boolean => "true or false",
        JsonType::Integer => "a whole number",
        JsonType::Null => "null",
        JsonType::Number => "a number",
        JsonType::Object => "an object",
        JsonType::String => "a text",
    }
}

fn format_name(format: &str) -> String {
    match format {
        "date" => "a date such as 2026-11-24".into(),
        "date-time" => "a time such as 2026-11-24T10:00:00Z".into(),
        "email" => "an e-mail address".into(),
        "hostname" => "a host name".into(),
        "ipv4" => "an IPv4 address".into(),
        "ipv6" => "an IPv6 address".into(),
        "regex" => "a regular expression".into(),
        "uri" => "a URI".into(),
        "uuid" => "a UUID".into(),
        other => format!("of the format {other}"),
    }
}

fn count(number: u64, of: &str) -> String {
    format!("{number} {of}{}", if number == 1 { "" } else { "s" })
}
