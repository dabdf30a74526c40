//! Many rows in one transaction: what imports and commands on many customers use.

use chrono::{DateTime, Utc};
use model::Actor;
use surrealdb::types::{RecordId, SurrealValue, Variables};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    command::{ActorValue, writer},
    record,
};

/// Most rows of one batch: a batch is one transaction, held in memory until it commits.
pub const MAX_BATCH: usize = 1000;

/// What to do with a row whose key is in the inventory already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDuplicate {
    /// Leave what is there.
    Skip,
    /// Replace its fields.
    Update,
    /// Refuse the row, and take the others.
    Error,
}

impl OnDuplicate {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Update => "update",
            Self::Error => "error",
        }
    }
}

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowOutcome<Id> {
    /// Added under this id.
    Created(Id),
    /// Its fields were replaced.
    Updated(Id),
    /// It was there with the same fields.
    Unchanged(Id),
    /// It was there and left alone.
    Skipped(Id),
    /// Not taken; a sentence says why.
    Refused(String),
}

/// What the import commands return for a row.
#[derive(SurrealValue)]
pub(crate) struct OutcomeValue {
    outcome: String,
    id: Option<RecordId>,
    holder: Option<String>,
    renamed: Option<bool>,
}

impl OutcomeValue {
    /// Whether instances of the customer show something of it that changed.
    pub(crate) fn renamed(&self) -> bool {
        self.renamed == Some(true)
    }

    /// The outcome, with `refused` wording why from the command's reason and the holder's name.
    pub(crate) fn read<Id: std::str::FromStr>(
        self,
        refused: impl Fn(&str, &str) -> String,
    ) -> Result<RowOutcome<Id>, StoreError> {
        let id = || match &self.id {
            Some(id) => record::stored(&record::key(id)),
            None => Err(StoreError::Internal(format!("no id for a row {}", self.outcome))),
        };
        Ok(match self.outcome.as_str() {
            "created" => RowOutcome::Created(id()?),
            "updated" => RowOutcome::Updated(id()?),
            "unchanged" => RowOutcome::Unchanged(id()?),
            "skipped" => RowOutcome::Skipped(id()?),
            reason => RowOutcome::Refused(refused(reason, self.holder.as_deref().unwrap_or(""))),
        })
    }
}

/// Refuses those who may not write, and batches that are too large.
pub(crate) fn check(actor: &Actor, rows: usize) -> Result<ActorValue, StoreError> {
    if rows > MAX_BATCH {
        return Err(StoreError::Internal(format!("a batch of {rows} rows is too large")));
    }
    writer(actor)
}

/// A whole row of `audit` about something new.
#[derive(SurrealValue)]
pub(crate) struct NewAudit<T: SurrealValue> {
    id: RecordId,
    at: DateTime<Utc>,
    actor: String,
    role: String,
    origin: String,
    op: String,
    rec: RecordId,
    after: T,
}

impl<T: SurrealValue> NewAudit<T> {
    pub(crate) fn new(
        actor: &Actor,
        at: DateTime<Utc>,
        op: &str,
        rec: &RecordId,
        customer: &RecordId,
        after: T,
    ) -> Self {
        Self {
            id: record::audit_record(customer, at, Uuid::new_v4()),
            at,
            actor: actor.name.clone(),
            role: actor.role.as_str().to_owned(),
            origin: actor.origin.clone(),
            op: op.to_owned(),
            rec: rec.clone(),
            after,
        }
    }
}

/// A part with fewer rows is not worth a transaction of its own.
pub(crate) const PART: usize = 100;

/// Splits rows so that the parts can be stored at the same time, one per processor.
pub(crate) fn parts<T>(mut rows: Vec<T>) -> Vec<Vec<T>> {
    let size = rows.len().div_ceil(processors()).max(PART);
    let mut parts = Vec::new();
    while rows.len() > size {
        let rest = rows.split_off(size);
        parts.push(std::mem::replace(&mut rows, rest));
    }
    parts.push(rows);
    parts
}

/// How many transactions can make progress at once.
pub(crate) fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(4)
}

/// Stores parts at the same time, and returns when none is being stored any more: on an error, too.
pub(crate) async fn side_by_side<T, Outcome, F>(
    parts: Vec<Vec<T>>,
    store: impl Fn(Vec<T>) -> F,
) -> Result<Vec<Outcome>, StoreError>
where
    F: Future<Output = Result<Vec<Outcome>, StoreError>> + Send + 'static,
    Outcome: Send + 'static,
{
    let tasks: Vec<_> = parts.into_iter().map(|part| tokio::spawn(store(part))).collect();
    let mut stored: Result<Vec<Outcome>, StoreError> = Ok(Vec::new());
    for task in tasks {
        let part = task.await.unwrap_or_else(|e| Err(StoreError::Internal(e.to_string())));
        stored = match (stored, part) {
            (Ok(mut all), Ok(part)) => {
                all.extend(part);
                Ok(all)
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
    }
    stored
}

/// Runs an import command on a batch, or rehearses it.
pub(crate) async fn run(
    store: &Store,
    actor: &Actor,
    call: &'static str,
    rows: Vec<impl SurrealValue>,
    on_duplicate: OnDuplicate,
    dry_run: bool,
) -> Result<Vec<OutcomeValue>, StoreError> {
    let actor = check(actor, rows.len())?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut vars = Variables::new();
    vars.insert("actor", actor);
    vars.insert("rows", rows);
    vars.insert("on_duplicate", on_duplicate.as_str().to_owned());
    vars.insert("unique_names", store.unique_names);
    if dry_run {
        return store.rehearse(call, vars).await;
    }
    Ok(store.command(call, vars).await?)
}
