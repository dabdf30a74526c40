//! The rows of a table.

mod marks;
mod slices;

use std::sync::Arc;

use leptos::{ev, html, prelude::*, web_sys::Element};

use self::{
    marks::Marks,
    slices::{Asked, FIRST},
};
use super::{
    context_menu::ContextMenu,
    each,
    filter::{Filtered, quick},
    markup::{Markup, element},
    places::{Place, column_of, places, row_of},
    redrawn,
    row_boxes::RowBoxes,
    sheet::AnySheet,
    time::lives,
    waiting::Waiting,
};

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
    waiting: Waiting,
    /// Whether rows of the page are still to be drawn.
    drawing: RwSignal<bool>,
    /// How many rows can be seen at once.
    in_view: StoredValue<usize>,
    marks: Marks,
    body: NodeRef<html::Tbody>,
}

impl Rows {
    /// Those of the page in `sheet`, drawn anew when that changes.
    pub fn of(sheet: RwSignal<Arc<dyn AnySheet>>, menu: ContextMenu, filtered: Filtered) -> Self {
        let places = StoredValue::new(Vec::new());
        let (boxes, lives) = (RowBoxes::current(), lives());
        let (drawing, waiting) = (RwSignal::new(false), Waiting::current());
        let in_view = StoredValue::new(FIRST);
        let (marks, body) = (Marks::none(), NodeRef::new());
        let rows = Self {
            sheet,
            places,
            boxes,
            menu,
            filtered,
            lives,
            waiting,
            drawing,
            in_view,
            marks,
            body,
        };
        Effect::new(move || rows.mark());
        Effect::new(move |before: Option<Asked>| {
            let sheet = sheet.get();
            let now = Asked::of(&*sheet);
            match before {
                // The first one is drawn with the table.
                None => rows.measure(),
                Some(before) => rows.follow(sheet, &before, &now),
            }
            now
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
                node_ref=self.body
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
            self.mark_soon();
            if let Some(edit) = editing.edit() {
                // What is typed stays, whatever else changes.
                let sheet = sheet.get_untracked();
                return sheet.row(at).map(|(_, name)| {
                    view! {
                        <tr class="row-editing" aria-rowindex=index(&*sheet, at)>
                            {self.boxes.row(name)}
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
        let (_, name) = sheet.row(at)?;
        let class = if sheet.forward() == Some(at) { "row-forward" } else { "" };
        let row = element("tr", class).attribute("aria-rowindex", index(sheet, at));
        Some(row.child(self.boxes.row(name)).children(sheet.cells(at)))
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
