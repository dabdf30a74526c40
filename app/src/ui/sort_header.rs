//! A column header: it sorts by a link, so that this works without JavaScript too, and its right edge
//! is drawn, or Shift with an arrow key pressed, to make the column wider or narrower.

use leptos::{ev, html, prelude::*};
use model::{ListPreferences, Query, Sort, SortKey};

use super::icon::{Drawing, Icon};
use crate::{paths::Paths, preferences::Liked};

/// The header of the column `key` of a list that shows `query`, leading to the URL that `href`
/// gives for the query after a click.
#[component]
pub fn SortHeader<K: SortKey>(
    label: &'static str,
    key: K,
    query: Query<K>,
    href: fn(&Paths, &Query<K>) -> String,
    /// The list whose preferences keep the width.
    list: &'static str,
    #[prop(optional, into)] class: &'static str,
) -> impl IntoView {
    let (order, icon) = match query.order() {
        Some(Sort { key: k, descending: false }) if k == key => {
            (Some("ascending"), Some(Icon::ArrowUp))
        }
        Some(Sort { key: k, descending: true }) if k == key => {
            (Some("descending"), Some(Icon::ArrowDown))
        }
        _ => (None, None),
    };
    let href = href(&Paths::current(), &query.sorted_by(key));
    let width = Width { list, column: key.as_str(), header: NodeRef::new() };
    view! {
        <th
            scope="col"
            class=class
            aria-sort=order
            node_ref=width.header
            on:keydown=move |event| width.on_key(&event)
        >
            <a class="sort" href=href data-noscroll>
                {label}
                <span class="sort-arrow">{icon.map(|icon| view! { <Drawing icon /> })}</span>
            </a>
            {width.handle()}
        </th>
    }
}

/// How far an arrow key moves the edge, in pixels.
const STEP: i32 = 16;

/// The width of one column.
#[derive(Clone, Copy)]
struct Width {
    list: &'static str,
    column: &'static str,
    header: NodeRef<html::Th>,
}

impl Width {
    fn now(self) -> i32 {
        self.header.get_untracked().map_or(0, |header| header.offset_width())
    }

    fn set(self, preferences: &mut ListPreferences, width: i32) {
        let (least, most) = ListPreferences::WIDTHS.into_inner();
        let width = width.clamp(least.into(), most.into());
        preferences.widths.insert(self.column.to_owned(), width as u16);
    }

    fn on_key(self, event: &ev::KeyboardEvent) {
        let step = match event.key().as_str() {
            "ArrowLeft" => -STEP,
            "ArrowRight" => STEP,
            _ => return,
        };
        if event.shift_key() {
            event.prevent_default();
            let width = self.now() + step;
            Liked::current().change(self.list, |liked| self.set(liked, width));
        }
    }

    /// For the pointer only; the keyboard has the header.
    fn handle(self) -> impl IntoView {
        let liked = Liked::current();
        // Where the edge was taken, less the width then.
        let origin = StoredValue::new(None::<i32>);
        let on_down = move |event: ev::PointerEvent| {
            event.prevent_default();
            origin.set_value(Some(event.client_x() - self.now()));
            let target: leptos::web_sys::Element = event_target(&event);
            // Without it the edge only stops following outside of the header.
            let _ = target.set_pointer_capture(event.pointer_id());
        };
        let on_move = move |event: ev::PointerEvent| {
            if let Some(origin) = origin.get_value() {
                let width = event.client_x() - origin;
                liked.show(self.list, |liked| self.set(liked, width));
            }
        };
        let on_up = move |_: ev::PointerEvent| {
            if origin.get_value().is_some() {
                origin.set_value(None);
                liked.change(self.list, |_| ());
            }
        };
        view! {
            <span
                class="col-edge needs-script"
                aria-hidden="true"
                on:pointerdown=on_down
                on:pointermove=on_move
                on:pointerup=on_up
                on:pointercancel=on_up
            ></span>
        }
    }
}
