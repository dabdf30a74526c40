//! Forms made from schemas: what they show, what comes of them, and that nothing is lost on the way.

use serde_json::{Value, json};

use super::*;

/// A schema with everything that has a field.
fn service() -> Value {
    json!({
        "type": "object",
        "required": ["vpn_name", "vlan", "site"],
        "properties": {
            "bandwidth-mbps": { "type": "number", "minimum": 0.5 },
            "vlan": {
                "type": "integer", "title": "VLAN", "minimum": 1, "maximum": 4094, "default": 100,
                "description": "The tag at the port"
            },
            "vpn_name": { "type": "string", "maxLength": 64, "examples": ["acme-core"] },
            "encrypted": { "type": "boolean" },
            "topology": { "enum": ["any-to-any", "hub-spoke"], "default": "any-to-any" },
            "prefixes": { "type": "array", "items": { "$ref": "#/$defs/prefix" } },
            "site": {
                "type": "object",
                "description": "Where it ends.",
                "required": ["pe"],
                "properties": { "pe": { "type": "string" }, "a/b~c": { "type": "string" } }
            }
        },
        "$defs": { "prefix": { "type": "string", "format": "ipv4", "pattern": "^1" } }
    })
}

fn typed(texts: &[(&str, &str)]) -> Vec<(String, String)> {
    texts.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect()
}

fn body(value: Value) -> Body {
    value.as_object().unwrap().clone()
}

fn schema(properties: Value) -> Value {
    json!({ "type": "object", "properties": properties })
}

fn field<'a>(form: &'a BodyForm, name: &str) -> &'a Field {
    form.fields().into_iter().find(|field| field.name == name).unwrap()
}

#[test]
fn what_is_required_comes_first_and_in_its_order_then_the_rest_by_name() {
    let form = BodyForm::of(&service());
    let names: Vec<_> = form.fields().iter().map(|field| field.name.as_str()).collect();
    let expected = [
        "/vpn_name",
        "/vlan",
        "/site/pe",
        "/site/a~1b~0c",
        "/bandwidth-mbps",
        "/encrypted",
        "/prefixes",
        "/topology",
    ];
    assert_eq!(names, expected);
    assert_eq!(form.unshown, []);
}

#[test]
fn fields_say_what_they_are_for_and_what_may_be_entered() {
    let form = BodyForm::of(&service());
    let said = |name| {
        let field = field(&form, name);
        (field.label.as_str(), field.help.as_str(), field.required)
    };
    assert_eq!(said("/vlan"), ("VLAN", "The tag at the port. 1 to 4094.", true));
    assert_eq!(
        said("/vpn_name"),
        ("Vpn name", "Up to 64 characters. For example acme-core.", true)
    );
    assert_eq!(said("/bandwidth-mbps"), ("Bandwidth mbps", "0.5 or more.", false));
    assert_eq!(said("/prefixes"), ("Prefixes", "One per line.", false));
    let Item::Group(site) = &form.items[2] else { panic!("{:?}", form.items[2]) };
    assert_eq!((site.label.as_str(), site.help.as_str()), ("Site", "Where it ends."));
    assert!(site.required);
}

#[test]
fn a_kind_carries_what_the_schema_says_of_it() {
    let form = BodyForm::of(&service());
    let prefix =
        Kind::Text { format: Some("ipv4".into()), pattern: Some("^1".into()), longest: None };
    assert_eq!(field(&form, "/prefixes").kind, Kind::Lines(Box::new(prefix)));
    assert_eq!(
        field(&form, "/vlan").kind,
        Kind::Integer { min: Some("1".into()), max: Some("4094".into()) }
    );
}

#[test]
fn what_is_said_beside_a_reference_goes_before_what_it_leads_to() {
    let ends = json!({
        "type": "object",
        "properties": {
            "a": { "$ref": "#/$defs/vlan", "title": "Outer VLAN", "default": 7 },
            "b": { "$ref": "#/$defs/vlan" }
        },
        "$defs": { "vlan": { "type": "integer", "title": "VLAN", "description": "The tag" } }
    });
    let form = BodyForm::of(&ends);
    let [a, b] = ["/a", "/b"].map(|name| field(&form, name));
    assert_eq!((a.label.as_str(), a.help.as_str()), ("Outer VLAN", "The tag."));
    assert_eq!((b.label.as_str(), b.default.as_deref()), ("VLAN", None));
    assert_eq!(a.default.as_deref(), Some("7"));
}

#[test]
fn a_new_body_begins_with_the_defaults() {
    let defaults = BodyForm::of(&service()).defaults();
    assert_eq!(defaults, typed(&[("/vlan", "100"), ("/topology", "any-to-any")]));
}

#[test]
fn what_is_typed_becomes_a_body() {
    let texts = typed(&[
        ("/vpn_name", " acme "),
        ("/vlan", "42"),
        ("/bandwidth-mbps", "2.5"),
        ("/encrypted", "false"),
        ("/topology", "hub-spoke"),
        ("/prefixes", "10.0.0.1\r\n\r\n 10.0.0.2"),
        ("/site/pe", "pe1"),
        ("/site/a~1b~0c", ""),
        ("/unknown", "x"),
    ]);
    let expected = json!({
        "vpn_name": "acme", "vlan": 42, "bandwidth-mbps": 2.5, "encrypted": false,
        "topology": "hub-spoke", "prefixes": ["10.0.0.1", "10.0.0.2"], "site": { "pe": "pe1" }
    });
    assert_eq!(body_from_form(&service(), &texts).unwrap(), body(expected));
}

#[test]
fn what_is_blank_is_absent_but_for_objects_and_lists_that_must_be_there() {
    let blank = typed(&[("/vlan", " "), ("/encrypted", ""), ("/prefixes", "\n")]);
    assert_eq!(body_from_form(&service(), &blank).unwrap(), body(json!({ "site": {} })));
    let list = json!({
        "type": "object", "required": ["a"],
        "properties": { "a": { "type": "array", "items": { "type": "integer" } } }
    });
    assert_eq!(body_from_form(&list, &[]).unwrap(), body(json!({ "a": [] })));
}

#[test]
fn every_field_that_cannot_be_read_is_named_by_its_pointer() {
    let texts = typed(&[
        ("/vlan", "many"),
        ("/bandwidth-mbps", "1,5"),
        ("/encrypted", "maybe"),
        ("/topology", "ring"),
    ]);
    let errors = body_from_form(&service(), &texts).unwrap_err();
    let said: Vec<_> = errors.0.iter().map(|e| (e.field.as_str(), e.message.as_str())).collect();
    assert_eq!(
        said,
        [
            ("/vlan", "VLAN is \"many\"; it must be a whole number."),
            (
                "/bandwidth-mbps",
                "Bandwidth mbps is \"1,5\"; it must be a number such as 10 or 2.5."
            ),
            ("/encrypted", "Encrypted is \"maybe\"; it must be true or false."),
            ("/topology", "Topology is \"ring\"; it must be one of any-to-any, hub-spoke."),
        ]
    );
}

#[test]
fn numbers_are_whole_where_they_must_be_and_finite_everywhere() {
    let numbers = schema(json!({ "i": { "type": "integer" }, "n": { "type": "number" } }));
    let read = |name: &str, text: &str| {
        body_from_form(&numbers, &typed(&[(name, text)])).map(|body| body.values().next().cloned())
    };
    for wrong in ["1.0", "1e3", "0x10", "99999999999999999999"] {
        assert!(read("/i", wrong).is_err(), "{wrong}");
    }
    for wrong in ["inf", "NaN", "1 000"] {
        assert!(read("/n", wrong).is_err(), "{wrong}");
    }
    assert_eq!(read("/i", "18446744073709551615").unwrap(), Some(json!(u64::MAX)));
    assert_eq!(read("/n", "-7").unwrap(), Some(json!(-7)));
    assert_eq!(read("/n", "1e3").unwrap(), Some(json!(1000.0)));
}

#[test]
fn a_body_comes_back_from_the_fields_as_it_was() {
    let whole = body(json!({
        "vpn_name": "acme", "vlan": 4094, "bandwidth-mbps": 0.1, "encrypted": true,
        "topology": "any-to-any", "prefixes": ["10.0.0.1"], "site": { "pe": "pe1", "a/b~c": "x" }
    }));
    let texts = values_of(&service(), &whole);
    assert_eq!(body_from_form(&service(), &texts).unwrap(), whole);
    assert!(shows(&service(), &whole));
    assert_eq!(texts.iter().find(|(name, _)| name == "/vlan").unwrap().1, "4094");
}

#[test]
fn an_empty_body_leaves_all_fields_blank() {
    let texts = values_of(&service(), &Body::new());
    assert_eq!(texts.len(), 8);
    assert!(texts.iter().all(|(_, text)| text.is_empty()));
}

#[test]
fn a_body_with_more_than_the_fields_show_is_known() {
    let site = json!({ "pe": "pe1" });
    for (part, value) in [
        ("colour", json!("red")),
        ("vlan", json!("a text")),
        ("vpn_name", json!(" padded ")),
        ("vpn_name", json!("")),
        ("prefixes", json!(["two\nlines"])),
        ("prefixes", json!([])),
        ("topology", json!(null)),
    ] {
        let mut whole = body(json!({ "site": site.clone() }));
        whole.insert(part.into(), value.clone());
        assert!(!shows(&service(), &whole), "{part}: {value}");
    }
    assert!(shows(&service(), &body(json!({ "site": site }))));
}

#[test]
fn a_value_of_another_kind_is_shown_to_be_corrected() {
    let texts = values_of(&service(), &body(json!({ "vlan": "many", "topology": ["x"] })));
    assert!(texts.contains(&("/vlan".into(), "many".into())));
    assert!(texts.contains(&("/topology".into(), "[\"x\"]".into())));
}

#[test]
fn a_whole_number_has_no_decimals_whatever_it_was_read_as() {
    let limits = schema(json!({ "n": { "type": "integer", "maximum": 4094.0 } }));
    assert_eq!(field(&BodyForm::of(&limits), "/n").help, "4094 or less.");
    let texts = values_of(&limits, &body(json!({ "n": 7.0 })));
    assert_eq!(texts, typed(&[("/n", "7")]));
}

#[test]
fn what_no_field_can_show_is_offered_as_its_json_and_reported() {
    let parts = schema(json!({
        "sites": { "type": "array", "items": { "type": "object", "properties": { "pe": { "type": "string" } } } },
        "either": { "type": ["string", "null"] },
        "any": {},
        "map": { "type": "object", "additionalProperties": { "type": "string" } },
        "depends": { "type": "object", "properties": {}, "oneOf": [{}] },
        "options": { "enum": ["1", 1] },
        "lists": { "type": "array", "items": { "type": "array", "items": { "type": "string" } } },
        "shown": { "type": "string" }
    }));
    let form = BodyForm::of(&parts);
    let unshown: Vec<_> = form.unshown.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(unshown, ["/any", "/depends", "/either", "/lists", "/map", "/options", "/sites"]);
    assert_eq!(form.unshown[6].reason, "It is a list of more than single values.");
    for name in unshown {
        assert_eq!(field(&form, name).kind, Kind::Json, "{name}");
    }
    let whole = body(json!({
        "sites": [{ "pe": "pe1" }], "either": null, "any": [1, { "a": 2 }], "map": {}, "shown": "x"
    }));
    assert!(shows(&parts, &whole));
    let errors = body_from_form(&parts, &typed(&[("/sites", "[{]")])).unwrap_err();
    let said = errors.of("/sites").unwrap();
    assert!(said.starts_with("Sites is not JSON: ") && said.contains("line 1 column 3"), "{said}");
}

#[test]
fn objects_are_shown_three_levels_deep() {
    let mut nested = json!({ "type": "object", "properties": { "end": { "type": "string" } } });
    for key in ["d", "c", "b", "a"] {
        nested = json!({ "type": "object", "properties": { key: nested } });
    }
    let form = BodyForm::of(&nested);
    let names: Vec<_> = form.fields().iter().map(|field| field.name.clone()).collect();
    assert_eq!(names, ["/a/b/c/d"]);
    assert_eq!(form.unshown[0].reason, "It is nested more than three levels deep.");
    assert!(shows(&nested, &body(json!({ "a": { "b": { "c": { "d": { "end": "x" } } } } }))));
}

#[test]
fn a_schema_without_known_parts_is_offered_as_the_json_of_the_whole_body() {
    for open in
        [json!({ "type": "object" }), json!({ "type": "object", "properties": {}, "if": {} })]
    {
        let form = BodyForm::of(&open);
        assert_eq!((form.items.len(), form.unshown[0].name.as_str()), (1, WHOLE));
        let whole = body(json!({ "anything": [1, 2] }));
        assert!(shows(&open, &whole));
        assert_eq!(body_from_form(&open, &[]).unwrap(), Body::new());
    }
}

#[test]
fn the_json_of_the_whole_body_goes_before_the_fields() {
    let texts = typed(&[("/vlan", "many"), (WHOLE, r#"{ "vlan": 7 }"#)]);
    assert_eq!(body_from_form(&service(), &texts).unwrap(), body(json!({ "vlan": 7 })));
    for (wrong, reason) in [("[1]", "not a JSON object"), ("{", "not JSON: EOF")] {
        let errors = body_from_form(&service(), &typed(&[(WHOLE, wrong)])).unwrap_err();
        assert!(errors.of(WHOLE).unwrap().contains(reason), "{errors:?}");
    }
}

#[test]
fn references_that_lead_in_circles_or_nowhere_come_to_an_end() {
    let circle = json!({
        "type": "object",
        "properties": { "a": { "$ref": "#/$defs/a" }, "b": { "$ref": "#" }, "c": { "$ref": "#/no" } },
        "$defs": { "a": { "$ref": "#/$defs/a" } }
    });
    let form = BodyForm::of(&circle);
    assert_eq!(field(&form, "/a").kind, Kind::Json);
    assert_eq!(field(&form, "/b/b/b/b").kind, Kind::Json);
    assert_eq!(field(&form, "/c").kind, Kind::Json);
}

#[test]
fn references_cannot_make_a_form_grow_without_end() {
    let keys = (0..1000).map(|n| (format!("p{n}"), json!({ "$ref": "#" })));
    let endless = schema(Value::Object(keys.collect()));
    let form = BodyForm::of(&endless);
    assert!(form.fields().len() < 5000, "{}", form.fields().len());
    assert!(form.unshown.iter().any(|part| part.reason == "There are too many parts."));
}

#[test]
fn a_body_that_lacks_something_required_is_shown_in_the_fields_to_be_completed() {
    let schema = json!({
        "type": "object",
        "required": ["vlan", "devices", "site"],
        "properties": {
            "vlan": { "type": "integer" },
            "devices": { "type": "array", "items": { "type": "string" } },
            "site": {
                "type": "object",
                "required": ["ports"],
                "properties": { "ports": { "type": "array", "items": { "type": "string" } } }
            }
        }
    });
    for begun in [json!({}), json!({ "vlan": 7 }), json!({ "devices": ["pe1"], "site": {} })] {
        assert!(shows(&schema, &body(begun.clone())), "{begun}");
    }
    for other in [json!({ "colour": 7 }), json!({ "site": { "colour": 7 } })] {
        assert!(!shows(&schema, &body(other.clone())), "{other}");
    }
}
