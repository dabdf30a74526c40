//! A form that was sent without JavaScript and comes back: what was typed, and why it was refused.

use leptos::{prelude::*, server::SharedValue};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{error::AppError, json::Json};

/// Put into the context by the server when it renders the page again after a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted<F> {
    /// What was typed.
    pub form: F,
    /// The version to save over next time: the one typed for, or, after a conflict has been
    /// shown, the current one.
    pub version: u64,
    /// Why it was refused; nothing where only the form itself was to change.
    pub error: Option<AppError>,
}

impl<F> Submitted<F>
where
    F: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    /// The post that this page answers, if it does; the browser gets it with the page.
    pub fn take() -> Option<Self> {
        SharedValue::<_, Json>::new_with_encoding(use_context::<Self>).into_inner()
    }
}
