//! Rows that are gone: what tells the read index in which order they went and came back.
//!
//! Service orders are never deleted. Of the others, a row that is removed takes the age it ended with, which the archive keeps; one that is restored
//! goes on from there. So the index shows a restored row whichever of the two it learns of first. An
//! instance that was deleted alone is not restored, and has no such age: its customer may have become
//! older since.

use std::collections::{HashMap, HashSet};

use surrealdb::types::{RecordId, SurrealValue, vars};

use crate::{Store, StoreError, record::key};

/// The version of a row that cannot come back: later than any it had.
const FOR_EVER: u64 = u64::MAX;

/// Tables whose rows go to an archive, under the same keys.
pub(crate) struct Archive {
    /// The rows that are there.
    live: &'static str,
    /// The rows that were deleted.
    archived: &'static str,
    /// What a deleted row's age was, as in `CustomerView::age` and `InstanceView::age`.
    age: &'static str,
}

pub(super) const CUSTOMERS: Archive = Archive {
    live: "customer",
    archived: "archived_customer",
    age: "content.version + stat.guard",
};

pub(super) const INSTANCES: Archive = Archive {
    live: "instance",
    archived: "archived_instance",
    age: "IF owner_version = NONE { NONE } ELSE { content.version + owner_version }",
};

/// Of rows that were not there a moment ago, those that are gone, each with the version that takes
/// it out. One that has come back meanwhile is not among them: who restored it shows it. Without an
/// archive none comes back.
pub(super) async fn gone<Id: AsRef<str>>(
    store: &Store,
    archive: Option<&Archive>,
    missing: Vec<Id>,
) -> Result<Vec<(Id, u64)>, StoreError> {
    let archive = match archive {
        Some(archive) if !missing.is_empty() => archive,
        _ => return Ok(missing.into_iter().map(|id| (id, FOR_EVER)).collect()),
    };
    let records = |table: &'static str| -> Vec<RecordId> {
        missing.iter().map(|id| RecordId::new(table, id.as_ref())).collect()
    };
    // One statement, so that a row is seen in one of both tables while it moves between them.
    let text = format!(
        "RETURN {{ live: (SELECT VALUE id FROM $live),
                   archived: (SELECT id, {} AS age FROM $archived) }}",
        archive.age
    );
    let vars = vars! { live: records(archive.live), archived: records(archive.archived) };
    let found: Option<Found> = store.db.query(text, vars).await?.take(0)?;
    let Found { live, archived } =
        found.ok_or_else(|| StoreError::Internal("the archive does not answer".into()))?;
    let live: HashSet<String> = live.iter().map(key).collect();
    let ages: HashMap<String, u64> =
        archived.iter().filter_map(|row| Some((key(&row.id), row.age?))).collect();
    let gone = missing.into_iter().filter(|id| !live.contains(id.as_ref()));
    Ok(gone
        .map(|id| {
            let age = ages.get(id.as_ref()).copied().unwrap_or(FOR_EVER);
            (id, age)
        })
        .collect())
}

#[derive(SurrealValue)]
struct Found {
    live: Vec<RecordId>,
    archived: Vec<Archived>,
}

#[derive(SurrealValue)]
struct Archived {
    id: RecordId,
    age: Option<u64>,
}
