//! Service instances in bulk.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use model::{Actor, CustomerId, InstanceDraft, InstanceId, ServiceCounts, text};
use surrealdb::types::{RecordId, SurrealValue, Value, Variables, vars};

use super::DraftValue;
use crate::{
    OnDuplicate, RowOutcome, Store, StoreError,
    batch::{self, NewAudit},
    command::Failure,
    index::{self, Touched},
    record::{StatRow, customer_record, key, new_record, stored},
};

#[derive(SurrealValue)]
struct ImportRow {
    id: RecordId,
    draft: DraftValue,
}

/// Adds or changes up to [`MAX_BATCH`](crate::MAX_BATCH) service instances: the new ones in one
/// transaction, then the others in one.
///
/// A row is known by its customer and its name, also one earlier in the batch. A dry run gives the
/// same answer for this batch and writes nothing. Lists show the rows after
/// [`Store::flush`].
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
        let new = new_among(store, drafts).await?;
        for (at, id) in new.iter().copied().zip(insert(store, actor, drafts, &new).await?) {
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

/// The rows that are new: those whose customer has no instance of the name, nor gets one by an
/// earlier row.
async fn new_among(store: &Store, drafts: &[InstanceDraft]) -> Result<Vec<usize>, StoreError> {
    let pairs: Vec<(RecordId, String)> =
        drafts.iter().map(|d| (customer_record(&d.customer), text::fold(&d.name))).collect();
    // A closure copies all variables in scope at each call, so no statement sees many rows.
    let chunks: Vec<&[(RecordId, String)]> = pairs.chunks(10).collect();
    let queries: String = (0..chunks.len())
        .map(|n| {
            format!(
                "RETURN $p{n}.map(|$pair| {{ LET $customer = $pair[0]; LET $key = $pair[1];
                     RETURN array::len(SELECT VALUE id FROM instance
                         WHERE customer = $customer AND name_key = $key LIMIT 1) }});"
            )
        })
        .collect();
    let mut vars = Variables::new();
    for (n, chunk) in chunks.iter().enumerate() {
        vars.insert(format!("p{n}"), chunk.to_vec());
    }
    let mut answers = store.db.query(queries, vars).await?;
    let mut known: Vec<u64> = Vec::with_capacity(pairs.len());
    for n in 0..chunks.len() {
        known.extend(answers.take::<Vec<u64>>(n)?);
    }
    let mut seen = HashSet::new();
    let new = pairs.iter().zip(known).enumerate().filter(|(_, ((customer, name), known))| {
        *known == 0 && seen.insert((key(customer), name.clone()))
    });
    Ok(new.map(|(at, _)| at).collect())
}

/// Adds these rows; none of them when one cannot be added, be it that its customer is gone, takes
/// no instances, or got one of that name meanwhile.
async fn insert(
    store: &Store,
    actor: &Actor,
    drafts: &[InstanceDraft],
    new: &[usize],
) -> Result<Vec<InstanceId>, StoreError> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let now = Utc::now();
    let (mut rows, mut audits) = (Vec::new(), Vec::new());
    let mut counts: HashMap<&CustomerId, ServiceCounts> = HashMap::new();
    for draft in new.iter().map(|at| &drafts[*at]) {
        let row = NewInstance::new(draft, now);
        audits.push(NewAudit::new(
            actor,
            now,
            "instance.create",
            &row.id,
            &row.customer,
            Facts::from(draft),
        ));
        *counts.entry(&draft.customer).or_default().of_mut(draft.state) += 1;
        rows.push(row);
    }
    let ids = rows.iter().map(|row| stored(&key(&row.id))).collect::<Result<Vec<_>, _>>()?;
    let customers: Vec<CustomerId> = counts.keys().map(|id| (*id).clone()).collect();
    let vars = vars! {
        rows: rows,
        audits: audits,
        customers: customers.iter().map(customer_record).collect::<Vec<_>>(),
        counts: counts.iter().map(|(id, n)| StatRow::new(id, n)).collect::<Vec<_>>(),
    };
    let call = "RETURN fn::instance_insert($rows, $audits, $customers, $counts)";
    match store.command::<Value>(call, vars).await {
        Ok(_) => {
            let instances = ids.clone();
            index::hand_over(store, Touched { customers, instances, ..Touched::default() }).await?;
            Ok(ids)
        }
        Err(Failure::Refused(_)) => Ok(Vec::new()),
        Err(Failure::Broken(error)) => Err(error),
    }
}

/// A whole row of `instance`.
#[derive(SurrealValue)]
struct NewInstance {
    id: RecordId,
    customer: RecordId,
    name: String,
    name_key: String,
    design: String,
    design_version: String,
    state: String,
    body: serde_json::Value,
    version: u64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl NewInstance {
    fn new(draft: &InstanceDraft, now: DateTime<Utc>) -> Self {
        Self {
            id: new_record("instance"),
            customer: customer_record(&draft.customer),
            name: draft.name.clone(),
            name_key: text::fold(&draft.name),
            design: draft.design.clone(),
            design_version: draft.design_version.clone(),
            state: draft.state.as_str().to_owned(),
            body: serde_json::Value::Object(draft.body.clone()),
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }
}

/// What the history shows of an instance.
#[derive(SurrealValue)]
struct Facts {
    name: String,
    design: String,
    design_version: String,
    state: String,
}

impl From<&InstanceDraft> for Facts {
    fn from(draft: &InstanceDraft) -> Self {
        Self {
            name: draft.name.clone(),
            design: draft.design.clone(),
            design_version: draft.design_version.clone(),
            state: draft.state.as_str().to_owned(),
        }
    }
}

fn refused(reason: &str, holder: &str, draft: &InstanceDraft) -> String {
    match reason {
        "duplicate_name" => {
            format!("{holder} already has a service instance named {}.", draft.name)
        }
        "inactive" => format!("{holder} is inactive and takes no new service instances."),
        _ => "The customer does not exist (any more).".to_owned(),
    }
}
