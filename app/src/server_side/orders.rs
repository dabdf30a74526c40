//! Orders as pages show them, and as operators place them, with or without JavaScript: the workflow
//! engine is told at once.

use model::{
    Action, Actor, FieldErrors, Instance, InstanceDetails, InstanceId, Order, OrderId, OrderStatus,
};
use store::{Store, StoreError};

use super::Engine;
use crate::orders::shown::{AllGivenUp, GivenUp, Shown, can_be_retried};

/// A service order with all that its details show; also when its instance is gone.
pub async fn shown(store: &Store, actor: &Actor, id: &OrderId) -> Result<Shown, StoreError> {
    let order = store::orders::get(store, id).await?;
    let instance = there(store::instances::details(store, &order.instance).await)?;
    let has_customer = match instance {
        Some(_) => true,
        None => there(store::customers::get(store, &order.customer).await)?.is_some(),
    };
    let given_up = match order.status {
        OrderStatus::Queued => why_given_up(store, id).await?,
        _ => None,
    };
    let may_write = actor.role.may_write();
    Ok(Shown {
        has_instance: instance.is_some(),
        has_customer,
        can_retry: may_write && instance.is_some_and(|instance| fits(&order, &instance)),
        can_resend: may_write && given_up.is_some(),
        given_up,
        order,
    })
}

/// The orders whose hand-over was given up, newest first, up to a hundred.
pub async fn given_up(store: &Store, actor: &Actor) -> Result<AllGivenUp, StoreError> {
    let deliveries = store::orders::dead(store).await?;
    Ok(AllGivenUp { deliveries, may_write: actor.role.may_write() })
}

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

/// Tries again to hand over an order that was given up.
pub async fn resend(
    store: &Store,
    engine: Option<Engine>,
    actor: &Actor,
    id: &OrderId,
) -> Result<Order, StoreError> {
    let order = store::orders::resend(store, actor, id).await?;
    if let Some(engine) = engine {
        engine.nudge();
    }
    Ok(order)
}

async fn why_given_up(store: &Store, id: &OrderId) -> Result<Option<GivenUp>, StoreError> {
    let dead = store::orders::given_up(store, id).await?;
    Ok(dead.map(|dead| GivenUp { tries: dead.tries, last_error: dead.last_error }))
}

/// Whether the order can be tried once more, as far as its service instance is concerned.
fn fits(order: &Order, details: &InstanceDetails) -> bool {
    let newest = details.newest_order.as_ref().is_some_and(|newest| newest.id == order.id);
    newest && can_be_retried(order, details.instance.state, details.customer_status)
}

/// What is gone is no error.
fn there<T>(found: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(StoreError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn handed_over((_, order): (Instance, Order), engine: Option<Engine>) -> Order {
    if let Some(engine) = engine {
        engine.nudge();
    }
    order
}
