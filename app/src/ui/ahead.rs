//! Asks for the page of a list before it is wanted: while the link to it is being pressed, which takes people a
//! tenth of a second, and while a link to another page has the focus, as it has after a page was turned. Most
//! answers are here by then, so that a click or a key shows the rows at once.

use std::{
    any::Any,
    future::{Future, poll_fn},
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
    time::Duration,
};

use leptos::{ev, prelude::*, task::spawn_local, web_sys::Element};

use super::timer::{Timer, painted};
use crate::error::AppError;

/// An answer is as good as a new one for so long, where the server does not tell of a change before.
const FRESH: Duration = Duration::from_secs(30);

/// What has the focus for so long may be what is wanted next; another page is drawn by then.
const REST: Duration = Duration::from_millis(300);

/// A page of rows of any kind: the browser's program has the code for it only once.
pub type AnyPage = Arc<dyn Any + Send + Sync>;

/// A page that is being loaded.
pub type Loading = Pin<Box<dyn Future<Output = Result<AnyPage, AppError>> + Send>>;

/// Loads what a link asks of the list, and tells the question in words, so that it can be told from others.
type Load = dyn Fn(&str) -> (String, Loading) + Send + Sync;

/// What was asked for ahead.
struct Asked {
    question: String,
    loading: Loading,
    /// Whether a click on the link changes nothing that is seen but the rows.
    turns: bool,
}

/// What was asked for ahead, if anything. Never waited for: a browser has one thread.
#[derive(Clone)]
pub struct Ahead {
    asked: Arc<Mutex<Option<Asked>>>,
    load: Arc<Load>,
    fresh: Timer,
    rest: Timer,
}

impl Ahead {
    /// Asks by `load`, which is given the query of a link.
    pub fn by(load: impl Fn(&str) -> (String, Loading) + Send + Sync + 'static) -> Self {
        let [fresh, rest] = [(); 2].map(|()| Timer::none());
        Self { asked: Arc::default(), load: Arc::new(load), fresh, rest }
    }

    /// Asks whenever a link to another page of the list is pressed, and when one has the focus for a while.
    pub fn listen(&self) {
        let (pressed, focused) = (self.clone(), self.clone());
        let press = window_event_listener(ev::pointerdown, move |event| {
            if event.button() == 0 {
                pressed.ask(&event_target(&event));
            }
        });
        let focus = window_event_listener(ev::focusin, move |_| focused.go_on());
        on_cleanup(move || {
            press.remove();
            focus.remove();
        });
    }

    /// Whoever has turned a page is likely to turn another: asks soon for that to which the link with the
    /// focus leads.
    pub fn go_on(&self) {
        let ahead = self.clone();
        self.rest.start(REST, move || {
            let link = document().active_element().filter(turns);
            link.map(|link| ahead.ask(&link));
        });
    }

    fn ask(&self, target: &Element) -> Option<()> {
        let link = target.closest("a[href]").ok()??;
        let (question, loading) = (self.load)(&wanted(&link)?);
        let mut asked = self.asked.lock().ok()?;
        if asked.as_ref().is_some_and(|asked| asked.question == question) {
            return None;
        }
        *asked = Some(Asked { question, loading, turns: turns(&link) });
        let (loads, late) = (self.clone(), self.clone());
        self.fresh.start(FRESH, move || drop(late.take()));
        spawn_local(poll_fn(move |context| loads.load(context)));
        Some(())
    }

    /// Loads on, as long as nobody waits for it: who does, loads it on himself.
    fn load(&self, context: &mut Context<'_>) -> Poll<()> {
        let Ok(mut asked) = self.asked.lock() else { return Poll::Ready(()) };
        let Some(Asked { loading, .. }) = &mut *asked else { return Poll::Ready(()) };
        loading.as_mut().poll(context).map(|page| *loading = Box::pin(async { page }))
    }

    /// The answer to this question: to that which was asked ahead, else to `loading`.
    pub async fn or(self, question: String, loading: Loading) -> Result<AnyPage, AppError> {
        let Some(ahead) = self.take().filter(|asked| asked.question == question) else {
            return loading.await;
        };
        // What a click on a heading does by itself is seen at once, as where an answer takes its time.
        if !ahead.turns {
            painted().await;
        }
        ahead.loading.await
    }

    fn take(&self) -> Option<Asked> {
        self.asked.lock().ok()?.take()
    }
}

/// What the link asks of the list that is shown; nothing where that is what it shows.
fn wanted(link: &Element) -> Option<String> {
    let href = link.get_attribute("href")?;
    let (path, query) = href.split_once('?').unwrap_or((&href, ""));
    let (here, shown) = (window().location().pathname().ok()?, window().location().search().ok()?);
    (path == here && query != shown.trim_start_matches('?')).then(|| query.to_owned())
}

/// Whether the link turns pages.
fn turns(link: &Element) -> bool {
    link.matches(".pager a") == Ok(true)
}
