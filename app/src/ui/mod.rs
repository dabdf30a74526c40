//! Pieces of the interface that know no customer: icons, fields, dialogs, tables, messages.

pub mod dialog;
pub mod field;
pub mod format;
pub mod icon;
pub mod list;
pub mod list_page;
pub mod pager;
pub mod search_box;
pub mod sort_header;
pub mod state;
pub mod time;
pub mod toast;
