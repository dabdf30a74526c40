//! Customers: the list with its child routes (add, details, edit, delete) shown over it.

pub mod api;
pub mod bulk;
pub mod bulk_api;
pub mod conflict;
pub mod delete;
pub mod deleted;
pub mod details;
pub mod edit;
pub mod edit_row;
pub mod form;
pub mod history;
pub mod list_page;
pub mod new;
pub mod table;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::{CustomerId, CustomerQuery};

use crate::{
    error::{AppError, note_status},
    ui::list::Reload,
};

/// What the list page gives to the panels over it.
#[derive(Clone, Copy)]
pub struct ListContext {
    /// What the list shows; links back keep it.
    pub query: Memo<CustomerQuery>,
    /// Loads the list again after a change.
    pub reload: Reload,
}

impl ListContext {
    /// The context of the list under this panel.
    pub fn current() -> Self {
        // Panels are child routes of the list page, which always provides it.
        use_context().unwrap_or_else(|| Self {
            query: Memo::new(|_| CustomerQuery::default()),
            reload: Reload::provide(),
        })
    }
}

/// The customer id in the URL; one that cannot be an id names no customer.
fn id_in_url() -> Memo<Result<CustomerId, AppError>> {
    let params = use_params_map();
    Memo::new(move |_| {
        let text = params.read().get("id").unwrap_or_default();
        text.parse().map_err(|_| {
            note_status(404);
            AppError::NotFound("customer".into())
        })
    })
}
