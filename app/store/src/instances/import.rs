//! Batches of service instances: adds what is new and changes the rest.

use model::{Actor, InstanceDraft, InstanceId};
use surrealdb::types::{RecordId, SurrealValue};

use super::{DraftValue, insert};
use crate::{
    OnDuplicate, RowOutcome, Store, StoreError, batch,
    index::{self, Touched},
    record::new_record,
};

#[derive(SurrealValue)]
struct ImportRow {
    id: RecordId,
    draft: DraftValue,
}

/// Adds or changes up to [`MAX_BATCH`](crate::MAX_BATCH) service instances: the new ones in a few
/// transactions at the same time, then the others in one.
///
/// A row is known by its customer and its name, also one earlier in the batch. A dry run gives the
/// same answer for this batch and writes nothing. Lists show the rows after [`Store::flush`].
pub async fn upsert_batch(
    store: &Store,
    actor: &Actor,
    drafts: &[InstanceDraft],
    on_duplicate: OnDuplicate,
    dry_run: bool,
) -> Result<Vec<RowOutcome<InstanceId>>, StoreError> {
    batch::check(actor, drafts.len())?;
    let mut outcomes: Vec<Option<RowOutcome<InstanceId>>> = vec![None; drafts.len()];
    if !dry_run {
        for (at, id) in insert::new_among(store, actor, drafts).await? {
            outcomes[at] = Some(RowOutcome::Created(id));
        }
    }
    let rest: Vec<usize> = (0..drafts.len()).filter(|at| outcomes[*at].is_none()).collect();
    let rows: Vec<_> = rest
        .iter()
        .map(|at| ImportRow { id: new_record("instance"), draft: (&drafts[*at]).into() })
        .collect();
    let call = "RETURN fn::instance_import($actor, $rows, $on_duplicate)";
    let imported = batch::run(store, actor, call, rows, on_duplicate, dry_run).await?;
    let mut touched = Touched::default();
    for (at, outcome) in rest.into_iter().zip(imported) {
        let outcome: RowOutcome<InstanceId> =
            outcome.read(|reason, holder| refused(reason, holder, &drafts[at]))?;
        if let RowOutcome::Created(id) | RowOutcome::Updated(id) = &outcome {
            touched.instances.push(id.clone());
            touched.customers.push(drafts[at].customer.clone());
        }
        outcomes[at] = Some(outcome);
    }
    if !dry_run {
        index::hand_over(store, touched).await?;
    }
    Ok(outcomes.into_iter().flatten().collect())
}

fn refused(reason: &str, holder: &str, draft: &InstanceDraft) -> String {
    match reason {
        "duplicate_name" => {
            format!("{holder} already has a service instance named {}.", draft.name)
        }
        "order_open" => {
            "A service order for it is not finished. Import it again when that has ended."
                .to_owned()
        }
        "inactive" => format!("{holder} is inactive and takes no new service instances."),
        _ => "The customer does not exist (any more).".to_owned(),
    }
}
