//! How wide a table's columns are: a heading's right edge is drawn, or Shift with an arrow key pressed in
//! it, to make the column wider or narrower.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};
use model::ListPreferences;

use super::places::column_of;
use crate::preferences::Liked;

/// How far an arrow key moves the edge, in pixels.
const STEP: i32 = 16;

/// The widths of the columns of one table.
#[derive(Clone, Copy)]
pub struct Widths {
    list: &'static str,
    liked: Liked,
    /// The column whose edge was taken and where, less the width then.
    taken: StoredValue<Option<(&'static str, i32)>>,
}

impl Widths {
    /// Those that the preferences for this list keep.
    pub fn of(list: &'static str) -> Self {
        Self { list, liked: Liked::current(), taken: StoredValue::new(None) }
    }

    /// A key was pressed in the table; `names` are the names of its columns.
    pub fn on_key(self, event: &ev::KeyboardEvent, names: impl Fn() -> Vec<&'static str>) {
        let step = match event.key().as_str() {
            "ArrowLeft" => -STEP,
            "ArrowRight" => STEP,
            _ => return,
        };
        let Some((heading, name)) = heading(&event_target(event), names) else { return };
        if event.shift_key() {
            event.prevent_default();
            let width = heading.offset_width() + step;
            self.liked.change(self.list, |liked| set(liked, name, width));
        }
    }

    /// The pointer was pressed in the table; on an edge it takes it. The keyboard has the heading.
    pub fn on_down(self, event: &ev::PointerEvent, names: impl Fn() -> Vec<&'static str>) {
        let target: web_sys::Element = event_target(event);
        if !target.matches(".col-edge").is_ok_and(|is| is) {
            return;
        }
        let Some((heading, name)) = heading(&target, names) else { return };
        event.prevent_default();
        self.taken.set_value(Some((name, event.client_x() - heading.offset_width())));
        // Without it the edge only stops following outside of the heading.
        let _ = target.set_pointer_capture(event.pointer_id());
    }

    /// It was moved.
    pub fn on_move(self, event: &ev::PointerEvent) {
        if let Some((name, origin)) = self.taken.get_value() {
            let width = event.client_x() - origin;
            self.liked.show(self.list, |liked| set(liked, name, width));
        }
    }

    /// It was let go.
    pub fn on_up(self) {
        if self.taken.get_value().is_some() {
            self.taken.set_value(None);
            self.liked.change(self.list, |_| ());
        }
    }
}

fn set(preferences: &mut ListPreferences, name: &str, width: i32) {
    let (least, most) = ListPreferences::WIDTHS.into_inner();
    let width = width.clamp(least.into(), most.into());
    preferences.widths.insert(name.to_owned(), width as u16);
}

/// The heading that an element is in, and the name of its column.
fn heading(
    element: &web_sys::Element,
    names: impl Fn() -> Vec<&'static str>,
) -> Option<(web_sys::HtmlElement, &'static str)> {
    let heading = element.closest("thead th").ok().flatten()?;
    let name = column_of(&heading).and_then(|at| names().into_iter().nth(at))?;
    Some((heading.dyn_into().ok()?, name))
}
