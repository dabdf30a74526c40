//! From a body to the texts in the fields.

use serde_json::{Number, Value};

use super::{Body, BodyForm, Field, Item, Kind, WHOLE, body_from_form};

/// Whole numbers up to here are exact in every JSON reader.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// What the body shows in the fields of its schema's form, by their names; blank where it has nothing.
///
/// A value that is not of its field's kind is shown as it is, to be corrected. What the form has no
/// field for is not among them: see [`shows`].
pub fn values_of(schema: &Value, body: &Body) -> Vec<(String, String)> {
    let mut values = Vec::new();
    gather(&BodyForm::of(schema).items, body, &mut values);
    values
}

/// Whether the fields show all of the body, so that it comes back as it was. What is required and not
/// there yet may come back empty: the fields are there to enter it.
pub fn shows(schema: &Value, body: &Body) -> bool {
    body_from_form(schema, &values_of(schema, body)).is_ok_and(|again| completes(&again, body))
}

/// Whether `again` is the body, but for empty lists and objects that it lacks.
fn completes(again: &Body, body: &Body) -> bool {
    let kept = body.keys().all(|key| again.contains_key(key));
    kept && again.iter().all(|(key, value)| match (value, body.get(key)) {
        (Value::Object(part), Some(Value::Object(own))) => completes(part, own),
        (value, Some(own)) => value == own,
        (Value::Object(part), None) => completes(part, &Body::new()),
        (Value::Array(values), None) => values.is_empty(),
        (_, None) => false,
    })
}

fn gather(items: &[Item], body: &Body, values: &mut Vec<(String, String)>) {
    for item in items {
        match item {
            Item::Field(field) => values.push((field.name.clone(), text_in(field, body))),
            Item::Group(group) => {
                let nothing = Body::new();
                let part = body.get(&group.key).and_then(Value::as_object);
                gather(&group.items, part.unwrap_or(&nothing), values);
            }
        }
    }
}

fn text_in(field: &Field, body: &Body) -> String {
    if field.name == WHOLE {
        return json(&Value::Object(body.clone()));
    }
    let value = body.get(&field.key);
    value.and_then(|value| shown(&field.kind, value)).unwrap_or_default()
}

/// The value as it is typed into a field of this kind; nothing for `null` where there is a field for
/// single values.
pub(super) fn shown(kind: &Kind, value: &Value) -> Option<String> {
    match (kind, value) {
        (Kind::Json, value) => Some(json(value)),
        (Kind::Lines(_), Value::Array(values)) => {
            let lines: Vec<String> = values.iter().map(any_text).collect();
            Some(lines.join("\n"))
        }
        (_, Value::Null) => None,
        (_, value) => Some(any_text(value)),
    }
}

/// A single value as it is typed; nothing for what is none.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Number(number) => Some(number_text(number)),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn any_text(value: &Value) -> String {
    text_of(value).unwrap_or_else(|| value.to_string())
}

/// A whole number has no decimals, whatever it was read as.
fn number_text(number: &Number) -> String {
    match number.as_f64() {
        Some(value) if number.is_f64() && value.fract() == 0.0 && value.abs() < EXACT => {
            (value as i64).to_string()
        }
        _ => number.to_string(),
    }
}

fn json(value: &Value) -> String {
    format!("{value:#}")
}
