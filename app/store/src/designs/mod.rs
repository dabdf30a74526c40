//! The catalogue of service designs: one function per thing that can be asked or commanded. Only a
//! Super User commands.

mod check;
mod instance;
mod row;
mod shipped;
mod wording;

use model::{
    Actor, Design, DesignDraft, DesignStatus, DesignSummary, FieldErrors, design::instances_of,
};
use surrealdb::types::{Variables, vars};

pub(crate) use check::Validators;
pub use check::check;
pub use instance::{accepts, fits, make_instance};
pub(crate) use shipped::ship;

use row::{DesignRow, DraftValue, SummaryRow, by_name, record};

use crate::{
    Store, StoreError,
    command::{Failure, super_user},
    error::Refusal,
    instances,
};

/// All versions of all designs: by id, and of each the newest version first.
pub async fn list(store: &Store) -> Result<Vec<DesignSummary>, StoreError> {
    let rows = "SELECT * OMIT schema FROM design";
    let rows: Vec<SummaryRow> = store.db.query(rows, Variables::new()).await?.take(0)?;
    let mut designs =
        rows.into_iter().map(DesignSummary::try_from).collect::<Result<Vec<_>, _>>()?;
    designs.sort_by_cached_key(by_name);
    Ok(designs)
}

/// Those of which new service instances can be made, in the order of [`list`].
pub async fn offered(store: &Store) -> Result<Vec<DesignSummary>, StoreError> {
    let mut designs = list(store).await?;
    designs.retain(|design| design.status == DesignStatus::Offered);
    Ok(designs)
}

/// One version of a design as it is now.
pub async fn get(store: &Store, id: &str, version: &str) -> Result<Design, StoreError> {
    find(store, id, version).await?.ok_or(StoreError::NotFound { what: "service design" })
}

/// How many service instances use this version of a design, be it in the catalogue or not; asked of
/// the read index.
pub async fn uses(store: &Store, id: &str, version: &str) -> Result<u64, StoreError> {
    Ok(instances::find(store, &instances_of(id, version), 1).await?.total)
}

/// Adds a design, or another version of one, and offers it.
pub async fn create(
    store: &Store,
    actor: &Actor,
    draft: &DesignDraft,
) -> Result<Design, StoreError> {
    let vars = vars! { actor: super_user(actor)?, draft: compared(draft)? };
    match store.command::<DesignRow>("RETURN fn::design_create($actor, $draft)", vars).await {
        Ok(row) => row.try_into(),
        Err(Failure::Refused(Refusal::DesignExists)) => Err(StoreError::Invalid(FieldErrors::one(
            "version",
            format!(
                "{} {} exists already. Choose another version, or change that one.",
                draft.id, draft.version
            ),
        ))),
        Err(failure) => Err(failure.into()),
    }
}

/// Replaces title, description and schema, if it still is the revision they were made from and no
/// service instance uses this version.
///
/// Fields that are the same already change nothing: no new revision, no row in the history.
pub async fn update(
    store: &Store,
    actor: &Actor,
    revision: u64,
    draft: &DesignDraft,
) -> Result<Design, StoreError> {
    let actor = super_user(actor)?;
    let instances = uses(store, &draft.id, &draft.version).await?;
    let vars = vars! {
        actor: actor,
        revision: revision,
        draft: compared(draft)?,
        in_use: instances > 0,
    };
    let call = "RETURN fn::design_update($actor, $revision, $draft, $in_use)";
    match store.command::<DesignRow>(call, vars).await {
        Ok(row) => row.try_into(),
        Err(Failure::Refused(Refusal::DesignTaken)) => Err(StoreError::DesignInUse {
            design: draft.id.clone(),
            version: draft.version.clone(),
            instances,
        }),
        Err(failure) => Err(refused(store, &draft.id, &draft.version, failure).await),
    }
}

/// Retires this version, so that no new service instances are made from it, or offers it again.
pub async fn set_status(
    store: &Store,
    actor: &Actor,
    id: &str,
    version: &str,
    revision: u64,
    status: DesignStatus,
) -> Result<Design, StoreError> {
    let vars = vars! {
        actor: super_user(actor)?,
        id: record(id, version),
        revision: revision,
        status: status.as_str().to_owned(),
    };
    let call = "RETURN fn::design_set_status($actor, $id, $revision, $status)";
    match store.command::<DesignRow>(call, vars).await {
        Ok(row) => row.try_into(),
        Err(failure) => Err(refused(store, id, version, failure).await),
    }
}

/// The draft as the commands take it, if bodies can be compared with its schema.
fn compared(draft: &DesignDraft) -> Result<DraftValue, StoreError> {
    check::compile(&draft.schema).map_err(StoreError::Invalid)?;
    Ok(draft.into())
}

async fn find(store: &Store, id: &str, version: &str) -> Result<Option<Design>, StoreError> {
    let row: Option<DesignRow> = store
        .db
        .query("SELECT * FROM ONLY $id", vars! { id: record(id, version) })
        .await?
        .take(0)?;
    row.map(Design::try_from).transpose()
}

/// The error for a change that did not happen.
async fn refused(store: &Store, id: &str, version: &str, failure: Failure) -> StoreError {
    match failure {
        Failure::Refused(Refusal::Version) => match get(store, id, version).await {
            Ok(current) => StoreError::DesignVersionConflict { current: Box::new(current) },
            Err(error) => error,
        },
        failure => failure.into(),
    }
}
