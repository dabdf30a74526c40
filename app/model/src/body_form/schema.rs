//! From a JSON Schema to the parts of the form.

use serde_json::{Map, Value};

use super::{
    BodyForm, Choice, Field, Group, Item, Kind, Unshown, WHOLE,
    labels::{self, Places},
    pointer,
    show::{shown, text_of},
};

/// How many objects may be within each other below the body.
const DEEPEST: usize = 3;
/// How many parts there may be before objects are no longer taken apart: references within the schema
/// can make any number of them.
const MOST_PARTS: usize = 500;
/// How many references may lead to one another.
const MOST_REFERENCES: usize = 8;

/// Keywords by which an object has parts that are not among its `properties`, or depend on others.
const DEPENDING: [&str; 10] = [
    "allOf",
    "anyOf",
    "oneOf",
    "if",
    "patternProperties",
    "dependentSchemas",
    "dependencies",
    "unevaluatedProperties",
    "propertyNames",
    "not",
];

/// Why something has no field of its own.
type Reason = &'static str;

/// What a part of the body is shown as.
enum Shape<'a> {
    Value(Kind),
    Object(&'a Map<String, Value>),
}

pub(super) fn form(schema: &Value) -> BodyForm {
    let mut parts = Parts { root: schema, unshown: Vec::new(), count: 0 };
    let whole = parts.resolve(schema);
    let items = match properties(whole) {
        Ok(properties) => parts.items(whole, properties, "", 0),
        Err(reason) => {
            let whole = parts.as_json([schema, whole], "", WHOLE.to_owned(), true, reason);
            vec![Item::Field(whole)]
        }
    };
    BodyForm { items, unshown: parts.unshown }
}

struct Parts<'a> {
    root: &'a Value,
    unshown: Vec<Unshown>,
    count: usize,
}

impl<'a> Parts<'a> {
    /// The parts of an object, `depth` objects below the body.
    fn items(
        &mut self,
        schema: &'a Value,
        properties: &'a Map<String, Value>,
        name: &str,
        depth: usize,
    ) -> Vec<Item> {
        let required = strings(schema.get("required"));
        let first = required.iter().filter_map(|key| properties.get_key_value(*key));
        let rest = properties.iter().filter(|(key, _)| !required.contains(&key.as_str()));
        first
            .map(|(key, schema)| (key, schema, true))
            .chain(rest.map(|(key, schema)| (key, schema, false)))
            .map(|(key, schema, required)| {
                self.item(schema, key, pointer::child(name, key), required, depth)
            })
            .collect()
    }

    fn item(
        &mut self,
        schema: &'a Value,
        key: &str,
        name: String,
        required: bool,
        depth: usize,
    ) -> Item {
        let places = [schema, self.resolve(schema)];
        self.count += 1;
        let properties = match self.shape(places[1]) {
            Ok(Shape::Value(kind)) => {
                return Item::Field(field(places, key, name, required, kind));
            }
            Ok(Shape::Object(_)) if depth == DEEPEST => {
                Err("It is nested more than three levels deep.")
            }
            Ok(Shape::Object(_)) if self.count > MOST_PARTS => Err("There are too many parts."),
            Ok(Shape::Object(properties)) => Ok(properties),
            Err(reason) => Err(reason),
        };
        match properties {
            Ok(properties) => {
                let items = self.items(places[1], properties, &name, depth + 1);
                let (label, help) = (labels::label(places, key), labels::group_help(places));
                Item::Group(Group { key: key.to_owned(), name, label, help, required, items })
            }
            Err(reason) => Item::Field(self.as_json(places, key, name, required, reason)),
        }
    }

    fn shape(&self, schema: &'a Value) -> Result<Shape<'a>, Reason> {
        match schema.get("type").and_then(Value::as_str) {
            Some("object") => properties(schema).map(Shape::Object),
            Some("array") => self.lines(schema).map(Shape::Value),
            _ => value(schema).map(Shape::Value),
        }
    }

    fn lines(&self, schema: &'a Value) -> Result<Kind, Reason> {
        let each = schema.get("items").map(|items| self.resolve(items));
        match each.map(value) {
            Some(Ok(kind)) if schema.get("prefixItems").is_none() => {
                Ok(Kind::Lines(Box::new(kind)))
            }
            _ => Err("It is a list of more than single values."),
        }
    }

    fn as_json(
        &mut self,
        places: Places,
        key: &str,
        name: String,
        required: bool,
        reason: Reason,
    ) -> Field {
        self.unshown.push(Unshown { name: name.clone(), reason });
        field(places, key, name, required, Kind::Json)
    }

    /// What a reference within the schema leads to; a schema without one is itself.
    fn resolve(&self, schema: &'a Value) -> &'a Value {
        let mut found = schema;
        for _ in 0..MOST_REFERENCES {
            let target = found.get("$ref").and_then(Value::as_str);
            let Some(target) = target.and_then(|t| self.root.pointer(t.strip_prefix('#')?)) else {
                break;
            };
            found = target;
        }
        found
    }
}

/// The parts of an object that has all of them among its `properties`.
fn properties(schema: &Value) -> Result<&Map<String, Value>, Reason> {
    if DEPENDING.iter().any(|keyword| schema.get(keyword).is_some()) {
        return Err("Its parts depend on each other.");
    }
    let any = matches!(schema.get("additionalProperties"), Some(Value::Object(_)));
    match schema.get("properties") {
        Some(Value::Object(properties)) if !any => Ok(properties),
        _ => Err("Its parts have no names that are known beforehand."),
    }
}

/// What a single value is entered as.
fn value(schema: &Value) -> Result<Kind, Reason> {
    let text = |keyword: &str| schema.get(keyword).and_then(Value::as_str).map(str::to_owned);
    let limit = |keyword: &str| schema.get(keyword).and_then(text_of);
    if let Some(options) = schema.get("enum").and_then(Value::as_array) {
        return choice(options);
    }
    if let Some(only) = schema.get("const") {
        return choice(std::slice::from_ref(only));
    }
    match schema.get("type") {
        Some(Value::String(kind)) => match kind.as_str() {
            "string" => Ok(Kind::Text {
                format: text("format"),
                pattern: text("pattern"),
                longest: schema.get("maxLength").and_then(Value::as_u64),
            }),
            "integer" => Ok(Kind::Integer { min: limit("minimum"), max: limit("maximum") }),
            "number" => Ok(Kind::Number { min: limit("minimum"), max: limit("maximum") }),
            "boolean" => Ok(Kind::Flag),
            "array" => Err("It is a list of lists."),
            "object" => Err("It is a list of more than single values."),
            _ => Err("It is no single value."),
        },
        Some(Value::Array(_)) => Err("It may be of several types."),
        _ => Err("Its type is not said."),
    }
}

/// One of these, if they can be told apart as they are typed.
fn choice(options: &[Value]) -> Result<Kind, Reason> {
    let mut choices: Vec<Choice> = Vec::with_capacity(options.len());
    for value in options {
        let text = text_of(value).filter(|text| !text.is_empty());
        let Some(text) = text.filter(|text| choices.iter().all(|other| other.text != *text)) else {
            return Err("It may be of several types.");
        };
        choices.push(Choice { text, value: value.clone() });
    }
    Ok(Kind::Choice(choices))
}

fn field(places: Places, key: &str, name: String, required: bool, kind: Kind) -> Field {
    let default = labels::find(places, "default").and_then(|value| shown(&kind, value));
    Field {
        key: key.to_owned(),
        name,
        label: if key.is_empty() { "Body".into() } else { labels::label(places, key) },
        help: labels::help(places, &kind),
        required,
        kind,
        default,
    }
}

fn strings(list: Option<&Value>) -> Vec<&str> {
    let list = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).collect()
}
