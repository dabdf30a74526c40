//! What pages tell about service designs besides themselves.

use model::{Actor, Role};
use store::{Store, StoreError};

use super::reject;
use crate::error::AppError;

/// How many service instances use a version; nothing while lists are being prepared.
pub async fn uses(store: &Store, id: &str, version: &str) -> Result<Option<u64>, AppError> {
    match store::designs::uses(store, id, version).await {
        Ok(instances) => Ok(Some(instances)),
        Err(StoreError::Preparing { .. }) => Ok(None),
        Err(error) => Err(reject(error)),
    }
}

/// Whether the store would let the actor change designs; pages show the rest of them no controls.
pub fn may_change(actor: &Actor) -> bool {
    actor.role == Role::SuperUser
}
