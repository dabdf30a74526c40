//! What the browser may ask the server about service instances.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use model::{Instance, InstanceQuery, Page};

use crate::{error::AppError, json::Answer};

/// One page of service instances with the exact number of matches.
#[server(prefix = "/api", endpoint = "instances/list", input = GetUrl, output = Answer)]
pub async fn list_instances(query: InstanceQuery) -> Result<Page<Instance>, AppError> {
    use crate::server_side::{actor, reject, store};
    actor()?;
    store::instances::list(&store()?, &query).await.map_err(reject)
}
