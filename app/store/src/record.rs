//! Rows as SurrealDB holds them, and their conversion into the inventory's words.

use chrono::{DateTime, SecondsFormat, Utc};
use model::{
    Customer, CustomerId, CustomerStatus, Instance, InstanceId, InstanceState, ServiceCounts,
};
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue};

use crate::StoreError;

/// A row of `customer`.
#[derive(SurrealValue)]
pub(crate) struct CustomerRow {
    pub(crate) id: RecordId,
    name: String,
    reference: Option<String>,
    description: Option<String>,
    status: String,
    version: u64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// A row of `customer_stat`.
#[derive(SurrealValue)]
pub(crate) struct StatRow {
    pub(crate) id: RecordId,
    uploaded: u64,
    feasibility_checked: u64,
    provisioning: u64,
    active: u64,
    failed: u64,
    deprovisioning: u64,
    deprovisioned: u64,
}

/// What the commands on customers return.
#[derive(SurrealValue)]
pub(crate) struct CustomerView {
    pub(crate) customer: CustomerRow,
    pub(crate) stat: StatRow,
}

/// A row of `instance` with its customer's name.
#[derive(SurrealValue)]
pub(crate) struct InstanceRow {
    pub(crate) id: RecordId,
    name: String,
    customer: RecordId,
    customer_name: String,
    design: String,
    design_version: String,
    state: String,
    version: u64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
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
            version: row.version,
            created_at: time(row.created_at),
            updated_at: time(row.updated_at),
            services: ServiceCounts {
                uploaded: stat.uploaded,
                feasibility_checked: stat.feasibility_checked,
                provisioning: stat.provisioning,
                active: stat.active,
                failed: stat.failed,
                deprovisioning: stat.deprovisioning,
                deprovisioned: stat.deprovisioned,
            },
        })
    }
}

impl TryFrom<InstanceRow> for Instance {
    type Error = StoreError;
    fn try_from(row: InstanceRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: stored::<InstanceId>(&key(&row.id))?,
            name: row.name,
            customer: customer_id(&row.customer)?,
            customer_name: row.customer_name,
            design: row.design,
            design_version: row.design_version,
            state: stored::<InstanceState>(&row.state)?,
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

/// A new record of `table` under a random key.
pub(crate) fn new_record(table: &'static str) -> RecordId {
    RecordId::new(table, uuid::Uuid::new_v4().to_string())
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

/// Reads text that this crate wrote.
pub(crate) fn stored<T>(text: &str) -> Result<T, StoreError>
where
    T: std::str::FromStr,
{
    text.parse().map_err(|_| StoreError::Internal(format!("unexpected stored value {text:?}")))
}
