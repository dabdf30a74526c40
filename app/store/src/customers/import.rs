//! Customers in bulk: batches of an import, rows of an export, ids by reference number.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use model::{Actor, Customer, CustomerDraft, CustomerId, text};
use surrealdb::types::{RecordId, SurrealValue, Value, Variables, vars};

use super::{DraftValue, list::views};
use crate::{
    OnDuplicate, RowOutcome, Store, StoreError,
    batch::{self, NewAudit},
    command::Failure,
    index::{self, Touched},
    record::{CustomerRow, CustomerView, customer_id, key, new_record, stored},
};

#[derive(SurrealValue)]
struct ImportRow {
    id: RecordId,
    draft: DraftValue,
}

/// Adds or changes up to [`MAX_BATCH`](crate::MAX_BATCH) customers: the new ones in one
/// transaction, then the others in one.
///
/// A row is known by its reference number, also one earlier in the batch; a row without one is
/// always added. A dry run gives the same answer for this batch and writes nothing. Lists show the rows after
/// [`Store::flush`].
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
        let new = new_among(store, drafts).await?;
        for (at, id) in new.iter().copied().zip(insert(store, actor, drafts, &new).await?) {
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

/// The rows that are new: those without a reference number, and those with one that neither the
/// inventory nor an earlier row has.
async fn new_among(store: &Store, drafts: &[CustomerDraft]) -> Result<Vec<usize>, StoreError> {
    let references: Vec<String> = drafts.iter().filter_map(|d| d.reference.clone()).collect();
    let known = by_references(store, &references).await?;
    let mut seen = HashSet::new();
    let mut is_new = |draft: &CustomerDraft| match &draft.reference {
        None => true,
        Some(reference) => {
            let key = text::fold(reference);
            !known.contains_key(&key) && seen.insert(key)
        }
    };
    Ok((0..drafts.len()).filter(|at| is_new(&drafts[*at])).collect())
}

/// Adds these rows; none of them when somebody took one of their reference numbers meanwhile.
async fn insert(
    store: &Store,
    actor: &Actor,
    drafts: &[CustomerDraft],
    new: &[usize],
) -> Result<Vec<CustomerId>, StoreError> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let now = Utc::now();
    let rows: Vec<NewCustomer> = new.iter().map(|at| NewCustomer::new(&drafts[*at], now)).collect();
    let audits = rows
        .iter()
        .zip(new)
        .map(|(row, at)| {
            NewAudit::new(
                actor,
                now,
                "customer.create",
                &row.id,
                &row.id,
                DraftValue::from(&drafts[*at]),
            )
        })
        .collect::<Vec<_>>();
    let ids = rows.iter().map(|row| customer_id(&row.id)).collect::<Result<Vec<_>, _>>()?;
    let vars = vars! { rows: rows, audits: audits };
    match store.command::<Value>("RETURN fn::customer_insert($rows, $audits)", vars).await {
        Ok(_) => {
            index::hand_over(store, Touched { customers: ids.clone(), ..Touched::default() })
                .await?;
            Ok(ids)
        }
        Err(Failure::Refused(_)) => Ok(Vec::new()),
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

/// Customers in the order of their ids, from the one after `after` on: for reading all of them.
pub async fn scan(
    store: &Store,
    after: Option<&CustomerId>,
    limit: u32,
) -> Result<Vec<Customer>, StoreError> {
    scan_views(store, after, limit).await?.into_iter().map(Customer::try_from).collect()
}

/// The rows behind [`scan`].
pub(crate) async fn scan_views(
    store: &Store,
    after: Option<&CustomerId>,
    limit: u32,
) -> Result<Vec<CustomerView>, StoreError> {
    let after = after.map_or("", CustomerId::as_str);
    // `customer:after..` would do as well as WHERE, but the engine reads such a range to its end
    // whatever the limit.
    let rows: Vec<CustomerRow> = store
        .db
        .query(
            format!("SELECT * FROM customer WHERE id > $id ORDER BY id LIMIT {limit}"),
            vars! { id: RecordId::new("customer", after) },
        )
        .await?
        .take(0)?;
    let Some(last) = rows.last().map(|row| key(&row.id)) else { return Ok(Vec::new()) };
    let stats = store
        .db
        .query(
            "SELECT * FROM customer_stat WHERE id > $first AND id <= $last",
            vars! {
                first: RecordId::new("customer_stat", after),
                last: RecordId::new("customer_stat", last),
            },
        )
        .await?
        .take(0)?;
    Ok(views(rows, stats))
}

/// Which customers have these reference numbers, by folded reference number; others are left out.
pub async fn by_references(
    store: &Store,
    references: &[String],
) -> Result<HashMap<String, CustomerId>, StoreError> {
    let mut found = HashMap::with_capacity(references.len());
    for references in references.chunks(batch::MAX_BATCH) {
        // The engine does not use an index for a longer IN.
        let chunks: Vec<_> = references.chunks(32).collect();
        let queries: String = (0..chunks.len())
            .map(|n| {
                format!(
                    "SELECT VALUE [ref_key, record::id(id)] FROM customer WHERE ref_key IN $k{n};"
                )
            })
            .collect();
        let mut vars = Variables::new();
        for (n, chunk) in chunks.iter().enumerate() {
            vars.insert(format!("k{n}"), chunk.iter().map(|r| text::fold(r)).collect::<Vec<_>>());
        }
        let mut answers = store.db.query(queries, vars).await?;
        for n in 0..chunks.len() {
            for (key, id) in answers.take::<Vec<(String, String)>>(n)? {
                found.insert(key, stored(&id)?);
            }
        }
    }
    Ok(found)
}
