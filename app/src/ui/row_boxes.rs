//! The boxes that select the rows of a page.

use leptos::{ev, prelude::*};

use super::{listed::Listed, selection::Selection};

/// What selects the rows of one page.
#[derive(Clone, Copy)]
pub struct RowBoxes {
    selection: Selection,
    ids: StoredValue<Vec<String>>,
    names: StoredValue<Vec<String>>,
    /// Where a range begins: the row whose box was clicked last.
    anchor: StoredValue<usize>,
}

impl RowBoxes {
    /// For a page of these rows, of as many in all as `total` says.
    pub fn new<T: Listed>(rows: &[T], total: u64) -> Self {
        let selection = Selection::current();
        Effect::new(move || selection.total.set(total));
        let row = |row: &T| (row.id().to_owned(), row.name().to_owned());
        let (ids, names) = rows.iter().map(row).unzip();
        Self {
            selection,
            ids: StoredValue::new(ids),
            names: StoredValue::new(names),
            anchor: StoredValue::new(0),
        }
    }

    /// The box of the row at this place. With Shift, all rows from the one clicked before.
    pub fn row(self, at: usize) -> impl IntoView + use<> {
        let name = self.names.with_value(|names| names.get(at).cloned().unwrap_or_default());
        let selected = Memo::new(move |_| {
            self.ids.with_value(|ids| ids.get(at).is_some_and(|id| self.selection.has(id)))
        });
        let on_click = move |event: ev::MouseEvent| {
            let from = if event.shift_key() { self.anchor.get_value() } else { at };
            let (first, last) = (from.min(at), from.max(at));
            let checked = event_target_checked(&event);
            self.ids.with_value(|ids| {
                let range = ids.iter().skip(first).take(last - first + 1);
                self.selection.set(range, checked);
            });
            self.anchor.set_value(at);
        };
        view! {
            <td class="col-select">
                <label class="select needs-script">
                    <input
                        type="checkbox"
                        aria-label=format!("Select {name}")
                        prop:checked=selected
                        disabled=move || self.selection.matching.read().is_some()
                        on:click=on_click
                    />
                </label>
            </td>
        }
    }

    /// The box that selects all rows of the page.
    pub fn all(self) -> impl IntoView {
        let chosen = Memo::new(move |_| {
            self.ids.with_value(|ids| {
                let chosen = ids.iter().filter(|id| self.selection.has(id)).count();
                (chosen > 0, chosen == ids.len())
            })
        });
        let on_click = move |event: ev::MouseEvent| {
            let checked = event_target_checked(&event);
            self.ids.with_value(|ids| self.selection.set(ids, checked));
        };
        view! {
            <th scope="col" class="col-select">
                <label class="select needs-script" title="Select all on this page">
                    <input
                        type="checkbox"
                        aria-label="Select all on this page"
                        prop:checked=move || chosen.get().1
                        disabled=move || self.selection.matching.read().is_some()
                        prop:indeterminate=move || chosen.get() == (true, false)
                        on:click=on_click
                    />
                </label>
            </th>
        }
    }
}
