//! A service design: what the service instances made from it say of themselves, as a JSON Schema.
//! Each of its versions stands for itself.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    instance::MAX_DESIGN,
    query::InstanceQuery,
    text::{self, FieldError, FieldErrors},
};

/// Longest title, in characters.
pub const MAX_TITLE: usize = 255;
/// Longest description, in characters.
pub const MAX_DESCRIPTION: usize = 2000;
/// Longest schema as it is typed, in bytes.
pub const MAX_SCHEMA: usize = 64 * 1024;

/// One version of a service design as kept in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Design {
    /// `design_id` in the vendor's words, for example `l3vpn`.
    pub id: String,
    /// For example `1.2.0`; with the id it never changes.
    pub version: String,
    /// What people call it.
    pub title: String,
    /// What it is for, up to 2,000 characters.
    pub description: Option<String>,
    /// The JSON Schema of an instance's body.
    pub schema: Value,
    /// Whether new instances are made from it.
    pub status: DesignStatus,
    /// Counts the changes; a save must name the revision it was made from.
    pub revision: u64,
    /// RFC 3339 in UTC.
    pub created_at: String,
    /// RFC 3339 in UTC.
    pub updated_at: String,
}

/// A design as lists and pickers show it: all but what its instances look like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DesignSummary {
    /// For example `l3vpn`.
    pub id: String,
    /// For example `1.2.0`.
    pub version: String,
    /// What people call it.
    pub title: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether new instances are made from it.
    pub status: DesignStatus,
    /// Counts the changes.
    pub revision: u64,
    /// RFC 3339 in UTC.
    pub updated_at: String,
}

/// Whether new service instances are made from a design. Those there are stay as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DesignStatus {
    /// New instances can be made from it.
    #[default]
    Offered,
    /// No new instances are made from it.
    Retired,
}

impl DesignStatus {
    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Retired => "retired",
        }
    }

    /// The word shown to operators.
    pub fn label(self) -> &'static str {
        match self {
            Self::Offered => "Offered",
            Self::Retired => "Retired",
        }
    }
}

impl fmt::Display for DesignStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for DesignStatus {
    type Err = FieldError;
    fn from_str(text: &str) -> Result<Self, FieldError> {
        match text.trim().to_ascii_lowercase().as_str() {
            "offered" => Ok(Self::Offered),
            "retired" => Ok(Self::Retired),
            other => Err(FieldError {
                field: "status".into(),
                message: format!("Status is \"{other}\"; it must be offered or retired."),
            }),
        }
    }
}

/// A design's fields as somebody typed them; kept as they are until they parse.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DesignForm {
    /// Raw text of the field Design.
    #[serde(default)]
    pub id: String,
    /// Raw text of the field Version.
    #[serde(default)]
    pub version: String,
    /// Raw text of the field Title.
    #[serde(default)]
    pub title: String,
    /// Raw text of the field Description.
    #[serde(default)]
    pub description: String,
    /// Raw text of the field Schema.
    #[serde(default)]
    pub schema: String,
}

/// A design's fields after parsing; whether the schema is a valid one is not known yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DesignDraft {
    /// 1 to 128 characters that need no escapes in a URL.
    pub id: String,
    /// As the id.
    pub version: String,
    /// 1 to 255 characters, white space collapsed.
    pub title: String,
    /// Up to 2,000 characters, never blank.
    pub description: Option<String>,
    /// A JSON object that describes objects.
    pub schema: Value,
}

impl DesignForm {
    /// Parses all fields and reports every error at once, in the order of the form.
    pub fn parse(&self) -> Result<DesignDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let id = errors.keep(word("id", "Design", &self.id));
        let version = errors.keep(word("version", "Version", &self.version));
        let title = text::line("title", "Title", &self.title, MAX_TITLE).and_then(|title| {
            title.ok_or_else(|| error("title", "Title is missing. Enter 1 to 255 characters."))
        });
        let title = errors.keep(title);
        let description = errors.keep(text::lines(
            "description",
            "Description",
            &self.description,
            MAX_DESCRIPTION,
        ));
        let schema = errors.keep(schema(&self.schema));
        match (id, version, title, description, schema) {
            (Some(id), Some(version), Some(title), Some(description), Some(schema)) => {
                Ok(DesignDraft { id, version, title, description, schema })
            }
            _ => Err(errors),
        }
    }
}

impl From<Design> for DesignSummary {
    fn from(design: Design) -> Self {
        Self {
            id: design.id,
            version: design.version,
            title: design.title,
            description: design.description,
            status: design.status,
            revision: design.revision,
            updated_at: design.updated_at,
        }
    }
}

impl From<&Design> for DesignForm {
    fn from(design: &Design) -> Self {
        Self {
            id: design.id.clone(),
            version: design.version.clone(),
            title: design.title.clone(),
            description: design.description.clone().unwrap_or_default(),
            schema: format!("{:#}", design.schema),
        }
    }
}

/// The service instances that use this version of a design.
pub fn instances_of(id: &str, version: &str) -> InstanceQuery {
    let quoted = |text: &str| match is_word(text) {
        true => text.to_owned(),
        false => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    };
    let filter = format!("design=={};version=={}", quoted(id), quoted(version));
    InstanceQuery { filter, ..Default::default() }
}

/// Whether the text can be a design's id or version: it begins with a letter or digit, and needs no
/// escapes in a URL.
pub fn is_word(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    text.len() <= MAX_DESIGN
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(fits)
}

fn word(field: &str, label: &str, text: &str) -> Result<String, FieldError> {
    let rule = format!(
        "Use 1 to {MAX_DESIGN} letters, digits, \"-\", \"_\" or \".\", beginning with a letter or digit."
    );
    match text.trim() {
        "" => Err(error(field, format!("{label} is missing. {rule}"))),
        text if is_word(text) => Ok(text.to_owned()),
        text => {
            let shown: String = text.chars().take(MAX_DESIGN).collect();
            Err(error(field, format!("{label} is \"{shown}\". {rule}")))
        }
    }
}

fn schema(text: &str) -> Result<Value, FieldError> {
    let refused = |message: String| error("schema", message);
    if text.trim().is_empty() {
        let example = "{\"type\": \"object\", \"properties\": {}}";
        return Err(refused(format!("Schema is missing. Enter a JSON Schema such as {example}.")));
    }
    if text.len() > MAX_SCHEMA {
        let bytes = text::grouped(text.len() as u64);
        return Err(refused(format!("Schema has {bytes} bytes; 65,536 is the most.")));
    }
    let schema: Value = serde_json::from_str(text)
        .map_err(|wrong| refused(format!("Schema is not JSON: {wrong}.")))?;
    match schema.get("type") {
        Some(Value::String(kind)) if kind == "object" => Ok(schema),
        _ => Err(refused(
            "Schema must be a JSON object with \"type\": \"object\", because what it describes is one."
                .into(),
        )),
    }
}

fn error(field: &str, message: impl Into<String>) -> FieldError {
    FieldError { field: field.into(), message: message.into() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn form() -> DesignForm {
        DesignForm {
            id: " l3vpn ".into(),
            version: "1.2.0".into(),
            title: " Layer  3 VPN".into(),
            description: " ".into(),
            schema: r#"{"type": "object"}"#.into(),
        }
    }

    #[test]
    fn a_form_is_tidied() {
        let draft = form().parse().unwrap();
        assert_eq!((draft.id.as_str(), draft.title.as_str()), ("l3vpn", "Layer 3 VPN"));
        assert_eq!((draft.description, draft.schema), (None, json!({ "type": "object" })));
    }

    #[test]
    fn every_wrong_field_is_reported_at_once_in_order() {
        let wrong = DesignForm {
            id: "l3 vpn".into(),
            description: "x".repeat(2001),
            schema: "{\"type\":".into(),
            ..Default::default()
        };
        let errors = wrong.parse().unwrap_err();
        let fields: Vec<_> = errors.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["id", "version", "title", "description", "schema"]);
        let said = |field| errors.of(field).unwrap_or_default();
        assert!(said("id").starts_with("Design is \"l3 vpn\". Use 1 to 128 letters"));
        assert!(said("version").starts_with("Version is missing. Use 1 to 128"));
        assert!(said("schema").contains("line 1 column 8"), "{}", said("schema"));
    }

    #[test]
    fn an_id_needs_no_escapes_in_a_url_and_leads_nowhere_else() {
        for id in ["l3vpn", "eline-evpn-vpws-csm", "a_b.2", "9"] {
            assert!(is_word(id), "{id}");
        }
        for id in ["", ".", "..", "-a", "a/b", "ä", "a%20", &"x".repeat(129)] {
            assert!(!is_word(id), "{id}");
        }
    }

    #[test]
    fn the_instances_of_a_version_are_a_filter() {
        assert_eq!(instances_of("l3vpn", "1.0").filter, "design==l3vpn;version==1.0");
        let odd = instances_of("my \"vpn\"", r"1\0");
        assert_eq!(odd.filter, r#"design=="my \"vpn\"";version=="1\\0""#);
    }

    #[test]
    fn a_schema_describes_an_object_and_is_not_too_long() {
        let refusal = |schema: &str| {
            let errors = DesignForm { schema: schema.into(), ..form() }.parse().unwrap_err();
            errors.of("schema").unwrap().to_owned()
        };
        for schema in ["[]", "true", "{}", "{\"type\": \"array\"}", "{\"type\": [\"object\"]}"] {
            assert!(refusal(schema).contains("\"type\": \"object\""), "{schema}");
        }
        assert!(refusal(" ").starts_with("Schema is missing"));
        let long = format!("{{\"type\": \"object\", \"title\": \"{}\"}}", "x".repeat(MAX_SCHEMA));
        assert!(refusal(&long).contains("65,536 is the most"));
    }

    #[test]
    fn a_form_made_from_a_design_parses_to_the_same() {
        let design = Design {
            id: "l3vpn".into(),
            version: "1".into(),
            title: "VPN".into(),
            description: Some("Two\nlines".into()),
            schema: json!({ "type": "object", "properties": { "vlan": { "maximum": 4094 } } }),
            status: DesignStatus::Offered,
            revision: 3,
            created_at: String::new(),
            updated_at: String::new(),
        };
        let form = DesignForm::from(&design);
        assert!(form.schema.contains("\n  \"properties\""), "{}", form.schema);
        let draft = form.parse().unwrap();
        assert_eq!((draft.schema, draft.description), (design.schema, design.description));
    }

    #[test]
    fn a_status_is_read_as_it_is_written_or_shown() {
        for status in [DesignStatus::Offered, DesignStatus::Retired] {
            assert_eq!(status.as_str().parse(), Ok(status));
            assert_eq!(status.label().parse(), Ok(status));
        }
        assert!("gone".parse::<DesignStatus>().unwrap_err().message.contains("offered or retired"));
    }
}
