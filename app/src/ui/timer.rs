//! A wait that can be begun anew; it ends with the component that made it.

use std::time::Duration;

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
