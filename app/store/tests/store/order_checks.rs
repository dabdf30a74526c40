//! What must hold of all orders, their instances and the outbox, whatever was done.

use std::collections::{HashMap, HashSet};

use model::{InstanceState, Order, OrderKind, OrderQuery, OrderStatus, PageStart, lifecycle};
use store::{Store, orders};
use surrealdb::types::{RecordId, SurrealValue, Variables};

use crate::{concurrency::check_that_all_belongs_together, support::orders_filtered};

#[derive(Debug, SurrealValue)]
struct OrderRow {
    id: RecordId,
    instance: RecordId,
    kind: String,
    status: String,
    attempt: u64,
    open_for: Option<RecordId>,
    /// Ends in the history.
    ends: u64,
    delivery: Option<String>,
    delivery_attempt: Option<u64>,
}

#[derive(Debug, SurrealValue)]
struct InstanceRow {
    id: RecordId,
    state: String,
    changed: Option<bool>,
}

/// [`check_orders`], and what must hold of lists and counters.
pub async fn check_all(store: &Store) {
    check_that_all_belongs_together(store).await;
    check_orders(store).await;
    check_lists_of_orders(store).await;
}

/// Lists show every order once, as it is, and find as many with each status as there are.
async fn check_lists_of_orders(store: &Store) {
    let (mut query, mut listed) = (OrderQuery::default(), Vec::new());
    loop {
        let page = orders::list(store, &query).await.unwrap();
        listed.extend(page.rows);
        let Some(next) = page.next else { break };
        query.start = PageStart::After(next);
    }
    assert_eq!(listed.len() as u64, orders::count(store, None).await.unwrap());
    assert!(listed.is_sorted_by(|one, next| one.created_at >= next.created_at));
    let mut ids = HashSet::new();
    for order in &listed {
        assert!(ids.insert(&order.id), "twice: {order:?}");
        let now = orders::get(store, &order.id).await.unwrap();
        assert_eq!(*order, Order { trace: Vec::new(), ..now });
    }
    for status in OrderStatus::ALL {
        let expected = listed.iter().filter(|order| order.status == status).count() as u64;
        assert_eq!(
            orders_filtered(store, &format!("status=={status}")).await,
            expected,
            "{status}"
        );
    }
}

/// An instance has one open order at most, and is where that says; each attempt that ended had one
/// effect; what is not open is not handed over any more; only what is active has a change.
///
/// For stores in which no state but those that nothing is done in was imported.
pub async fn check_orders(store: &Store) {
    let text = "
        SELECT *, array::len(SELECT VALUE id FROM audit WHERE rec = $parent.id AND op = 'order.end') AS ends,
            type::record('delivery', record::id(id)).state AS delivery,
            type::record('delivery', record::id(id)).attempt AS delivery_attempt
            FROM service_order;
        SELECT id, state, changed FROM instance";
    let mut results = store.connection().query(text, Variables::new()).await.unwrap();
    let orders: Vec<OrderRow> = results.take(0).unwrap();
    let instances: Vec<InstanceRow> = results.take(1).unwrap();
    let states: HashMap<String, InstanceState> =
        instances.iter().map(|row| (key(&row.id), row.state.parse().unwrap())).collect();
    let mut open_for = HashSet::new();
    for order in &orders {
        let status: OrderStatus = order.status.parse().unwrap();
        let kind: OrderKind = order.kind.parse().unwrap();
        let open = status.is_open();
        assert_eq!(order.open_for.as_ref(), open.then_some(&order.instance), "{order:?}");
        assert_eq!(order.ends, order.attempt - u64::from(open), "one effect: {order:?}");
        if open {
            assert!(open_for.insert(key(&order.instance)), "two open orders: {order:?}");
            let state = states.get(&key(&order.instance));
            assert_eq!(state, Some(&lifecycle::during(kind)), "{order:?}");
            assert_eq!(order.delivery_attempt, Some(order.attempt), "{order:?}");
        } else {
            assert!(matches!(order.delivery.as_deref(), None | Some("sent")), "{order:?}");
        }
    }
    for instance in &instances {
        let state: InstanceState = instance.state.parse().unwrap();
        let open = open_for.contains(&key(&instance.id));
        if matches!(state, InstanceState::Provisioning | InstanceState::Deprovisioning) {
            assert!(open, "nobody works on it: {instance:?}");
        }
        let changed = instance.changed == Some(true);
        assert!(!changed || state == InstanceState::Active, "{instance:?}");
    }
}

fn key(id: &RecordId) -> String {
    format!("{:?}", id.key)
}
