//! From what was typed into the fields to a body.

use serde_json::{Number, Value};

use super::{Body, BodyForm, Choice, Field, Group, Item, Kind, WHOLE};
use crate::text::{FieldError, FieldErrors};

/// The body that the fields' texts stand for, by their names; every field that cannot be read is
/// reported.
///
/// A blank field is absent, and so is an object of which nothing was entered, unless the schema
/// requires it. A text under the name [`WHOLE`] is the body itself, and the fields do not count.
pub fn body_from_form(schema: &Value, texts: &[(String, String)]) -> Result<Body, FieldErrors> {
    if let Some(text) = text_at(texts, WHOLE) {
        return whole(text);
    }
    let mut errors = FieldErrors::default();
    let body = object(&BodyForm::of(schema).items, texts, &mut errors);
    if errors.0.is_empty() { Ok(body) } else { Err(errors) }
}

fn whole(text: &str) -> Result<Body, FieldErrors> {
    if text.trim().is_empty() {
        return Ok(Body::new());
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(body)) => Ok(body),
        Ok(_) => Err(FieldErrors::one(
            WHOLE,
            "The body is not a JSON object. It must begin with { and end with }.",
        )),
        Err(wrong) => Err(FieldErrors::one(WHOLE, format!("The body is not JSON: {wrong}."))),
    }
}

fn object(items: &[Item], texts: &[(String, String)], errors: &mut FieldErrors) -> Body {
    let mut body = Body::new();
    for item in items {
        let (key, value) = match item {
            Item::Field(field) => {
                let text = text_at(texts, &field.name).unwrap_or_default();
                (&field.key, errors.keep(value(field, text)).flatten())
            }
            Item::Group(group) => (&group.key, part(group, texts, errors)),
        };
        if let Some(value) = value {
            body.insert(key.clone(), value);
        }
    }
    body
}

fn part(group: &Group, texts: &[(String, String)], errors: &mut FieldErrors) -> Option<Value> {
    let part = object(&group.items, texts, errors);
    (group.required || !part.is_empty()).then_some(Value::Object(part))
}

/// What was entered in a field; nothing where it is blank.
fn value(field: &Field, text: &str) -> Result<Option<Value>, FieldError> {
    let wrong = |message: String| FieldError {
        field: field.name.clone(),
        message: format!("{} {message}", field.label),
    };
    match &field.kind {
        Kind::Lines(each) => {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            let values = lines.map(|line| single(each, line).map_err(wrong));
            let values: Vec<Value> = values.collect::<Result<_, _>>()?;
            Ok((field.required || !values.is_empty()).then_some(Value::Array(values)))
        }
        _ if text.trim().is_empty() => Ok(None),
        kind => single(kind, text.trim()).map(Some).map_err(wrong),
    }
}

/// One value, or what is wrong with it, to be put behind the field's label.
fn single(kind: &Kind, text: &str) -> Result<Value, String> {
    let must = |what: &str| format!("is \"{text}\"; it must be {what}.");
    match kind {
        Kind::Text { .. } => Ok(Value::String(text.to_owned())),
        Kind::Integer { .. } => {
            whole_number(text).map(Value::Number).ok_or_else(|| must("a whole number"))
        }
        Kind::Number { .. } => {
            number(text).map(Value::Number).ok_or_else(|| must("a number such as 10 or 2.5"))
        }
        Kind::Flag => match text {
            "true" | "on" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(must("true or false")),
        },
        Kind::Choice(choices) => chosen(choices, text).ok_or_else(|| {
            let texts: Vec<&str> = choices.iter().map(|choice| choice.text.as_str()).collect();
            must(&format!("one of {}", texts.join(", ")))
        }),
        Kind::Json | Kind::Lines(_) => {
            serde_json::from_str(text).map_err(|wrong| format!("is not JSON: {wrong}."))
        }
    }
}

fn chosen(choices: &[Choice], text: &str) -> Option<Value> {
    choices.iter().find(|choice| choice.text == text).map(|choice| choice.value.clone())
}

fn whole_number(text: &str) -> Option<Number> {
    let below = || text.parse::<i64>().ok().map(Number::from);
    below().or_else(|| text.parse::<u64>().ok().map(Number::from))
}

fn number(text: &str) -> Option<Number> {
    whole_number(text).or_else(|| Number::from_f64(text.parse().ok()?))
}

fn text_at<'a>(texts: &'a [(String, String)], name: &str) -> Option<&'a str> {
    texts.iter().find(|(at, _)| at == name).map(|(_, text)| text.as_str())
}
