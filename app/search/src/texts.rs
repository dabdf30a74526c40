//! Finds the rows whose text has a needle, in the quickest of the ways there are.

use std::borrow::Cow;

use tantivy::{
    Term,
    columnar::Column,
    query::{BooleanQuery, EnableScoring, PhraseQuery, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use crate::{
    SearchError,
    bits::Bits,
    grams::{self, Place},
    layout::Dictionary,
    postings,
    segment::Segment,
};

/// Adds the rows whose text has the needle, folded and not empty, at a place. `fields` are those of
/// trigrams and of characters.
pub(crate) fn find(
    segment: &Segment,
    fields: (Field, Field),
    words: &Dictionary,
    place: Place,
    folded: &str,
    found: &mut Bits,
) -> Result<(), SearchError> {
    if look_through(segment, words, fields, place, folded, found)? {
        return Ok(());
    }
    by_grams(segment, fields, place, folded, found)
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
            postings::take(
                index.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?,
                found,
            );
        }
    }
    // Rows with a word too long for the dictionary are looked at in the other way.
    let too_long = Term::from_field_text(field, grams::TOO_LONG);
    if index.get_term_info(&too_long)?.is_some() {
        let mut long = Bits::none(found.len());
        postings::term(segment, field, grams::TOO_LONG, &mut long)?;
        let mut rest = Bits::none(found.len());
        let needle = grams::needle(folded, place);
        match grams::trigrams(&needle).count() {
            0 | 1 => by_grams(segment, fields, place, folded, &mut rest)?,
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

fn by_grams(
    segment: &Segment,
    (trigrams, characters): (Field, Field),
    place: Place,
    folded: &str,
    found: &mut Bits,
) -> Result<(), SearchError> {
    let needle = grams::needle(folded, place);
    match needle.chars().count() {
        0 => {}
        1 => postings::term(segment, characters, &needle, found)?,
        2 => postings::prefix(segment, trigrams, &needle, found)?,
        3 => postings::term(segment, trigrams, &needle, found)?,
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
        found.extend(docs);
    })?;
    Ok(())
}
