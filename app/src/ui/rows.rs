//! The rows of a table. What is seen is drawn first and the rest in slices, each in a task of its own, so
//! that a key or a click never waits for a whole page.

use std::{ops::Range, sync::Arc, time::Duration};

use leptos::{ev, prelude::*, web_sys::Element};

use super::{
    context_menu::ContextMenu,
    each,
    filter::{Filtered, quick},
    markup::{Markup, element},
    places::{Place, SLICE, column_of, places, row_of},
    redrawn,
    row_boxes::RowBoxes,
    sheet::AnySheet,
    time::lives,
};

/// Rows that are drawn first: as many as a usual screen shows.
const FIRST: usize = 20;

/// What the rows of one table show.
#[derive(Clone, Copy)]
pub struct Rows {
    sheet: RwSignal<Arc<dyn AnySheet>>,
    /// The rows that can be on a page.
    places: StoredValue<Vec<Place>>,
    boxes: RowBoxes,
    menu: ContextMenu,
    filtered: Filtered,
    lives: ReadSignal<bool>,
    /// Whether rows of the page are still to be drawn.
    drawing: RwSignal<bool>,
}

impl Rows {
    /// Those of the page in `sheet`, drawn anew when that changes.
    pub fn of(sheet: RwSignal<Arc<dyn AnySheet>>, menu: ContextMenu, filtered: Filtered) -> Self {
        let places = StoredValue::new(Vec::new());
        let (boxes, lives) = (RowBoxes::current(), lives());
        let drawing = RwSignal::new(false);
        let rows = Self { sheet, places, boxes, menu, filtered, lives, drawing };
        Effect::new(move |before: Option<()>| {
            let sheet = sheet.get();
            // The first one is drawn with the table.
            if before.is_some() {
                rows.show(sheet);
            }
        });
        rows
    }

    /// Whether rows of the page are still to be drawn.
    pub fn is_drawing(self) -> bool {
        self.drawing.get()
    }

    /// The table's body.
    pub fn view(self) -> impl IntoView {
        let sheet = self.sheet;
        let size = Memo::new(move |_| u64::from(sheet.read().rows().1.rows()));
        let rows = redrawn(move || {
            drop(size.read());
            let places = places(sheet.get_untracked());
            self.places.set_value(places.clone());
            each(places.into_iter().enumerate().map(|(at, place)| self.row(at, place)))
        });
        let on_click = move |event: ev::MouseEvent| {
            let target: Element = event_target(&event);
            let at =
                row_of(&target).filter(|_| target.matches(".col-select input").is_ok_and(|is| is));
            if let Some(at) = at {
                self.boxes.clicked(&event, at, |at| {
                    let sheet = self.shown(at)?;
                    sheet.row(at).map(|(id, _)| id.to_owned())
                });
            }
        };
        let on_contextmenu = move |event: ev::MouseEvent| {
            let at = row_of(&event_target(&event));
            if let Some((at, sheet)) = at.and_then(|at| Some((at, self.shown(at)?))) {
                quick::offer(self.menu, &event, &*sheet, at, self.filtered);
            }
        };
        let on_dblclick = move |event: ev::MouseEvent| {
            let target = event_target(&event);
            self.edit(&target, column_of(&target));
        };
        let on_keydown = move |event: ev::KeyboardEvent| {
            if event.key() == "F2" {
                event.prevent_default();
                self.edit(&event_target(&event), Some(0));
            }
        };
        view! {
            <tbody
                on:click=on_click
                on:contextmenu=on_contextmenu
                on:dblclick=on_dblclick
                on:keydown=on_keydown
            >
                {rows}
            </tbody>
        }
    }

    fn row(self, at: usize, Place { sheet, editing }: Place) -> AnyView {
        redrawn(move || {
            if let Some(edit) = editing.edit() {
                // What is typed stays, whatever else changes.
                let sheet = sheet.get_untracked();
                return sheet.row(at).map(|(id, name)| {
                    view! {
                        <tr class="row-editing" aria-rowindex=index(&*sheet, at)>
                            {untrack(|| self.boxes.row(id, name))}
                            {edit(editing)}
                        </tr>
                    }
                    .into_any()
                });
            }
            self.lives.track();
            self.drawn(&*sheet.get(), at).map(IntoAny::into_any)
        })
    }

    fn drawn(self, sheet: &dyn AnySheet, at: usize) -> Option<Markup> {
        let (id, name) = sheet.row(at)?;
        let class = match (self.boxes.has(id), sheet.forward() == Some(at)) {
            (true, _) => "row-selected",
            (false, true) => "row-forward",
            (false, false) => "",
        };
        let row = element("tr", class).attribute("aria-rowindex", index(sheet, at));
        Some(row.child(self.boxes.row(id, name)).children(sheet.cells(at)))
    }

    /// Draws another page: what is seen and what it has no rows for at once, the rest after the paint.
    fn show(self, sheet: Arc<dyn AnySheet>) {
        let all = self.places.with_value(Vec::len);
        let (rows, _) = sheet.rows();
        // The row that the URL asks for gets the focus.
        let first = sheet.forward().map_or(FIRST, |at| FIRST.max((at + 1).next_multiple_of(SLICE)));
        self.drawing.set(first < rows);
        self.draw(&sheet, 0..first);
        self.draw(&sheet, rows.next_multiple_of(SLICE).max(first)..all);
        self.go_on(sheet, first);
    }

    fn go_on(self, sheet: Arc<dyn AnySheet>, from: usize) {
        if from >= sheet.rows().0 {
            return self.drawing.set(false);
        }
        let then = move || {
            // Another page is to be shown by now, or no table any more.
            let newest = self.sheet.try_get_untracked();
            let newest = newest.is_some_and(|newest| Arc::ptr_eq(&newest, &sheet));
            if newest && self.places.try_with_value(|_| ()).is_some() {
                self.draw(&sheet, from..from + SLICE);
                self.go_on(sheet, from + SLICE);
            }
        };
        request_animation_frame(move || set_timeout(then, Duration::ZERO));
    }

    fn draw(self, sheet: &Arc<dyn AnySheet>, range: Range<usize>) {
        let places = self.places.get_value();
        let places = places.iter().enumerate().skip(range.start).take(range.len());
        for (at, place) in places.clone() {
            let before = place.sheet.get_untracked();
            if before.row(at).map(|(id, _)| id) != sheet.row(at).map(|(id, _)| id) {
                place.editing.forget();
            }
        }
        for (_, place) in places.step_by(SLICE) {
            place.sheet.set(sheet.clone());
        }
    }

    /// The page whose row is shown at this place.
    fn shown(self, at: usize) -> Option<Arc<dyn AnySheet>> {
        let place = self.places.with_value(|places| places.get(at).copied())?;
        Some(place.sheet.get_untracked())
    }

    /// Starts to edit the row that `target` is in, with the field of a column; nothing where it is not to
    /// be edited.
    fn edit(self, target: &Element, column: Option<usize>) -> Option<()> {
        let at = row_of(target)?;
        let place = self.places.with_value(|places| places.get(at).copied())?;
        let (column, editor) = place.sheet.get_untracked().editor(at, column?)?;
        place.editing.begin(column, editor);
        Some(())
    }
}

/// The row's number in the whole list, counting its header.
fn index(sheet: &dyn AnySheet, at: usize) -> String {
    (sheet.place().0 + at as u64 + 1).to_string()
}
