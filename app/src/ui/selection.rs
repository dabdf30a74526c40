//! Which rows of a list are selected: kept while pages are turned, given up when another question
//! is asked.

use leptos::prelude::*;
use model::{Query, SortKey};
use vecmap::VecSet;
use wasm_split_helpers::wasm_split;

use super::{format, icon::Icon, icon_button::IconButton};

/// Which rows are selected: some, by their ids, or all that match.
#[derive(Clone, Copy)]
pub struct Selection {
    ids: RwSignal<VecSet<String>>,
    /// How many matched when all of them were selected.
    pub(super) matching: RwSignal<Option<u64>>,
    /// How many match the page that is shown.
    pub(super) total: RwSignal<u64>,
}

impl Selection {
    /// Nothing selected, for the components below this one; given up when `query` asks something
    /// else, not when it only sorts or turns the page.
    pub fn provide<K: SortKey + Send + Sync>(query: Memo<Query<K>>) -> Self {
        let selection = Self::none();
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
        use_context().unwrap_or_else(Self::none)
    }

    fn none() -> Self {
        let ids = RwSignal::new(VecSet::new());
        Self { ids, matching: RwSignal::new(None), total: RwSignal::new(0) }
    }

    /// Whether none is selected.
    pub fn is_empty(self) -> bool {
        self.count() == 0
    }

    /// How many are selected.
    pub fn count(self) -> u64 {
        self.matching.get().unwrap_or_else(|| self.ids.read().len() as u64)
    }

    /// How many matched when all that match were selected, if they were.
    pub fn matching(self) -> Option<u64> {
        self.matching.get()
    }

    /// The ids of those that are selected by themselves.
    pub fn ids(self) -> Vec<String> {
        self.ids.read().iter().cloned().collect()
    }

    /// The only one that is selected.
    pub fn only(self) -> Option<String> {
        let ids = self.ids.read();
        let only = ids.len() == 1 && self.matching.read().is_none();
        if only { ids.first().cloned() } else { None }
    }

    /// Selects the rows, or no longer.
    pub fn set<Id: AsRef<str>>(self, ids: impl IntoIterator<Item = Id>, selected: bool) {
        self.ids.update(|chosen| {
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
        self.matching.set(None);
        self.ids.update(VecSet::clear);
    }

    /// Whether this one is.
    pub fn has(self, id: &str) -> bool {
        self.matching.read().is_some() || self.ids.read().contains(id)
    }
}

/// How many are selected, a way to all that match, and a way out; nothing where nothing is. Said to
/// screen readers.
#[component]
pub fn Selected(selection: Selection) -> impl IntoView {
    let count = Memo::new(move |_| selection.count());
    let some = Memo::new(move |_| count.get() > 0);
    view! {
        <p class="selected" role="status">
            {move || {
                let count = count.get();
                (count > 0).then(|| format!("{} selected", format::number(count)).into_any())
            }}
        </p>
        {move || some.get().then(|| Suspend::new(ways_on(selection, count)))}
    }
}

/// Loaded when something is selected first.
#[wasm_split(menus)]
fn ways_on(selection: Selection, count: Memo<u64>) -> AnyView {
    let more = move || {
        let total = selection.total.get();
        let some = count.get() < total;
        (some && selection.matching.read().is_none()).then(|| {
            view! {
                <button
                    type="button"
                    class="button button-small"
                    on:click=move |_| selection.matching.set(Some(total))
                >
                    {format!("Select all {}", format::number(total))}
                </button>
            }
            .into_any()
        })
    };
    view! {
        {more}
        <IconButton icon=Icon::X label="Clear the selection" on_click=move || selection.clear() />
    }
    .into_any()
}
