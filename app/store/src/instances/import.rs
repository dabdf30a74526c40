//! Service instances in bulk.

use model::{Actor, InstanceDraft, InstanceId};
use surrealdb::types::{RecordId, SurrealValue};

use super::DraftValue;
use crate::{OnDuplicate, RowOutcome, Store, StoreError, batch, record::new_record};

#[derive(SurrealValue)]
struct ImportRow {
    id: RecordId,
    draft: DraftValue,
}

/// Adds or changes up to [`MAX_BATCH`](crate::MAX_BATCH) service instances in one transaction.
///
/// A row is known by its customer and its name, also one earlier in the batch. A dry run gives the
/// same answer for this batch and writes nothing.
pub async fn upsert_batch(
    store: &Store,
    actor: &Actor,
    drafts: &[InstanceDraft],
    on_duplicate: OnDuplicate,
    dry_run: bool,
) -> Result<Vec<RowOutcome<InstanceId>>, StoreError> {
    let rows: Vec<_> = drafts
        .iter()
        .map(|draft| ImportRow { id: new_record("instance"), draft: draft.into() })
        .collect();
    let call = "RETURN fn::instance_import($actor, $rows, $on_duplicate)";
    let outcomes = batch::run(store, actor, call, rows, on_duplicate, dry_run).await?;
    outcomes
        .into_iter()
        .zip(drafts)
        .map(|(outcome, draft)| {
            outcome.read(|reason, holder| match reason {
                "duplicate_name" => {
                    format!("{holder} already has a service instance named {}.", draft.name)
                }
                "inactive" => format!("{holder} is inactive and takes no new service instances."),
                _ => "The customer does not exist (any more).".to_owned(),
            })
        })
        .collect()
}
