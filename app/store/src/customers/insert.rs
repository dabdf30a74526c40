//! New customers in bulk: whole rows, made here, because a statement per row costs many times the
//! write itself.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use model::{Actor, Customer, CustomerDraft, CustomerId, ServiceCounts, text};
use search::Change;
use surrealdb::types::{RecordId, SurrealValue, Value, vars};

use super::{DraftValue, by_references};
use crate::{
    Store, StoreError,
    batch::{self, NewAudit},
    command::Failure,
    index,
    record::{customer_id, new_record, time},
};

/// A draft and where it is in the batch.
type Numbered = (usize, CustomerDraft);

/// Adds the drafts that are new: those without a reference number, and those with one that neither
/// the inventory nor an earlier draft has. Returns where they are in the batch, and their ids.
pub(super) async fn new_among(
    store: &Store,
    actor: &Actor,
    drafts: &[CustomerDraft],
) -> Result<Vec<(usize, CustomerId)>, StoreError> {
    let mut seen = HashSet::new();
    let mut is_first = |draft: &CustomerDraft| match &draft.reference {
        None => true,
        Some(reference) => seen.insert(text::fold(reference)),
    };
    let firsts: Vec<Numbered> =
        drafts.iter().cloned().enumerate().filter(|(_, draft)| is_first(draft)).collect();
    batch::side_by_side(batch::parts(firsts), |part| {
        let (store, actor) = (store.clone(), actor.clone());
        async move { insert_part(&store, &actor, part).await }
    })
    .await
}

/// Tries all as new, and only when that is refused looks which are: mostly all are or none.
async fn insert_part(
    store: &Store,
    actor: &Actor,
    mut part: Vec<Numbered>,
) -> Result<Vec<(usize, CustomerId)>, StoreError> {
    if let Some(ids) = insert(store, actor, &part).await? {
        return Ok(ids);
    }
    let references: Vec<String> = part.iter().filter_map(|(_, d)| d.reference.clone()).collect();
    let known = by_references(store, &references).await?;
    part.retain(|(_, draft)| {
        draft.reference.as_ref().is_none_or(|r| !known.contains_key(&text::fold(r)))
    });
    Ok(insert(store, actor, &part).await?.unwrap_or_default())
}

/// Adds these; none of them, and `None`, when somebody has one of their reference numbers.
async fn insert(
    store: &Store,
    actor: &Actor,
    part: &[Numbered],
) -> Result<Option<Vec<(usize, CustomerId)>>, StoreError> {
    if part.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let now = Utc::now();
    let (mut rows, mut audits) = (Vec::new(), Vec::new());
    let (mut ids, mut changes) = (Vec::new(), Vec::new());
    for (at, draft) in part {
        let row = NewCustomer::new(draft, now);
        let facts = DraftValue::from(draft);
        audits.push(NewAudit::new(actor, now, "customer.create", &row.id, &row.id, facts));
        let customer = row.customer(draft)?;
        ids.push((*at, customer.id.clone()));
        changes.push(Change::PutCustomer { customer, version: 1 });
        rows.push(row);
    }
    let call = "RETURN fn::customer_insert($rows, $audits)";
    match store.command::<Value>(call, vars! { rows: rows, audits: audits }).await {
        Ok(_) => {
            index::hand_over_changes(store, changes).await;
            Ok(Some(ids))
        }
        Err(Failure::Refused(_)) => Ok(None),
        Err(Failure::Broken(error)) => Err(error),
    }
}

/// A whole row of `customer`.
#[derive(SurrealValue)]
struct NewCustomer {
    id: RecordId,
    name: String,
    name_key: String,
    reference: Option<String>,
    ref_key: Option<String>,
    description: Option<String>,
    status: String,
    version: u64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl NewCustomer {
    fn new(draft: &CustomerDraft, now: DateTime<Utc>) -> Self {
        Self {
            id: new_record("customer"),
            name: draft.name.clone(),
            name_key: text::fold(&draft.name),
            reference: draft.reference.clone(),
            ref_key: draft.reference.as_deref().map(text::fold),
            description: draft.description.clone(),
            status: draft.status.as_str().to_owned(),
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    /// As lists show it; `draft` is what it was made from.
    fn customer(&self, draft: &CustomerDraft) -> Result<Customer, StoreError> {
        Ok(Customer {
            id: customer_id(&self.id)?,
            name: draft.name.clone(),
            reference: draft.reference.clone(),
            description: draft.description.clone(),
            status: draft.status,
            system: false,
            version: self.version,
            created_at: time(self.created_at),
            updated_at: time(self.updated_at),
            services: ServiceCounts::default(),
        })
    }
}
