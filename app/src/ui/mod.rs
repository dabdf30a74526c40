//! Pieces of the interface that know no customer: icons, fields, dialogs, tables, messages.

pub mod back;
pub mod choices;
pub mod column_choice;
pub mod column_menu;
pub mod combobox;
pub mod command;
pub mod conflict;
pub mod context_menu;
pub mod cookie;
pub mod dialog;
pub mod field;
pub mod filter;
pub mod focus;
pub mod follow;
pub mod foot;
pub mod form;
pub mod format;
pub mod highlight;
pub mod icon;
pub mod icon_button;
pub mod keys;
pub mod list;
pub mod list_page;
pub mod listed;
pub mod live;
pub mod menu;
pub mod no_rows;
pub mod pager;
pub mod plain;
pub mod row_boxes;
pub mod search_box;
pub mod selection;
pub mod sort_header;
pub mod state;
pub mod table;
pub mod time;
pub mod timer;
pub mod toast;

use leptos::prelude::*;

/// Views one after the other. Without their types, because each kind of such a row makes the browser's
/// program some ten kilobytes larger.
pub fn each<V: IntoAny>(views: impl IntoIterator<Item = V>) -> Vec<AnyView> {
    views.into_iter().map(IntoAny::into_any).collect()
}
