//! What the browser may ask and tell the server about service instances.
//!
//! Each function is a public endpoint: it finds out who acts and lets the store decide.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use model::{Action, Instance, InstanceForm, InstanceId, InstanceQuery, Order, Page};

use super::shown::{Shown, ToEdit, ToMake};
use crate::{error::AppError, json::Answer};

/// One page of service instances with the exact number of matches.
#[server(prefix = "/api", endpoint = "instances/list", input = GetUrl, output = Answer)]
pub async fn list_instances(query: InstanceQuery) -> Result<Page<Instance>, AppError> {
    use crate::server_side::{actor, reject, store};
    actor()?;
    store::instances::list(&store()?, &query).await.map_err(reject)
}

/// One service instance with its body and its orders.
#[server(prefix = "/api", endpoint = "instances/get", input = GetUrl, output = Answer)]
pub async fn get_instance(id: InstanceId) -> Result<Shown, AppError> {
    use crate::server_side::{actor, instances, reject, store};
    instances::shown(&store()?, &actor()?, &id).await.map_err(reject)
}

/// What the form for a new service instance begins with; both the customer's id and the design may be
/// blank.
#[server(prefix = "/api", endpoint = "instances/to-make", input = GetUrl, output = Answer)]
pub async fn instance_to_make(customer: String, design: String) -> Result<ToMake, AppError> {
    use crate::server_side::{actor, instances, reject, store};
    actor()?;
    instances::to_make(&store()?, &customer, &design).await.map_err(reject)
}

/// What the form for changing a service instance begins with; a blank design is its own.
#[server(prefix = "/api", endpoint = "instances/to-edit", input = GetUrl, output = Answer)]
pub async fn instance_to_edit(id: InstanceId, design: String) -> Result<ToEdit, AppError> {
    use crate::server_side::{actor, instances, reject, store};
    instances::to_edit(&store()?, &actor()?, &id, &design).await.map_err(reject)
}

/// The schema of a design as JSON text, by id and version; none where that is not in the catalogue.
#[server(prefix = "/api", endpoint = "designs/schema", input = GetUrl, output = Answer)]
pub async fn design_schema(design: String) -> Result<Option<String>, AppError> {
    use crate::server_side::{actor, instances, reject, store};
    actor()?;
    instances::schema_of(&store()?, &design).await.map_err(reject)
}

/// Creates a service instance from what was typed.
#[server(prefix = "/api", endpoint = "instances/create", output = Answer)]
pub async fn create_instance(form: InstanceForm) -> Result<Instance, AppError> {
    use crate::server_side::{actor, instances, reject, store};
    instances::create(&store()?, &actor()?, &form).await.map_err(reject)
}

/// Saves what was typed over the `version` it was made from.
#[server(prefix = "/api", endpoint = "instances/update", output = Answer)]
pub async fn update_instance(
    id: InstanceId,
    version: u64,
    form: InstanceForm,
) -> Result<Instance, AppError> {
    use crate::server_side::{actor, instances, reject, store};
    instances::update(&store()?, &actor()?, &id, version, &form).await.map_err(reject)
}

/// Deletes the `version` of a service instance that was looked at.
#[server(prefix = "/api", endpoint = "instances/delete", output = Answer)]
pub async fn delete_instance(id: InstanceId, version: u64) -> Result<Instance, AppError> {
    use crate::server_side::{actor, reject, store};
    store::instances::delete(&store()?, &actor()?, &id, version).await.map_err(reject)
}

/// Orders that the `version` of a service instance that was looked at be provisioned or deprovisioned.
#[server(prefix = "/api", endpoint = "instances/order", output = Answer)]
pub async fn place_order(id: InstanceId, version: u64, action: Action) -> Result<Order, AppError> {
    use crate::server_side::{actor, engine, orders, reject, store};
    orders::place(&store()?, engine(), &actor()?, &id, version, action).await.map_err(reject)
}
