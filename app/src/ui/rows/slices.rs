//! How another page is drawn: what is seen first, and the rest in slices, each in a task of its own, so that a
//! key or a click never waits for a whole page.

use std::{ops::Range, sync::Arc, time::Duration};

use leptos::prelude::*;

use super::{
    super::{
        places::{SLICE, in_view},
        sheet::AnySheet,
        timer::after_paint,
    },
    Rows,
};

/// Rows that are drawn first until that is measured: as many as a usual screen shows.
pub(super) const FIRST: usize = 20;

/// Rows that are drawn in one task.
const TASK: usize = 2 * SLICE;

/// When it is looked again whether the rest is to be drawn.
const WAIT: Duration = Duration::from_millis(50);

/// What a page answers.
pub(super) struct Asked {
    /// Apart from which of its pages.
    question: String,
    /// Its URL.
    here: String,
}

impl Asked {
    pub(super) fn of(sheet: &dyn AnySheet) -> Self {
        Self { question: sheet.question(), here: sheet.here() }
    }
}

impl Rows {
    /// Draws what is to be shown from now on, another page than before from its first row. Where a page was
    /// turned, once the foot is painted, which says so: the rows take longer than who clicked should wait
    /// for a sign. Not where a row is to have the focus, which it gets before the paint.
    pub(super) fn follow(self, sheet: Arc<dyn AnySheet>, before: &Asked, now: &Asked) {
        let another = before.here != now.here;
        let turned = another && before.question == now.question && sheet.forward().is_none();
        let draw = move || {
            // Another page is to be shown by now, or no table any more.
            if !self.is_newest(&sheet) {
                return;
            }
            if another {
                to_the_top();
            }
            self.show(sheet);
        };
        if turned {
            self.drawing.set(true);
            after_paint(draw);
        } else {
            draw();
        }
    }

    /// Draws another page: what is seen and what it has no rows for at once, the rest after the paint, and
    /// not while other rows are about to take their place.
    fn show(self, sheet: Arc<dyn AnySheet>) {
        let all = self.places.with_value(Vec::len);
        let (rows, _) = sheet.rows();
        // The row that the URL asks for gets the focus.
        let first = sheet.forward().map_or(0, |at| at + 1).max(self.in_view.get_value());
        let first = first.next_multiple_of(SLICE);
        self.drawing.set(first < rows);
        self.draw(&sheet, 0..first);
        self.draw(&sheet, rows.next_multiple_of(SLICE).max(first)..all);
        self.go_on(sheet, first);
    }

    /// Whether this is still what is to be shown, and there still is a table.
    fn is_newest(self, sheet: &Arc<dyn AnySheet>) -> bool {
        let newest = self.sheet.try_get_untracked();
        let newest = newest.is_some_and(|newest| Arc::ptr_eq(&newest, sheet));
        newest && self.places.try_with_value(|_| ()).is_some()
    }

    fn go_on(self, sheet: Arc<dyn AnySheet>, from: usize) {
        if from >= sheet.rows().0 {
            self.measure();
            return self.drawing.set(false);
        }
        let then = move || {
            let newest = self.is_newest(&sheet);
            if newest && self.waiting.now() {
                set_timeout(move || self.go_on(sheet, from), WAIT);
            } else if newest {
                self.draw(&sheet, from..from + TASK);
                self.go_on(sheet, from + TASK);
            }
        };
        after_paint(then);
    }

    /// Sees for the next time how many rows can be seen. After a paint: before it, the browser would have to
    /// lay out everything for this alone.
    pub(super) fn measure(self) {
        after_paint(move || {
            if let Some(rows) = in_view() {
                self.in_view.try_set_value(rows);
            }
        });
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
}

/// When the new rows are there: a browser lays out what has changed before it scrolls, now and then again.
fn to_the_top() {
    request_animation_frame(|| {
        if let Ok(Some(frame)) = document().query_selector(".table-frame") {
            frame.set_scroll_top(0);
        }
    });
}
