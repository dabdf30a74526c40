//! A column header: it sorts by a link, so that this works without JavaScript too; with Shift by one
//! more column. Its right edge is drawn, or Shift with an arrow key pressed, to make the column wider
//! or narrower.

use leptos::{ev, html, prelude::*};
use leptos_router::hooks::use_navigate;
use model::{ListPreferences, Query, SortKey, Sorts};

use super::icon::{Drawing, Icon};
use crate::{
    paths::{Paths, in_place},
    preferences::Liked,
};

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
    let order = query.order();
    let place = order.iter().position(|sort| sort.key == key);
    let (direction, icon) = match place.map(|at| order[at].descending) {
        Some(false) => (Some("ascending"), Some(Icon::ArrowUp)),
        Some(true) => (Some("descending"), Some(Icon::ArrowDown)),
        None => (None, None),
    };
    let navigate = use_navigate();
    let also = href(&Paths::current(), &query.also_sorted_by(key));
    // Enter with Shift is such a click, too.
    let on_click = move |event: ev::MouseEvent| {
        if event.shift_key() && !(event.ctrl_key() || event.alt_key() || event.meta_key()) {
            event.prevent_default();
            navigate(&also, in_place(false));
        }
    };
    let href = href(&Paths::current(), &query.sorted_by(key));
    let width = Width { list, column: key.as_str(), header: NodeRef::new() };
    view! {
        <th
            scope="col"
            class=class
            aria-sort=direction
            node_ref=width.header
            on:keydown=move |event| width.on_key(&event)
        >
            <a class="sort" href=href data-noscroll on:click=on_click>
                {label}
                <span class="sort-arrow">{icon.map(|icon| view! { <Drawing icon /> }.into_any())}</span>
                {place.filter(|_| order.len() > 1).map(place_in_order::<K>)}
            </a>
            {width.handle()}
        </th>
    }
}

/// Which of the columns that are sorted by it is, counted from 0.
fn place_in_order<K: SortKey>(at: usize) -> AnyView {
    const WORDS: [&str; 3] = ["first", "second", "third"];
    const { assert!(WORDS.len() == Sorts::<K>::MOST) }
    view! {
        <span class="sort-place" aria-hidden="true">
            {at + 1}
        </span>
        <span class="visually-hidden">{format!(" ({})", WORDS[at])}</span>
    }
    .into_any()
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
