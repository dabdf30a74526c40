//! How each person likes the lists.

use model::{Actor, ListPreferences, Preferences};
use surrealdb::types::{Array, RecordId, SurrealValue, Value, vars};

use crate::{Store, StoreError};

/// The preferences of `actor` for these lists; what cannot be read any more is left out.
pub async fn get(store: &Store, actor: &Actor, lists: &[&str]) -> Result<Preferences, StoreError> {
    let ids: Vec<RecordId> = lists.iter().map(|list| record(actor, list)).collect();
    let text = "SELECT VALUE { list: record::id(id)[1], content: content } FROM $ids";
    let rows: Vec<Row> = store.db.query(text, vars! { ids: ids }).await?.take(0)?;
    let read = |row: Row| Some((row.list, serde_json::from_str(&row.content).ok()?));
    Ok(Preferences::new(rows.into_iter().filter_map(read)))
}

/// Keeps the preferences of `actor` for one list; of two at once the later ones stay. Anybody may
/// have preferences, whatever the role.
pub async fn set(
    store: &Store,
    actor: &Actor,
    list: &str,
    preferences: ListPreferences,
) -> Result<(), StoreError> {
    let content = serde_json::to_string(&preferences.tidy())
        .map_err(|error| StoreError::Internal(error.to_string()))?;
    let vars = vars! { id: record(actor, list), content: content };
    let text = "UPSERT $id SET content = $content, updated_at = time::now() RETURN NONE";
    store.db.query(text, vars).await?.check()?;
    Ok(())
}

fn record(actor: &Actor, list: &str) -> RecordId {
    let key = [actor.name.as_str(), list].map(|text| Value::String(text.to_owned()));
    RecordId::new("preference", Array::from(key.to_vec()))
}

#[derive(SurrealValue)]
struct Row {
    list: String,
    content: String,
}
