//! Saved filters as SurrealDB holds them and as the commands take them.

use chrono::{DateTime, Utc};
use filter::Filter;
use model::{
    CustomerSort, InstanceSort, ListName, OrderSort, Query, SavedFilter, SavedFilterDraft,
    SavedFilterId,
};
use search::Column;
use surrealdb::types::{RecordId, SurrealValue};

use crate::{
    StoreError,
    record::{key, stored, time},
};

/// What `fn::saved_filter_view` makes of a row of `saved_filter`.
#[derive(SurrealValue)]
pub(super) struct SavedRow {
    id: RecordId,
    name: String,
    page: String,
    query: String,
    owner: String,
    visibility: String,
    version: u64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    mine: bool,
    may_change: bool,
    is_default: bool,
}

impl TryFrom<SavedRow> for SavedFilter {
    type Error = StoreError;
    fn try_from(row: SavedRow) -> Result<Self, StoreError> {
        let page = stored(&row.page)?;
        Ok(Self {
            id: stored(&key(&row.id))?,
            name: row.name,
            page,
            unreadable: unreadable(page, &row.query),
            query: row.query,
            owner: row.owner,
            visibility: stored(&row.visibility)?,
            version: row.version,
            created_at: time(row.created_at),
            updated_at: time(row.updated_at),
            mine: row.mine,
            may_change: row.may_change,
            is_default: row.is_default,
        })
    }
}

/// `$draft` of the commands.
#[derive(SurrealValue)]
pub(super) struct DraftValue {
    name: String,
    page: String,
    query: String,
    visibility: String,
}

impl From<&SavedFilterDraft> for DraftValue {
    fn from(draft: &SavedFilterDraft) -> Self {
        Self {
            name: draft.name.clone(),
            page: draft.page.as_str().to_owned(),
            query: draft.query.clone(),
            visibility: draft.visibility.as_str().to_owned(),
        }
    }
}

/// `saved_filter:<id>`.
pub(super) fn record(id: &SavedFilterId) -> RecordId {
    RecordId::new("saved_filter", id.as_str())
}

/// Why the criteria in a query string cannot be read, as a sentence; nothing where they can.
pub(super) fn unreadable(page: ListName, query: &str) -> Option<String> {
    match page {
        ListName::Customers => unreadable_of::<CustomerSort>(query),
        ListName::Instances => unreadable_of::<InstanceSort>(query),
        ListName::Orders => unreadable_of::<OrderSort>(query),
    }
}

fn unreadable_of<K: Column>(query: &str) -> Option<String> {
    let text = Query::<K>::from_query_string(query).filter;
    if text.is_empty() {
        return None;
    }
    Filter::parse(K::SCHEMA, &text).err().map(|error| error.to_string())
}
