//! The form for a service instance as somebody filled it in; kept as it is until it parses.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    body_form::{self, WHOLE, body_from_form, shows, values_of},
    id::CustomerId,
    instance::MAX_INSTANCE_NAME,
    text::{self, FieldError, FieldErrors},
};

/// What was typed. On the wire it is the URL-encoded text that a plain HTML form sends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct InstanceForm {
    /// The id of the customer that was picked; blank where none was.
    pub customer_id: String,
    /// What was typed to find the customer: a reference number or a whole name.
    pub customer: String,
    /// Raw text of the field Instance Name.
    pub instance_name: String,
    /// Design and version as [`design_value`] writes them.
    pub design: String,
    /// The design whose fields were shown; blank where the body was shown as JSON, or not at all.
    pub fields_of: String,
    /// The texts of the body's fields by their names, or the whole body under [`WHOLE`].
    pub body: Vec<(String, String)>,
}

impl From<String> for InstanceForm {
    fn from(text: String) -> Self {
        Self::of(form_urlencoded::parse(text.as_bytes()).into_owned())
    }
}

impl From<InstanceForm> for String {
    fn from(form: InstanceForm) -> Self {
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (name, value) in form.named() {
            if !value.is_empty() {
                out.append_pair(name, value);
            }
        }
        out.extend_pairs(&form.body).finish()
    }
}

impl InstanceForm {
    /// What stands in these fields. Those that it does not know are left out.
    pub fn of(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "customer_id" => form.customer_id = value,
                "customer" => form.customer = value,
                "instance_name" => form.instance_name = value,
                "design" => form.design = value,
                "fields_of" => form.fields_of = value,
                own if own == WHOLE || own.starts_with('/') => form.body.push((name, value)),
                _ => {}
            }
        }
        form
    }

    /// The parameters besides the body.
    fn named(&self) -> [(&'static str, &str); 5] {
        [
            ("customer_id", &self.customer_id),
            ("customer", &self.customer),
            ("instance_name", &self.instance_name),
            ("design", &self.design),
            ("fields_of", &self.fields_of),
        ]
    }

    /// The customer that was picked, if one was.
    pub fn picked(&self) -> Option<CustomerId> {
        self.customer_id.parse().ok()
    }

    /// The name, white space collapsed.
    pub fn name(&self) -> Result<String, FieldError> {
        let (field, label) = ("instance_name", "Instance Name");
        let name = text::line(field, label, &self.instance_name, MAX_INSTANCE_NAME)?;
        name.ok_or_else(|| error(field, "Instance Name is missing. Enter 1 to 255 characters."))
    }

    /// The id and the version of the design.
    pub fn design(&self) -> Result<(&str, &str), FieldError> {
        let missing = || error("design", "Service Design is missing. Choose one.");
        let chosen = self.design.trim().split_once(' ').ok_or_else(missing)?;
        match self.fields_of.as_str() {
            "" => Ok(chosen),
            shown if shown == self.design => Ok(chosen),
            shown => Err(error(
                "design",
                format!(
                    "The fields were those of {shown} still. Look through those of {}, then save.",
                    self.design
                ),
            )),
        }
    }

    /// The body, by the design's schema; without one it must be there as JSON.
    pub fn body(
        &self,
        schema: Option<&Value>,
    ) -> Result<serde_json::Map<String, Value>, FieldErrors> {
        body_from_form(schema.unwrap_or(&Value::Null), &self.body)
    }

    /// The same form with the body shown as JSON.
    pub fn with_json(self, schema: &Value) -> Result<Self, FieldErrors> {
        let body = vec![(WHOLE.to_owned(), as_json(schema, &self.body)?)];
        Ok(Self { body, fields_of: String::new(), ..self })
    }

    /// The same form with the body shown in fields.
    pub fn with_fields(self, schema: &Value) -> Result<Self, FieldErrors> {
        let whole = self.body.iter().find(|(name, _)| name == WHOLE);
        let body = match whole {
            Some((_, text)) => as_fields(schema, text)?,
            None => self.body,
        };
        Ok(Self { body, fields_of: self.design.clone(), ..self })
    }
}

/// Design and version as one text: `l3vpn 1.0.0`.
pub fn design_value(id: &str, version: &str) -> String {
    format!("{id} {version}")
}

/// What the fields hold, as JSON to be edited.
pub fn as_json(schema: &Value, texts: &[(String, String)]) -> Result<String, FieldErrors> {
    let body = body_from_form(schema, texts)?;
    Ok(format!("{:#}", Value::Object(body)))
}

/// What the JSON says, in fields; refused where the fields would not show all of it.
pub fn as_fields(schema: &Value, text: &str) -> Result<Vec<(String, String)>, FieldErrors> {
    let body = body_from_form(schema, &[(WHOLE.to_owned(), text.to_owned())])?;
    if shows(schema, &body) {
        return Ok(values_of(schema, &body));
    }
    Err(FieldErrors::one(WHOLE, "The fields cannot show all of this body, so it stays as JSON."))
}

/// The errors that belong to the body, by the name of the field that is nearest to what is wrong, or
/// [`WHOLE`] where no field is.
pub fn body_errors(errors: &FieldErrors, form: Option<&body_form::BodyForm>) -> Vec<FieldError> {
    let fields = form.map(body_form::BodyForm::fields).unwrap_or_default();
    let mut found: Vec<FieldError> = Vec::new();
    for error in &errors.0 {
        if error.field != WHOLE && !error.field.starts_with('/') {
            continue;
        }
        let holds = |name: &str| {
            error.field.strip_prefix(name).is_some_and(|r| r.is_empty() || r.starts_with('/'))
        };
        let nearest = fields.iter().find(|field| holds(&field.name));
        let field = nearest.map_or(WHOLE, |field| field.name.as_str());
        match found.iter_mut().find(|other| other.field == field) {
            Some(other) => {
                other.message.push(' ');
                other.message.push_str(&error.message);
            }
            None => found.push(FieldError { field: field.into(), message: error.message.clone() }),
        }
    }
    found
}

fn error(field: &str, message: impl Into<String>) -> FieldError {
    FieldError { field: field.into(), message: message.into() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn schema() -> Value {
        json!({
            "type": "object",
            "required": ["vlan"],
            "properties": {
                "vlan": { "type": "integer", "title": "VLAN" },
                "site": { "type": "object", "properties": { "pe name": { "type": "string" } } },
                "ports": { "type": "array", "items": { "type": "object" } }
            }
        })
    }

    fn form() -> InstanceForm {
        InstanceForm {
            customer: "Müller & Söhne + 100%".into(),
            instance_name: "vpn=7".into(),
            design: design_value("l3vpn", "1.0.0"),
            fields_of: design_value("l3vpn", "1.0.0"),
            body: vec![("/vlan".into(), "7".into()), ("/site/pe name".into(), "".into())],
            ..Default::default()
        }
    }

    #[test]
    fn a_form_survives_the_text_that_a_plain_form_sends() {
        let text = String::from(form());
        assert!(text.starts_with("customer=M%C3%BCller+%26+S%C3%B6hne+%2B+100%25&instance_name="));
        assert!(text.ends_with("&%2Fvlan=7&%2Fsite%2Fpe+name="), "{text}");
        assert_eq!(InstanceForm::from(text.clone()), form());
        assert_eq!(InstanceForm::from(text + "&version=3&show=json"), form());
        let json = serde_json::to_string(&form()).unwrap();
        assert_eq!(serde_json::from_str::<InstanceForm>(&json).unwrap(), form());
    }

    #[test]
    fn what_is_missing_is_said_by_its_name() {
        let nothing = InstanceForm::default();
        let name = nothing.name().unwrap_err();
        assert_eq!(name.message, "Instance Name is missing. Enter 1 to 255 characters.");
        assert_eq!(nothing.design().unwrap_err().message, "Service Design is missing. Choose one.");
        assert_eq!(nothing.picked(), None);
        let long = InstanceForm { instance_name: "x".repeat(256), ..Default::default() };
        assert!(long.name().unwrap_err().message.contains("255 is the most"));
    }

    #[test]
    fn fields_of_another_design_are_not_taken_for_those_of_the_chosen_one() {
        assert_eq!(form().design(), Ok(("l3vpn", "1.0.0")));
        let other = InstanceForm { design: design_value("l3vpn", "2.0.0"), ..form() };
        let error = other.design().unwrap_err();
        assert!(error.message.starts_with("The fields were those of l3vpn 1.0.0 still."));
    }

    #[test]
    fn the_body_is_shown_as_json_and_in_fields_again() {
        let json = form().with_json(&schema()).unwrap();
        assert_eq!(json.body, [(WHOLE.to_owned(), "{\n  \"vlan\": 7\n}".to_owned())]);
        assert_eq!(json.body(None).unwrap(), form().body(Some(&schema())).unwrap());
        let fields = json.with_fields(&schema()).unwrap();
        assert_eq!(fields.body(Some(&schema())), form().body(Some(&schema())));
        assert_eq!(fields.fields_of, "l3vpn 1.0.0");
        // There is nothing to be turned into fields yet.
        assert_eq!(InstanceForm::default().with_fields(&schema()).unwrap().body, []);
    }

    #[test]
    fn what_the_fields_cannot_show_stays_json() {
        let body = vec![(WHOLE.to_owned(), r#"{"vlan": 7, "colour": 1}"#.to_owned())];
        let form = InstanceForm { body, ..form() };
        let errors = form.with_fields(&schema()).unwrap_err();
        assert!(errors.of(WHOLE).unwrap().contains("so it stays as JSON"));
    }

    #[test]
    fn what_cannot_be_read_is_said_at_its_field() {
        let body = vec![("/vlan".to_owned(), "many".to_owned())];
        let errors = InstanceForm { body, ..form() }.with_json(&schema()).unwrap_err();
        assert_eq!(errors.of("/vlan"), Some("VLAN is \"many\"; it must be a whole number."));
    }

    #[test]
    fn an_error_stands_at_the_field_that_holds_what_is_wrong() {
        let errors = ["/ports/0/pe", "/ports/1", "/vlan2", "/site", "body", "instance_name"];
        let errors = FieldErrors(errors.map(|path| error(path, format!("{path}: wrong."))).into());
        let of = |form: Option<&body_form::BodyForm>| -> Vec<(String, String)> {
            body_errors(&errors, form).into_iter().map(|e| (e.field, e.message)).collect()
        };
        let form = body_form::BodyForm::of(&schema());
        let whole = "/vlan2: wrong. /site: wrong. body: wrong.";
        let ports = "/ports/0/pe: wrong. /ports/1: wrong.";
        let expected = [("/ports", ports), (WHOLE, whole)];
        assert_eq!(of(Some(&form)), expected.map(|(f, m)| (f.to_owned(), m.to_owned())));
        assert_eq!(of(None).len(), 1);
    }
}
