//! Service instances: the list with its child routes (new, details, edit, delete) shown over it.

pub mod actions;
pub mod api;
pub mod body;
pub mod conflict;
pub mod delete;
pub mod design_field;
pub mod details;
pub mod edit;
pub mod list_page;
pub mod new;
pub mod orders;
pub mod shown;
pub mod state;
pub mod table;
pub mod upload;

use leptos::prelude::*;
use model::{InstanceId, InstanceSort};

use crate::{error::AppError, ui::list};

/// What the list of service instances gives to the panels over it.
pub type ListContext = crate::ui::list::ListContext<InstanceSort>;

/// The instance's id in the URL; one that cannot be an id names no instance.
fn id_in_url() -> Memo<Result<InstanceId, AppError>> {
    list::id_in_url("service instance")
}
