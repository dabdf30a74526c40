//! A form for the body of a service instance, made from its design's JSON Schema: the fields that
//! show it, the body that comes of what was typed, and what a body shows in the fields.
//!
//! A field's name is the JSON pointer of what it holds, such as `/site/vlan`. What no field can show
//! is offered as its JSON text; so can the whole body be, under the name [`WHOLE`]. Whether a body is
//! as the schema wants it is not looked at here: the store does that.

mod labels;
mod pointer;
mod read;
mod schema;
mod show;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

pub use read::body_from_form;
pub use show::{shows, values_of};

/// The name under which the whole body is sent, as JSON.
pub const WHOLE: &str = "body";

/// A part of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// One value.
    Field(Field),
    /// An object with parts of its own.
    Group(Group),
}

/// One value of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The property's name.
    pub key: String,
    /// Its JSON pointer in the body; [`WHOLE`] where it is the whole body.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What there is to say about it: what it is for, and what may be entered. May be blank.
    pub help: String,
    /// Whether the body must have it.
    pub required: bool,
    /// What may be entered.
    pub kind: Kind,
    /// What a new body begins with, as it is typed.
    pub default: Option<String>,
}

/// An object within the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The property's name.
    pub key: String,
    /// Its JSON pointer in the body.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What it is for. May be blank.
    pub help: String,
    /// Whether the body must have it.
    pub required: bool,
    /// Its parts.
    pub items: Vec<Item>,
}

/// What may be entered in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text {
        /// JSON Schema's word for what it is, such as `ipv4`.
        format: Option<String>,
        /// The regular expression that must be found in it.
        pattern: Option<String>,
        /// The most characters.
        longest: Option<u64>,
    },
    /// A whole number, between these where they are given.
    Integer {
        /// The least, as it is typed.
        min: Option<String>,
        /// The most, as it is typed.
        max: Option<String>,
    },
    /// A number, between these where they are given.
    Number {
        /// The least, as it is typed.
        min: Option<String>,
        /// The most, as it is typed.
        max: Option<String>,
    },
    /// `true` or `false`.
    Flag,
    /// One of these values.
    Choice(Vec<Choice>),
    /// Any number of these, one in each line.
    Lines(Box<Kind>),
    /// What no other kind can show: its JSON text.
    Json,
}

/// A value that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As it is typed and shown.
    pub text: String,
    /// As it is in the body.
    pub value: Value,
}

/// A part of the body that is offered as JSON text, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unshown {
    /// The name of the field.
    pub name: String,
    /// A sentence for operators.
    pub reason: &'static str,
}

/// The form for bodies that a schema describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyForm {
    /// Its parts: what the body must have comes first, in the order in which the schema requires it,
    /// then the others by their names.
    pub items: Vec<Item>,
    /// Which of them are offered as JSON text.
    pub unshown: Vec<Unshown>,
}

impl BodyForm {
    /// The form for this schema.
    pub fn of(schema: &Value) -> Self {
        schema::form(schema)
    }

    /// All fields, those of groups included, in the order in which they are shown.
    pub fn fields(&self) -> Vec<&Field> {
        let mut fields = Vec::new();
        gather(&self.items, &mut fields);
        fields
    }

    /// What a new body begins with, by the names of the fields.
    pub fn defaults(&self) -> Vec<(String, String)> {
        let default = |field: &Field| Some((field.name.clone(), field.default.clone()?));
        self.fields().into_iter().filter_map(default).collect()
    }
}

fn gather<'a>(items: &'a [Item], fields: &mut Vec<&'a Field>) {
    for item in items {
        match item {
            Item::Field(field) => fields.push(field),
            Item::Group(group) => gather(&group.items, fields),
        }
    }
}

/// A body.
type Body = Map<String, Value>;
