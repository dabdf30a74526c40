//! Orders on their way to the workflow engine, kept in the database until they are there: each is
//! handed over at least once, whatever happens in between.

use std::time::Duration;

use chrono::{DateTime, Utc};
use model::{
    Actor, DeadDelivery, Delivery, Order, OrderId, delivery::wait_after, report::MAX_MESSAGE,
};
use surrealdb::types::{SurrealValue, Variables, vars};

use super::{SHOWN, refused::order_refused, row::OrderRow};
use crate::{Store, StoreError, command::writer, instances::WholeRow, record::order_record};

/// Orders that are to be handed over now, the longest due first, up to so many. Reads these and no
/// others.
///
/// They stay due until [`delivered`], [`not_delivered`], [`rejected`] or a report says otherwise. Two
/// programs on one database may get the same; [`Delivery::key`] tells the engine.
pub async fn due(store: &Store, limit: u32) -> Result<Vec<Delivery>, StoreError> {
    let text = format!(
        "LET $now = time::now();
         SELECT VALUE fn::delivery_view($this) FROM
             (SELECT * FROM delivery WHERE state = 'waiting' AND next_at <= $now
                  ORDER BY next_at LIMIT {limit})"
    );
    let rows: Vec<DeliveryRow> = store.db.query(text, Variables::new()).await?.take(1)?;
    rows.into_iter().map(Delivery::try_from).collect()
}

/// How long it is until something is due, nothing at all if it is due already; `None` while nothing is
/// waiting. Reads one row. Who places an order meanwhile wakes whoever waits.
pub async fn next_due(store: &Store) -> Result<Option<Duration>, StoreError> {
    let text = "LET $next = (SELECT VALUE next_at FROM ONLY delivery WHERE state = 'waiting'
                    ORDER BY next_at LIMIT 1);
                RETURN IF $next = NONE { NONE } ELSE { { next: $next, now: time::now() } }";
    let times: Option<Times> = store.db.query(text, Variables::new()).await?.take(1)?;
    Ok(times.map(|Times { next, now }| (next - now).to_std().unwrap_or_default()))
}

/// Notes that the engine has taken the order.
pub async fn delivered(store: &Store, delivery: &Delivery) -> Result<(), StoreError> {
    let vars = vars! { order: order_record(&delivery.order.id), attempt: delivery.order.attempt };
    Ok(store.command("RETURN fn::delivery_sent($order, $attempt)", vars).await?)
}

/// Notes that the order could not be handed over, and why. It is due again after a while, twice as long
/// each time; after the twentieth time it is given up, which pages are told. What is noted twice counts
/// once.
pub async fn not_delivered(
    store: &Store,
    delivery: &Delivery,
    why: &str,
) -> Result<(), StoreError> {
    note(store, delivery, why, wait_after(delivery.tries.saturating_add(1))).await
}

/// Notes that the engine will never take the order as it is, and why: it is given up at once, which pages
/// are told.
pub async fn rejected(store: &Store, delivery: &Delivery, why: &str) -> Result<(), StoreError> {
    note(store, delivery, why, None).await
}

/// Notes a try in vain; without a `wait` for the next one, the order is given up.
async fn note(
    store: &Store,
    delivery: &Delivery,
    why: &str,
    wait: Option<Duration>,
) -> Result<(), StoreError> {
    let vars = vars! {
        order: order_record(&delivery.order.id),
        attempt: delivery.order.attempt,
        tries: delivery.tries,
        why: why.chars().take(MAX_MESSAGE).collect::<String>(),
        wait: wait,
    };
    let call = "RETURN fn::delivery_failed($order, $attempt, $tries, $why, $wait)";
    store.command::<()>(call, vars).await?;
    if wait.is_none() {
        store.news.tell();
    }
    Ok(())
}

/// What is told of an order that was given up, of rows of `delivery`.
const DEAD_DELIVERY: &str = "SELECT VALUE {
    order: fn::order_view(type::record('service_order', record::id(id)).*),
    tries: tries, last_error: last_error
}";

/// Orders that were given up, newest first, up to a hundred. Grows with the number of all that were.
pub async fn dead(store: &Store) -> Result<Vec<DeadDelivery>, StoreError> {
    let text = format!(
        "{DEAD_DELIVERY} FROM (SELECT * FROM delivery WHERE state = 'dead' ORDER BY id DESC LIMIT {SHOWN})"
    );
    let rows: Vec<DeadRow> = store.db.query(text, Variables::new()).await?.take(0)?;
    rows.into_iter().map(DeadDelivery::try_from).collect()
}

/// The order, if it was given up. Costs the same however many there are.
pub async fn given_up(store: &Store, id: &OrderId) -> Result<Option<DeadDelivery>, StoreError> {
    let text = format!("{DEAD_DELIVERY} FROM fn::delivery($id) WHERE state = 'dead'");
    let rows: Vec<DeadRow> = store.db.query(text, vars! { id: order_record(id) }).await?.take(0)?;
    rows.into_iter().next().map(DeadDelivery::try_from).transpose()
}

/// Tries again from now on to hand over an order that was given up, as if for the first time.
pub async fn resend(store: &Store, actor: &Actor, id: &OrderId) -> Result<Order, StoreError> {
    let vars = vars! { actor: writer(actor)?, id: order_record(id) };
    match store.command::<OrderRow>("RETURN fn::order_resend($actor, $id)", vars).await {
        Ok(order) => {
            // Whoever hands orders over listens.
            store.news.tell();
            order.try_into()
        }
        Err(failure) => Err(order_refused(store, id, failure).await),
    }
}

/// When something is due, by the clock of the record, and what that says now.
#[derive(SurrealValue)]
struct Times {
    next: DateTime<Utc>,
    now: DateTime<Utc>,
}

/// What `fn::delivery_view` returns.
#[derive(SurrealValue)]
struct DeliveryRow {
    whole: WholeRow,
    tries: u32,
}

impl TryFrom<DeliveryRow> for Delivery {
    type Error = StoreError;
    fn try_from(row: DeliveryRow) -> Result<Self, StoreError> {
        let whole = row.whole.read()?;
        let no_order = || StoreError::Internal("a delivery has no order".into());
        Ok(Self {
            customer_reference: whole.customer_reference(),
            order: whole.order.ok_or_else(no_order)?,
            instance: whole.instance,
            body: whole.body,
            tries: row.tries,
        })
    }
}

#[derive(SurrealValue)]
struct DeadRow {
    order: OrderRow,
    tries: u32,
    last_error: Option<String>,
}

impl TryFrom<DeadRow> for DeadDelivery {
    type Error = StoreError;
    fn try_from(row: DeadRow) -> Result<Self, StoreError> {
        let DeadRow { order, tries, last_error } = row;
        Ok(Self { order: order.try_into()?, tries, last_error: last_error.unwrap_or_default() })
    }
}
