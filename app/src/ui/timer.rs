//! Waiting: for a while that can be begun anew, and ends with the component that made it; and until what has
//! changed is painted.

use std::time::Duration;

use js_sys::Promise;
use leptos::{prelude::*, wasm_bindgen::JsValue};
use wasm_bindgen_futures::JsFuture;

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
pub async fn painted() {
    let paint = Promise::new(&mut |painted, _| {
        // It fails only where it throws, which this one never does.
        after_paint(move || drop(painted.call0(&JsValue::NULL)));
    });
    // Nothing rejects it.
    let _ = JsFuture::from(paint).await;
}
