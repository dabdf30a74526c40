//! Batches of service instances: adds what is new and changes the rest.

use chrono::{DateTime, Utc};
use model::{Actor, ImportedInstance, ImportedOrder, InstanceDraft, InstanceId};
use surrealdb::types::{RecordId, SurrealValue};

use super::{DraftValue, insert};
use crate::{
    OnDuplicate, RowOutcome, Store, StoreError, batch,
    index::{self, Touched},
    record::{instance_record, key, new_record, order_record, read_time, stored},
};

/// A row of the command; without an origin it is known by its customer and its name.
#[derive(SurrealValue)]
struct ImportRow {
    id: RecordId,
    draft: DraftValue,
    origin: Option<Origin>,
    order: Option<OrderValue>,
}

/// What is known of an instance that has an id of its own.
#[derive(SurrealValue)]
struct Origin {
    created_at: Option<DateTime<Utc>>,
    keep_state: bool,
}

/// An order that comes with an instance.
#[derive(SurrealValue)]
struct OrderValue {
    id: RecordId,
    kind: String,
    status: String,
    open: bool,
    trace: serde_json::Value,
    created_at: Option<DateTime<Utc>>,
    updated_at: Option<DateTime<Utc>>,
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
    let rows = rest.iter().map(|at| {
        let (id, draft) = (new_record("instance"), &drafts[*at]);
        (ImportRow { id, draft: draft.into(), origin: None, order: None }, draft)
    });
    let imported = import(store, actor, rows.collect(), on_duplicate, dry_run).await?;
    for (at, outcome) in rest.into_iter().zip(imported) {
        outcomes[at] = Some(outcome);
    }
    Ok(outcomes.into_iter().flatten().collect())
}

/// Adds or changes up to [`MAX_BATCH`](crate::MAX_BATCH) service instances that have ids of their own,
/// by which they are known, each with its order, in one transaction.
///
/// A new one may be in any state. One that is here is refused as long as an order for it is open, unless
/// it is the very order that comes with it and the workflow engine does not work on it. Customer and
/// name never change. A dry run, and lists, as for [`upsert_batch`]. Costs a few statements for each row.
pub async fn import_batch(
    store: &Store,
    actor: &Actor,
    instances: &[ImportedInstance],
    on_duplicate: OnDuplicate,
    dry_run: bool,
) -> Result<Vec<RowOutcome<InstanceId>>, StoreError> {
    batch::check(actor, instances.len())?;
    let rows = instances.iter().map(|one| Ok((ImportRow::try_from(one)?, &one.draft)));
    let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
    import(store, actor, rows, on_duplicate, dry_run).await
}

/// Runs the command on these rows, each with what it was made from, and hands over what it wrote.
async fn import(
    store: &Store,
    actor: &Actor,
    rows: Vec<(ImportRow, &InstanceDraft)>,
    on_duplicate: OnDuplicate,
    dry_run: bool,
) -> Result<Vec<RowOutcome<InstanceId>>, StoreError> {
    let (rows, drafts): (Vec<ImportRow>, Vec<_>) = rows.into_iter().unzip();
    let orders: Vec<_> = rows.iter().map(|row| row.order.as_ref().map(|o| o.id.clone())).collect();
    let call = "RETURN fn::instance_import($actor, $rows, $on_duplicate)";
    let imported = batch::run(store, actor, call, rows, on_duplicate, dry_run).await?;
    let (mut touched, mut outcomes) = (Touched::default(), Vec::with_capacity(drafts.len()));
    for ((draft, order), outcome) in drafts.into_iter().zip(orders).zip(imported) {
        let outcome: RowOutcome<InstanceId> =
            outcome.read(|reason, holder| refused(reason, holder, draft))?;
        if let RowOutcome::Created(id) | RowOutcome::Updated(id) = &outcome {
            touched.instances.push(id.clone());
            touched.customers.push(draft.customer.clone());
            if let Some(order) = order {
                touched.orders.push(stored(&key(&order))?);
            }
        }
        outcomes.push(outcome);
    }
    if !dry_run {
        index::hand_over(store, touched).await?;
    }
    Ok(outcomes)
}

impl TryFrom<&ImportedInstance> for ImportRow {
    type Error = StoreError;
    fn try_from(instance: &ImportedInstance) -> Result<Self, StoreError> {
        let created_at = instance.created_at.as_deref().map(read_time).transpose()?;
        Ok(Self {
            id: instance_record(&instance.id),
            draft: (&instance.draft).into(),
            origin: Some(Origin { created_at, keep_state: instance.keep_state }),
            order: instance.order.as_ref().map(OrderValue::try_from).transpose()?,
        })
    }
}

impl TryFrom<&ImportedOrder> for OrderValue {
    type Error = StoreError;
    fn try_from(order: &ImportedOrder) -> Result<Self, StoreError> {
        let failed = |error: serde_json::Error| StoreError::Internal(error.to_string());
        Ok(Self {
            id: order_record(&order.id),
            kind: order.kind.as_str().to_owned(),
            status: order.status.as_str().to_owned(),
            open: order.status.is_open(),
            trace: serde_json::to_value(&order.trace).map_err(failed)?,
            created_at: order.created_at.as_deref().map(read_time).transpose()?,
            updated_at: order.updated_at.as_deref().map(read_time).transpose()?,
        })
    }
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
        "there" => format!("{holder} has it already."),
        "deleted" => "It was deleted here, and does not come back by an import.".to_owned(),
        "moved" => format!(
            "It is in the inventory under the name {holder}. Customer and name of a service instance \
             never change."
        ),
        "other_order" => "Its order belongs to another service instance.".to_owned(),
        _ => "The customer does not exist (any more).".to_owned(),
    }
}
