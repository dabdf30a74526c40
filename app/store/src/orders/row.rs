//! Orders as SurrealDB holds them, and the tables of `model::lifecycle` as the commands take them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use model::{Action, Instance, Order, OrderKind, OrderStatus, Task, lifecycle};
use surrealdb::types::{RecordId, SurrealValue};

use crate::{
    StoreError,
    index::Touched,
    record::{CustomerRow, InstanceRow, InstanceView, Owner, customer_id, key, stored, time},
};

/// What `fn::order_view` makes of a row of `service_order`; or the row itself, which has no names.
#[derive(SurrealValue)]
pub(crate) struct OrderRow {
    pub(crate) id: RecordId,
    pub(super) instance: RecordId,
    instance_name: Option<String>,
    pub(super) customer: RecordId,
    customer_name: Option<String>,
    kind: String,
    status: String,
    message: Option<String>,
    trace: Vec<TaskValue>,
    attempt: u32,
    placed_by: String,
    version: u64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// A row of `service_order` with what lists show of its instance and its customer, be they there or in
/// the archive.
pub(crate) struct OrderView {
    pub(crate) order: OrderRow,
    pub(super) instance_name: Option<String>,
    pub(crate) owner: Option<Owner>,
}

impl OrderView {
    /// Grows with every change of the order or of what lists show of its customer. The instance keeps
    /// its name.
    pub(crate) fn age(&self) -> u64 {
        self.order.version + self.owner.as_ref().map_or(0, |owner| owner.version)
    }
}

impl TryFrom<OrderView> for Order {
    type Error = StoreError;
    fn try_from(view: OrderView) -> Result<Self, StoreError> {
        let OrderView { order, instance_name, owner } = view;
        let customer_name = owner.map(|owner| owner.name.into());
        OrderRow { instance_name, customer_name, ..order }.try_into()
    }
}

/// A task of an order.
#[derive(SurrealValue)]
pub(super) struct TaskValue {
    task: String,
    status: String,
    message: Option<String>,
    time: String,
}

impl OrderRow {
    /// What lists show of a command on it: the order, its instance, and the counters of the customer.
    pub(super) fn touched(&self) -> Result<Touched, StoreError> {
        Ok(Touched {
            orders: vec![stored(&key(&self.id))?],
            instances: vec![stored(&key(&self.instance))?],
            ..Touched::customer(customer_id(&self.customer)?)
        })
    }
}

impl TryFrom<OrderRow> for Order {
    type Error = StoreError;
    fn try_from(row: OrderRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: stored(&key(&row.id))?,
            instance: stored(&key(&row.instance))?,
            instance_name: row.instance_name.unwrap_or_default(),
            customer: customer_id(&row.customer)?,
            customer_name: row.customer_name.unwrap_or_default(),
            kind: stored::<OrderKind>(&row.kind)?,
            status: stored::<OrderStatus>(&row.status)?,
            message: row.message,
            trace: row.trace.into_iter().map(Task::try_from).collect::<Result<_, _>>()?,
            attempt: row.attempt,
            placed_by: row.placed_by,
            version: row.version,
            created_at: time(row.created_at),
            updated_at: time(row.updated_at),
        })
    }
}

impl TryFrom<TaskValue> for Task {
    type Error = StoreError;
    fn try_from(value: TaskValue) -> Result<Self, StoreError> {
        let TaskValue { task, status, message, time } = value;
        Ok(Self { task, status: stored::<OrderStatus>(&status)?, message, time })
    }
}

impl From<&Task> for TaskValue {
    fn from(task: &Task) -> Self {
        Self {
            task: task.task.clone(),
            status: task.status.as_str().to_owned(),
            message: task.message.clone(),
            time: task.time.clone(),
        }
    }
}

/// What `fn::order_place` and `fn::order_retry` return.
#[derive(SurrealValue)]
pub(super) struct Placed {
    instance: InstanceRow,
    owner: CustomerRow,
    order: OrderRow,
}

impl Placed {
    /// What lists show of it.
    pub(super) fn touched(&self) -> Result<Touched, StoreError> {
        self.order.touched()
    }

    pub(super) fn read(self) -> Result<(Instance, Order), StoreError> {
        let view = InstanceView { owner: Owner::try_from(&self.owner)?, instance: self.instance };
        Ok((view.try_into()?, self.order.try_into()?))
    }
}

/// `$recorded` of the commands.
#[derive(SurrealValue)]
pub(super) struct Recorded {
    status: String,
    message: String,
    trace: Vec<TaskValue>,
}

impl Recorded {
    /// How an order ends where there is no engine.
    pub(super) fn unless(engine: bool) -> Option<Self> {
        let end = || Self {
            status: OrderStatus::Success.as_str().to_owned(),
            message: "Recorded; no workflow engine is configured.".to_owned(),
            trace: Vec::new(),
        };
        (!engine).then(end)
    }
}

/// One of `$rules` of the commands.
#[derive(SurrealValue)]
pub(crate) struct RuleValue {
    state: String,
    changed: Option<bool>,
    order: Option<String>,
    then: String,
}

/// `$rules` of the commands.
pub(crate) fn rules(action: Action) -> Vec<RuleValue> {
    let value = |rule: &lifecycle::Rule| RuleValue {
        state: rule.state.as_str().to_owned(),
        changed: rule.changed,
        order: rule.order.map(|order| order.as_str().to_owned()),
        then: rule.then.as_str().to_owned(),
    };
    action.rules().map(value).collect()
}

/// `$after` of the commands: nothing for a status in which an order is open.
pub(super) fn after() -> BTreeMap<String, BTreeMap<String, String>> {
    let ends = |kind: OrderKind| {
        let ended = OrderStatus::ALL.into_iter().filter(|status| !status.is_open());
        ended.map(move |status| {
            let state = lifecycle::after(kind, status.is_success());
            (status.as_str().to_owned(), state.as_str().to_owned())
        })
    };
    OrderKind::ALL.map(|kind| (kind.as_str().to_owned(), ends(kind).collect())).into()
}

/// `$during` of the commands.
pub(super) fn during() -> BTreeMap<String, String> {
    OrderKind::ALL
        .map(|kind| (kind.as_str().to_owned(), lifecycle::during(kind).as_str().to_owned()))
        .into()
}
