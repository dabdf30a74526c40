//! What stands below the toolbar of a list: its rows, or why there are none.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    filter::Filtered,
    foot::foot,
    list::{Reload, put_forward},
    no_rows::failed,
    redrawn,
    sheet::AnySheet,
    table::table,
};

/// What is shown. The table stays the same one as long as there are rows, and follows the sheet.
#[derive(Clone, Copy)]
pub struct Body {
    /// The last one that has rows; any before there was one.
    rows: RwSignal<Arc<dyn AnySheet>>,
    newest: RwSignal<Arc<dyn AnySheet>>,
}

impl Body {
    /// Shows the sheet that was loaded first.
    pub fn of(sheet: Arc<dyn AnySheet>) -> Self {
        if sheet.forward().is_some() {
            put_forward();
        }
        Self { rows: RwSignal::new(sheet.clone()), newest: RwSignal::new(sheet) }
    }

    /// Shows this from now on, and the row that the URL asks for with the focus, unless it is the same page
    /// brought up to date.
    pub fn show(self, sheet: Arc<dyn AnySheet>, is_update: bool) {
        let forward = sheet.forward().is_some() && !is_update;
        if sheet.rows().0 > 0 {
            self.rows.set(sheet.clone());
        }
        self.newest.set(sheet);
        if forward {
            put_forward();
        }
    }

    /// The view of it, which follows; `nothing` says why there are no rows.
    pub fn view(self, nothing: ViewFn, filtered: Filtered, reload: Reload) -> AnyView {
        let kind = Memo::new(move |_| kind(&self.newest.read()));
        redrawn(move || {
            // Read, not only tracked: until then it does not look at the sheet itself.
            drop(kind.read());
            let newest = self.newest.get_untracked();
            match (newest.error(), newest.rows()) {
                (Some(error), _) => failed(error.clone(), newest.unfiltered(), reload),
                (None, (0, _)) => untrack(|| nothing.run()),
                (None, _) => view! {
                    {table(self.rows, filtered)}
                    {foot(self.rows)}
                }
                .into_any(),
            }
        })
    }
}

/// What is shown as long as this stays the same.
fn kind(sheet: &Arc<dyn AnySheet>) -> String {
    match (sheet.error(), sheet.rows()) {
        // How far the index is may differ each time.
        (Some(_), _) => format!("{:p}", Arc::as_ptr(sheet)),
        (None, (0, _)) => sheet.here(),
        (None, _) => String::new(),
    }
}
