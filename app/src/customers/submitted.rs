//! A form that was sent without JavaScript and refused: what was typed, and why.

use leptos::{prelude::*, server::SharedValue};
use model::CustomerForm;
use serde::{Deserialize, Serialize};

use crate::{error::AppError, json::Json};

/// Put into the context by the server when it renders the page again after a refused post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// What was typed.
    pub form: CustomerForm,
    /// The version to save over next time: the one typed for, or, after a conflict has been
    /// shown, the current one.
    pub version: u64,
    /// Why it was refused.
    pub error: AppError,
}

impl Submitted {
    /// The refused post this page answers, if it does; the browser gets it with the page.
    pub fn take() -> Option<Self> {
        SharedValue::<_, Json>::new_with_encoding(use_context::<Self>).into_inner()
    }
}
