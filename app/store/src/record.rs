//! Rows as SurrealDB holds them, and their conversion into the inventory's words.

use std::ops::Bound;

use chrono::{DateTime, SecondsFormat, Utc};
use model::{
    Customer, CustomerId, CustomerStatus, Instance, InstanceId, InstanceState, OrderId,
    ServiceCounts,
};
use surrealdb::types::{Array, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, Value};
use uuid::Uuid;

use crate::StoreError;

/// A row of `customer`.
#[derive(SurrealValue)]
pub(crate) struct CustomerRow {
    pub(crate) id: RecordId,
    name: String,
    reference: Option<String>,
    description: Option<String>,
    status: String,
    /// Absent in rows that were written last before there was the field.
    system: Option<bool>,
    version: u64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// A row of `customer_stat`.
#[derive(SurrealValue)]
pub(crate) struct StatRow {
    pub(crate) id: RecordId,
    guard: u64,
    uploaded: u64,
    feasibility_checked: u64,
    provisioning: u64,
    active: u64,
    failed: u64,
    deprovisioning: u64,
    deprovisioned: u64,
}

/// A customer with its counters, which it has once it had an instance.
#[derive(SurrealValue)]
pub(crate) struct CustomerView {
    pub(crate) customer: CustomerRow,
    pub(crate) stat: Option<StatRow>,
}

impl CustomerView {
    /// Grows with every change of the customer or its counters.
    pub(crate) fn age(&self) -> u64 {
        self.customer.version + self.stat.as_ref().map_or(0, |stat| stat.guard)
    }
}

/// A row of `instance`, without its body; read by [`INSTANCE_COLUMNS`].
#[derive(SurrealValue)]
pub(crate) struct InstanceRow {
    pub(crate) id: RecordId,
    pub(crate) name: String,
    pub(crate) customer: RecordId,
    pub(crate) design: String,
    pub(crate) design_version: String,
    pub(crate) state: String,
    /// Absent in rows that were written last before there was the field.
    pub(crate) changed: Option<bool>,
    pub(crate) version: u64,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
}

/// What to SELECT for an [`InstanceRow`].
pub(crate) const INSTANCE_COLUMNS: &str = "* OMIT body";

/// What lists of service instances and of service orders show of the customer. Kept small: a rebuild of the read index
/// holds one for each customer.
#[derive(Clone)]
pub(crate) struct Owner {
    pub(crate) name: Box<str>,
    reference: Option<Box<str>>,
    pub(crate) status: CustomerStatus,
    pub(crate) version: u64,
}

impl Owner {
    /// Its reference number.
    pub(crate) fn reference(&self) -> Option<String> {
        self.reference.as_deref().map(str::to_owned)
    }
}

impl TryFrom<&CustomerRow> for Owner {
    type Error = StoreError;
    fn try_from(row: &CustomerRow) -> Result<Self, StoreError> {
        Ok(Self {
            name: row.name.as_str().into(),
            reference: row.reference.as_deref().map(Into::into),
            status: stored(&row.status)?,
            version: row.version,
        })
    }
}

/// A service instance with what lists show of its customer.
pub(crate) struct InstanceView {
    pub(crate) instance: InstanceRow,
    pub(crate) owner: Owner,
}

impl InstanceView {
    /// Grows with every change of the instance or of what lists show of its customer.
    pub(crate) fn age(&self) -> u64 {
        self.instance.version + self.owner.version
    }
}

impl TryFrom<CustomerView> for Customer {
    type Error = StoreError;
    fn try_from(view: CustomerView) -> Result<Self, StoreError> {
        let CustomerView { customer: row, stat } = view;
        Ok(Self {
            id: customer_id(&row.id)?,
            name: row.name,
            reference: row.reference,
            description: row.description,
            status: stored::<CustomerStatus>(&row.status)?,
            system: row.system.unwrap_or(false),
            version: row.version,
            created_at: time(row.created_at),
            updated_at: time(row.updated_at),
            services: stat.map(ServiceCounts::from).unwrap_or_default(),
        })
    }
}

impl StatRow {
    /// The row of a customer whose first instances are these.
    pub(crate) fn new(customer: &CustomerId, counts: &ServiceCounts) -> Self {
        Self {
            id: stat_record(customer),
            guard: 1,
            uploaded: counts.uploaded,
            feasibility_checked: counts.feasibility_checked,
            provisioning: counts.provisioning,
            active: counts.active,
            failed: counts.failed,
            deprovisioning: counts.deprovisioning,
            deprovisioned: counts.deprovisioned,
        }
    }
}

impl From<StatRow> for ServiceCounts {
    fn from(stat: StatRow) -> Self {
        Self {
            uploaded: stat.uploaded,
            feasibility_checked: stat.feasibility_checked,
            provisioning: stat.provisioning,
            active: stat.active,
            failed: stat.failed,
            deprovisioning: stat.deprovisioning,
            deprovisioned: stat.deprovisioned,
        }
    }
}

impl TryFrom<InstanceView> for Instance {
    type Error = StoreError;
    fn try_from(view: InstanceView) -> Result<Self, StoreError> {
        let InstanceView { instance: row, owner } = view;
        Ok(Self {
            id: stored::<InstanceId>(&key(&row.id))?,
            name: row.name,
            customer: customer_id(&row.customer)?,
            customer_name: owner.name.into(),
            design: row.design,
            design_version: row.design_version,
            state: stored::<InstanceState>(&row.state)?,
            changed: row.changed.unwrap_or(false),
            version: row.version,
            created_at: time(row.created_at),
            updated_at: time(row.updated_at),
        })
    }
}

/// `customer:<id>`.
pub(crate) fn customer_record(id: &CustomerId) -> RecordId {
    RecordId::new("customer", id.as_str())
}

/// `customer_stat:<id>`.
pub(crate) fn stat_record(id: &CustomerId) -> RecordId {
    RecordId::new("customer_stat", id.as_str())
}

/// `instance:<id>`.
pub(crate) fn instance_record(id: &InstanceId) -> RecordId {
    RecordId::new("instance", id.as_str())
}

/// `service_order:<id>`. Those that are there have UUIDs as keys.
pub(crate) fn order_record(id: &OrderId) -> RecordId {
    match Uuid::parse_str(id.as_str()) {
        Ok(uuid) => RecordId::new("service_order", RecordIdKey::Uuid(uuid.into())),
        Err(_) => RecordId::new("service_order", id.as_str()),
    }
}

/// A new record of `table` under a random key.
pub(crate) fn new_record(table: &'static str) -> RecordId {
    RecordId::new(table, Uuid::new_v4().to_string())
}

/// The key of a row of `audit` about a customer, as `fn::audit` makes it.
pub(crate) fn audit_record(customer: &RecordId, at: DateTime<Utc>, uuid: Uuid) -> RecordId {
    let parts =
        vec![Value::String(key(customer)), Value::Datetime(at.into()), Value::Uuid(uuid.into())];
    RecordId::new("audit", Array::from(parts))
}

/// All rows of `audit` about a customer.
pub(crate) fn history_range(customer: &CustomerId) -> RecordId {
    let customer = Value::String(customer.to_string());
    // A time sorts before any UUID.
    let end = vec![customer.clone(), Value::Uuid(Uuid::max().into())];
    let range = RecordIdKeyRange {
        start: Bound::Included(Array::from(vec![customer]).into()),
        end: Bound::Included(Array::from(end).into()),
    };
    RecordId::new("audit", range)
}

/// The customer a record of `customer` stands for.
pub(crate) fn customer_id(record: &RecordId) -> Result<CustomerId, StoreError> {
    stored(&key(record))
}

/// A record's key as text.
pub(crate) fn key(record: &RecordId) -> String {
    match &record.key {
        RecordIdKey::String(text) => text.clone(),
        RecordIdKey::Uuid(uuid) => uuid.to_string(),
        other => format!("{other:?}"),
    }
}

/// A time as text, as exact as it is stored: RFC 3339 in UTC, always of the same length.
pub(crate) fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Nanos, true)
}

/// Reads a time that came in as text.
pub(crate) fn read_time(text: &str) -> Result<DateTime<Utc>, StoreError> {
    match DateTime::parse_from_rfc3339(text) {
        Ok(time) => Ok(time.to_utc()),
        Err(error) => Err(StoreError::Internal(format!("{text:?} is no time: {error}"))),
    }
}

/// Reads text that this crate wrote.
pub(crate) fn stored<T>(text: &str) -> Result<T, StoreError>
where
    T: std::str::FromStr,
{
    text.parse().map_err(|_| StoreError::Internal(format!("unexpected stored value {text:?}")))
}
