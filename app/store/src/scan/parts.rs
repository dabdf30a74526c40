//! Where to cut a table into parts of about the same size: the last keys of the parts.

use std::ops::Bound;

use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange, Variables, vars};
use uuid::Uuid;

use crate::{Store, StoreError};

/// Parts have no more rows than this when keys are random.
pub(super) const PART: u64 = 4_000;

/// Of a table with so many rows, whose keys are random text.
pub(super) fn of_random(rows: u64) -> Vec<Option<RecordIdKey>> {
    let mut digits = 0;
    while rows >> (4 * digits) > PART {
        digits += 1;
    }
    let bounded = (1..1_u64 << (4 * digits)).map(|n| Some(format!("{n:0digits$x}").into()));
    bounded.chain([None]).collect()
}

/// Of a table whose keys are time-ordered UUIDs, with no more rows than that in a part: halves of
/// halves of the time from the first row to the last. Counts each row a few times, which takes seconds
/// for millions of rows.
pub(super) async fn in_time(
    store: &Store,
    table: &'static str,
    most: u64,
) -> Result<Vec<Option<RecordIdKey>>, StoreError> {
    let text = format!(
        "SELECT VALUE id FROM {table} ORDER BY id LIMIT 1;
         SELECT VALUE id FROM {table} ORDER BY id DESC LIMIT 1"
    );
    let mut found = store.db.query(text, Variables::new()).await?;
    let (first, last): (Vec<RecordId>, Vec<RecordId>) = (found.take(0)?, found.take(1)?);
    let (Some(first), Some(last)) = (uuid_of(&first), uuid_of(&last)) else {
        return Ok(vec![None]);
    };
    let (mut ends, mut parts) = (Vec::new(), vec![(first, last)]);
    while let Some((first, last)) = parts.pop() {
        if first < last && count_in_time(store, table, first, last).await? > most {
            let middle = first + (last - first) / 2;
            parts.extend([(middle + 1, last), (first, middle)]);
        } else {
            ends.push(Some(uuid_key(last)));
        }
    }
    ends.push(None);
    Ok(ends)
}

/// How many rows have keys from one to another, both included.
async fn count_in_time(
    store: &Store,
    table: &'static str,
    first: u128,
    last: u128,
) -> Result<u64, StoreError> {
    let (start, end) = (Bound::Included(uuid_key(first)), Bound::Included(uuid_key(last)));
    let keys = RecordId::new(table, RecordIdKeyRange { start, end });
    let text = "SELECT VALUE count FROM ONLY (SELECT count() FROM $keys GROUP ALL)";
    let count: Option<u64> = store.db.query(text, vars! { keys: keys }).await?.take(0)?;
    Ok(count.unwrap_or(0))
}

pub(super) fn uuid_key(number: u128) -> RecordIdKey {
    RecordIdKey::Uuid(Uuid::from_u128(number).into())
}

/// The number of the only key; `None` where there is none, or it is no UUID.
fn uuid_of(ids: &[RecordId]) -> Option<u128> {
    match ids.first().map(|id| &id.key) {
        Some(RecordIdKey::Uuid(uuid)) => Some(uuid.as_u128()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_table_is_one_part() {
        assert_eq!(of_random(0), [None]);
        assert_eq!(of_random(PART), [None]);
    }

    #[test]
    fn a_large_table_is_cut_by_the_first_digits_of_its_keys() {
        let ends = of_random(PART + 1);
        assert_eq!(ends.len(), 16);
        let text = |end: &str| Some(RecordIdKey::String(end.to_owned()));
        assert_eq!((&ends[0], &ends[14], &ends[15]), (&text("1"), &text("f"), &None));
        assert_eq!(of_random(1_000_000).len(), 256);
        assert_eq!(of_random(5_000_000).len(), 4096);
    }
}
