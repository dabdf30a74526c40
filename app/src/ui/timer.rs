//! Waiting: for a while that can be begun anew, and ends with the component that made it; and until what has
//! changed is painted.

use std::{
    future::{Future, poll_fn},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    task::Poll,
    time::Duration,
};

use futures_util::task::AtomicWaker;
use leptos::prelude::*;

/// Calls something after a while.
#[derive(Clone, Copy)]
pub struct Timer(StoredValue<Option<TimeoutHandle>>);

impl Timer {
    /// Waits for nothing yet.
    pub fn none() -> Self {
        let timer = Self(StoredValue::new(None));
        on_cleanup(move || timer.stop());
        timer
    }

    /// Calls `then` after this time, unless it is stopped or started again before.
    pub fn start(self, after: Duration, then: impl FnOnce() + 'static) {
        self.stop();
        self.0.set_value(set_timeout_with_handle(then, after).ok());
    }

    /// Waits no longer.
    pub fn stop(self) {
        if let Some(handle) = self.0.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }
}

/// Calls something once what has changed is painted.
pub fn after_paint(then: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(then, Duration::ZERO));
}

/// Waits until what has changed is painted. Only in the browser.
pub fn painted() -> impl Future<Output = ()> + Send {
    let paint = Arc::new((AtomicBool::new(false), AtomicWaker::new()));
    let waiting = paint.clone();
    after_paint(move || {
        paint.0.store(true, Relaxed);
        paint.1.wake();
    });
    poll_fn(move |context| {
        waiting.1.register(context.waker());
        if waiting.0.load(Relaxed) { Poll::Ready(()) } else { Poll::Pending }
    })
}
