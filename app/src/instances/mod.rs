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
use leptos_router::hooks::{use_navigate, use_params_map};
use model::{Instance, InstanceId, InstanceSort, PageStart};

use crate::{
    error::{AppError, note_status},
    notice::Notice,
    paths::{Paths, whole},
};

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

/// Goes back to the list, with the instance that was saved in view.
fn back_to_row(notice: Notice) -> impl Fn(Instance) {
    let list = ListContext::current();
    let paths = Paths::current();
    let navigate = use_navigate();
    move |instance| {
        let query = list.query.get_untracked().at(PageStart::At(instance.id.into()));
        list.reload.now();
        navigate(&notice.on(&paths.instances(&query)), whole(false));
    }
}
