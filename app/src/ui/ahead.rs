//! Asks for the page of a list while the link to it is still being pressed. That takes people a tenth of a
//! second, in which most answers are here, so that a click shows the rows at once.

use std::{
    any::Any,
    future::{Future, poll_fn},
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
    time::Duration,
};

use leptos::{ev, prelude::*, task::spawn_local, web_sys::Element};

use crate::error::AppError;

/// An answer is as good as a new one for so long; who presses longer, or does not click, waits for another.
const FRESH: Duration = Duration::from_secs(2);

/// A page of rows of any kind: the browser's program has the code for it only once.
pub type AnyPage = Arc<dyn Any + Send + Sync>;

/// A page that is being loaded.
pub type Loading = Pin<Box<dyn Future<Output = Result<AnyPage, AppError>> + Send>>;

/// The question and the answer that were asked for ahead. Never waited for: a browser has one thread.
#[derive(Clone, Default)]
pub struct Ahead(Arc<Mutex<Option<(String, Loading)>>>);

impl Ahead {
    /// Asks `load` whenever a link to another page of the list is pressed. It is given what the link asks of
    /// the list, and tells the question in words, so that it can be told from others.
    pub fn listen(&self, load: impl Fn(&str) -> (String, Loading) + 'static) {
        let ahead = self.clone();
        let listener = window_event_listener(ev::pointerdown, move |event| {
            if let Some(query) = asked(&event) {
                ahead.ask(load(&query));
            }
        });
        on_cleanup(move || listener.remove());
    }

    fn ask(&self, question: (String, Loading)) {
        self.set(Some(question));
        let (loads, late) = (self.clone(), self.clone());
        set_timeout(move || drop(late.set(None)), FRESH);
        spawn_local(poll_fn(move |context| loads.go_on(context)));
    }

    /// Loads on, as long as nobody waits for it: who does, loads it on himself.
    fn go_on(&self, context: &mut Context<'_>) -> Poll<()> {
        let Ok(mut asked) = self.0.lock() else { return Poll::Ready(()) };
        let Some((_, loading)) = &mut *asked else { return Poll::Ready(()) };
        loading.as_mut().poll(context).map(|page| *loading = Box::pin(async { page }))
    }

    /// The answer to this question: to that which was asked ahead, else to `loading`.
    pub async fn or(self, question: String, loading: Loading) -> Result<AnyPage, AppError> {
        let ahead = self.set(None).filter(|(asked, _)| *asked == question);
        ahead.map_or(loading, |(_, ahead)| ahead).await
    }

    fn set(&self, asked: Option<(String, Loading)>) -> Option<(String, Loading)> {
        std::mem::replace(&mut *self.0.lock().ok()?, asked)
    }
}

/// What the link that is pressed asks of the list that is shown.
fn asked(event: &ev::PointerEvent) -> Option<String> {
    let target: Element = event_target(event);
    let href = target.closest("a[href]").ok()??.get_attribute("href")?;
    let (path, query) = href.split_once('?').unwrap_or((&href, ""));
    let here = window().location().pathname().ok()?;
    (event.button() == 0 && path == here).then(|| query.to_owned())
}
