//! Designs as SurrealDB holds them and as the commands take them.

use chrono::{DateTime, Utc};
use model::{Design, DesignDraft, DesignSummary, text};
use surrealdb::types::{Array, RecordId, SurrealValue, Value};

use crate::{
    StoreError,
    record::{stored, time},
};

/// A row of `design`.
#[derive(SurrealValue)]
pub(super) struct DesignRow {
    design: String,
    version: String,
    title: String,
    description: Option<String>,
    schema: String,
    status: String,
    revision: u64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// A row of `design` without its schema.
#[derive(SurrealValue)]
pub(super) struct SummaryRow {
    design: String,
    version: String,
    title: String,
    description: Option<String>,
    status: String,
    revision: u64,
    updated_at: DateTime<Utc>,
}

impl TryFrom<DesignRow> for Design {
    type Error = StoreError;
    fn try_from(row: DesignRow) -> Result<Self, StoreError> {
        Ok(Self {
            schema: stored(&row.schema)?,
            id: row.design,
            version: row.version,
            title: row.title,
            description: row.description,
            status: stored(&row.status)?,
            revision: row.revision,
            created_at: time(row.created_at),
            updated_at: time(row.updated_at),
        })
    }
}

impl TryFrom<SummaryRow> for DesignSummary {
    type Error = StoreError;
    fn try_from(row: SummaryRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.design,
            version: row.version,
            title: row.title,
            description: row.description,
            status: stored(&row.status)?,
            revision: row.revision,
            updated_at: time(row.updated_at),
        })
    }
}

/// `$draft` of the commands.
#[derive(SurrealValue)]
pub(super) struct DraftValue {
    design: String,
    version: String,
    title: String,
    description: Option<String>,
    schema: String,
}

impl From<&DesignDraft> for DraftValue {
    fn from(draft: &DesignDraft) -> Self {
        Self {
            design: draft.id.clone(),
            version: draft.version.clone(),
            title: draft.title.clone(),
            description: draft.description.clone(),
            schema: draft.schema.to_string(),
        }
    }
}

/// `design:[<id>, <version>]`.
pub(super) fn record(id: &str, version: &str) -> RecordId {
    let key = [id, version].map(|text| Value::String(text.to_owned()));
    RecordId::new("design", Array::from(key.to_vec()))
}

/// Sorts by id, and the newest version of each first: 1.10 is newer than 1.9.
pub(super) fn by_name(design: &DesignSummary) -> impl Ord + use<> {
    let parts = design.version.split(['.', '-', '_']).map(|part| match part.parse() {
        Ok(number) => Part::Number(number),
        Err(_) => Part::Text(part.to_owned()),
    });
    (text::fold(&design.id), std::cmp::Reverse(parts.collect::<Vec<_>>()), design.version.clone())
}

/// A part of a version.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Text(String),
    Number(u64),
}
