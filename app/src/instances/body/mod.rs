//! The design and the body of a service instance as they are typed so far: in the fields that the
//! design's schema describes, or as JSON.

mod control;
pub mod fields;
mod schema;

use std::{collections::BTreeMap, sync::Arc};

use leptos::{prelude::*, task::spawn_local};
use model::{
    FieldErrors,
    body_form::{Field, WHOLE},
    instance_form::{as_fields, as_json},
};
use serde_json::Value;

pub use self::schema::{Known, Schema};
use super::api::design_schema;
use crate::error::AppError;

/// What is typed so far.
#[derive(Clone, Copy)]
pub struct TypedBody {
    /// Design and version, as one text; blank where none is chosen.
    pub design: RwSignal<String>,
    /// The texts in the fields by their names, those of other designs among them.
    texts: RwSignal<BTreeMap<String, String>>,
    /// The body as JSON, where it is shown as that.
    whole: RwSignal<Option<String>>,
    schema: RwSignal<Schema>,
    /// Why the body cannot be shown in the other way.
    pub said: RwSignal<FieldErrors>,
    /// Whether what one design's fields hold must not get lost when another design is chosen.
    careful: bool,
}

/// How the body is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Not at all: there is no design yet.
    Nothing,
    /// It will be in a moment.
    Loading,
    /// In the fields of its design.
    Fields,
    /// As JSON; whether it could be in fields.
    Json(bool),
    /// Not at all, because of this.
    Failed(AppError),
}

impl TypedBody {
    /// Starts with this design, its schema as JSON text, and these texts.
    pub fn new(
        design: String,
        schema: Option<&str>,
        texts: Vec<(String, String)>,
        careful: bool,
    ) -> Self {
        let schema = if design.is_empty() { Schema::Unasked } else { Schema::read(schema) };
        let mut texts: BTreeMap<_, _> = texts.into_iter().collect();
        let whole = texts.remove(WHOLE);
        Self {
            design: RwSignal::new(design),
            texts: RwSignal::new(texts),
            whole: RwSignal::new(whole),
            schema: RwSignal::new(schema),
            said: RwSignal::default(),
            careful,
        }
    }

    /// Starts with a body that is there, in fields if they show all of it.
    pub fn of(design: String, schema: Option<&str>, body: String) -> Self {
        let typed = Self::new(design, schema, vec![(WHOLE.to_owned(), body.clone())], true);
        typed.show(body);
        // Nobody has asked for fields yet.
        typed.said.set(FieldErrors::default());
        typed
    }

    /// How the body is to be shown.
    pub fn mode(self) -> Mode {
        let json = self.whole.read().is_some();
        match &*self.schema.read() {
            Schema::Unasked if !json => Mode::Nothing,
            Schema::Loading => Mode::Loading,
            Schema::Failed(error) => Mode::Failed(error.clone()),
            Schema::Known(known) if known.has_fields() && !json => Mode::Fields,
            Schema::Known(known) => Mode::Json(known.has_fields()),
            Schema::Unasked | Schema::Missing => Mode::Json(false),
        }
    }

    /// The schema of the design, once it is known.
    pub fn known(self) -> Option<Arc<Known>> {
        match &*self.schema.read() {
            Schema::Known(known) => Some(known.clone()),
            _ => None,
        }
    }

    /// The text in a field, at first its default.
    pub fn text(self, name: &str, default: &str) -> String {
        self.texts.read().get(name).map_or(default, String::as_str).to_owned()
    }

    /// Notes what is typed into a field.
    pub fn set_text(self, name: &str, text: String) {
        self.texts.update(|texts| drop(texts.insert(name.to_owned(), text)));
    }

    /// The body as JSON text, while it is shown as that.
    pub fn json(self) -> String {
        self.whole.get().unwrap_or_default()
    }

    /// Shows this text as the body.
    pub fn set_json(self, text: String) {
        self.whole.set(Some(text));
    }

    /// What is to be sent: the design whose fields are shown, if they are, and all texts.
    pub fn texts(self) -> (String, Vec<(String, String)>) {
        match (self.mode(), self.known()) {
            (Mode::Fields, Some(known)) => (self.design.get(), self.texts_of(&known)),
            (Mode::Json(_), _) => (String::new(), vec![(WHOLE.to_owned(), self.json())]),
            _ => (String::new(), Vec::new()),
        }
    }

    /// The body, if it can be read.
    pub fn value(self) -> Option<Value> {
        let (_, texts) = self.texts();
        let known = self.known();
        let schema = known.as_ref().map_or(&Value::Null, |known| &known.schema);
        model::body_form::body_from_form(schema, &texts).ok().map(Value::Object)
    }

    /// Shows as JSON what the fields hold.
    pub fn show_json(self) {
        let Some(known) = untrack(|| self.known()) else { return };
        match untrack(|| as_json(&known.schema, &self.texts_of(&known))) {
            Ok(text) => {
                self.said.set(FieldErrors::default());
                self.set_json(text);
            }
            Err(errors) => self.said.set(errors),
        }
    }

    /// Shows the JSON in fields.
    pub fn show_fields(self) {
        let text = untrack(|| self.json());
        self.said.set(FieldErrors::default());
        match text.trim() {
            // Then the fields begin with what they begin with.
            "" => self.whole.set(None),
            _ => self.show(text),
        }
    }

    /// Chooses another design.
    pub fn choose(self, design: String) {
        let carried = untrack(|| match (self.careful, self.mode(), self.known()) {
            (true, Mode::Fields, Some(known)) => {
                as_json(&known.schema, &self.texts_of(&known)).ok()
            }
            _ => None,
        });
        self.load(design, carried);
    }

    /// Shows this body of this design instead of what is typed.
    pub fn replace(self, design: String, body: String) {
        self.said.set(FieldErrors::default());
        if self.design.get_untracked() == design {
            self.show(body);
        } else {
            self.load(design, Some(body));
        }
    }

    fn load(self, design: String, body: Option<String>) {
        self.said.set(FieldErrors::default());
        self.design.set(design.clone());
        self.schema.set(if design.is_empty() { Schema::Unasked } else { Schema::Loading });
        if design.is_empty() {
            return;
        }
        spawn_local(async move {
            let answer = design_schema(design.clone()).await;
            // Another one may be chosen, or the form closed by now.
            if self.design.try_get_untracked() != Some(design) {
                return;
            }
            self.schema.set(match answer {
                Ok(schema) => Schema::read(schema.as_deref()),
                Err(error) => Schema::Failed(error),
            });
            if let Some(body) = body {
                self.show(body);
            }
        });
    }

    /// Shows a body in fields where they can show it, else as JSON.
    fn show(self, body: String) {
        let known = untrack(|| self.known()).filter(|known| known.has_fields());
        match known.map(|known| as_fields(&known.schema, &body)) {
            Some(Ok(texts)) => {
                self.texts.update(|all| all.extend(texts));
                self.whole.set(None);
            }
            Some(Err(errors)) => {
                self.set_json(body);
                self.said.set(errors);
            }
            None => self.set_json(body),
        }
    }

    fn texts_of(self, known: &Known) -> Vec<(String, String)> {
        let text = |field: &Field| {
            let default = field.default.as_deref().unwrap_or_default();
            (field.name.clone(), self.text(&field.name, default))
        };
        known.form.fields().into_iter().map(text).collect()
    }
}

#[cfg(test)]
mod tests;
