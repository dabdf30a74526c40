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
    layout::{Dictionary, Holder},
    order::Ordered,
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
            let ranked = Arc::new(Ranked::new(order.places(&docs)));
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
        Question::All(questions) if questions.len() == 1 => bits(cache, segment, &questions[0])?,
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
            let asked = Asked::Any(segment.id, questions.clone());
            if let Some(found) = cache.bits(&asked) {
                return Ok(found);
            }
            let mut found = Bits::none(len);
            for question in questions {
                found.or(&*bits(cache, segment, question)?);
            }
            let found = Arc::new(found);
            cache.keep_bits(asked, &found);
            found
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
        Leaf::Range(field, from, to) => range(&*segment.order_of(*field)?, *from, *to, found),
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
    words: &Dictionary,
    fields: (Field, Field),
    place: Place,
    folded: &str,
    found: &mut Bits,
) -> Result<bool, SearchError> {
    let (field, within) = match words {
        Dictionary::Column(_, column) => {
            return look_through_column(segment, words, column, fields.0, place, folded, found);
        }
        Dictionary::Texts(field) => (*field, Some((Cow::from(folded), place))),
        Dictionary::Words(field) => {
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
        if matches!(words, Dictionary::Words(_))
            && place == Place::Anywhere
            && grams::is_first(word)
        {
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
    words: &Dictionary,
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
    let ordinals = column.ords();
    if let [only] = terms.as_slice() {
        let (start, terms) = (u64::from(only.start), only.len() as u64);
        *found = matching(ordinals, |ordinal| ordinal.wrapping_sub(start) < terms);
    } else {
        let mut wanted = Bits::none(column.num_terms() as u32);
        terms.into_iter().flatten().for_each(|term| wanted.insert(term));
        *found = matching(ordinals, |ordinal| wanted.contains(ordinal as u32));
    }
    Ok(true)
}

/// The rows whose value is wanted. One pass over the column.
fn matching(column: &Column<u64>, wanted: impl Fn(u64) -> bool) -> Bits {
    let mut values = vec![0; 1 << 12];
    let rows = column.num_docs();
    let mut words = Vec::with_capacity(rows.div_ceil(64) as usize);
    for start in (0..rows).step_by(values.len()) {
        let some = (rows - start).min(values.len() as u32) as usize;
        column.values.get_range(start.into(), &mut values[..some]);
        words.extend(values[..some].chunks(64).map(|chunk| {
            let bits = chunk.iter().enumerate();
            bits.fold(0, |word, (bit, value)| word | u64::from(wanted(*value)) << bit)
        }));
    }
    Bits::from_words(words, rows)
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
    let index = segment.reader.inverted_index(field)?;
    let mut terms = Vec::new();
    for (at, gram) in grams::trigrams(needle).enumerate() {
        let term = Term::from_field_text(field, gram);
        // The dictionary says at once that a needle is nowhere.
        let Some(info) = index.get_term_info(&term)? else { return Ok(()) };
        terms.push((at, term, info.doc_freq));
    }
    // Reading positions is what takes time, so only as many trigrams are looked at as cover the
    // needle: every third, and the last. One that is much rarer keeps the rows few.
    let last = terms.len() - 1;
    let covers = |at: usize| at.is_multiple_of(3) || at == last;
    let in_cover = terms.iter().filter(|(at, ..)| covers(*at)).map(|(.., rows)| *rows);
    let rare = in_cover.min().unwrap_or(0) / 2;
    let terms = terms.into_iter().filter(|(at, _, rows)| covers(*at) || *rows <= rare);
    let terms = terms.map(|(at, term, _)| (at, term)).collect();
    let mut query: Box<dyn Query> = Box::new(PhraseQuery::new_with_offset(terms));
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

/// The rows of a range are next to each other in the order of their column; what is outside is
/// taken away where that is less.
fn range(order: &Ordered, from: u64, to: u64, found: &mut Bits) {
    let (before, within, after) = order.between(from, to);
    if within.len() <= order.len() / 2 {
        within.iter().for_each(|doc| found.insert(*doc));
    } else {
        found.invert();
        before.iter().chain(after).for_each(|doc| found.remove(*doc));
    }
}
