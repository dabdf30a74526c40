//! The record's clock: changes are known by its time, and a server's clock may differ from ours.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, Utc};
use surrealdb::types::Variables;

use crate::{Store, StoreError};

/// Tells the record's time without asking it. Clones are one clock.
#[derive(Clone, Default)]
pub(crate) struct Clock {
    ahead_ms: Arc<AtomicI64>,
}

impl Clock {
    /// Unix time in milliseconds.
    pub(super) fn now(&self) -> u64 {
        let ahead = self.ahead_ms.load(Ordering::Relaxed);
        Utc::now().timestamp_millis().saturating_add(ahead).unsigned_abs()
    }

    /// Goes on from what the record's clock said just now.
    fn set(&self, record: DateTime<Utc>) {
        self.ahead_ms.store((record - Utc::now()).num_milliseconds(), Ordering::Relaxed);
    }
}

/// Sets the clock by that of a server; an embedded database has ours.
pub(crate) async fn set(store: &Store) -> Result<(), StoreError> {
    if !store.embedded {
        let time: Option<DateTime<Utc>> =
            store.db.query("RETURN time::now()", Variables::new()).await?.take(0)?;
        if let Some(time) = time {
            store.clock.set(time);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_set_goes_on_from_there() {
        let clock = Clock::default();
        let before = clock.now();
        clock.clone().set(Utc::now() + chrono::Duration::hours(1));
        assert!((3_590_000..3_700_000).contains(&(clock.now() - before)));
    }
}
