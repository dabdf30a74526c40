//! What is known of the design that is chosen for a service instance: its schema, and the form that
//! describes.

use std::sync::Arc;

use model::body_form::{BodyForm, WHOLE};
use serde_json::Value;

use crate::error::AppError;

/// What is known of the design that is chosen.
#[derive(Clone)]
pub enum Schema {
    /// None is chosen.
    Unasked,
    /// It is being loaded.
    Loading,
    /// It has a schema.
    Known(Arc<Known>),
    /// It is not in the catalogue.
    Missing,
    /// It cannot be loaded.
    Failed(AppError),
}

/// A schema and the form that it describes.
pub struct Known {
    /// The schema itself.
    pub schema: Value,
    /// The form.
    pub form: BodyForm,
}

impl Schema {
    /// What this JSON text says; without one the design is not in the catalogue.
    pub fn read(text: Option<&str>) -> Self {
        // Not by the browser, which would round long numbers.
        let schema = text.and_then(|text| serde_json::from_str(text).ok());
        schema.map_or(Self::Missing, |schema: Value| {
            Self::Known(Arc::new(Known { form: BodyForm::of(&schema), schema }))
        })
    }
}

impl Known {
    /// Whether the form is more than a field for the whole body.
    pub fn has_fields(&self) -> bool {
        self.form.fields().iter().all(|field| field.name != WHOLE)
    }
}
