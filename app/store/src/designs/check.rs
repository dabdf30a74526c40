//! Compares a body with a schema, and a schema with what a schema may be.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use jsonschema::{PatternOptions, ValidationError, Validator};
use model::{Design, FieldError, FieldErrors, body_form::WHOLE};
use serde_json::{Map, Value};

use super::wording::{Said, said};

/// Most errors told at once.
const MOST: usize = 20;

/// Whether the body is as the schema wants it; every error at once, each under the JSON pointer of
/// what is wrong, as the form for the body has it. What is wrong with the schema itself is said under
/// `schema`.
pub fn check(schema: &Value, body: &Map<String, Value>) -> Result<(), FieldErrors> {
    examine(&compile(schema)?, body)
}

/// As [`check`], with a schema that is compiled.
pub(super) fn examine(validator: &Validator, body: &Map<String, Value>) -> Result<(), FieldErrors> {
    let body = Value::Object(body.clone());
    let errors = validator.iter_errors(&body).flat_map(|error| said(&error));
    let errors: Vec<FieldError> = errors.take(MOST).map(|said| in_body(&said)).collect();
    if errors.is_empty() { Ok(()) } else { Err(FieldErrors(errors)) }
}

fn in_body(Said { path, what }: &Said) -> FieldError {
    match path.as_str() {
        "" => FieldError { field: WHOLE.into(), message: format!("The body {what}.") },
        path => FieldError { field: path.into(), message: format!("{path}: {what}.") },
    }
}

/// The schema, ready to be compared with bodies. Refuses one that is not valid or refers to anything
/// outside of itself.
pub(super) fn compile(schema: &Value) -> Result<Validator, FieldErrors> {
    if let Some((path, target)) = reference(schema, &|target| !target.starts_with('#')) {
        return Err(refused(&[Said {
            path,
            what: format!(
                "refers to {target:?}; only references within the schema, which begin with \"#\", \
                 are possible"
            ),
        }]));
    }
    let wrong = jsonschema::meta::validator_for(schema).map(|meta| {
        let errors = meta.iter_errors(schema).flat_map(|error| said(&error));
        errors.take(MOST).collect::<Vec<_>>()
    });
    match wrong {
        Ok(wrong) if !wrong.is_empty() => return Err(refused(&wrong)),
        Ok(_) => {}
        Err(error) => return Err(unbuilt(schema, &error)),
    }
    jsonschema::options()
        .offline()
        .should_validate_formats(true)
        // One that takes a time that grows with the text alone, whatever the pattern.
        .with_pattern_options(PatternOptions::regex())
        .build(schema)
        .map_err(|error| unbuilt(schema, &error))
}

/// What is wrong with a schema that is valid as such.
fn unbuilt(schema: &Value, error: &ValidationError) -> FieldErrors {
    let mut wrong = said(error);
    if let Some(first) = wrong.first_mut().filter(|first| first.path.is_empty())
        && let Some((path, _)) = reference(schema, &|target| first.what.contains(&target[1..]))
    {
        first.path = path;
    }
    refused(&wrong)
}

fn refused(wrong: &[Said]) -> FieldErrors {
    let sentence = |Said { path, what }: &Said| match path.as_str() {
        "" => format!("The schema {what}."),
        path => format!("{path}: {what}."),
    };
    FieldErrors::one("schema", wrong.iter().map(sentence).collect::<Vec<_>>().join(" "))
}

/// The first reference that is `wanted`: its JSON pointer and where it leads.
fn reference(schema: &Value, wanted: &dyn Fn(&str) -> bool) -> Option<(String, String)> {
    let within = |key: &str, part: &Value| {
        let (path, target) = reference(part, wanted)?;
        Some((format!("/{}{path}", key.replace('~', "~0").replace('/', "~1")), target))
    };
    match schema {
        Value::Object(parts) => parts.iter().find_map(|(key, part)| match part {
            Value::String(target) if matches!(key.as_str(), "$ref" | "$dynamicRef") => {
                wanted(target).then(|| (format!("/{key}"), target.clone()))
            }
            part => within(key, part),
        }),
        Value::Array(parts) => {
            parts.iter().enumerate().find_map(|(at, part)| within(&at.to_string(), part))
        }
        _ => None,
    }
}

/// A version of a design.
type Key = (String, String);
/// A revision of it, with its schema compiled.
type Compiled = (u64, Arc<Validator>);

/// Schemas that are compiled: of each version of a design the revision that was asked for last.
#[derive(Clone, Default)]
pub(crate) struct Validators(Arc<Mutex<HashMap<Key, Compiled>>>);

impl Validators {
    /// That of the design's schema.
    pub(super) fn of(&self, design: &Design) -> Result<Arc<Validator>, FieldErrors> {
        let key = (design.id.clone(), design.version.clone());
        // Whoever panicked in between has left nothing half done.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((revision, validator)) = known.get(&key)
            && *revision == design.revision
        {
            return Ok(Arc::clone(validator));
        }
        let validator = Arc::new(compile(&design.schema)?);
        known.insert(key, (design.revision, Arc::clone(&validator)));
        Ok(validator)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn schema() -> Value {
        json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["name"],
            "properties": {
                "name": { "type": "string", "minLength": 2, "maxLength": 5, "pattern": "^[a-z]+$" },
                "topology": { "enum": ["ring", "star"] },
                "address": { "type": "string", "format": "ipv4" },
                "load": { "type": "number", "exclusiveMinimum": 0, "multipleOf": 0.5 },
                "either": { "anyOf": [
                    { "type": "object", "required": ["pe"] },
                    { "type": "array", "minItems": 2 },
                    { "const": "none" }
                ] },
                "sites": { "type": "array", "maxItems": 2, "uniqueItems": true, "items": {
                    "type": "object",
                    "required": ["pe"],
                    "properties": { "vlan": { "type": "integer", "minimum": 1, "maximum": 4094 } }
                } }
            }
        })
    }

    /// What is said of a body, as pairs of field and message.
    fn wrong(body: Value) -> Vec<(String, String)> {
        let errors = check(&schema(), body.as_object().unwrap()).unwrap_err();
        errors.0.into_iter().map(|error| (error.field, error.message)).collect()
    }

    /// What is said of the only thing that is wrong.
    fn said(part: &str, value: Value) -> String {
        let mut body = json!({ "name": "acme" });
        body[part] = value;
        let mut wrong = wrong(body);
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        wrong.remove(0).1
    }

    fn refusal(schema: Value) -> String {
        compile(&schema).unwrap_err().of("schema").unwrap().to_owned()
    }

    #[test]
    fn a_body_as_the_schema_wants_it_is_fine() {
        let body = json!({
            "name": "acme", "topology": "star", "address": "192.0.2.1", "load": 1.5,
            "either": ["a", "b"], "sites": [{ "pe": "pe1", "vlan": 4094 }, { "pe": 7 }]
        });
        assert_eq!(check(&schema(), body.as_object().unwrap()), Ok(()));
    }

    #[test]
    fn every_error_is_told_at_once_under_its_pointer() {
        let body = json!({ "sites": [{ "vlan": 5000 }], "colour/x": 1 });
        let mut wrong = wrong(body);
        wrong.sort();
        let expected = [
            ("/colour~1x", "/colour~1x: is not known to the schema."),
            ("/name", "/name: is missing."),
            ("/sites/0/pe", "/sites/0/pe: is missing."),
            ("/sites/0/vlan", "/sites/0/vlan: 5000 is more than the maximum 4094."),
        ];
        assert_eq!(wrong, expected.map(|(field, said)| (field.to_owned(), said.to_owned())));
    }

    #[test]
    fn every_kind_of_mistake_is_said_in_words() {
        for (part, value, expected) in [
            ("name", json!(7), "/name: 7 is not a text."),
            ("name", json!("a"), "/name: \"a\" has fewer than 2 characters."),
            ("name", json!("abcdef"), "/name: \"abcdef\" has more than 5 characters."),
            ("name", json!("A-1"), "/name: \"A-1\" does not match the pattern ^[a-z]+$."),
            ("topology", json!("bus"), "/topology: \"bus\" is none of \"ring\", \"star\"."),
            ("address", json!("192.0.2"), "/address: \"192.0.2\" is not an IPv4 address."),
            ("load", json!(0), "/load: 0 is not more than 0."),
            ("load", json!(0.7), "/load: 0.7 is not a multiple of 0.5."),
            ("sites", json!({}), "/sites: {} is not a list."),
            (
                "sites",
                json!([{ "pe": 1 }, { "pe": 2 }, { "pe": 3 }]),
                "/sites: has more than 2 items.",
            ),
            ("sites", json!([{ "pe": 1 }, { "pe": 1 }]), "/sites: has the same item twice."),
            (
                "sites",
                json!([{ "pe": 1, "vlan": 1.5 }]),
                "/sites/0/vlan: 1.5 is not a whole number.",
            ),
        ] {
            assert_eq!(said(part, value), expected);
        }
    }

    #[test]
    fn of_several_forms_the_one_that_is_closest_is_spoken_of() {
        assert_eq!(said("either", json!({})), "/either/pe: is missing.");
        assert_eq!(said("either", json!([1])), "/either: has fewer than 2 items.");
        assert_eq!(said("either", json!("all")), "/either: \"all\" is not \"none\".");
    }

    #[test]
    fn a_long_value_is_shortened() {
        let message = said("topology", json!("ä".repeat(100)));
        assert!(message.contains("ä…") && message.chars().count() < 120, "{message}");
    }

    #[test]
    fn a_body_as_a_whole_is_called_so() {
        let few = json!({ "type": "object", "minProperties": 1 });
        let errors = check(&few, &Map::new()).unwrap_err();
        assert_eq!(errors.of(WHOLE), Some("The body has fewer than 1 part."));
    }

    #[test]
    fn there_is_an_end_to_what_is_told() {
        let body: Map<String, Value> = (0..100).map(|n| (format!("p{n}"), json!(n))).collect();
        assert_eq!(check(&schema(), &body).unwrap_err().0.len(), MOST);
    }

    #[test]
    fn what_is_wrong_with_a_schema_is_told_with_the_path() {
        let message = refusal(json!({
            "type": "object",
            "properties": { "a": { "type": "int" }, "b": { "minimum": "1" } }
        }));
        assert!(message.contains("/properties/a/type: \"int\" is none of "), "{message}");
        assert!(message.contains("/properties/b/minimum: \"1\" is not a number."), "{message}");
    }

    #[test]
    fn a_schema_refers_to_itself_only() {
        let reference = |target: &str| {
            refusal(json!({ "type": "object", "properties": { "a": { "$ref": target } } }))
        };
        for outside in ["https://example.com/a.json", "file:///etc/passwd", "other.json#/a"] {
            let message = reference(outside);
            let expected =
                format!("/properties/a/$ref: refers to {outside:?}; only references within");
            assert!(message.starts_with(&expected), "{message}");
        }
        let message = reference("#/$defs/gone");
        assert!(message.starts_with("/properties/a/$ref: "), "{message}");
        let within = json!({
            "type": "object",
            "properties": { "a": { "$ref": "#/$defs/a" } },
            "$defs": { "a": { "type": "integer" } }
        });
        assert!(compile(&within).is_ok());
    }

    #[test]
    fn a_schema_of_an_unknown_kind_and_a_pattern_that_is_none_are_refused() {
        let message = refusal(json!({ "$schema": "https://example.com/own", "type": "object" }));
        assert!(message.contains("https://example.com/own"), "{message}");
        for pattern in ["(", "(?=a)b"] {
            let message = refusal(json!({
                "type": "object", "properties": { "a": { "type": "string", "pattern": pattern } }
            }));
            assert!(message.contains("/properties/a/pattern: "), "{message}");
        }
    }
}
