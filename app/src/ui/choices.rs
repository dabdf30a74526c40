//! What a combobox offers: looked for while somebody types, shown as a list below its field.

use std::{future::Future, pin::Pin, time::Duration};

use leptos::{prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::{format, timer::Timer};
use crate::error::AppError;

/// How long after a key the search begins; another key begins the wait anew.
const PAUSE: Duration = Duration::from_millis(80);

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it is known by.
    pub id: String,
    /// What stands in the field once it is chosen.
    pub text: String,
    /// What tells it from others of that text.
    pub note: String,
    /// Why it cannot be chosen, if it cannot.
    pub refusal: Option<&'static str>,
}

/// What is found for a text: the first few, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Those on offer.
    pub choices: Vec<Choice>,
    /// How many there are in all.
    pub total: u64,
}

/// What is found in the end.
pub type Finding = Pin<Box<dyn Future<Output = Result<Found, AppError>>>>;

/// Where choices come from, and what becomes of them.
#[derive(Clone, Copy)]
pub struct Finder {
    /// One of them, and many.
    pub noun: (&'static str, &'static str),
    /// What there is for a text; for a blank one, what is wanted most often.
    pub find: Callback<String, Finding>,
    /// Gets what is chosen.
    pub choose: Callback<Choice>,
    /// What else is on offer, below what is found, and what it does with the text.
    pub other: Option<(&'static str, Callback<String>)>,
}

/// What is on offer at the moment.
#[derive(Clone, Copy)]
pub struct Choices {
    /// Begins the ids of the list and its options.
    id: &'static str,
    finder: Finder,
    open: RwSignal<bool>,
    found: RwSignal<Option<Result<Found, AppError>>>,
    pub(super) active: RwSignal<Option<usize>>,
    /// Counts the questions: the answer to another one than the last is dropped.
    question: StoredValue<u32>,
    timer: Timer,
}

impl Choices {
    /// Nothing as yet.
    pub fn none(id: &'static str, finder: Finder) -> Self {
        let (open, found, active) =
            (RwSignal::new(false), RwSignal::new(None), RwSignal::new(None));
        let (question, timer) = (StoredValue::new(0), Timer::none());
        let choices = Self { id, finder, open, found, active, question, timer };
        Effect::new(move || show(choices.list_id(), choices.active_id()));
        choices
    }

    /// Looks for what there is once no other key follows; until then what there was is on offer.
    pub fn ask_soon(self, text: String) {
        self.timer.start(PAUSE, move || self.ask(text, None));
    }

    /// Looks for what there is, and opens; `active` is to be active then.
    pub fn ask(self, text: String, active: Option<usize>) {
        self.timer.stop();
        let question = self.question.get_value() + 1;
        self.question.set_value(question);
        self.open.set(true);
        spawn_local(async move {
            let found = self.finder.find.run(text).await;
            // The field may be gone, the list closed, or something else typed by now.
            if self.question.try_get_value() == Some(question) {
                self.found.set(Some(found));
                self.active.set(active.filter(|at| *at < untrack(|| self.count())));
            }
        });
    }

    /// Takes the list away.
    pub fn close(self) {
        self.timer.stop();
        // An answer on its way is dropped.
        self.question.try_update_value(|question| *question += 1);
        // The field loses the focus, too, while it is on its way out of the page.
        if self.open.try_get_untracked() == Some(true) {
            self.active.set(None);
            self.open.set(false);
        }
    }

    /// Whether the list is open, even while nothing is found.
    pub fn is_open(self) -> bool {
        self.open.get()
    }

    /// Whether there is a list to be seen.
    pub fn is_shown(self) -> bool {
        self.is_open() && self.count() > 0
    }

    /// Makes the next or the previous one active, round and round.
    pub fn step(self, forward: bool) {
        let count = untrack(|| self.count());
        self.active.update(|active| *active = round(*active, count, forward));
    }

    /// Which one Enter would take.
    pub fn active(self) -> Option<usize> {
        self.active.get()
    }

    /// Takes the one at this place; what cannot be chosen stays where it is.
    pub fn take(self, at: usize, text: String) {
        let choice = self.found().and_then(|found| found.choices.get(at).cloned());
        match (choice, self.finder.other) {
            (Some(Choice { refusal: Some(_), .. }), _) => return,
            (Some(choice), _) => self.finder.choose.run(choice),
            (None, Some((_, other))) => other.run(text),
            (None, None) => {}
        }
        self.close();
    }

    /// The id of the list's element.
    pub fn list_id(self) -> String {
        format!("{}-choices", self.id)
    }

    /// The id of the active one's element.
    pub fn active_id(self) -> Option<String> {
        self.active().map(|at| self.option_id(at))
    }

    fn option_id(self, at: usize) -> String {
        format!("{}-choice-{at}", self.id)
    }

    /// How many there are, for those who do not see them.
    pub fn status(self) -> Option<String> {
        let (one, many) = self.finder.noun;
        if !self.is_open() {
            return None;
        }
        let found = match self.found.get()? {
            Ok(found) => found,
            Err(error) => return Some(error.to_string()),
        };
        Some(match (found.choices.len() as u64, found.total) {
            (0, _) => format!("No {one} matches."),
            (shown, total) if shown < total => {
                format!(
                    "{shown} of {}. Type more to narrow them down.",
                    format::count(total, one, many)
                )
            }
            (shown, _) => format!("{}.", format::count(shown, one, many)),
        })
    }

    /// The list; `take` gets the place of the one that is clicked.
    pub fn list(self, label: &'static str, take: Callback<usize>) -> impl IntoView {
        let options = move || {
            let choices = self.found().map(|found| found.choices).unwrap_or_default();
            let other = self.finder.other.map(|(label, _)| {
                let text = view! { <span class="offer-other">{label}</span> };
                self.option(choices.len(), None, text.into_any(), take)
            });
            let found = choices.into_iter().enumerate().map(|(at, choice)| {
                let Choice { text, note, refusal, .. } = choice;
                let text = view! {
                    <span class="offer-text">{text}</span>
                    <span class="muted">{note}</span>
                    {refusal.map(|why| view! { <span class="offer-refusal">{why}</span> })}
                };
                self.option(at, refusal, text.into_any(), take)
            });
            found.chain(other).collect_view()
        };
        view! {
            <ul
                id=self.list_id()
                class="offers choices"
                role="listbox"
                aria-label=label
                hidden=move || !self.is_shown()
            >
                {move || self.is_shown().then(options)}
            </ul>
        }
    }

    fn option(
        self,
        at: usize,
        refusal: Option<&'static str>,
        text: AnyView,
        take: Callback<usize>,
    ) -> AnyView {
        view! {
            <li
                id=self.option_id(at)
                class="offer choice"
                role="option"
                aria-disabled=refusal.map(|_| "true")
                aria-selected=move || if self.active() == Some(at) { "true" } else { "false" }
                // Not click: by then the field has lost the focus, and the list is gone.
                on:mousedown=move |event| {
                    event.prevent_default();
                    take.run(at);
                }
            >
                {text}
            </li>
        }
        .into_any()
    }

    fn found(self) -> Option<Found> {
        self.found.get().and_then(Result::ok)
    }

    /// How many options there are.
    fn count(self) -> usize {
        let found = self.found.read();
        let found = found.as_ref().map(|found| found.as_ref().map_or(0, |f| f.choices.len()));
        // What else is on offer waits for what is found, or it would move.
        found.map_or(0, |found| found + usize::from(self.finder.other.is_some()))
    }
}

/// The next or the previous of so many, round and round; at first the first or the last.
pub(super) fn round(active: Option<usize>, count: usize, forward: bool) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match active {
        None if forward => 0,
        None => last,
        Some(at) if forward => (at + 1) % count,
        Some(at) => (at + last) % count,
    })
}

/// Scrolls the list so that the active option is in it.
fn show(list: String, option: Option<String>) {
    let element = |id: String| document().get_element_by_id(&id)?.dyn_into::<HtmlElement>().ok();
    let Some((list, option)) = element(list).zip(option.and_then(element)) else { return };
    let (top, bottom) = (option.offset_top(), option.offset_top() + option.offset_height());
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}
