//! What happened to a customer and its service instances.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use model::{Change, CustomerId, FieldChange};
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, Value, vars};

use crate::{
    Store, StoreError,
    record::{history_range, time},
};

/// The fields of a change, in the order in which they are shown.
const FIELDS: [&str; 12] = [
    "name",
    "reference",
    "description",
    "system",
    "kind",
    "attempt",
    "status",
    "message",
    "design",
    "design_version",
    "state",
    "body",
];

/// The last hundred changes of the customer and its instances, newest first. It outlives them.
pub async fn history(store: &Store, id: &CustomerId) -> Result<Vec<Change>, StoreError> {
    let rows: Vec<AuditRow> = store
        .db
        .query(
            "SELECT * FROM $range ORDER BY id DESC LIMIT 100",
            vars! { range: history_range(id) },
        )
        .await?
        .take(0)?;
    Ok(rows.into_iter().map(Change::from).collect())
}

#[derive(SurrealValue)]
struct AuditRow {
    id: RecordId,
    at: DateTime<Utc>,
    actor: String,
    origin: String,
    op: String,
    before: Option<HashMap<String, Value>>,
    after: Option<HashMap<String, Value>>,
}

impl From<AuditRow> for Change {
    fn from(row: AuditRow) -> Self {
        let (mut before, mut after) =
            (row.before.unwrap_or_default(), row.after.unwrap_or_default());
        let name = after.get("name").or(before.get("name")).cloned();
        let fields = FIELDS.iter().filter_map(|field| {
            let (before, after) = (before.remove(*field), after.remove(*field));
            (before != after).then(|| FieldChange {
                field: (*field).to_owned(),
                before: before.and_then(text),
                after: after.and_then(text),
            })
        });
        Self {
            id: format!("{}-{}", time(row.at), unique(&row.id)),
            at: time(row.at),
            actor: row.actor,
            origin: row.origin,
            action: row.op,
            subject: name.and_then(text).unwrap_or_default(),
            fields: fields.collect(),
        }
    }
}

/// A stored value as people read it; an instance's body as JSON.
fn text(value: Value) -> Option<String> {
    match value {
        Value::None | Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.into_json_value().to_string()),
    }
}

/// What tells changes of one moment apart.
fn unique(id: &RecordId) -> String {
    match &id.key {
        RecordIdKey::Array(parts) => match parts.last() {
            Some(Value::Uuid(uuid)) => uuid.to_string(),
            _ => String::new(),
        },
        _ => String::new(),
    }
}
