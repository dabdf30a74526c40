//! The catalogue of service designs: the list with its child routes (add, details, edit, retire)
//! shown over it.

pub mod api;
pub mod details;
pub mod edit;
pub mod form;
pub mod list_page;
pub mod new;
pub mod status;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::{DesignForm, DesignStatus, DesignSummary};
use serde::{Deserialize, Serialize};

use crate::ui::list::Reload;

/// What the catalogue's page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// By id, and of each the newest version first.
    pub designs: Vec<Entry>,
    /// Whether the operator may change them.
    pub may_change: bool,
}

/// A version of a design in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The version.
    pub design: DesignSummary,
    /// How many service instances use it, once that can be told.
    pub instances: Option<u64>,
}

/// A version of a design with all it has, its schema as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whole {
    /// Its fields as they are typed.
    pub form: DesignForm,
    /// Whether new instances are made from it.
    pub status: DesignStatus,
    /// A save must name it.
    pub revision: u64,
    /// RFC 3339 in UTC.
    pub updated_at: String,
    /// How many service instances use it, once that can be told.
    pub instances: Option<u64>,
    /// Whether the operator may change it.
    pub may_change: bool,
}

/// The list that the panels over it load again after a change.
fn list_under() -> Reload {
    // Panels are child routes of the list page, which always provides it.
    use_context().unwrap_or_else(Reload::provide)
}

/// The id and the version in the URL.
fn key_in_url() -> Memo<(String, String)> {
    let params = use_params_map();
    Memo::new(move |_| {
        let part = |name| params.read().get(name).unwrap_or_default();
        (part("id"), part("version"))
    })
}
