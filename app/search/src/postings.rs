//! The rows that have a term.

use tantivy::{
    Term,
    postings::BlockSegmentPostings,
    schema::{Field, IndexRecordOption},
};

use crate::{SearchError, bits::Bits, segment::Segment};

/// Adds the rows that have this term.
pub(crate) fn term(
    segment: &Segment,
    field: Field,
    text: &str,
    found: &mut Bits,
) -> Result<(), SearchError> {
    let index = segment.reader.inverted_index(field)?;
    let term = Term::from_field_text(field, text);
    if let Some(postings) = index.read_block_postings(&term, IndexRecordOption::Basic)? {
        take(postings, found);
    }
    Ok(())
}

/// Adds the rows that have a term that begins with `start`. Walks those terms: for two characters
/// of a text, as many as there are third ones.
pub(crate) fn prefix(
    segment: &Segment,
    field: Field,
    start: &str,
    found: &mut Bits,
) -> Result<(), SearchError> {
    let index = segment.reader.inverted_index(field)?;
    let mut terms = index.terms().range().ge(start).into_stream()?;
    while terms.advance() {
        if !terms.key().starts_with(start.as_bytes()) {
            break;
        }
        let info = terms.value();
        take(index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?, found);
    }
    Ok(())
}

/// Adds the rows of a list.
pub(crate) fn take(mut postings: BlockSegmentPostings, found: &mut Bits) {
    while !postings.docs().is_empty() {
        found.extend(postings.docs());
        postings.advance();
    }
}
