//! What may be written next, as a list below the field (the ARIA combobox pattern).

use filter::{Completion, Suggestion};
use leptos::prelude::*;

use crate::ui::choices::round;

/// The suggestions on offer, and which of them is active.
#[derive(Clone, Copy)]
pub struct Offers {
    completion: RwSignal<Completion>,
    active: RwSignal<Option<usize>>,
}

impl Offers {
    /// None.
    pub fn new() -> Self {
        Self { completion: RwSignal::default(), active: RwSignal::new(None) }
    }

    /// Offers these from now on, none of them active.
    pub fn show(self, completion: Completion) {
        self.active.set(None);
        self.completion.set(completion);
    }

    /// Whether there are any.
    pub fn any(self) -> bool {
        !self.completion.read().choices.is_empty()
    }

    /// Which one Enter would take.
    pub fn active(self) -> Option<usize> {
        self.active.get()
    }

    /// The id of the active one's element.
    pub fn active_id(self) -> Option<String> {
        self.active().map(id)
    }

    /// Makes the next or the previous one active, round and round.
    pub fn step(self, forward: bool) {
        let count = self.completion.read_untracked().choices.len();
        self.active.update(|active| *active = round(*active, count, forward));
    }

    /// The text with the suggestion at this place written into it, and how many characters then are
    /// before the cursor.
    pub fn taken(self, text: &str, at: usize) -> Option<(String, usize)> {
        let completion = self.completion.read_untracked();
        let Suggestion { insert, .. } = completion.choices.get(at)?;
        let before: String = text.chars().take(completion.from).collect();
        let after: String = text.chars().skip(completion.to).collect();
        Some((format!("{before}{insert}{after}"), completion.from + insert.chars().count()))
    }

    /// The list; `take` gets the place of the one that is clicked.
    pub fn list(self, take: impl Fn(usize) + Copy + Send + Sync + 'static) -> impl IntoView {
        let option = move |(at, choice): (usize, Suggestion)| {
            let note = if choice.note.is_empty() { choice.label } else { choice.note };
            view! {
                <li
                    id=id(at)
                    class="offer"
                    role="option"
                    aria-selected=move || if self.active() == Some(at) { "true" } else { "false" }
                    // Not click: by then the field has lost the focus, and the list is gone.
                    on:mousedown=move |event| {
                        event.prevent_default();
                        take(at);
                    }
                >
                    <code>{choice.insert}</code>
                    <span class="muted">{note}</span>
                </li>
            }
        };
        view! {
            <ul
                id="filter-offers"
                class="offers"
                role="listbox"
                aria-label="What may be written next"
                hidden=move || !self.any()
            >
                {move || {
                    let choices = self.completion.read().choices.clone();
                    choices.into_iter().enumerate().map(option).collect_view()
                }}
            </ul>
        }
    }
}

impl Default for Offers {
    fn default() -> Self {
        Self::new()
    }
}

fn id(at: usize) -> String {
    format!("filter-offer-{at}")
}
