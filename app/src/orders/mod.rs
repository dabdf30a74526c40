//! Service orders: the list with the details of each shown over it, and those whose hand-over to the
//! workflow engine was given up.

pub mod actions;
pub mod api;
pub mod details;
pub mod given_up;
pub mod list_page;
pub mod progress;
pub mod shown;
pub mod table;
pub mod trace;

use model::OrderSort;

/// What the list of service orders gives to what stands beside and over it.
pub type ListContext = crate::ui::list::ListContext<OrderSort>;
