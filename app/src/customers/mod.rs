//! Customers: the list with its child routes (add, details, edit, delete) shown over it.

pub mod api;
pub mod blockers;
pub mod bulk;
pub mod bulk_api;
pub mod bulk_work;
pub mod conflict;
pub mod create;
pub mod delete;
pub mod deleted;
pub mod details;
pub mod edit;
pub mod edit_row;
pub mod form;
pub mod history;
pub mod list_page;
pub mod new;
pub mod of_selected;
pub mod picker;
pub mod scope;
pub mod table;

use leptos::prelude::*;
use model::{CustomerId, CustomerSort};

use crate::{error::AppError, ui::list};

/// What the list of customers gives to the panels over it.
pub type ListContext = crate::ui::list::ListContext<CustomerSort>;

/// The customer id in the URL; one that cannot be an id names no customer.
fn id_in_url() -> Memo<Result<CustomerId, AppError>> {
    list::id_in_url("customer")
}
