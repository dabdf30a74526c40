//! Batches of customers: adds what is new and changes the rest.

use chrono::{DateTime, Utc};
use model::{Actor, CustomerDraft, CustomerId, ImportedCustomer};
use surrealdb::types::{RecordId, SurrealValue};

use super::{DraftValue, insert};
use crate::{
    OnDuplicate, RowOutcome, Store, StoreError, batch,
    index::{self, Touched},
    record::{customer_record, new_record, read_time},
};

/// A row of the command; without an origin it is known by its reference number.
#[derive(SurrealValue)]
struct ImportRow {
    id: RecordId,
    draft: DraftValue,
    origin: Option<Origin>,
}

/// What is known of a customer that has an id of its own.
#[derive(SurrealValue)]
struct Origin {
    created_at: Option<DateTime<Utc>>,
    system: bool,
    keep_status: bool,
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
    let rows = rest.iter().map(|at| {
        let draft = &drafts[*at];
        (ImportRow { id: new_record("customer"), draft: draft.into(), origin: None }, draft)
    });
    let imported = import(store, actor, rows.collect(), on_duplicate, dry_run).await?;
    for (at, outcome) in rest.into_iter().zip(imported) {
        outcomes[at] = Some(outcome);
    }
    Ok(outcomes.into_iter().flatten().collect())
}

/// Adds or changes up to [`MAX_BATCH`](crate::MAX_BATCH) customers that have ids of their own, by which
/// they are known, in one transaction.
///
/// Those of the system are marked. Refused row by row: a reference number that another customer has, a
/// customer that was deleted here, and another name for one of the system. A dry run, and lists, as for
/// [`upsert_batch`]. Costs a few statements for each row.
pub async fn import_batch(
    store: &Store,
    actor: &Actor,
    customers: &[ImportedCustomer],
    on_duplicate: OnDuplicate,
    dry_run: bool,
) -> Result<Vec<RowOutcome<CustomerId>>, StoreError> {
    batch::check(actor, customers.len())?;
    let rows = customers.iter().map(|one| Ok((ImportRow::try_from(one)?, &one.draft)));
    let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
    import(store, actor, rows, on_duplicate, dry_run).await
}

/// Runs the command on these rows, each with what it was made from, and hands over what it wrote.
async fn import(
    store: &Store,
    actor: &Actor,
    rows: Vec<(ImportRow, &CustomerDraft)>,
    on_duplicate: OnDuplicate,
    dry_run: bool,
) -> Result<Vec<RowOutcome<CustomerId>>, StoreError> {
    let (rows, drafts): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let call = "RETURN fn::customer_import($actor, $rows, $on_duplicate, $unique_names)";
    let imported = batch::run(store, actor, call, rows, on_duplicate, dry_run).await?;
    let (mut touched, mut outcomes) = (Touched::default(), Vec::with_capacity(drafts.len()));
    for (draft, outcome) in drafts.into_iter().zip(imported) {
        let renamed = outcome.renamed();
        let outcome: RowOutcome<CustomerId> =
            outcome.read(|reason, holder| refused(reason, holder, draft))?;
        if let RowOutcome::Created(id) | RowOutcome::Updated(id) = &outcome {
            touched.customers.push(id.clone());
            touched.renamed.extend(renamed.then(|| id.clone()));
        }
        outcomes.push(outcome);
    }
    if !dry_run {
        index::hand_over(store, touched).await?;
    }
    Ok(outcomes)
}

impl TryFrom<&ImportedCustomer> for ImportRow {
    type Error = StoreError;
    fn try_from(customer: &ImportedCustomer) -> Result<Self, StoreError> {
        let origin = Origin {
            created_at: customer.created_at.as_deref().map(read_time).transpose()?,
            system: customer.is_system(),
            keep_status: customer.keep_status,
        };
        Ok(Self {
            id: customer_record(&customer.id),
            draft: (&customer.draft).into(),
            origin: Some(origin),
        })
    }
}

fn refused(reason: &str, holder: &str, draft: &CustomerDraft) -> String {
    match (reason, &draft.reference) {
        ("duplicate_reference", Some(reference)) => {
            format!("Reference Number {reference} is already used by {holder}.")
        }
        ("there", _) => format!("{holder} is in the inventory already."),
        ("deleted", _) => {
            "It was deleted here. Restore it under Deleted Customers, then import it \
                           again."
                .to_owned()
        }
        ("system_name", _) => {
            format!("{holder} belongs to the system, which knows it by its name. Keep the name.")
        }
        _ => {
            format!(
                "A customer named {} exists already, and names must be unique here.",
                draft.name
            )
        }
    }
}
