//! Batches of customers: adds what is new and changes the rest.

use model::{Actor, CustomerDraft, CustomerId};
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

/// Adds or changes up to [`MAX_BATCH`](crate::MAX_BATCH) customers: the new ones in a few
/// transactions at the same time, then the others in one.
///
/// A row is known by its reference number, also one earlier in the batch; a row without one is
/// always added. A dry run gives the same answer for this batch and writes nothing. Lists show the
/// rows after [`Store::flush`].
pub async fn upsert_batch(
    store: &Store,
    actor: &Actor,
    drafts: &[CustomerDraft],
    on_duplicate: OnDuplicate,
    dry_run: bool,
) -> Result<Vec<RowOutcome<CustomerId>>, StoreError> {
    batch::check(actor, drafts.len())?;
    let mut outcomes: Vec<Option<RowOutcome<CustomerId>>> = vec![None; drafts.len()];
    if !dry_run && !store.unique_names {
        for (at, id) in insert::new_among(store, actor, drafts).await? {
            outcomes[at] = Some(RowOutcome::Created(id));
        }
    }
    let rest: Vec<usize> = (0..drafts.len()).filter(|at| outcomes[*at].is_none()).collect();
    let rows: Vec<_> = rest
        .iter()
        .map(|at| ImportRow { id: new_record("customer"), draft: (&drafts[*at]).into() })
        .collect();
    let call = "RETURN fn::customer_import($actor, $rows, $on_duplicate, $unique_names)";
    let imported = batch::run(store, actor, call, rows, on_duplicate, dry_run).await?;
    let mut touched = Touched::default();
    for (at, outcome) in rest.into_iter().zip(imported) {
        let renamed = outcome.renamed();
        let outcome: RowOutcome<CustomerId> =
            outcome.read(|reason, holder| refused(reason, holder, &drafts[at]))?;
        if let RowOutcome::Created(id) | RowOutcome::Updated(id) = &outcome {
            touched.customers.push(id.clone());
            touched.renamed.extend(renamed.then(|| id.clone()));
        }
        outcomes[at] = Some(outcome);
    }
    if !dry_run {
        index::hand_over(store, touched).await?;
    }
    Ok(outcomes.into_iter().flatten().collect())
}

fn refused(reason: &str, holder: &str, draft: &CustomerDraft) -> String {
    match (reason, &draft.reference) {
        ("duplicate_reference", Some(reference)) => {
            format!("Reference Number {reference} is already used by {holder}.")
        }
        _ => {
            format!(
                "A customer named {} exists already, and names must be unique here.",
                draft.name
            )
        }
    }
}
