//! Pieces of the interface that know no customer: icons, fields, dialogs, tables, messages.

pub mod ahead;
pub mod back;
pub mod badge;
pub mod cells;
pub mod choices;
pub mod column_choice;
pub mod column_menu;
pub mod combobox;
pub mod command;
pub mod conflict;
pub mod context_menu;
pub mod cookie;
pub mod dialog;
pub mod editing;
pub mod field;
pub mod filter;
pub mod focus;
pub mod follow;
pub mod foot;
pub mod form;
pub mod format;
pub mod headings;
pub mod icon;
pub mod icon_button;
pub mod keys;
pub mod links;
pub mod list;
pub mod list_body;
pub mod list_page;
pub mod listed;
pub mod live;
pub mod markup;
pub mod menu;
pub mod no_rows;
pub mod pager;
pub mod places;
pub mod plain;
pub mod row_boxes;
pub mod rows;
pub mod search_box;
pub mod selection;
pub mod sheet;
pub mod state;
pub mod table;
pub mod time;
pub mod timer;
pub mod toast;
pub mod waiting;
pub mod widths;

use std::sync::{Arc, Mutex};

use leptos::{prelude::*, tachys::reactive_graph::SharedReactiveFunction};

/// Views one after the other. Without their types, because each kind of such a row makes the browser's
/// program some ten kilobytes larger.
pub fn each<V: IntoAny>(views: impl IntoIterator<Item = V>) -> Vec<AnyView> {
    views.into_iter().map(IntoAny::into_any).collect()
}

/// A view that is drawn anew whenever what it reads changes, as closures are; without its type, for the
/// same reason. A closure that stands in a `view!` loses its type by itself.
pub fn redrawn<V: IntoAny>(mut view: impl FnMut() -> V + Send + 'static) -> AnyView {
    let view: SharedReactiveFunction<AnyView> = Arc::new(Mutex::new(move || view().into_any()));
    view.into_any()
}
