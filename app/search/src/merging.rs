//! Which segments are merged: small ones soon, large ones rarely.

use std::collections::BTreeMap;

use tantivy::{
    index::SegmentMeta,
    merge_policy::{MergeCandidate, MergePolicy},
};

/// Segments of about the same size that are merged into one. Ten commits of one row cost one merge
/// of ten rows, a hundred one more of a hundred, so a row is merged as often as its index has
/// digits; and there are never more than ten segments of a size.
const FAN: usize = 10;
/// Larger segments are only ever rewritten, when much of them is deleted: their orders take long to
/// work out.
const LARGE: u32 = 1_000_000;
/// A segment is rewritten when more than one row in so many of it is deleted.
const DELETED: u32 = 4;
/// Smaller segments are not worth rewriting.
const WORTH: u32 = 1_000;

/// The merge policy of every index.
#[derive(Clone, Debug)]
pub(crate) struct Merging;

impl MergePolicy for Merging {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let (mut levels, mut merges) = (BTreeMap::<u32, Vec<_>>::new(), Vec::new());
        for segment in segments {
            let (all, deleted) = (segment.max_doc(), segment.num_deleted_docs());
            if all > WORTH && deleted > all / DELETED {
                merges.push(MergeCandidate(vec![segment.id()]));
            } else if segment.num_docs() < LARGE {
                levels.entry(segment.num_docs().max(1).ilog10()).or_default().push(segment.id());
            }
        }
        merges.extend(levels.into_values().filter(|ids| ids.len() >= FAN).map(MergeCandidate));
        merges
    }
}
