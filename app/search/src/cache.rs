//! What was worked out for segments, kept while there is room. Segments never change, so it stays
//! true; what belongs to segments that are gone falls out in time.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use lru::LruCache;
use tantivy::index::SegmentId;

use crate::{
    bits::{Bits, Ranked},
    question::{Leaf, Question},
    sorting::Sorting,
};

/// Most bytes kept.
const BUDGET: usize = 128 << 20;

/// What is kept, and of which segment.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Asked {
    Leaf(SegmentId, Leaf),
    /// Any of these: a keyword is several leaves.
    Any(SegmentId, Vec<Question>),
    /// A whole question in an order.
    Ordered(SegmentId, Sorting, Question),
}

#[derive(Clone)]
enum Kept {
    Bits(Arc<Bits>),
    Ranked(Arc<Ranked>),
}

/// The cache of one index.
pub(crate) struct Cache {
    entries: Mutex<(LruCache<Asked, Kept>, usize)>,
}

impl Default for Cache {
    fn default() -> Self {
        Self { entries: Mutex::new((LruCache::unbounded(), 0)) }
    }
}

impl Cache {
    pub(crate) fn bits(&self, asked: &Asked) -> Option<Arc<Bits>> {
        match self.get(asked)? {
            Kept::Bits(bits) => Some(bits),
            Kept::Ranked(_) => None,
        }
    }

    pub(crate) fn ranked(&self, asked: &Asked) -> Option<Arc<Ranked>> {
        match self.get(asked)? {
            Kept::Ranked(ranked) => Some(ranked),
            Kept::Bits(_) => None,
        }
    }

    pub(crate) fn keep_bits(&self, asked: Asked, bits: &Arc<Bits>) {
        self.keep(asked, Kept::Bits(bits.clone()));
    }

    pub(crate) fn keep_ranked(&self, asked: Asked, ranked: &Arc<Ranked>) {
        self.keep(asked, Kept::Ranked(ranked.clone()));
    }

    /// Bytes kept now.
    pub(crate) fn bytes(&self) -> usize {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).1
    }

    pub(crate) fn clear(&self) {
        *self.entries.lock().unwrap_or_else(PoisonError::into_inner) = (LruCache::unbounded(), 0);
    }

    fn get(&self, asked: &Asked) -> Option<Kept> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).0.get(asked).cloned()
    }

    fn keep(&self, asked: Asked, kept: Kept) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let (cache, bytes) = &mut *entries;
        *bytes += size(&kept);
        if let Some(replaced) = cache.put(asked, kept) {
            *bytes -= size(&replaced);
        }
        while *bytes > BUDGET
            && let Some((_, dropped)) = cache.pop_lru()
        {
            *bytes -= size(&dropped);
        }
    }

    /// Forgets what belongs to these segments.
    pub(crate) fn forget(&self, segments: impl Iterator<Item = SegmentId>) {
        let gone: HashSet<SegmentId> = segments.collect();
        if gone.is_empty() {
            return;
        }
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let (cache, bytes) = &mut *entries;
        let asked = cache.iter().map(|(asked, _)| asked);
        let stale: Vec<Asked> = asked
            .filter(|asked| {
                let (Asked::Leaf(id, _) | Asked::Any(id, _) | Asked::Ordered(id, ..)) = asked;
                gone.contains(id)
            })
            .cloned()
            .collect();
        for asked in stale {
            if let Some(dropped) = cache.pop(&asked) {
                *bytes -= size(&dropped);
            }
        }
    }
}

/// The bytes of an entry, with something for its key.
fn size(kept: &Kept) -> usize {
    256 + match kept {
        Kept::Bits(bits) => bits.bytes(),
        Kept::Ranked(ranked) => ranked.bytes(),
    }
}
