//! Orders as operators place them, with or without JavaScript: the workflow engine is told at once.

use model::{Action, Actor, FieldErrors, Instance, InstanceId, Order, OrderId};
use store::{Store, StoreError};

use super::Engine;

/// Orders that a service instance be provisioned or deprovisioned.
pub async fn place(
    store: &Store,
    engine: Option<Engine>,
    actor: &Actor,
    id: &InstanceId,
    version: u64,
    action: Action,
) -> Result<Order, StoreError> {
    if !matches!(action, Action::Provision | Action::Deprovision) {
        let message = "Action must be provision or deprovision.";
        return Err(StoreError::Invalid(FieldErrors::one("action", message)));
    }
    let placed = store::orders::place(store, actor, id, version, action, engine.is_some()).await?;
    Ok(handed_over(placed, engine))
}

/// Begins a failed order anew.
pub async fn retry(
    store: &Store,
    engine: Option<Engine>,
    actor: &Actor,
    id: &OrderId,
    version: u64,
) -> Result<Order, StoreError> {
    let placed = store::orders::retry(store, actor, id, version, engine.is_some()).await?;
    Ok(handed_over(placed, engine))
}

fn handed_over((_, order): (Instance, Order), engine: Option<Engine>) -> Order {
    if let Some(engine) = engine {
        engine.nudge();
    }
    order
}
