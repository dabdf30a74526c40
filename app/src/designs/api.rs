//! What the browser may ask and tell the server about service designs.
//!
//! Each function is a public endpoint: it finds out who acts and lets the store decide.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use model::{DesignForm, DesignStatus, DesignSummary};

use super::{Catalogue, Whole};
use crate::{error::AppError, json::Answer};

/// All versions of all designs, with how many service instances use each.
#[server(prefix = "/api", endpoint = "designs/list", input = GetUrl, output = Answer)]
pub async fn list_designs() -> Result<Catalogue, AppError> {
    use super::Entry;
    use crate::server_side::{actor, designs, reject, store};
    let (actor, store) = (actor()?, store()?);
    let mut entries = Vec::new();
    for design in store::designs::list(&store).await.map_err(reject)? {
        let instances = designs::uses(&store, &design.id, &design.version).await?;
        entries.push(Entry { design, instances });
    }
    Ok(Catalogue { designs: entries, may_change: designs::may_change(&actor) })
}

/// One version of a design.
#[server(prefix = "/api", endpoint = "designs/get", input = GetUrl, output = Answer)]
pub async fn get_design(id: String, version: String) -> Result<Whole, AppError> {
    use crate::server_side::{actor, designs, reject, store};
    let (actor, store) = (actor()?, store()?);
    let design = store::designs::get(&store, &id, &version).await.map_err(reject)?;
    Ok(Whole {
        form: DesignForm::from(&design),
        status: design.status,
        revision: design.revision,
        updated_at: design.updated_at,
        instances: designs::uses(&store, &id, &version).await?,
        may_change: designs::may_change(&actor),
    })
}

/// Adds a design, or another version of one, from what was typed.
#[server(prefix = "/api", endpoint = "designs/create", output = Answer)]
pub async fn create_design(form: DesignForm) -> Result<DesignSummary, AppError> {
    use crate::server_side::{actor, reject, store};
    let draft = form.parse().map_err(store::StoreError::Invalid).map_err(reject)?;
    let made = store::designs::create(&store()?, &actor()?, &draft).await;
    made.map(Into::into).map_err(reject)
}

/// Saves what was typed over the `revision` it was made from; id and version say of which.
#[server(prefix = "/api", endpoint = "designs/update", output = Answer)]
pub async fn update_design(revision: u64, form: DesignForm) -> Result<DesignSummary, AppError> {
    use crate::server_side::{actor, reject, store};
    let draft = form.parse().map_err(store::StoreError::Invalid).map_err(reject)?;
    let changed = store::designs::update(&store()?, &actor()?, revision, &draft).await;
    changed.map(Into::into).map_err(reject)
}

/// Retires the `revision` of a version that was looked at, or offers it again.
#[server(prefix = "/api", endpoint = "designs/set-status", output = Answer)]
pub async fn set_design_status(
    id: String,
    version: String,
    revision: u64,
    status: DesignStatus,
) -> Result<DesignSummary, AppError> {
    use crate::server_side::{actor, reject, store};
    let (store, actor) = (store()?, actor()?);
    let changed = store::designs::set_status(&store, &actor, &id, &version, revision, status).await;
    changed.map(Into::into).map_err(reject)
}
