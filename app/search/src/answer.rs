//! Answers a question for one segment: a set of its rows, deleted ones included.

use std::sync::Arc;

use crate::{
    SearchError,
    bits::{Bits, Ranked},
    cache::{Asked, Cache},
    grams,
    layout::Holder,
    order::Ordered,
    postings,
    question::{Leaf, Question},
    segment::{Part, Segment},
    sorting::Sorting,
    texts,
};

/// The rows of a part that match, in an order, without the deleted ones.
///
/// Cheap when the question was asked before; otherwise as the leaves cost, and a nanosecond or two
/// for each row that matches.
pub(crate) fn ordered(
    cache: &Cache,
    part: &Part,
    sorting: &Sorting,
    question: &Question,
) -> Result<Arc<Ranked>, SearchError> {
    let segment = &part.segment;
    let order = segment.order(sorting)?;
    let asked = Asked::Ordered(segment.id, sorting.clone(), question.clone());
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
            if let Holder::Text { trigrams, characters, words, .. } = layout.holder(*field) {
                let fields = (*trigrams, *characters);
                texts::find(segment, fields, words, *place, folded, found)?;
            }
        }
        Leaf::Present(field) => match layout.holder(*field) {
            // Every text has its marks.
            Holder::Text { characters, .. } => {
                postings::term(segment, *characters, &grams::marked("")[..1], found)?;
            }
            Holder::Choice { terms, .. } | Holder::Id { terms } => {
                postings::prefix(segment, *terms, "", found)?;
            }
            Holder::Number { .. } | Holder::Time { .. } => found.invert(),
        },
        Leaf::Term(field, text) => {
            if let Holder::Choice { terms, .. } | Holder::Id { terms } = layout.holder(*field) {
                postings::term(segment, *terms, text, found)?;
            }
        }
        Leaf::Range(field, from, to) => range(&*segment.order_of(*field)?, *from, *to, found),
        Leaf::IdStarts(start) => {
            postings::prefix(segment, layout.id, start, found)?;
            postings::prefix(segment, layout.id_lower, start, found)?;
        }
        Leaf::IdIs(id) => {
            postings::term(segment, layout.id, id, found)?;
            postings::term(segment, layout.id_lower, id, found)?;
        }
    }
    Ok(())
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
