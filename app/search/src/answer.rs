//! Answers a question for one segment: a set of its rows, deleted ones included.

use std::sync::Arc;

use tantivy::{
    Term,
    columnar::Column,
    postings::BlockSegmentPostings,
    query::{EnableScoring, PhraseQuery, Query},
    schema::{Field, IndexRecordOption},
};

use crate::{
    SearchError,
    bits::{Bits, Ranked},
    cache::{Asked, Cache},
    grams::{self, Place},
    layout::Holder,
    question::{Leaf, Question},
    segment::{Part, Segment},
};

/// The rows of a part that match, in the order of a column, without the deleted ones.
///
/// Cheap when the question was asked before; otherwise as the leaves cost, and a nanosecond or two
/// for each row that matches.
pub(crate) fn ordered(
    cache: &Cache,
    part: &Part,
    column: usize,
    question: &Question,
) -> Result<Arc<Ranked>, SearchError> {
    let segment = &part.segment;
    let order = segment.order(column)?;
    let asked = Asked::Ordered(segment.id, column, question.clone());
    let ranked = match cache.ranked(&asked) {
        Some(ranked) => ranked,
        None => {
            let docs = bits(cache, segment, question)?;
            let mut places = Bits::none(docs.len());
            docs.iter().for_each(|doc| places.insert(order.place(doc)));
            let ranked = Arc::new(Ranked::new(places));
            cache.keep_ranked(asked, &ranked);
            ranked
        }
    };
    if part.deleted.is_empty() {
        return Ok(ranked);
    }
    let mut places = ranked.bits().clone();
    part.deleted.iter().for_each(|doc| places.remove(order.place(*doc)));
    Ok(Arc::new(Ranked::new(places)))
}

/// The rows of a segment that match.
pub(crate) fn bits(
    cache: &Cache,
    segment: &Segment,
    question: &Question,
) -> Result<Arc<Bits>, SearchError> {
    let len = segment.len();
    Ok(match question {
        Question::All(questions) => {
            let mut found: Option<Bits> = None;
            for question in questions {
                // What is taken away needs no set of its own.
                if let (Some(found), Question::Not(inner)) = (&mut found, question) {
                    found.and_not(&*bits(cache, segment, inner)?);
                    continue;
                }
                let more = bits(cache, segment, question)?;
                match &mut found {
                    Some(found) => found.and(&more),
                    None => found = Some(more.as_ref().clone()),
                }
            }
            Arc::new(found.unwrap_or_else(|| Bits::all(len)))
        }
        Question::Any(questions) => {
            let mut found = Bits::none(len);
            for question in questions {
                found.or(&*bits(cache, segment, question)?);
            }
            Arc::new(found)
        }
        Question::Not(inner) => {
            let mut found = bits(cache, segment, inner)?.as_ref().clone();
            found.invert();
            Arc::new(found)
        }
        Question::Leaf(leaf) => {
            let asked = Asked::Leaf(segment.id, leaf.clone());
            if let Some(found) = cache.bits(&asked) {
                return Ok(found);
            }
            let mut found = Bits::none(len);
            answer(segment, leaf, &mut found)?;
            let found = Arc::new(found);
            cache.keep_bits(asked, &found);
            found
        }
    })
}

fn answer(segment: &Segment, leaf: &Leaf, found: &mut Bits) -> Result<(), SearchError> {
    let layout = &segment.layout;
    match leaf {
        Leaf::Text(field, place, folded) => {
            if let Holder::Text { trigrams, characters, .. } = layout.holder(*field) {
                text(segment, *trigrams, *characters, *place, folded, found)?;
            }
        }
        Leaf::Present(field) => match layout.holder(*field) {
            // Every text has its marks.
            Holder::Text { characters, .. } => {
                term(segment, *characters, &grams::marked("")[..1], found)?;
            }
            Holder::Choice { terms, .. } | Holder::Id { terms } => {
                prefix(segment, *terms, "", found)?;
            }
            Holder::Number { .. } | Holder::Time { .. } => found.invert(),
        },
        Leaf::Term(field, text) => {
            if let Holder::Choice { terms, .. } | Holder::Id { terms } = layout.holder(*field) {
                term(segment, *terms, text, found)?;
            }
        }
        Leaf::Range(field, from, to) => match layout.holder(*field) {
            Holder::Number { column, .. } => range(&segment.numbers(column)?, *from, *to, found),
            Holder::Time { column, .. } => range(&segment.times(column)?, *from, *to, found),
            Holder::Text { .. } | Holder::Choice { .. } | Holder::Id { .. } => {}
        },
        Leaf::IdStarts(start) => {
            prefix(segment, layout.id, start, found)?;
            prefix(segment, layout.id_lower, start, found)?;
        }
        Leaf::IdIs(id) => {
            term(segment, layout.id, id, found)?;
            term(segment, layout.id_lower, id, found)?;
        }
    }
    Ok(())
}

fn text(
    segment: &Segment,
    trigrams: Field,
    characters: Field,
    place: Place,
    folded: &str,
    found: &mut Bits,
) -> Result<(), SearchError> {
    let needle = grams::needle(folded, place);
    match needle.chars().count() {
        0 => {}
        1 => term(segment, characters, &needle, found)?,
        2 => prefix(segment, trigrams, &needle, found)?,
        3 => term(segment, trigrams, &needle, found)?,
        _ => phrase(segment, trigrams, &needle, found)?,
    }
    Ok(())
}

fn phrase(
    segment: &Segment,
    field: Field,
    needle: &str,
    found: &mut Bits,
) -> Result<(), SearchError> {
    let terms: Vec<Term> =
        grams::trigrams(needle).map(|gram| Term::from_field_text(field, gram)).collect();
    // The dictionary says at once that a needle is nowhere.
    let index = segment.reader.inverted_index(field)?;
    for term in &terms {
        if index.get_term_info(term)?.is_none() {
            return Ok(());
        }
    }
    let query = PhraseQuery::new(terms);
    let weight = query.weight(EnableScoring::disabled_from_schema(&segment.layout.schema))?;
    weight.for_each_no_score(&segment.reader, &mut |docs| {
        docs.iter().for_each(|doc| found.insert(*doc));
    })?;
    Ok(())
}

fn term(segment: &Segment, field: Field, text: &str, found: &mut Bits) -> Result<(), SearchError> {
    let index = segment.reader.inverted_index(field)?;
    let term = Term::from_field_text(field, text);
    if let Some(postings) = index.read_block_postings(&term, IndexRecordOption::Basic)? {
        take(postings, found);
    }
    Ok(())
}

/// Walks the terms that begin with `start`: for two characters of a text, as many as there are
/// third ones.
fn prefix(
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

fn take(mut postings: BlockSegmentPostings, found: &mut Bits) {
    while !postings.docs().is_empty() {
        postings.docs().iter().for_each(|doc| found.insert(*doc));
        postings.advance();
    }
}

/// One pass over the column.
fn range(column: &Column<u64>, from: u64, to: u64, found: &mut Bits) {
    // A range below all values would give the rows that have the smallest one: tantivy 0.27 moves
    // both ends up to it.
    if to < column.min_value() || from > column.max_value() {
        return;
    }
    const STEP: u32 = 1 << 16;
    let mut docs = Vec::new();
    for start in (0..found.len()).step_by(STEP as usize) {
        let end = found.len().min(start.saturating_add(STEP));
        docs.clear();
        column.get_docids_for_value_range(from..=to, start..end, &mut docs);
        docs.iter().for_each(|doc| found.insert(*doc));
    }
}
