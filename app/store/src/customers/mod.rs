//! Customers: one function per thing that can be asked or commanded.

mod archive;
mod bulk;
mod deleted;
mod history;
mod import;
mod insert;
mod list;
mod outcome;
mod restore;
mod scan;
mod selection;

use filter::{Criterion, Operator};
use model::{Actor, Customer, CustomerDraft, CustomerId, CustomerQuery, PageSize, text};
use surrealdb::types::{RecordId, SurrealValue, vars};

pub use bulk::{BulkRun, bulk};
pub use deleted::deleted;
pub use history::history;
pub use import::{import_batch, upsert_batch};
pub use list::{by_ids, find, list, matching, selected};
pub(crate) use list::{views, views_by_ids};
pub use restore::restore;
pub use scan::{Customers, all, by_references, count};

use crate::{
    Blockers, Store, StoreError,
    command::{Failure, writer},
    error::Refusal,
    index::{self, Touched},
    instances,
    record::{
        CustomerRow, CustomerView, StatRow, customer_id, customer_record, key, new_record, stored,
    },
};

/// Most instances shown of those that keep a customer from being deleted.
const BLOCKERS_SHOWN: u32 = 20;

/// Adds a customer.
pub async fn create(
    store: &Store,
    actor: &Actor,
    draft: &CustomerDraft,
) -> Result<Customer, StoreError> {
    let vars = vars! {
        actor: writer(actor)?,
        id: new_record("customer"),
        draft: DraftValue::from(draft),
        unique_names: store.unique_names,
    };
    let call = "RETURN fn::customer_create($actor, $id, $draft, $unique_names)";
    let touched = |new: &CustomerView| Ok(Touched::customer(customer_id(&new.customer.id)?));
    match store.write(call, vars, touched).await {
        Ok(view) => view.try_into(),
        Err(failure) => Err(draft_refused(store, failure, draft).await),
    }
}

/// The customer as it is now.
pub async fn get(store: &Store, id: &CustomerId) -> Result<Customer, StoreError> {
    let found = by_ids(store, std::slice::from_ref(id)).await?;
    found.into_iter().next().ok_or(StoreError::NotFound { what: "customer" })
}

/// Replaces the customer's fields, if it still is the version they were made from.
///
/// Fields that are the same already change nothing: no new version, no row in the history. A customer
/// that belongs to the system keeps its name.
pub async fn update(
    store: &Store,
    actor: &Actor,
    id: &CustomerId,
    version: u64,
    draft: &CustomerDraft,
) -> Result<Customer, StoreError> {
    let vars = vars! {
        actor: writer(actor)?,
        id: customer_record(id),
        version: version,
        draft: DraftValue::from(draft),
        unique_names: store.unique_names,
    };
    let call = "RETURN fn::customer_update($actor, $id, $version, $draft, $unique_names)";
    let customer = id.clone();
    let touched = |updated: &Updated| {
        let renamed = if updated.renamed { vec![customer.clone()] } else { Vec::new() };
        Ok(Touched { renamed, ..Touched::customer(customer) })
    };
    match store.write(call, vars, touched).await {
        Ok(Updated { customer, stat, .. }) => CustomerView { customer, stat }.try_into(),
        Err(Failure::Refused(Refusal::Version)) => Err(version_conflict(store, id).await),
        Err(failure) => Err(draft_refused(store, failure, draft).await),
    }
}

/// Deletes the customer and returns it as it was.
///
/// It and its instances go to the archive. Refused of a customer that belongs to the system, and where
/// an instance may hold network resources.
pub async fn delete(
    store: &Store,
    actor: &Actor,
    id: &CustomerId,
    version: u64,
) -> Result<Customer, StoreError> {
    let vars = vars! { actor: writer(actor)?, id: customer_record(id), version: version };
    let call = "RETURN fn::customer_delete($actor, $id, $version)";
    let customer = id.clone();
    let touched = |deleted: &Deleted| {
        let ids = deleted.instances.iter().map(|id| stored(&key(id)));
        Ok(Touched { instances: ids.collect::<Result<_, _>>()?, ..Touched::customer(customer) })
    };
    match store.write(call, vars, touched).await {
        Ok(Deleted { customer, stat, .. }) => CustomerView { customer, stat }.try_into(),
        Err(Failure::Refused(Refusal::Version)) => Err(version_conflict(store, id).await),
        Err(Failure::Refused(Refusal::Blocked)) => {
            Err(StoreError::Blocked { by: blockers(store, id).await? })
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Up to five customers of this name, whatever its case, other than `except`; asked of the read
/// index.
pub async fn named(
    store: &Store,
    name: &str,
    except: Option<&CustomerId>,
) -> Result<Vec<Customer>, StoreError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let field = filter::CUSTOMERS.field("name");
    let Some(Ok(is)) = field.map(|field| Criterion::new(field, Operator::Is, &[&name])) else {
        return Ok(Vec::new());
    };
    let query = CustomerQuery { filter: is.to_string(), ..Default::default() };
    let ids = find(store, &query, PageSize::default().rows()).await?.rows;
    let mut found = by_ids(store, &ids).await?;
    // The index takes accents for the same, which makes another name.
    let key = text::fold(&name);
    found.retain(|c| text::fold(&c.name) == key && Some(&c.id) != except);
    found.truncate(5);
    Ok(found)
}

/// The instances that keep the customer from being deleted.
pub async fn blockers(store: &Store, id: &CustomerId) -> Result<Blockers, StoreError> {
    let total = get(store, id).await?.services.blocking();
    let ids = index::blocking(store, id, BLOCKERS_SHOWN).await?;
    Ok(Blockers { instances: instances::by_ids(store, &ids).await?, total })
}

/// What `fn::customer_update` returns.
#[derive(SurrealValue)]
struct Updated {
    customer: CustomerRow,
    stat: Option<StatRow>,
    renamed: bool,
}

/// What `fn::customer_delete` returns: the rows as they were.
#[derive(SurrealValue)]
struct Deleted {
    customer: CustomerRow,
    stat: Option<StatRow>,
    instances: Vec<RecordId>,
}

/// `$draft` of the commands.
#[derive(SurrealValue)]
struct DraftValue {
    name: String,
    reference: Option<String>,
    description: Option<String>,
    status: String,
}

impl From<&CustomerDraft> for DraftValue {
    fn from(draft: &CustomerDraft) -> Self {
        Self {
            name: draft.name.clone(),
            reference: draft.reference.clone(),
            description: draft.description.clone(),
            status: draft.status.as_str().to_owned(),
        }
    }
}

async fn version_conflict(store: &Store, id: &CustomerId) -> StoreError {
    match get(store, id).await {
        Ok(current) => StoreError::VersionConflict { current: Box::new(current) },
        Err(error) => error,
    }
}

/// The error for a draft that was not taken.
async fn draft_refused(store: &Store, failure: Failure, draft: &CustomerDraft) -> StoreError {
    match (failure, &draft.reference) {
        (Failure::Refused(Refusal::Name), _) => {
            StoreError::DuplicateName { name: draft.name.clone() }
        }
        (Failure::Refused(Refusal::Reference), Some(reference)) => {
            match holder(store, reference).await {
                Ok(holder) => {
                    StoreError::DuplicateReference { reference: reference.clone(), holder }
                }
                Err(error) => error,
            }
        }
        (failure, _) => failure.into(),
    }
}

/// Who has this reference number.
async fn holder(
    store: &Store,
    reference: &str,
) -> Result<Option<(CustomerId, String)>, StoreError> {
    let rows: Vec<(String, String)> = store
        .db
        .query(
            "SELECT VALUE [record::id(id), name] FROM customer WHERE ref_key = $key",
            vars! { key: text::fold(reference) },
        )
        .await?
        .take(0)?;
    rows.into_iter().next().map(|(id, name)| Ok((stored(&id)?, name))).transpose()
}
