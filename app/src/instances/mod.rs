//! Service instances: the list with its child routes (new, details, edit, delete) shown over it.

pub mod actions;
pub mod api;
pub mod body;
pub mod body_fields;
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
use leptos_router::hooks::use_params_map;
use model::{InstanceId, InstanceSort};

use crate::error::{AppError, note_status};

/// What the list of service instances gives to the panels over it.
pub type ListContext = crate::ui::list::ListContext<InstanceSort>;

/// The instance's id in the URL; one that cannot be an id names no instance.
fn id_in_url() -> Memo<Result<InstanceId, AppError>> {
    let params = use_params_map();
    Memo::new(move |_| {
        let text = params.read().get("id").unwrap_or_default();
        text.parse().map_err(|_| {
            note_status(404);
            AppError::NotFound("service instance".into())
        })
    })
}
