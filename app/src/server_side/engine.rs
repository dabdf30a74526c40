//! Whether orders go to a workflow engine, and how what sends them there is woken.

use std::sync::Arc;

use leptos::prelude::*;
use tokio::sync::Notify;

/// The way to the workflow engine. Clones are the same way.
#[derive(Clone, Debug, Default)]
pub struct Engine(Arc<Notify>);

impl Engine {
    /// There is something to send. To be called after an order is placed, or is to be sent again.
    pub fn nudge(&self) {
        self.0.notify_one();
    }

    /// Waits for a nudge, or takes one that came while nobody waited.
    pub async fn nudged(&self) {
        self.0.notified().await;
    }
}

/// The way to the workflow engine; `None` where there is none, and an order is complete at once.
pub fn engine() -> Option<Engine> {
    use_context()
}
