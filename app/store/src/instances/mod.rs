//! Service instances: one function per thing that can be asked or commanded.

mod details;
mod edit;
mod import;
mod insert;
mod list;

use model::{Actor, CustomerId, Instance, InstanceDraft, InstanceId, InstanceState};
use surrealdb::types::{RecordId, SurrealValue, vars};

pub(crate) use details::WholeRow;
pub use details::details;
pub use edit::{delete, edit};
pub use import::{import_batch, upsert_batch};
pub use list::{by_ids, count, find, list, matching, selected};
pub(crate) use list::{ids_of, views, views_by_ids};

use crate::{
    Store, StoreError,
    command::{Failure, writer},
    error::Refusal,
    index::Touched,
    orders::instance_changed,
    record::{customer_record, instance_record, key, new_record, stored},
};

/// Adds a service instance to a customer that is active.
pub async fn create(
    store: &Store,
    actor: &Actor,
    draft: &InstanceDraft,
) -> Result<Instance, StoreError> {
    let vars = vars! {
        actor: writer(actor)?,
        id: new_record("instance"),
        draft: DraftValue::from(draft),
    };
    let customer = draft.customer.clone();
    let touched = |id: &RecordId| touched(id, customer);
    match store.write("RETURN fn::instance_create($actor, $id, $draft)", vars, touched).await {
        Ok(id) => get(store, &stored(&key(&id))?).await,
        Err(Failure::Refused(Refusal::InstanceName)) => {
            Err(StoreError::DuplicateInstanceName { name: draft.name.clone() })
        }
        Err(failure) => Err(failure.into()),
    }
}

/// The service instance as it is now.
pub async fn get(store: &Store, id: &InstanceId) -> Result<Instance, StoreError> {
    let found = by_ids(store, std::slice::from_ref(id)).await?;
    found.into_iter().next().ok_or(StoreError::NotFound { what: "service instance" })
}

/// Notes the state a service instance has reached elsewhere, whatever it was before: for imports.
/// What is to be done in the network is ordered ([`orders::place`](crate::orders::place)). Refused
/// while an order for it is open.
pub async fn set_state(
    store: &Store,
    actor: &Actor,
    id: &InstanceId,
    version: u64,
    state: InstanceState,
) -> Result<Instance, StoreError> {
    let vars = vars! {
        actor: writer(actor)?,
        id: instance_record(id),
        version: version,
        state: state.as_str().to_owned(),
    };
    let call = "RETURN fn::instance_set_state($actor, $id, $version, $state)";
    let customer = get(store, id).await?.customer;
    match store.write(call, vars, |id: &RecordId| touched(id, customer)).await {
        Ok(_) => get(store, id).await,
        Err(failure) => Err(instance_changed(store, id, failure).await),
    }
}

/// The instance that a command wrote, and its customer, whose counters it wrote too.
pub(crate) fn touched(id: &RecordId, customer: CustomerId) -> Result<Touched, StoreError> {
    Ok(Touched { instances: vec![stored(&key(id))?], ..Touched::customer(customer) })
}

/// `$draft` of the commands.
#[derive(SurrealValue)]
pub(crate) struct DraftValue {
    name: String,
    customer: RecordId,
    design: String,
    design_version: String,
    state: String,
    body: serde_json::Value,
}

impl From<&InstanceDraft> for DraftValue {
    fn from(draft: &InstanceDraft) -> Self {
        Self {
            name: draft.name.clone(),
            customer: customer_record(&draft.customer),
            design: draft.design.clone(),
            design_version: draft.design_version.clone(),
            state: draft.state.as_str().to_owned(),
            body: serde_json::Value::Object(draft.body.clone()),
        }
    }
}
