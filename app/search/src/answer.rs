//! Answers a question for one segment: a set of its rows, deleted ones included.

use std::sync::Arc;

use tantivy::{
    Term,
    columnar::Column,
    postings::BlockSegmentPostings,
    query::{BooleanQuery, EnableScoring, PhraseQuery, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use crate::{
    SearchError,
    bits::{Bits, Ranked},
    cache::{Asked, Cache},
    grams::{self, Place},
    layout::{Holder, Words},
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
            if let Holder::Text { trigrams, characters, words, .. } = layout.holder(*field)
                && !look_through(segment, *words, (*trigrams, *characters), *place, folded, found)?
            {
                text(segment, (*trigrams, *characters), *place, folded, found)?;
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

/// Looks through the dictionary of words, if the needle is to be found that way; says whether.
fn look_through(
    segment: &Segment,
    words: Words,
    fields: (Field, Field),
    place: Place,
    folded: &str,
    found: &mut Bits,
) -> Result<bool, SearchError> {
    let field = match words {
        Words::Texts(field) if !folded.is_empty() => field,
        Words::Runs(field) if place == Place::Anywhere && grams::is_run(folded) => field,
        Words::Runs(_) | Words::Texts(_) | Words::None => return Ok(false),
    };
    let Some(list) = segment.words(field)? else { return Ok(false) };
    let index = segment.reader.inverted_index(field)?;
    for word in list.find(folded, place) {
        if let Some(info) = index.terms().get(word)? {
            take(index.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?, found);
        }
    }
    // Rows with a word too long for the dictionary are looked at in the other way.
    let too_long = Term::from_field_text(field, grams::TOO_LONG);
    if index.get_term_info(&too_long)?.is_some() {
        let mut long = Bits::none(found.len());
        term(segment, field, grams::TOO_LONG, &mut long)?;
        let mut rest = Bits::none(found.len());
        let needle = grams::needle(folded, place);
        match grams::trigrams(&needle).count() {
            0 | 1 => text(segment, fields, place, folded, &mut rest)?,
            _ => phrase(segment, fields.0, &needle, Some(too_long), &mut rest)?,
        }
        rest.and(&long);
        found.or(&rest);
    }
    Ok(true)
}

fn text(
    segment: &Segment,
    (trigrams, characters): (Field, Field),
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
        _ => phrase(segment, trigrams, &needle, None, found)?,
    }
    Ok(())
}

fn phrase(
    segment: &Segment,
    field: Field,
    needle: &str,
    among: Option<Term>,
    found: &mut Bits,
) -> Result<(), SearchError> {
    // The dictionary says at once that a needle is nowhere.
    let index = segment.reader.inverted_index(field)?;
    let mut terms = Vec::new();
    for (at, gram) in grams::trigrams(needle).enumerate() {
        let term = Term::from_field_text(field, gram);
        if index.get_term_info(&term)?.is_none() {
            return Ok(());
        }
        terms.push((at, term));
    }
    // Reading positions is what takes time, so only as many trigrams are looked at as cover the
    // needle: every third, and the last.
    let last = terms.len() - 1;
    let cover = terms.into_iter().filter(|(at, _)| at % 3 == 0 || *at == last);
    let mut query: Box<dyn Query> = Box::new(PhraseQuery::new_with_offset(cover.collect()));
    if let Some(among) = among {
        let among = TermQuery::new(among, IndexRecordOption::Basic);
        query = Box::new(BooleanQuery::intersection(vec![Box::new(among), query]));
    }
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
