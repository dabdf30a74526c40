//! Service orders: one function per thing that can be asked or commanded.
//!
//! What is possible when is decided by `model::lifecycle`; the commands hand its tables to the
//! transactions that keep to them. The file list.rs lists orders, outbox.rs hands orders over to the workflow engine, report.rs
//! takes what that says of them.

mod list;
mod outbox;
mod refused;
mod report;
mod row;

use model::{Action, Actor, Instance, InstanceId, Order, OrderId};
use surrealdb::types::vars;

pub use list::{by_ids, count, find, list, matching, selected};
pub(crate) use list::{ids_of, views, views_by_ids};
pub use outbox::{dead, delivered, due, given_up, next_due, not_delivered, rejected, resend};
use refused::order_refused;
pub(crate) use refused::{instance_changed, instance_refused};
pub use report::report;
pub(crate) use row::{OrderRow, OrderView, RuleValue, rules};
use row::{Placed, Recorded, after, during};

use crate::{
    Store, StoreError,
    command::writer,
    record::{instance_record, order_record},
};

/// Most orders shown of an instance.
const SHOWN: u32 = 100;

/// Places the order that takes the service instance where the action leads, and returns both.
///
/// With an engine the order is queued and left for it in the outbox; without one it is done by being
/// recorded. Refused where the instance is another version, has an open order or is in a state that
/// does not allow the action, and where its customer is inactive, unless to take it out.
///
/// Costs the same however many instances and orders there are.
pub async fn place(
    store: &Store,
    actor: &Actor,
    id: &InstanceId,
    version: u64,
    action: Action,
    engine: bool,
) -> Result<(Instance, Order), StoreError> {
    if action.rules().any(|rule| rule.order.is_none()) {
        return Err(StoreError::Internal(format!("to {} takes no order", action.as_str())));
    }
    let vars = vars! {
        actor: writer(actor)?,
        id: instance_record(id),
        version: version,
        rules: rules(action),
        after: after(),
        recorded: Recorded::unless(engine),
    };
    let call = "RETURN fn::order_place($actor, $id, $version, $rules, $after, $recorded)";
    match store.write(call, vars, Placed::touched).await {
        Ok(placed) => placed.read(),
        Err(failure) => Err(instance_refused(store, id, action, failure).await),
    }
}

/// Begins a failed order anew: the next attempt, of which nothing is known yet.
///
/// Refused where the order is another version or not the newest of its instance, where the instance
/// is not failed any more, and where a new order of its kind would be refused because its customer is
/// inactive. Costs what [`place`] does, and a look at the instance's other orders.
pub async fn retry(
    store: &Store,
    actor: &Actor,
    id: &OrderId,
    version: u64,
    engine: bool,
) -> Result<(Instance, Order), StoreError> {
    let vars = vars! {
        actor: writer(actor)?,
        id: order_record(id),
        version: version,
        during: during(),
        after: after(),
        recorded: Recorded::unless(engine),
    };
    let call = "RETURN fn::order_retry($actor, $id, $version, $during, $after, $recorded)";
    match store.write(call, vars, Placed::touched).await {
        Ok(placed) => placed.read(),
        Err(failure) => Err(order_refused(store, id, failure).await),
    }
}

/// The order as it is now.
pub async fn get(store: &Store, id: &OrderId) -> Result<Order, StoreError> {
    let text = "SELECT VALUE fn::order_view($this) FROM ONLY $id";
    let row: Option<OrderRow> =
        store.db.query(text, vars! { id: order_record(id) }).await?.take(0)?;
    row.ok_or(StoreError::NotFound { what: "service order" })?.try_into()
}

/// The orders for a service instance, newest first, up to a hundred; also when it is gone. Grows with
/// their number.
pub async fn of_instance(store: &Store, id: &InstanceId) -> Result<Vec<Order>, StoreError> {
    let text = format!(
        "SELECT VALUE fn::order_view($this) FROM
             (SELECT * FROM service_order WHERE instance = $id
                  ORDER BY created_at DESC, id DESC LIMIT {SHOWN})"
    );
    let rows: Vec<OrderRow> =
        store.db.query(text, vars! { id: instance_record(id) }).await?.take(0)?;
    rows.into_iter().map(Order::try_from).collect()
}
