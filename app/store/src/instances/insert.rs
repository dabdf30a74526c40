//! New service instances in bulk: whole rows, made here; see `customers::insert`.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use model::{Actor, CustomerId, InstanceDraft, InstanceId, ServiceCounts, text};
use surrealdb::types::{RecordId, SurrealValue, Variables, vars};

use crate::{
    Store, StoreError,
    batch::{self, NewAudit},
    command::Failure,
    customers::views,
    index::{self, View},
    record::{CustomerRow, InstanceRow, Owner, StatRow, customer_record, key, new_record, stored},
};

/// A draft and where it is in the batch.
type Numbered = (usize, InstanceDraft);

/// Adds the drafts that are new: those whose customer has no instance of the name, nor gets one by
/// an earlier draft. Returns where they are in the batch, and their ids.
pub(super) async fn new_among(
    store: &Store,
    actor: &Actor,
    drafts: &[InstanceDraft],
) -> Result<Vec<(usize, InstanceId)>, StoreError> {
    let mut seen = HashSet::new();
    let firsts = drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| seen.insert((&draft.customer, text::fold(&draft.name))))
        .map(|(at, draft)| (at, draft.clone()));
    batch::side_by_side(by_customer(firsts), |part| {
        let (store, actor) = (store.clone(), actor.clone());
        async move { insert_part(&store, &actor, part).await }
    })
    .await
}

/// Parts to store at the same time, each customer's drafts in one: its counters are one row.
fn by_customer(drafts: impl Iterator<Item = Numbered>) -> Vec<Vec<Numbered>> {
    let mut customers: HashMap<CustomerId, Vec<Numbered>> = HashMap::new();
    for (at, draft) in drafts {
        customers.entry(draft.customer.clone()).or_default().push((at, draft));
    }
    let mut parts = vec![Vec::new(); batch::processors()];
    for drafts in customers.into_values() {
        if let Some(smallest) = parts.iter_mut().min_by_key(|part| part.len()) {
            smallest.extend(drafts);
        }
    }
    parts
}

/// Tries all as new, and only when that is refused looks which are.
async fn insert_part(
    store: &Store,
    actor: &Actor,
    part: Vec<Numbered>,
) -> Result<Vec<(usize, InstanceId)>, StoreError> {
    if let Some(ids) = insert(store, actor, &part).await? {
        return Ok(ids);
    }
    let known = known(store, &part).await?;
    let new: Vec<Numbered> =
        part.into_iter().zip(known).filter(|(_, known)| !known).map(|(new, _)| new).collect();
    Ok(insert(store, actor, &new).await?.unwrap_or_default())
}

/// Which drafts name an instance that is there.
async fn known(store: &Store, part: &[Numbered]) -> Result<Vec<bool>, StoreError> {
    let pairs: Vec<(RecordId, String)> =
        part.iter().map(|(_, d)| (customer_record(&d.customer), text::fold(&d.name))).collect();
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
    Ok(known.into_iter().map(|count| count > 0).collect())
}

/// Adds these; none of them, and `None`, when one cannot be added, be it that its customer is gone,
/// takes no instances, or has one of that name.
async fn insert(
    store: &Store,
    actor: &Actor,
    part: &[Numbered],
) -> Result<Option<Vec<(usize, InstanceId)>>, StoreError> {
    if part.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let now = Utc::now();
    let (mut rows, mut audits, mut ids) = (Vec::new(), Vec::new(), Vec::new());
    let mut counts: HashMap<&CustomerId, ServiceCounts> = HashMap::new();
    for (at, draft) in part {
        let row = NewInstance::new(draft, now);
        let facts = Facts::from(draft);
        audits.push(NewAudit::new(actor, now, "instance.create", &row.id, &row.customer, facts));
        *counts.entry(&draft.customer).or_default().of_mut(draft.state) += 1;
        ids.push((*at, stored(&key(&row.id))?));
        rows.push(row);
    }
    let vars = vars! {
        rows: rows.clone(),
        audits: audits,
        customers: counts.keys().map(|id| customer_record(id)).collect::<Vec<_>>(),
        counts: counts.iter().map(|(id, n)| StatRow::new(id, n)).collect::<Vec<_>>(),
    };
    let call = "RETURN fn::instance_insert($rows, $audits, $customers, $counts)";
    match store.command::<Owners>(call, vars).await {
        Ok(owners) => {
            index::hand_over_changes(store, owners.changes(rows)?).await;
            Ok(Some(ids))
        }
        Err(Failure::Refused(_)) => Ok(None),
        Err(Failure::Broken(error)) => Err(error),
    }
}

/// What `fn::instance_insert` returns: the customers with their counters as they are now.
#[derive(SurrealValue)]
struct Owners {
    customers: Vec<CustomerRow>,
    stats: Vec<StatRow>,
}

impl Owners {
    /// What lists show from now on.
    fn changes(self, rows: Vec<NewInstance>) -> Result<Vec<search::Change>, StoreError> {
        let owners = self
            .customers
            .iter()
            .map(|row| Ok((key(&row.id), Owner::try_from(row)?)))
            .collect::<Result<HashMap<_, _>, StoreError>>()?;
        let rows = rows.into_iter().map(InstanceRow::from).collect();
        let instances = super::views(rows, &owners).0.into_iter().map(View::put);
        let customers = views(self.customers, self.stats).into_iter().map(View::put);
        instances.chain(customers).collect()
    }
}

/// A whole row of `instance`.
#[derive(Clone, SurrealValue)]
struct NewInstance {
    id: RecordId,
    customer: RecordId,
    name: String,
    name_key: String,
    design: String,
    design_version: String,
    state: String,
    changed: bool,
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
            changed: false,
            body: serde_json::Value::Object(draft.body.clone()),
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }
}

impl From<NewInstance> for InstanceRow {
    fn from(new: NewInstance) -> Self {
        Self {
            id: new.id,
            name: new.name,
            customer: new.customer,
            design: new.design,
            design_version: new.design_version,
            state: new.state,
            changed: Some(new.changed),
            version: new.version,
            created_at: new.created_at,
            updated_at: new.updated_at,
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
