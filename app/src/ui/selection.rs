//! Which rows of a list are selected: kept while pages are turned, given up when another question
//! is asked.

use std::collections::BTreeSet;

use leptos::{ev, prelude::*};
use model::{Query, SortKey};

use super::{
    format,
    icon::{Drawing, Icon},
    list_page::Listed,
};

/// The ids of the selected rows.
#[derive(Clone, Copy)]
pub struct Selection(RwSignal<BTreeSet<String>>);

impl Selection {
    /// Nothing selected, for the components below this one; given up when `query` asks something
    /// else, not when it only sorts or turns the page.
    pub fn provide<K: SortKey + Send + Sync>(query: Memo<Query<K>>) -> Self {
        let selection = Self(RwSignal::new(BTreeSet::new()));
        let question = Memo::new(move |_| {
            let Query { q, filter, customer, .. } = query.get();
            (q, filter, customer)
        });
        Effect::new(move |before: Option<_>| {
            let now = question.get();
            if before.is_some_and(|before| before != now) {
                selection.clear();
            }
            now
        });
        provide_context(selection);
        selection
    }

    /// The selection of the list that this component belongs to.
    pub fn current() -> Self {
        use_context().unwrap_or_else(|| Self(RwSignal::new(BTreeSet::new())))
    }

    /// Whether none is selected.
    pub fn is_empty(self) -> bool {
        self.0.read().is_empty()
    }

    /// How many are selected.
    pub fn count(self) -> usize {
        self.0.read().len()
    }

    /// The only one that is selected.
    pub fn only(self) -> Option<String> {
        let ids = self.0.read();
        if ids.len() == 1 { ids.first().cloned() } else { None }
    }

    /// Selects the rows, or no longer.
    pub fn set<Id: AsRef<str>>(self, ids: impl IntoIterator<Item = Id>, selected: bool) {
        self.0.update(|chosen| {
            for id in ids {
                if selected {
                    chosen.insert(id.as_ref().to_owned());
                } else {
                    chosen.remove(id.as_ref());
                }
            }
        });
    }

    /// Selects nothing.
    pub fn clear(self) {
        self.0.update(BTreeSet::clear);
    }

    fn has(self, id: &str) -> bool {
        self.0.read().contains(id)
    }
}

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
    /// For a page of these rows.
    pub fn new<T: Listed>(rows: &[T]) -> Self {
        let selection = Selection::current();
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
                        prop:indeterminate=move || chosen.get() == (true, false)
                        on:click=on_click
                    />
                </label>
            </th>
        }
    }
}

/// How many are selected, and a way out; nothing where nothing is. Said to screen readers.
#[component]
pub fn Selected(selection: Selection) -> impl IntoView {
    let count = Memo::new(move |_| selection.count());
    view! {
        <p class="selected" role="status">
            {move || {
                let count = count.get() as u64;
                (count > 0).then(|| view! { <span>{format::number(count)} " selected"</span> })
            }}
        </p>
        <Show when=move || !selection.is_empty()>
            <button
                type="button"
                class="button-icon"
                aria-label="Clear the selection"
                title="Clear the selection"
                on:click=move |_| selection.clear()
            >
                <Drawing icon=Icon::X />
            </button>
        </Show>
    }
}
