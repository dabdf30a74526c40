//! Reads the members of an element, or of an object within one.

use std::str::FromStr;

use model::{FieldError, FieldErrors, id::BadId, text};
use serde_json::{Map, Value};

use super::time::utc;
use crate::{
    file::Element,
    import::{
        check::short,
        report::{Finding, Place},
    },
};

/// The members of an object.
#[derive(Clone, Copy)]
pub struct Members<'a>(Option<&'a Map<String, Value>>);

impl<'a> Members<'a> {
    /// Those of an element or another value; none where it is no object.
    pub fn of(value: &'a Value) -> Self {
        Self(value.as_object())
    }

    /// All of them.
    pub fn all(self) -> impl Iterator<Item = (&'a String, &'a Value)> {
        self.0.into_iter().flatten()
    }

    /// A member that is there; `null` and blank text are not.
    pub fn get(self, member: &str) -> Option<&'a Value> {
        self.0?.get(member).filter(|value| match value {
            Value::Null => false,
            Value::String(text) => !text.trim().is_empty(),
            _ => true,
        })
    }

    /// The text of a member, trimmed; a number is as good.
    pub fn text(self, member: &str) -> Result<Option<String>, FieldError> {
        match self.get(member) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.trim().to_owned())),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(other) => Err(error(member, format!("It is {}; it must be text.", what(other)))),
        }
    }

    /// The text of a member that must be there, in one line of up to so many characters.
    pub fn line(self, member: &str, max: usize) -> Result<String, FieldError> {
        let text = self.text(member)?.unwrap_or_default();
        text::line(member, "The text", &text, max)?.ok_or_else(|| missing(member))
    }

    /// The id in a member that must be there.
    pub fn id<Id: FromStr<Err = BadId>>(self, member: &str) -> Result<Id, FieldError> {
        let text = self.text(member)?.ok_or_else(|| missing(member))?;
        text.parse().map_err(|bad: BadId| error(member, format!("{bad}.")))
    }

    /// The time in a member.
    pub fn time(self, member: &str) -> Result<Option<String>, FieldError> {
        let Some(text) = self.text(member)? else { return Ok(None) };
        let wrong = || {
            let shown = short(&text);
            let right = "it must be a time such as 2026-01-31T12:00:00Z";
            error(member, format!("It is \"{shown}\"; {right}."))
        };
        utc(&text).map(Some).ok_or_else(wrong)
    }

    /// The list in a member; empty where it is absent.
    pub fn list(self, member: &str) -> Result<&'a [Value], FieldError> {
        match self.get(member) {
            None => Ok(&[]),
            Some(Value::Array(list)) => Ok(list),
            Some(other) => {
                Err(error(member, format!("It is {}; it must be an array.", what(other))))
            }
        }
    }
}

/// Refuses an element that has no members.
pub fn shape(element: &Element) -> Result<(), Finding> {
    if element.value.is_object() {
        return Ok(());
    }
    let reason = format!("It is {}; it must be an object: {{ … }}.", what(&element.value));
    Err(Finding { place: Place::of(element), column: String::new(), reason })
}

/// What to say of an element whose `member` has the value of the element with the number `first`.
pub fn duplicate(element: &Element, member: &str, first: u64) -> Finding {
    let value = Members::of(&element.value).text(member).ok().flatten().unwrap_or_default();
    let value = short(&value);
    let reason =
        format!("\"{value}\" stands in element {first} already; only that element counts.");
    Finding { place: Place::of(element), column: member.to_owned(), reason }
}

/// What to say of wrong members.
pub fn wrong(element: &Element, FieldErrors(errors): FieldErrors) -> Finding {
    let members: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
    let reasons: Vec<_> = errors.iter().map(|e| e.message.as_str()).collect();
    Finding { place: Place::of(element), column: members.join("; "), reason: reasons.join(" ") }
}

/// Something that is wrong with a member.
pub fn error(member: &str, message: String) -> FieldError {
    FieldError { field: member.into(), message }
}

/// What a value is, for a message.
pub fn what(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn missing(member: &str) -> FieldError {
    error(member, "It is missing or blank.".into())
}

#[cfg(test)]
mod tests {
    use model::CustomerId;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_blank_or_null_is_absent_and_a_number_is_text() {
        let value = json!({"a": " ", "b": null, "c": " x ", "d": 42, "e": [1], "f": "a b"});
        let members = Members::of(&value);
        let texts = ["a", "b", "c", "d", "no"].map(|member| members.text(member).unwrap());
        assert_eq!(texts, [None, None, Some("x".to_owned()), Some("42".to_owned()), None]);
        let message = members.text("e").unwrap_err().message;
        assert_eq!(message, "It is an array; it must be text.");
        assert_eq!(members.line("a", 9).unwrap_err().message, "It is missing or blank.");
        let bad = members.id::<CustomerId>("f").unwrap_err().message;
        assert!(bad.starts_with("\"a b\" is not an identifier: use 1 to 64"), "{bad}");
        assert!(members.time("c").unwrap_err().message.contains("such as 2026-01-31T12:00:00Z"));
        assert_eq!((members.list("no").unwrap().len(), members.list("e").unwrap().len()), (0, 1));
    }

    #[test]
    fn what_is_no_object_has_no_members_and_is_refused() {
        let element = Element { number: 3, value: json!("x") };
        assert_eq!(Members::of(&element.value).all().count(), 0);
        let refused = shape(&element).unwrap_err().to_string();
        assert_eq!(refused, "element 3: It is text; it must be an object: { … }.");
    }
}
