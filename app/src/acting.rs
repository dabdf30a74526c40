//! Who looks at the page, for what is only shown to some.

use leptos::prelude::*;
use model::Actor;

use crate::{error::AppError, json::Answer};

/// Who acts. What somebody may do the server decides again with each call.
#[server(prefix = "/api", endpoint = "actor", input = leptos::server_fn::codec::GetUrl, output = Answer)]
pub async fn acting() -> Result<Actor, AppError> {
    crate::server_side::actor()
}
