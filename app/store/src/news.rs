//! Tells who listens that lists show something new.

use std::sync::Arc;

use tokio::sync::watch;

use crate::Store;

/// How often lists have come to show something new, until nothing comes any more.
#[derive(Clone, Debug)]
pub(crate) struct News(Arc<watch::Sender<Option<u64>>>);

impl Default for News {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(Some(0))))
    }
}

impl News {
    /// Lists show something new now.
    pub(crate) fn tell(&self) {
        self.0.send_modify(|count| *count = count.map(|count| count + 1));
    }
}

impl Store {
    /// Listens from now on. The value changes when lists show something new, whoever wrote it; it is
    /// `None` once the program is about to stop.
    pub fn news(&self) -> watch::Receiver<Option<u64>> {
        self.news.0.subscribe()
    }

    /// Lets go of all who listen, because the program is about to stop.
    pub fn end_news(&self) {
        self.news.0.send_replace(None);
    }
}
