use super::*;

const SCHEMA: &str = r#"{
    "type": "object",
    "required": ["vlan"],
    "properties": {
        "vlan": { "type": "integer" },
        "mtu": { "type": "integer", "default": 1500 }
    }
}"#;

fn pair(name: &str, text: &str) -> (String, String) {
    (name.into(), text.into())
}

#[test]
fn a_body_is_shown_in_fields_if_they_show_all_of_it_and_else_as_json() {
    Owner::new().with(|| {
        let of = |schema, body: &str| TypedBody::of("vpn 1".into(), schema, body.into());
        let fields = of(Some(SCHEMA), r#"{"vlan": 7}"#);
        assert_eq!(fields.mode(), Mode::Fields);
        // What is absent is blank: a default is for what is new.
        let texts = vec![pair("/vlan", "7"), pair("/mtu", "")];
        assert_eq!(fields.texts(), ("vpn 1".into(), texts));
        let odd = of(Some(SCHEMA), r#"{"vlan": 7, "colour": 1}"#);
        assert_eq!(odd.mode(), Mode::Json(true));
        let whole = vec![pair(WHOLE, r#"{"vlan": 7, "colour": 1}"#)];
        assert_eq!(odd.texts(), (String::new(), whole));
        assert_eq!(of(None, "{}").mode(), Mode::Json(false));
        assert_eq!(of(Some(r#"{"type": "object"}"#), "{}").mode(), Mode::Json(false));
    });
}

#[test]
fn a_new_body_begins_with_the_defaults_and_goes_back_and_forth() {
    Owner::new().with(|| {
        let typed = TypedBody::new("vpn 1".into(), Some(SCHEMA), Vec::new(), false);
        typed.set_text("/vlan", "many".into());
        typed.show_json();
        assert!(typed.said.get().of("/vlan").is_some(), "what cannot be read stays where it is");
        assert_eq!(typed.mode(), Mode::Fields);
        typed.set_text("/vlan", "7".into());
        typed.show_json();
        assert_eq!(typed.json(), "{\n  \"mtu\": 1500,\n  \"vlan\": 7\n}");
        typed.set_json(r#"{"vlan": 8}"#.into());
        typed.show_fields();
        assert_eq!(typed.texts().1, [pair("/vlan", "8"), pair("/mtu", "")]);
        assert_eq!(typed.value(), Some(serde_json::json!({ "vlan": 8 })));
    });
}

#[test]
fn without_a_design_there_is_nothing_to_fill_in() {
    Owner::new().with(|| {
        let typed = TypedBody::new(String::new(), None, Vec::new(), false);
        assert_eq!(typed.mode(), Mode::Nothing);
        assert_eq!(typed.texts(), Default::default());
        typed.set_json("{}".into());
        assert_eq!(typed.mode(), Mode::Json(false));
    });
}
