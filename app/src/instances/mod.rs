//! Service instances: the list, scoped to one customer or over all.

pub mod api;
pub mod list_page;
pub mod state;
pub mod table;
