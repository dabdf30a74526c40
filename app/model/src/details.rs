//! A service instance with all that its own page shows, and what can be changed of it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    customer::CustomerStatus,
    instance::{Instance, MAX_DESIGN},
    order::Order,
    text::{self, FieldError, FieldErrors},
};

/// Longest body, in bytes of JSON text without white space.
pub const MAX_BODY: usize = 64 * 1024;

/// A service instance with what belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InstanceDetails {
    /// The instance; the customer's id and name are there.
    pub instance: Instance,
    /// The service's description: a JSON object.
    pub body: Map<String, Value>,
    /// The customer's reference number.
    pub customer_reference: Option<String>,
    /// Whether the customer takes new orders.
    pub customer_status: CustomerStatus,
    /// The newest order, which alone may be open; `None` if there never was one.
    pub newest_order: Option<Order>,
}

/// What an operator changes of a service instance; customer, name and design never change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceEdit {
    /// The design's version, for example `1.2.0`.
    pub design_version: String,
    /// The service's description: a JSON object.
    pub body: Map<String, Value>,
}

impl InstanceEdit {
    /// Parses both fields as they were typed and reports every error at once.
    pub fn parse(design_version: &str, body: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let field = "design_version";
        let version = text::line(field, "Design Version", design_version, MAX_DESIGN);
        let version = errors.keep(version.and_then(|version| {
            version.ok_or_else(|| FieldError {
                field: field.into(),
                message: format!("Design Version is missing. Enter 1 to {MAX_DESIGN} characters."),
            })
        }));
        match (version, errors.keep(read_body(body))) {
            (Some(design_version), Some(body)) => Ok(Self { design_version, body }),
            _ => Err(errors),
        }
    }
}

/// Reads a body from JSON text.
pub fn read_body(text: &str) -> Result<Map<String, Value>, FieldError> {
    match serde_json::from_str(text) {
        Ok(Value::Object(body)) => check_body(&body).map(|()| body),
        Ok(_) => Err(error("Body must be a JSON object: { … }.".into())),
        Err(e) => Err(error(format!("Body is not JSON: {e}."))),
    }
}

/// Refuses a body that is too long.
pub fn check_body(body: &Map<String, Value>) -> Result<(), FieldError> {
    let length = serde_json::to_string(body).map_or(usize::MAX, |text| text.len());
    if length <= MAX_BODY {
        return Ok(());
    }
    Err(error(format!(
        "Body has {} bytes as JSON; {} is the most.",
        text::grouped(length as u64),
        text::grouped(MAX_BODY as u64)
    )))
}

fn error(message: String) -> FieldError {
    FieldError { field: "body".into(), message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_fields_are_read_and_every_error_is_reported_at_once() {
        let edit = InstanceEdit::parse(" 1.2.0 ", r#" {"vlan": 7, "sites": [null]} "#).unwrap();
        assert_eq!((edit.design_version.as_str(), edit.body.len()), ("1.2.0", 2));
        let errors = InstanceEdit::parse("", "[1]").unwrap_err();
        assert_eq!(
            errors.of("design_version"),
            Some("Design Version is missing. Enter 1 to 128 characters.")
        );
        assert_eq!(errors.of("body"), Some("Body must be a JSON object: { … }."));
        let errors = InstanceEdit::parse("1", "{").unwrap_err();
        assert!(errors.of("body").unwrap().starts_with("Body is not JSON: EOF"));
    }

    #[test]
    fn the_limit_of_a_body_does_not_count_white_space() {
        let body = |letters: usize| format!(r#"{{ "a" : "{}" }}"#, "x".repeat(letters));
        let most = MAX_BODY - r#"{"a":""}"#.len();
        assert!(read_body(&body(most)).is_ok());
        let error = read_body(&body(most + 1)).unwrap_err();
        assert_eq!(error.message, "Body has 65,537 bytes as JSON; 65,536 is the most.");
    }
}
