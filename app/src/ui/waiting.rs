//! Whether other rows are about to take the place of those that a list shows: a search is being typed, or the
//! answer is on its way.

use std::time::Duration;

use leptos::prelude::*;

use super::{markup::element, redrawn, timer::Timer};

/// What takes longer than this is said to take time. To say it for less would cost two paints more.
const PATIENCE: Duration = Duration::from_millis(150);

/// What one list waits for.
#[derive(Clone, Copy)]
pub struct Waiting {
    typing: RwSignal<bool>,
    loading: RwSignal<bool>,
    long: RwSignal<bool>,
}

impl Waiting {
    /// For nothing yet; told to the components below this one.
    pub fn provide() -> Self {
        let waiting = Self::none();
        provide_context(waiting);
        waiting
    }

    /// That of the list that this component belongs to.
    pub fn current() -> Self {
        use_context().unwrap_or_else(Self::none)
    }

    fn none() -> Self {
        let [typing, loading, long] = [(); 3].map(|()| RwSignal::new(false));
        Self { typing, loading, long }
    }

    /// Whether the list waits at the moment.
    pub fn now(self) -> bool {
        let is = |signal: RwSignal<bool>| signal.try_get_untracked().unwrap_or_default();
        is(self.typing) || is(self.loading)
    }

    /// Whether it has been waiting for an answer for a while.
    pub fn is_long(self) -> bool {
        self.long.get()
    }

    /// Somebody is typing a search, or no longer.
    pub fn types(self, typing: bool) {
        self.typing.set(typing);
    }

    /// What says that an answer is on its way, or no longer.
    pub fn setter(self) -> SignalSetter<bool> {
        let timer = Timer::none();
        SignalSetter::map(move |loading| {
            // Only in the browser. On the server another thread would set it while this one reads it,
            // and of a thousand pages one or two would fail.
            if cfg!(feature = "ssr") {
                return;
            }
            self.loading.set(loading);
            if loading {
                timer.start(PATIENCE, move || self.long.set(true));
            } else {
                timer.stop();
                self.long.set(false);
            }
        })
    }

    /// A thin line at the top of the page while it waits long.
    pub fn line(self) -> AnyView {
        redrawn(move || {
            let class = if self.is_long() { "progress progress-on" } else { "progress" };
            element("div", class).attribute("aria-hidden", "true")
        })
    }
}
