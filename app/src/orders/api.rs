//! What the browser may ask and tell the server about service orders.
//!
//! Each function is a public endpoint: it finds out who acts and lets the store decide. Orders are
//! placed where their service instance is: [`crate::instances::api::place_order`].

use leptos::{prelude::*, server_fn::codec::GetUrl};
use model::{Order, OrderId, OrderQuery, Page};

use super::shown::{AllGivenUp, Shown};
use crate::{error::AppError, json::Answer};

/// One page of service orders with the exact number of matches.
#[server(prefix = "/api", endpoint = "orders/list", input = GetUrl, output = Answer)]
pub async fn list_orders(query: OrderQuery) -> Result<Page<Order>, AppError> {
    use crate::server_side::{actor, reject, store};
    actor()?;
    store::orders::list(&store()?, &query).await.map_err(reject)
}

/// One service order with all that its details show.
#[server(prefix = "/api", endpoint = "orders/get", input = GetUrl, output = Answer)]
pub async fn get_order(id: OrderId) -> Result<Shown, AppError> {
    use crate::server_side::{actor, orders, reject, store};
    orders::shown(&store()?, &actor()?, &id).await.map_err(reject)
}

/// The orders whose hand-over was given up, newest first, up to a hundred.
#[server(prefix = "/api", endpoint = "orders/given-up", input = GetUrl, output = Answer)]
pub async fn orders_given_up() -> Result<AllGivenUp, AppError> {
    use crate::server_side::{actor, orders, reject, store};
    orders::given_up(&store()?, &actor()?).await.map_err(reject)
}

/// Begins the `version` of a failed order that was looked at anew.
#[server(prefix = "/api", endpoint = "orders/retry", output = Answer)]
pub async fn retry_order(id: OrderId, version: u64) -> Result<Order, AppError> {
    use crate::server_side::{actor, engine, orders, reject, store};
    orders::retry(&store()?, engine(), &actor()?, &id, version).await.map_err(reject)
}

/// Tries again to hand over an order that was given up.
#[server(prefix = "/api", endpoint = "orders/resend", output = Answer)]
pub async fn resend_order(id: OrderId) -> Result<Order, AppError> {
    use crate::server_side::{actor, engine, orders, reject, store};
    orders::resend(&store()?, engine(), &actor()?, &id).await.map_err(reject)
}
