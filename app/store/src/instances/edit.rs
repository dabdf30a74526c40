//! Changing and deleting one service instance, as the rules of its life allow it.

use model::{Action, Actor, FieldErrors, Instance, InstanceEdit, InstanceId, details::check_body};
use surrealdb::types::{SurrealValue, Variables, vars};

use crate::{
    Store, StoreError,
    command::writer,
    index::Touched,
    orders::{RuleValue, instance_refused, rules},
    record::{CustomerRow, InstanceRow, InstanceView, Owner, customer_id, instance_record},
};

/// Replaces design version and body, if the service instance still is the version they were made from.
///
/// One that is active has a change from then on that is not in the network yet. Refused while an order
/// for it is open. Fields that are the same already change nothing: no new version, no row in the
/// history. Costs the same however many instances there are.
pub async fn edit(
    store: &Store,
    actor: &Actor,
    id: &InstanceId,
    version: u64,
    edit: &InstanceEdit,
) -> Result<Instance, StoreError> {
    check_body(&edit.body).map_err(|error| StoreError::Invalid(FieldErrors(vec![error])))?;
    let mut vars = vars(actor, id, version, Action::Edit)?;
    vars.insert("edit", EditValue::from(edit));
    let call = "RETURN fn::instance_edit($actor, $id, $version, $rules, $edit)";
    run(store, id, Action::Edit, call, vars).await
}

/// Deletes the service instance and returns it as it was; its orders stay. Refused where it may hold
/// network resources.
pub async fn delete(
    store: &Store,
    actor: &Actor,
    id: &InstanceId,
    version: u64,
) -> Result<Instance, StoreError> {
    let vars = vars(actor, id, version, Action::Delete)?;
    let call = "RETURN fn::instance_delete($actor, $id, $version, $rules)";
    run(store, id, Action::Delete, call, vars).await
}

fn vars(
    actor: &Actor,
    id: &InstanceId,
    version: u64,
    action: Action,
) -> Result<Variables, StoreError> {
    let rules: Vec<RuleValue> = rules(action);
    Ok(vars! { actor: writer(actor)?, id: instance_record(id), version: version, rules: rules })
}

async fn run(
    store: &Store,
    id: &InstanceId,
    action: Action,
    call: &'static str,
    vars: Variables,
) -> Result<Instance, StoreError> {
    let instance = id.clone();
    let touched = |written: &Written| {
        let customer = customer_id(&written.owner.id)?;
        Ok(Touched { instances: vec![instance], ..Touched::customer(customer) })
    };
    match store.write(call, vars, touched).await {
        Ok(Written { instance, owner }) => {
            InstanceView { owner: Owner::try_from(&owner)?, instance }.try_into()
        }
        Err(failure) => Err(instance_refused(store, id, action, failure).await),
    }
}

/// What the commands return: the instance as it is now, or was, and its customer.
#[derive(SurrealValue)]
struct Written {
    instance: InstanceRow,
    owner: CustomerRow,
}

/// `$edit` of the command.
#[derive(SurrealValue)]
struct EditValue {
    design_version: String,
    body: serde_json::Value,
}

impl From<&InstanceEdit> for EditValue {
    fn from(edit: &InstanceEdit) -> Self {
        Self {
            design_version: edit.design_version.clone(),
            body: serde_json::Value::Object(edit.body.clone()),
        }
    }
}
