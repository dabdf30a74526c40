//! What the browser may ask and tell the server about customers.
//!
//! Each function is a public endpoint: it finds out who acts and lets the store decide.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use model::{Change, Customer, CustomerForm, CustomerId, CustomerQuery, DeletedCustomer, Page};

use crate::{error::AppError, json::Answer};

/// One page of customers with the exact number of matches.
#[server(prefix = "/api", endpoint = "customers/list", input = GetUrl, output = Answer)]
pub async fn list_customers(query: CustomerQuery) -> Result<Page<Customer>, AppError> {
    use crate::server_side::{actor, reject, store};
    actor()?;
    store::customers::list(&store()?, &query).await.map_err(reject)
}

/// One customer.
#[server(prefix = "/api", endpoint = "customers/get", input = GetUrl, output = Answer)]
pub async fn get_customer(id: CustomerId) -> Result<Customer, AppError> {
    use crate::server_side::{actor, reject, store};
    actor()?;
    store::customers::get(&store()?, &id).await.map_err(reject)
}

/// What happened to a customer and its services, newest first.
#[server(prefix = "/api", endpoint = "customers/history", input = GetUrl, output = Answer)]
pub async fn customer_history(id: CustomerId) -> Result<Vec<Change>, AppError> {
    use crate::server_side::{actor, reject, store};
    actor()?;
    store::customers::history(&store()?, &id).await.map_err(reject)
}

/// Customers of the same name, whatever its case, other than `except` (blank for none).
#[server(prefix = "/api", endpoint = "customers/named", input = GetUrl, output = Answer)]
pub async fn customers_named(name: String, except: String) -> Result<Vec<Customer>, AppError> {
    use crate::server_side::{actor, reject, store};
    actor()?;
    let except = except.parse().ok();
    store::customers::named(&store()?, &name, except.as_ref()).await.map_err(reject)
}

/// Creates a customer from what was typed.
#[server(prefix = "/api", endpoint = "customers/create", output = Answer)]
pub async fn create_customer(form: CustomerForm) -> Result<Customer, AppError> {
    use crate::server_side::{actor, reject, store};
    let draft = form.parse().map_err(store::StoreError::Invalid).map_err(reject)?;
    store::customers::create(&store()?, &actor()?, &draft).await.map_err(reject)
}

/// Saves what was typed over the `version` it was made from.
#[server(prefix = "/api", endpoint = "customers/update", output = Answer)]
pub async fn update_customer(
    id: CustomerId,
    version: u64,
    form: CustomerForm,
) -> Result<Customer, AppError> {
    use crate::server_side::{actor, reject, store};
    let draft = form.parse().map_err(store::StoreError::Invalid).map_err(reject)?;
    store::customers::update(&store()?, &actor()?, &id, version, &draft).await.map_err(reject)
}

/// Deletes the `version` of a customer that was looked at.
#[server(prefix = "/api", endpoint = "customers/delete", output = Answer)]
pub async fn delete_customer(id: CustomerId, version: u64) -> Result<Customer, AppError> {
    use crate::server_side::{actor, reject, store};
    store::customers::delete(&store()?, &actor()?, &id, version).await.map_err(reject)
}

/// Brings a deleted customer back, with the services that were archived with it.
#[server(prefix = "/api", endpoint = "customers/restore", output = Answer)]
pub async fn restore_customer(id: CustomerId) -> Result<Customer, AppError> {
    use crate::server_side::{actor, reject, store};
    let restored = store::customers::restore(&store()?, &actor()?, &id).await;
    restored.map_err(reject::restore)
}

/// One page of deleted customers, the one deleted last first, with their exact number. Of the query
/// only where the page starts and how long it is counts.
#[server(prefix = "/api", endpoint = "customers/deleted", input = GetUrl, output = Answer)]
pub async fn deleted_customers(query: CustomerQuery) -> Result<Page<DeletedCustomer>, AppError> {
    use crate::server_side::{actor, reject, store};
    actor()?;
    let size = query.size.unwrap_or_default().rows();
    store::customers::deleted(&store()?, &query.start, size).await.map_err(reject)
}

/// What keeps a customer from being deleted: the first blocking instances by name, and how many.
#[server(prefix = "/api", endpoint = "customers/blockers", input = GetUrl, output = Answer)]
pub async fn customer_blockers(id: CustomerId) -> Result<Vec<model::Instance>, AppError> {
    use crate::server_side::{actor, reject, store};
    actor()?;
    store::customers::blockers(&store()?, &id).await.map(|by| by.instances).map_err(reject)
}
