//! What a search asks of each row, in the index's terms: texts folded, times resolved, so that equal
//! questions are equal.

use chrono::{DateTime, Utc};
use filter::{Criterion, Filter, Keywords, Node, Test, fold};
use tantivy::columnar::MonotonicallyMappableToU64;

use crate::{
    SearchError,
    columns::Noun,
    grams::Place,
    layout::{Layout, NO_TIME, nanoseconds},
};

/// A tree of leaves.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Question {
    /// All of these hold; of none, every row.
    All(Vec<Question>),
    /// Any of these holds.
    Any(Vec<Question>),
    Not(Box<Question>),
    Leaf(Leaf),
}

/// A question that is answered by one look into the index. Fields are given by number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Leaf {
    /// The text has this, folded and not empty, at this place.
    Text(usize, Place, String),
    /// There is a text or a choice.
    Present(usize),
    /// The choice or the identifier is exactly this.
    Term(usize, String),
    /// The number, or the time moved to be positive, lies in this range, both ends included.
    Range(usize, u64, u64),
    /// The row's own identifier begins with this, whatever its case.
    IdStarts(String),
    /// The row's own identifier is this, whatever its case.
    IdIs(String),
}

/// Fewest characters of an identifier that find it among keywords.
const ID_PREFIX: usize = 8;

/// What a list is made of: the rows that match, best first when there are several tiers.
pub(crate) struct Tiers {
    /// No row is in two of them.
    pub(crate) questions: Vec<Question>,
}

/// The tiers of a search; one unless the best matches come first.
pub(crate) fn tiers(
    layout: &Layout,
    keywords: &str,
    filter: Option<&Filter>,
    scope: Option<&str>,
    ranked: bool,
    now: DateTime<Utc>,
) -> Result<Tiers, SearchError> {
    let noun = layout.noun;
    let mut all = Vec::new();
    if let Some((name, customer)) = noun.scope.zip(scope) {
        all.push(Question::Leaf(Leaf::Term(field(layout, name)?, customer.to_owned())));
    }
    if let Some(filter) = filter {
        all.push(tree(layout, filter, now)?);
    }
    let words = Keywords::parse(keywords);
    for word in words.words() {
        all.push(keyword(layout, noun, word)?);
    }
    let matching = Question::All(all);
    if !ranked {
        return Ok(Tiers { questions: vec![matching] });
    }
    let whole = fold(keywords).split_whitespace().collect::<Vec<_>>().join(" ");
    let exact = texts(layout, noun.known_by, Place::Whole, &whole)?;
    let prefix = texts(layout, &[noun.called], Place::Start, &whole)?;
    let and = |parts: Vec<Question>| Question::All(parts);
    let not = |part: &Question| Question::Not(Box::new(part.clone()));
    Ok(Tiers {
        questions: vec![
            and(vec![matching.clone(), exact.clone()]),
            and(vec![matching.clone(), prefix.clone(), not(&exact)]),
            and(vec![matching, not(&prefix), not(&exact)]),
        ],
    })
}

fn tree(layout: &Layout, filter: &Filter, now: DateTime<Utc>) -> Result<Question, SearchError> {
    let each = |filters: &[Filter]| {
        filters.iter().map(|f| tree(layout, f, now)).collect::<Result<Vec<_>, _>>()
    };
    Ok(match filter.node() {
        Node::And(filters) => Question::All(each(filters)?),
        Node::Or(filters) => Question::Any(each(filters)?),
        Node::Not(filter) => Question::Not(Box::new(tree(layout, filter, now)?)),
        Node::Criterion(criterion) => criterion_question(layout, criterion, now)?,
    })
}

fn criterion_question(
    layout: &Layout,
    criterion: &Criterion,
    now: DateTime<Utc>,
) -> Result<Question, SearchError> {
    let field = field(layout, criterion.field().name)?;
    let text = |place, text: &str| Question::Leaf(Leaf::Text(field, place, fold(text)));
    let term = |text: &str| Question::Leaf(Leaf::Term(field, text.to_owned()));
    let range = |from, to| Question::Leaf(Leaf::Range(field, from, to));
    let nothing = || Question::Any(Vec::new());
    let asked = match criterion.test() {
        Test::Empty => Question::Not(Box::new(Question::Leaf(Leaf::Present(field)))),
        Test::Text(values) => any(values.values().iter().map(|v| text(Place::Whole, v))),
        Test::Contains(part) => text(Place::Anywhere, part),
        Test::StartsWith(part) => text(Place::Start, part),
        Test::EndsWith(part) => text(Place::End, part),
        Test::Number(values) => any(values.values().iter().map(|n| range(*n, *n))),
        Test::NumberRange(numbers) => {
            numbers.bounds().map_or_else(nothing, |bounds| range(*bounds.start(), *bounds.end()))
        }
        Test::Date(dates) => {
            let period = dates.period(now);
            let from = period.from.map_or(NO_TIME + 1, nanoseconds);
            match period.until.map(nanoseconds) {
                Some(until) if until <= from => nothing(),
                until => {
                    let to = until.map_or(i64::MAX, |until| until - 1);
                    range(from.to_u64(), to.to_u64())
                }
            }
        }
        Test::Choice(values) => any(values.values().iter().map(|choice| term(choice.value))),
        Test::Id(values) => any(values.values().iter().map(|id| term(id))),
    };
    Ok(if criterion.negated() { Question::Not(Box::new(asked)) } else { asked })
}

fn any(mut questions: impl ExactSizeIterator<Item = Question>) -> Question {
    match (questions.len(), questions.next()) {
        (1, Some(only)) => only,
        (_, first) => Question::Any(first.into_iter().chain(questions).collect()),
    }
}

fn keyword(layout: &Layout, noun: &Noun, word: &str) -> Result<Question, SearchError> {
    let mut found = match texts(layout, noun.searched, Place::Anywhere, word)? {
        Question::Any(found) => found,
        one => vec![one],
    };
    if word.is_ascii() && word.len() <= model::id::MAX_ID {
        let id = word.to_owned();
        let starts = word.len() >= ID_PREFIX;
        found.push(Question::Leaf(if starts { Leaf::IdStarts(id) } else { Leaf::IdIs(id) }));
    }
    Ok(Question::Any(found))
}

fn texts(
    layout: &Layout,
    fields: &[&str],
    place: Place,
    folded: &str,
) -> Result<Question, SearchError> {
    let leaf = |name: &&str| {
        Ok(Question::Leaf(Leaf::Text(field(layout, name)?, place, folded.to_owned())))
    };
    Ok(Question::Any(fields.iter().map(leaf).collect::<Result<_, SearchError>>()?))
}

fn field(layout: &Layout, name: &str) -> Result<usize, SearchError> {
    layout.field(name).ok_or_else(|| SearchError::Internal(format!("there is no field {name}")))
}
