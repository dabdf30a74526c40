//! Answers a question for one segment: a set of its rows, deleted ones included.

use std::{borrow::Cow, sync::Arc};

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
                && !look_through(segment, words, (*trigrams, *characters), *place, folded, found)?
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
    words: &Words,
    fields: (Field, Field),
    place: Place,
    folded: &str,
    found: &mut Bits,
) -> Result<bool, SearchError> {
    let (field, within) = match words {
        Words::Column(_, column) => {
            return look_through_column(segment, words, column, fields.0, place, folded, found);
        }
        Words::Texts(field) => (*field, Some((Cow::from(folded), place))),
        Words::Words(field) => {
            let whole_place = if place == Place::Start { place } else { Place::Anywhere };
            (*field, grams::among_words(folded, place).map(|needle| (needle, whole_place)))
        }
    };
    let (Some((needle, within)), Some(list)) = (within, segment.words(words)?) else {
        return Ok(false);
    };
    let index = segment.reader.inverted_index(field)?;
    for word in list.find(&needle, within).into_iter().flatten().map(|n| list.term(n)) {
        // What a text begins with is there a second time.
        if matches!(words, Words::Words(_)) && place == Place::Anywhere && grams::is_first(word) {
            continue;
        }
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

/// A pass over a column takes as long as comparing the positions of one row in so many.
const COLUMN_PASS: u32 = 32;

/// Looks through the texts of a column, if that is quicker than trigrams; says whether.
fn look_through_column(
    segment: &Segment,
    words: &Words,
    column: &str,
    trigrams: Field,
    place: Place,
    folded: &str,
    found: &mut Bits,
) -> Result<bool, SearchError> {
    let needle = grams::needle(folded, place);
    let index = segment.reader.inverted_index(trigrams)?;
    let mut fewest = None;
    for gram in grams::trigrams(&needle).skip_while(|gram| *gram == needle) {
        let rows = index.doc_freq(&Term::from_field_text(trigrams, gram))?;
        fewest = Some(fewest.map_or(rows, |fewest: u32| fewest.min(rows)));
    }
    let quick = fewest.is_none_or(|fewest| fewest < segment.len() / COLUMN_PASS);
    let Some(list) = (!quick).then(|| segment.words(words)).transpose()?.flatten() else {
        return Ok(false);
    };
    let terms = list.find(folded, place);
    if terms.is_empty() {
        return Ok(true);
    }
    let column = segment.bytes(column)?;
    if let [only] = terms.as_slice() {
        range(column.ords(), only.start.into(), u64::from(only.end) - 1, found);
        return Ok(true);
    }
    let mut wanted = Bits::none(column.num_terms() as u32);
    terms.into_iter().flatten().for_each(|term| wanted.insert(term));
    let mut ordinals = vec![0; 1 << 12];
    for start in (0..found.len()).step_by(ordinals.len()) {
        let some = (found.len() - start).min(ordinals.len() as u32) as usize;
        column.ords().values.get_range(start.into(), &mut ordinals[..some]);
        for (ordinal, doc) in ordinals[..some].iter().zip(start..) {
            if wanted.contains(*ordinal as u32) {
                found.insert(doc);
            }
        }
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
