//! Service instances: one function per thing that can be asked or commanded.

mod import;
mod list;

use model::{Actor, CustomerId, Instance, InstanceDraft, InstanceId, InstanceState};
use surrealdb::types::{RecordId, SurrealValue, vars};

pub use import::upsert_batch;
pub use list::{by_ids, count, find, list};

use crate::{
    Store, StoreError,
    command::{Failure, writer},
    error::Refusal,
    record::{InstanceRow, customer_record, instance_record, new_record},
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
    match store
        .command::<InstanceRow>("RETURN fn::instance_create($actor, $id, $draft)", vars)
        .await
    {
        Ok(row) => row.try_into(),
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

/// Notes the state a service instance has reached, whatever it was before.
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
    match store.command::<InstanceRow>(call, vars).await {
        Ok(row) => row.try_into(),
        Err(Failure::Refused(Refusal::Version)) => {
            let current = Box::new(get(store, id).await?);
            Err(StoreError::InstanceVersionConflict { current })
        }
        Err(failure) => Err(failure.into()),
    }
}

/// The first of a customer's instances, by name, that keep it from being deleted.
pub(crate) async fn blocking(
    store: &Store,
    customer: &CustomerId,
    limit: u32,
) -> Result<Vec<Instance>, StoreError> {
    let states: Vec<_> = InstanceState::ALL
        .into_iter()
        .filter(|state| state.blocks_delete())
        .map(|state| state.as_str().to_owned())
        .collect();
    let rows: Vec<InstanceRow> = store
        .db
        .query(format!(
            "SELECT *, customer.name AS customer_name FROM instance
             WHERE customer = $customer AND state IN $states ORDER BY name_key LIMIT {limit}"
        ))
        .bind(("customer", customer_record(customer)))
        .bind(("states", states))
        .await?
        .take(0)?;
    rows.into_iter().map(Instance::try_from).collect()
}

/// `$draft` of the commands.
#[derive(SurrealValue)]
struct DraftValue {
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
