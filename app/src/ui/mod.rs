//! Pieces of the interface that know no customer: icons, fields, dialogs, tables, messages.

pub mod choices;
pub mod column_menu;
pub mod combobox;
pub mod context_menu;
pub mod cookie;
pub mod dialog;
pub mod field;
pub mod filter;
pub mod foot;
pub mod format;
pub mod hidden;
pub mod highlight;
pub mod icon;
pub mod keys;
pub mod list;
pub mod list_page;
pub mod live;
pub mod menu;
pub mod pager;
pub mod search_box;
pub mod selection;
pub mod sort_header;
pub mod state;
pub mod table;
pub mod time;
pub mod toast;
