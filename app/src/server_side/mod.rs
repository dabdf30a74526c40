//! The server's side of the application: pages, plain form posts, server functions.
//!
//! The `server` crate calls [`pages()`] and [`server_functions`]; server functions get the store by
//! [`store()`], the operator by [`actor()`] and the way to the workflow engine by [`engine()`].

mod default_filter;
pub mod designs;
mod ended;
pub mod engine;
pub mod forms;
pub mod instances;
pub mod lines;
pub mod orders;
pub mod pages;
pub mod reject;
pub mod shell;
mod start;

use axum::{
    extract::Request,
    http::{StatusCode, request::Parts},
    response::Response,
};
use leptos::prelude::*;
use model::{Actor, Customer, Instance, Order};
use store::Store;

pub use engine::{Engine, engine};
pub use pages::pages;
pub use reject::reject;

use crate::{
    error::{AppError, OnStatus},
    paths::Paths,
    ui::listed::Listed,
};

/// The names of the lists that preferences are kept for.
pub const LISTS: [&str; 3] = [Customer::LIST, Instance::LIST, Order::LIST];

/// What every page and server function needs from the running program.
#[derive(Clone)]
pub struct AppContext {
    /// The record.
    pub store: Store,
    /// Links below the base path.
    pub paths: Paths,
    /// The site's hashed files.
    pub assets: Assets,
    /// Where orders go, unless they are complete at once.
    pub engine: Option<Engine>,
}

/// URL paths of the site's files, base path included.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The loader of the browser program.
    pub script: String,
    /// What loads the rest of the program when it is wanted; the loader imports it.
    pub split: String,
    /// The browser program, as far as every page needs it.
    pub wasm: String,
    /// The style sheet.
    pub style: String,
}

impl AppContext {
    /// Makes the context available to components and server functions.
    fn provide(&self) {
        provide_context(self.store.clone());
        provide_context(self.paths.clone());
        if let Some(engine) = &self.engine {
            provide_context(engine.clone());
        }
        provide_context(OnStatus(|status| {
            if let Ok(status) = StatusCode::from_u16(status) {
                reject::set_status(status);
            }
        }));
    }
}

/// Answers a call of a server function; the request's path is `/api/<name>`.
pub async fn server_functions(context: AppContext, request: Request) -> Response {
    use axum::response::IntoResponse;
    leptos_axum::handle_server_fns_with_context(move || context.provide(), request)
        .await
        .into_response()
}

/// The store of the running program.
pub fn store() -> Result<Store, AppError> {
    use_context().ok_or_else(|| reject::internal("no store in context", use_context().as_ref()))
}

/// Who acts in this request. The server's sign-in middleware decides it; nothing else does.
pub fn actor() -> Result<Actor, AppError> {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<Actor>().cloned())
        .ok_or(AppError::Forbidden)
}
