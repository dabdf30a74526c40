//! What the browser may ask and tell the server about saved filters.
//!
//! Each function is a public endpoint: it finds out who acts and lets the store decide. To apply a
//! saved filter takes none of them: it is a link, [`Paths::saved_filter`](crate::paths::Paths).

use leptos::{prelude::*, server_fn::codec::GetUrl};
use model::{ListName, SavedFilter, SavedFilterForm, SavedFilterId};

use crate::{error::AppError, json::Answer};

/// The user's own saved filters of a page, then the shared ones, each by name.
#[server(prefix = "/api", endpoint = "saved-filters/list", input = GetUrl, output = Answer)]
pub async fn list_saved_filters(page: ListName) -> Result<Vec<SavedFilter>, AppError> {
    use crate::server_side::{actor, reject, store};
    store::saved_filters::list(&store()?, &actor()?, page).await.map_err(reject)
}

/// One saved filter; somebody else's private one does not exist.
#[server(prefix = "/api", endpoint = "saved-filters/get", input = GetUrl, output = Answer)]
pub async fn get_saved_filter(id: SavedFilterId) -> Result<SavedFilter, AppError> {
    use crate::server_side::{actor, reject, store};
    store::saved_filters::get(&store()?, &actor()?, &id).await.map_err(reject)
}

/// Saves what a page shows under a name.
#[server(prefix = "/api", endpoint = "saved-filters/create", output = Answer)]
pub async fn create_saved_filter(form: SavedFilterForm) -> Result<SavedFilter, AppError> {
    use crate::server_side::{actor, reject, store};
    let draft = form.parse().map_err(store::StoreError::Invalid).map_err(reject)?;
    store::saved_filters::create(&store()?, &actor()?, &draft).await.map_err(reject)
}

/// Renames, replaces or shares the `version` of a saved filter that was looked at.
#[server(prefix = "/api", endpoint = "saved-filters/update", output = Answer)]
pub async fn update_saved_filter(
    id: SavedFilterId,
    version: u64,
    form: SavedFilterForm,
) -> Result<SavedFilter, AppError> {
    use crate::server_side::{actor, reject, store};
    let draft = form.parse().map_err(store::StoreError::Invalid).map_err(reject)?;
    store::saved_filters::update(&store()?, &actor()?, &id, version, &draft).await.map_err(reject)
}

/// Deletes the `version` of a saved filter that was looked at.
#[server(prefix = "/api", endpoint = "saved-filters/delete", output = Answer)]
pub async fn delete_saved_filter(id: SavedFilterId, version: u64) -> Result<(), AppError> {
    use crate::server_side::{actor, reject, store};
    store::saved_filters::delete(&store()?, &actor()?, &id, version).await.map_err(reject)
}

/// Makes a page open with a saved filter for the user, or with none.
#[server(prefix = "/api", endpoint = "saved-filters/set-default", output = Answer)]
pub async fn set_default_filter(page: ListName, id: Option<SavedFilterId>) -> Result<(), AppError> {
    use crate::server_side::{actor, reject, store};
    store::saved_filters::set_default(&store()?, &actor()?, page, id.as_ref()).await.map_err(reject)
}
