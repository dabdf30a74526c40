//! Brings the schema up to date: numbered SurrealQL files, each applied once in a transaction.

use sha2::{Digest, Sha256};
use surrealdb::{
    IndexedResults,
    types::{RecordId, SurrealValue, Variables, vars},
};

use crate::{
    StoreError,
    command::{ATTEMPTS, Failure, pause},
    connection::Connection,
    error::Refusal,
};

/// In order; a file that was released never changes, a change is a new file.
const MIGRATIONS: [&str; 10] = [
    include_str!("schema/0001_tables.surql"),
    include_str!("schema/0002_customers.surql"),
    include_str!("schema/0003_instances.surql"),
    include_str!("schema/0004_preferences.surql"),
    include_str!("schema/0005_saved_filters.surql"),
    include_str!("schema/0006_archive.surql"),
    include_str!("schema/0007_orders.surql"),
    include_str!("schema/0008_designs.surql"),
    include_str!("schema/0009_order_lists.surql"),
    include_str!("schema/0010_paragon.surql"),
];

/// Not a step: it depends on a setting.
const UNIQUE_NAMES: &str = include_str!("schema/unique_names.surql");

#[derive(SurrealValue)]
struct Applied {
    id: RecordId,
    checksum: String,
}

/// Applies what is missing. Refuses a database whose schema is not one this program knows.
///
/// Other programs may start on the same database. Of two that apply a step one fails, having changed
/// nothing, and finds it applied when it looks again.
pub(crate) async fn run(db: &Connection, unique_names: bool) -> Result<(), StoreError> {
    for attempt in 0..ATTEMPTS {
        match apply_missing(db, unique_names).await {
            Err(Failure::Refused(Refusal::Conflict)) => pause(attempt).await,
            result => return Ok(result?),
        }
    }
    Err(StoreError::Busy)
}

async fn apply_missing(db: &Connection, unique_names: bool) -> Result<(), Failure> {
    db.query(
        "DEFINE TABLE IF NOT EXISTS migration SCHEMAFULL TYPE NORMAL;
         DEFINE FIELD IF NOT EXISTS checksum ON migration TYPE string READONLY;
         DEFINE FIELD IF NOT EXISTS at ON migration TYPE datetime DEFAULT time::now() READONLY;",
        Variables::new(),
    )
    .await
    .and_then(IndexedResults::check)
    .map_err(failure)?;
    let applied: Vec<Applied> = db
        .query("SELECT id, checksum FROM migration ORDER BY id", Variables::new())
        .await
        .and_then(|mut results| results.take(0))
        .map_err(failure)?;
    if applied.len() > MIGRATIONS.len() {
        return Err(StoreError::Setup(format!(
            "the database has {} schema steps and this program knows {}: it was used by a newer \
             customer-inventory. Start that version, or restore a backup from before",
            applied.len(),
            MIGRATIONS.len()
        ))
        .into());
    }
    for (number, text) in (1_i64..).zip(MIGRATIONS) {
        let checksum = checksum(text);
        match applied.iter().find(|a| a.id == record(number)) {
            Some(known) if known.checksum == checksum => {}
            Some(_) => return Err(changed(number).into()),
            None => apply(db, number, text, checksum).await?,
        }
    }
    if unique_names {
        db.query(UNIQUE_NAMES, Variables::new())
            .await
            .and_then(IndexedResults::check)
            .map_err(failure)?;
    }
    Ok(())
}

async fn apply(db: &Connection, number: i64, text: &str, checksum: String) -> Result<(), Failure> {
    let mut results = db
        .query(
            format!(
                "BEGIN; {text}; CREATE $migration SET checksum = $checksum RETURN NONE; COMMIT;"
            ),
            vars! { migration: record(number), checksum: checksum },
        )
        .await
        .map_err(failure)?;
    // After a failure most statements only say "not executed"; the cause is among the others.
    let errors = results.take_errors();
    if errors.values().any(collides) {
        return Err(Failure::Refused(Refusal::Conflict));
    }
    let cause = errors.values().find(|e| !e.message().contains("not executed"));
    match cause.or_else(|| errors.values().next()) {
        Some(error) => {
            Err(StoreError::Setup(format!("schema step {number} failed: {error}")).into())
        }
        None => Ok(()),
    }
}

/// Whether another program does the same at once, or did just before.
fn collides(error: &surrealdb::Error) -> bool {
    Refusal::read(error) == Some(Refusal::Conflict) || error.is_already_exists()
}

fn failure(error: surrealdb::Error) -> Failure {
    match collides(&error) {
        true => Failure::Refused(Refusal::Conflict),
        false => StoreError::from(error).into(),
    }
}

fn changed(number: i64) -> StoreError {
    StoreError::Setup(format!(
        "schema step {number} of this database is not the one this program knows: it was made by \
         another build of customer-inventory. Use that build, or an empty database"
    ))
}

fn record(number: i64) -> RecordId {
    RecordId::new("migration", number)
}

fn checksum(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
