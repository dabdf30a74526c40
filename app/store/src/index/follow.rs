//! Catches up with what was written by others, or before a crash.

use std::{collections::HashSet, ops::Bound, str::FromStr};

use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, vars};
use uuid::Uuid;

use super::{Touched, hand_over};
use crate::{
    Store, StoreError,
    record::{key, stored},
};

/// How much older than the index's stamp a change may be and still be missing from it: longer than
/// any transaction takes, and than the time between a commit and its change being handed over.
pub(super) const OVERLAP_MS: u64 = 10_000;
/// How long changes are kept; an index that is further behind is rebuilt.
pub(super) const KEPT_MS: u64 = 24 * 60 * 60 * 1_000;
/// Transactions read at once; each may list a thousand rows.
const READ: usize = 50;

/// Brings the index up to date with the changes since its stamp. Returns whether that was possible:
/// an index that is too far behind has to be rebuilt.
pub(crate) async fn catch_up(store: &Store) -> Result<bool, StoreError> {
    let Some(stamp) = store.index.stamp()? else { return Ok(false) };
    if stamp + KEPT_MS < store.clock.now() {
        return Ok(false);
    }
    let rows = apply_since(store, stamp.saturating_sub(OVERLAP_MS), &mut HashSet::new()).await?;
    if rows > 0 {
        store.flush().await?;
        tracing::debug!(rows, "the search index caught up with the record");
    }
    Ok(true)
}

/// What is known of the changes that other programs on the same database make.
pub struct Follower {
    /// When the record was last asked.
    asked_ms: u64,
    /// Changes that were applied and may be read once more.
    known: HashSet<String>,
}

impl Store {
    /// Whether other programs may write to the same database, so that they must be followed.
    pub fn is_shared(&self) -> bool {
        !self.embedded
    }

    /// Begins to follow what other programs write from now on.
    pub fn follower(&self) -> Follower {
        Follower { asked_ms: self.clock.now(), known: HashSet::new() }
    }

    /// Makes lists show what other programs wrote since the last call. Costs a look-up when there is
    /// nothing new.
    pub async fn follow(&self, follower: &mut Follower) -> Result<(), StoreError> {
        super::set_clock(self).await?;
        let asked_ms = self.clock.now();
        let since = follower.asked_ms.saturating_sub(OVERLAP_MS);
        if apply_since(self, since, &mut follower.known).await? > 0 {
            self.flush().await?;
        }
        follower.asked_ms = asked_ms;
        Ok(())
    }
}

/// Hands over what changed since a moment, but for what is known; afterwards all of it is known and
/// nothing else. Returns how many rows were handed over.
async fn apply_since(
    store: &Store,
    since_ms: u64,
    known: &mut HashSet<String>,
) -> Result<usize, StoreError> {
    let (mut seen, mut rows) = (HashSet::new(), 0);
    // Only the keys first: a transaction of an import lists hundreds of rows.
    let text = "SELECT VALUE id FROM $since";
    let ids: Vec<RecordId> =
        store.db.query(text, vars! { since: between(since_ms, None) }).await?.take(0)?;
    seen.extend(ids.iter().map(key));
    let new: Vec<RecordId> = ids.into_iter().filter(|id| !known.contains(&key(id))).collect();
    for ids in new.chunks(READ) {
        let text = "SELECT * FROM $ids";
        let changes: Vec<ChangeRow> =
            store.db.query(text, vars! { ids: ids.to_vec() }).await?.take(0)?;
        for change in changes {
            let touched = change.touched()?;
            rows += touched.len();
            hand_over(store, touched).await?;
        }
    }
    *known = seen;
    Ok(rows)
}

/// Forgets changes that nobody will ask for any more.
pub(super) async fn forget_old(store: &Store) -> Result<(), StoreError> {
    let before = between(0, Some(store.clock.now().saturating_sub(KEPT_MS)));
    store.db.query("DELETE $before RETURN NONE", vars! { before: before }).await?.check()?;
    Ok(())
}

/// The changes from a moment to another, or to the end. A range, because a comparison in WHERE would
/// read all that is kept.
fn between(since_ms: u64, until_ms: Option<u64>) -> RecordId {
    let start = Bound::Included(earliest(since_ms));
    let end = until_ms.map_or(Bound::Unbounded, |until_ms| Bound::Excluded(earliest(until_ms)));
    RecordId::new("change", RecordIdKeyRange { start, end })
}

/// The smallest time-ordered UUID of a moment.
fn earliest(ms: u64) -> RecordIdKey {
    RecordIdKey::Uuid(Uuid::from_u128(u128::from(ms) << 80).into())
}

/// A row of `change`.
#[derive(SurrealValue)]
struct ChangeRow {
    customers: Vec<RecordId>,
    instances: Vec<RecordId>,
    /// Absent in rows that touched none.
    orders: Option<Vec<RecordId>>,
    renamed: Vec<RecordId>,
}

impl ChangeRow {
    fn touched(&self) -> Result<Touched, StoreError> {
        Ok(Touched {
            customers: ids(&self.customers)?,
            instances: ids(&self.instances)?,
            orders: ids(self.orders.as_deref().unwrap_or_default())?,
            renamed: ids(&self.renamed)?,
        })
    }
}

fn ids<Id: FromStr>(records: &[RecordId]) -> Result<Vec<Id>, StoreError> {
    records.iter().map(|record| stored(&key(record))).collect()
}
