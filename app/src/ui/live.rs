//! What others change appears without a reload, and without moving what somebody looks at: rows change in
//! place; new ones are announced, and come when they are wanted.

use std::sync::Arc;

use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use model::{Page, Query};
use wasm_split_helpers::wasm_split;

use super::{format, list::Reload, listed::Listed};
use crate::{json::Resource, paths::Paths};

/// What became of the page that is shown, since it was loaded.
pub struct Live<T: Listed> {
    /// The page with its rows as they are now, in the places where they were; none where nothing
    /// changed.
    page: RwSignal<Option<Arc<Page<T>>>>,
    /// How many rows stand on the page by now that are not shown.
    new: RwSignal<Option<usize>>,
    /// How often the server has said that lists show something new.
    pub(super) news: RwSignal<u32>,
    /// Which of these the page shows: what was asked for earlier and is answered later is dropped.
    seen: StoredValue<u32>,
}

impl<T: Listed> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Listed> Copy for Live<T> {}

impl<T: Listed> Live<T> {
    /// Nothing yet.
    pub fn none() -> Self {
        let (page, new) = (RwSignal::new(None), RwSignal::new(None));
        Self { page, new, news: RwSignal::new(0), seen: StoredValue::new(0) }
    }

    /// The page to show, where `loaded` is what was loaded.
    pub fn shown(self, loaded: Arc<Page<T>>) -> Arc<Page<T>> {
        self.page.get_untracked().unwrap_or(loaded)
    }

    /// Whether the page was brought up to date since it was loaded.
    pub fn is_shown(self) -> bool {
        self.page.read_untracked().is_some()
    }

    /// Runs the closure again that this is called in, when the page changes.
    pub fn track(self) {
        self.page.track();
    }

    /// Another page was loaded.
    pub fn forget(self) {
        // Only what is something changes: else the page would be drawn twice.
        if self.page.try_read_untracked().is_some_and(|page| page.is_some()) {
            self.page.set(None);
        }
        if self.new.try_get_untracked().flatten().is_some() {
            self.new.set(None);
        }
    }

    /// Follows what changes on the page that `asked` asks for.
    pub fn follow(self, asked: Memo<Query<T::Key>>, loaded: Resource<Arc<Page<T>>>) {
        Effect::new(move || {
            on_news(move || {
                let count = self.news.get_untracked() + 1;
                self.news.set(count);
                spawn_local(async move {
                    let question = asked.get_untracked();
                    let now = T::fetch(question.clone()).await;
                    let newer = self.seen.try_get_value().is_some_and(|seen| seen < count);
                    let same = newer && asked.try_get_untracked() == Some(question);
                    // What is being edited in its row must stay.
                    let editing = document().query_selector(".row-editing").ok().flatten();
                    if let (true, None, Ok(now)) = (same, editing, now) {
                        self.seen.set_value(count);
                        let shown = self.page.get_untracked();
                        let shown = shown.or_else(|| loaded.loaded().and_then(Result::ok));
                        if let Some(shown) = shown {
                            self.update(&shown, now);
                        }
                    }
                });
            });
        });
    }

    fn update(self, shown: &Page<T>, now: Page<T>) {
        let known = |id: &str| shown.rows.iter().any(|row| row.id() == id);
        let new = now.rows.iter().filter(|row| !known(row.id())).count();
        let moved = !now.rows.iter().map(T::id).eq(shown.rows.iter().map(T::id));
        let rows = shown.rows.iter().map(|row| {
            let fresh = now.rows.iter().find(|fresh| fresh.id() == row.id());
            fresh.unwrap_or(row).clone()
        });
        let rows = rows.collect();
        let marks = shown.marks.clone().into_iter().chain(now.marks).collect();
        let next = Page { rows, total: now.total, marks, ..shown.clone() };
        if next != *shown {
            self.page.set(Some(next.into()));
        }
        self.new.set(moved.then_some(new));
    }
}

/// Says that the list is another by now, with a button that shows it.
#[component]
pub fn News<T: Listed>(live: Live<T>, reload: Reload) -> impl IntoView {
    view! {
        <div class="news" role="status">
            {move || live.new.get().map(|new| Suspend::new(news(new, T::NOUN, reload)))}
        </div>
    }
}

/// Loaded when there is something to say first.
#[wasm_split(menus)]
fn news(new: usize, noun: (&'static str, &'static str), reload: Reload) -> AnyView {
    let text = match new {
        0 => "The list has changed.".to_owned(),
        new => {
            let (one, many) = (format!("new {}", noun.0), format!("new {}", noun.1));
            format!("{} on this page.", format::count(new as u64, &one, &many))
        }
    };
    view! {
        <span>{text}</span>
        <button type="button" class="button button-small" on:click=move |_| reload.now()>
            "Show"
        </button>
    }
    .into_any()
}

/// Calls back when the server says that lists show something new, for as long as the owner lives. The
/// browser connects again by itself where the connection breaks.
fn on_news(called: impl Fn() + 'static) {
    let Some(source) = event_source(&Paths::current().events()) else { return };
    let on_message = Closure::<dyn Fn()>::new(called);
    let _ = js_sys::Reflect::set(&source, &"onmessage".into(), on_message.as_ref());
    let source = StoredValue::new_local((source, on_message));
    on_cleanup(move || {
        source.try_with_value(|(source, _)| {
            let close = js_sys::Reflect::get(source, &"close".into()).ok();
            let close = close.and_then(|close| close.dyn_into::<js_sys::Function>().ok());
            // Closing what is closed does nothing.
            close.map(|close| close.call0(source))
        });
    });
}

/// A browser's `EventSource`; none where there is no such thing.
fn event_source(url: &str) -> Option<JsValue> {
    let class = js_sys::Reflect::get(&js_sys::global(), &"EventSource".into()).ok()?;
    let class: js_sys::Function = class.dyn_into().ok()?;
    js_sys::Reflect::construct(&class, &js_sys::Array::of1(&url.into())).ok()
}
