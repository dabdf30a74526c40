//! What a list page opens with when its URL says nothing.

use axum::http::request::Parts;
use model::Actor;

use super::AppContext;

/// The URL of the actor's default filter, if the request is for a list page and has no parameter at
/// all: what a URL says always wins.
pub async fn opened_by(context: &AppContext, parts: &Parts) -> Option<String> {
    if !parts.uri.query().unwrap_or_default().is_empty() {
        return None;
    }
    let page = context.paths.list_at(parts.uri.path())?;
    let actor = parts.extensions.get::<Actor>()?;
    match store::saved_filters::default_of(&context.store, actor, page).await {
        Ok(saved) => saved.map(|saved| context.paths.saved_filter(&saved)),
        Err(error) => {
            // The page is of use without it, and says itself when the database is not there.
            tracing::error!("the default filter cannot be read: {error}");
            None
        }
    }
}
