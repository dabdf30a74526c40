//! The rows that match, in order: how many there are, how many come before a place, and the rows
//! from the n-th on. Every page comes down to these three.
//!
//! A listing is one tier after the other, and a tier is one order over all segments: each has its
//! own rows in order, and they are merged on demand.

use std::sync::Arc;

use crate::{
    SearchError, answer,
    bits::Ranked,
    cache::Cache,
    order::Ordered,
    question::Question,
    segment::View,
    sorting::{Key, Sorting},
};

/// The rows that match a search, ascending.
pub(crate) struct Listing {
    tiers: Vec<Tier>,
}

/// Rows of equal merit.
struct Tier {
    parts: Vec<Sorted>,
    count: u64,
}

/// The rows of one segment in order.
struct Sorted {
    order: Arc<Ordered>,
    rows: Arc<Ranked>,
}

/// A row of a listing.
pub(crate) struct Row {
    pub(crate) tier: usize,
    /// The number of its segment in the view, and its number there.
    pub(crate) address: (usize, u32),
    pub(crate) key: Key,
    pub(crate) id: String,
}

impl Listing {
    pub(crate) fn new(
        cache: &Cache,
        view: &View,
        sorting: &Sorting,
        questions: &[Question],
    ) -> Result<Self, SearchError> {
        let tier = |question: &Question| {
            let part = |part| {
                let rows = answer::ordered(cache, part, sorting, question)?;
                Ok(Sorted { order: part.segment.order(sorting)?, rows })
            };
            let parts: Vec<Sorted> =
                view.parts.iter().map(part).collect::<Result<_, SearchError>>()?;
            let count = parts.iter().map(|part| u64::from(part.rows.count())).sum();
            Ok(Tier { parts, count })
        };
        Ok(Self { tiers: questions.iter().map(tier).collect::<Result<_, SearchError>>()? })
    }

    pub(crate) fn count(&self) -> u64 {
        self.tiers.iter().map(|tier| tier.count).sum()
    }

    pub(crate) fn tiers(&self) -> usize {
        self.tiers.len()
    }

    /// How many rows come before a place; with `after`, the place itself counts, too.
    pub(crate) fn before(
        &self,
        tier: usize,
        key: &Key,
        id: &str,
        after: bool,
    ) -> Result<u64, SearchError> {
        let better: u64 = self.tiers[..tier].iter().map(|tier| tier.count).sum();
        let mut count = better;
        for part in &self.tiers[tier].parts {
            count += u64::from(part.before(key, id, after)?);
        }
        Ok(count)
    }

    /// How many rows come before the row at an address; `None` where it does not match.
    pub(crate) fn before_row(&self, address: (usize, u32)) -> Result<Option<u64>, SearchError> {
        for (at, tier) in self.tiers.iter().enumerate() {
            let Sorted { order, rows } = &tier.parts[address.0];
            if rows.bits().contains(order.place(address.1)) {
                let (key, id) = (order.key(address.1)?, order.id(address.1)?);
                return self.before(at, &key, &id, false).map(Some);
            }
        }
        Ok(None)
    }

    /// Up to `size` rows from the n-th on, in either direction. A descending list is the ascending
    /// one from its end on.
    pub(crate) fn page(
        &self,
        n: u64,
        size: u64,
        descending: bool,
    ) -> Result<Vec<Row>, SearchError> {
        let total = self.count();
        let last = total.min(n.saturating_add(size));
        let first = n.min(last);
        let from = if descending { total - last } else { first };
        let mut rows = self.rows(from, (last - first) as usize)?;
        if descending {
            rows.reverse();
        }
        Ok(rows)
    }

    /// Up to `size` rows from the n-th on, ascending.
    fn rows(&self, mut n: u64, size: usize) -> Result<Vec<Row>, SearchError> {
        let mut rows = Vec::new();
        for (at, tier) in self.tiers.iter().enumerate() {
            if n < tier.count {
                tier.rows(at, n, size, &mut rows)?;
            }
            n = n.saturating_sub(tier.count);
        }
        Ok(rows)
    }
}

impl Tier {
    /// Appends the tier's rows from the n-th on until there are `size`.
    fn rows(
        &self,
        tier: usize,
        n: u64,
        size: usize,
        rows: &mut Vec<Row>,
    ) -> Result<(), SearchError> {
        let mut heads = Vec::new();
        for (at, (part, skipped)) in self.parts.iter().zip(self.split(n)?).enumerate() {
            heads.extend(part.head(tier, at, part.rows.select(skipped))?);
        }
        while rows.len() < size {
            let Some(first) = (0..heads.len()).min_by_key(|at| {
                let (row, _): &(Row, u32) = &heads[*at];
                (&row.key, &row.id)
            }) else {
                break;
            };
            let (row, place) = heads.swap_remove(first);
            let (at, part) = (row.address.0, &self.parts[row.address.0]);
            rows.push(row);
            if rows.len() < size {
                heads.extend(part.head(tier, at, part.rows.next(place + 1))?);
            }
        }
        Ok(())
    }

    /// How many of the first `n` rows are in each part.
    ///
    /// The middle of the part with most doubt is compared with all parts, until there is no doubt:
    /// about log n rounds for each part.
    fn split(&self, n: u64) -> Result<Vec<u32>, SearchError> {
        let mut low = vec![0u32; self.parts.len()];
        let mut high: Vec<u32> = self.parts.iter().map(|part| part.rows.count()).collect();
        if n == 0 {
            return Ok(low);
        }
        if let ([_], Ok(only)) = (self.parts.as_slice(), u32::try_from(n)) {
            return Ok(vec![only]);
        }
        while let Some(widest) =
            (0..low.len()).max_by_key(|at| high[*at] - low[*at]).filter(|at| high[*at] > low[*at])
        {
            let middle = low[widest] + (high[widest] - low[widest]) / 2;
            let part = &self.parts[widest];
            let Some(place) = part.rows.select(middle) else { break };
            let doc = part.order.doc(place);
            let (key, id) = (part.order.key(doc)?, part.order.id(doc)?);
            let mut before = Vec::with_capacity(low.len());
            for (at, part) in self.parts.iter().enumerate() {
                before.push(if at == widest { middle } else { part.before(&key, &id, false)? });
            }
            if before.iter().copied().map(u64::from).sum::<u64>() >= n {
                high.iter_mut().zip(before).for_each(|(high, before)| *high = before.min(*high));
            } else {
                before[widest] = middle + 1;
                low.iter_mut().zip(before).for_each(|(low, before)| *low = before.max(*low));
            }
        }
        Ok(low)
    }
}

impl Sorted {
    fn before(&self, key: &Key, id: &str, after: bool) -> Result<u32, SearchError> {
        Ok(self.rows.rank(self.order.bound(key, id, after)?))
    }

    fn head(
        &self,
        tier: usize,
        part: usize,
        place: Option<u32>,
    ) -> Result<Option<(Row, u32)>, SearchError> {
        let Some(place) = place else { return Ok(None) };
        let doc = self.order.doc(place);
        let row =
            Row { tier, address: (part, doc), key: self.order.key(doc)?, id: self.order.id(doc)? };
        Ok(Some((row, place)))
    }
}
