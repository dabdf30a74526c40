//! Service instances and the designs that they are made from.

use model::{Actor, Design, DesignStatus, FieldErrors, Instance, InstanceDraft};
use serde_json::{Map, Value};
use surrealdb::types::{RecordId, vars};

use super::{check::examine, find};
use crate::{
    Store, StoreError,
    command::{ATTEMPTS, Failure, writer},
    error::Refusal,
    instances::{self, DraftValue, touched},
    record::{key, new_record, stored},
};

/// Whether a new service instance with this body can be made from this version of a design: it is
/// offered, and the body is as its schema wants it. Returns the revision that says so.
pub async fn accepts(
    store: &Store,
    design: &str,
    version: &str,
    body: &Map<String, Value>,
) -> Result<u64, StoreError> {
    match find(store, design, version).await? {
        None => Err(not_offered(design, version, "is not in the catalogue")),
        Some(found) if found.status == DesignStatus::Retired => {
            Err(not_offered(design, version, "is retired"))
        }
        Some(found) => compare(store, &found, body).map(|()| found.revision),
    }
}

/// Whether a service instance that is there can have this body: as the design's schema wants it, be
/// that retired or not. Where the design is not in the catalogue, any body will do.
pub async fn fits(
    store: &Store,
    design: &str,
    version: &str,
    body: &Map<String, Value>,
) -> Result<(), StoreError> {
    match find(store, design, version).await? {
        Some(found) => compare(store, &found, body),
        None => Ok(()),
    }
}

/// Adds a service instance to a customer that is active, if its design [accepts](accepts()) it.
pub async fn make_instance(
    store: &Store,
    actor: &Actor,
    draft: &InstanceDraft,
) -> Result<Instance, StoreError> {
    let actor = writer(actor)?;
    let call = "RETURN fn::design_make_instance($actor, $id, $draft, $revision)";
    for _ in 0..ATTEMPTS {
        let revision = accepts(store, &draft.design, &draft.design_version, &draft.body).await?;
        let vars = vars! {
            actor: actor.clone(),
            id: new_record("instance"),
            draft: DraftValue::from(draft),
            revision: revision,
        };
        let customer = draft.customer.clone();
        let touched = |id: &RecordId| touched(id, customer);
        match store.write(call, vars, touched).await {
            Ok(id) => return instances::get(store, &stored(&key(&id))?).await,
            // The design was changed since the body was compared with it.
            Err(Failure::Refused(
                Refusal::Version | Refusal::NoDesign | Refusal::DesignRetired,
            )) => {}
            Err(Failure::Refused(Refusal::InstanceName)) => {
                return Err(StoreError::DuplicateInstanceName { name: draft.name.clone() });
            }
            Err(failure) => return Err(failure.into()),
        }
    }
    Err(StoreError::Busy)
}

fn compare(store: &Store, design: &Design, body: &Map<String, Value>) -> Result<(), StoreError> {
    let validator = store.validators.of(design).map_err(StoreError::Invalid)?;
    examine(&validator, body).map_err(StoreError::Invalid)
}

fn not_offered(design: &str, version: &str, why: &str) -> StoreError {
    StoreError::Invalid(FieldErrors::one(
        "design",
        format!("Service design {design} {version} {why}. Choose one that is offered."),
    ))
}
