//! The index gives the same answers as a plain evaluation of every row: random rows, put and
//! removed in random groups, asked random questions.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::{cmp::Ordering, collections::BTreeMap};

use common::{customer, instance, now, order, search};
use filter::{Filter, Keywords, Row, Value, fold};
use icu_collator::{
    CollatorBorrowed, CollatorPreferences, options::CollatorOptions,
    preferences::CollationNumericOrdering,
};
use model::{Cursor, Customer, CustomerSort, InstanceSort, OrderSort, Sort};
use proptest::{collection::vec, prelude::*, sample::select};
use search::{Change, Column, Found, Index, InstanceEntry, OrderEntry, Search, Start};

/// A row with what the test needs besides.
trait Entry: Clone {
    fn with<T>(&self, take: impl FnOnce(&dyn Row) -> T) -> T;
    fn put(&self, version: u64) -> Change;
    fn remove(&self, version: u64) -> Change;
    /// The fields that are equal to the words of the best matches.
    const KNOWN_BY: &'static [&'static str];
    /// The field that begins with the words of the next best.
    const CALLED: &'static str;
    /// The field that a scope is about.
    const SCOPE: Option<&'static str>;
}

impl Entry for Customer {
    fn with<T>(&self, take: impl FnOnce(&dyn Row) -> T) -> T {
        take(self)
    }
    fn put(&self, version: u64) -> Change {
        Change::PutCustomer { customer: self.clone(), version }
    }
    fn remove(&self, version: u64) -> Change {
        Change::RemoveCustomer { id: self.id.clone(), version }
    }
    const KNOWN_BY: &'static [&'static str] = &["reference"];
    const CALLED: &'static str = "name";
    const SCOPE: Option<&'static str> = None;
}

impl Entry for InstanceEntry {
    fn with<T>(&self, take: impl FnOnce(&dyn Row) -> T) -> T {
        take(&self.row())
    }
    fn put(&self, version: u64) -> Change {
        Change::PutInstance { entry: self.clone(), version }
    }
    fn remove(&self, version: u64) -> Change {
        Change::RemoveInstance { id: self.instance.id.clone(), version }
    }
    const KNOWN_BY: &'static [&'static str] = &["customer.reference", "name"];
    const CALLED: &'static str = "name";
    const SCOPE: Option<&'static str> = Some("customer");
}

impl Entry for OrderEntry {
    fn with<T>(&self, take: impl FnOnce(&dyn Row) -> T) -> T {
        take(&self.row())
    }
    fn put(&self, version: u64) -> Change {
        Change::PutOrder { entry: self.clone(), version }
    }
    fn remove(&self, version: u64) -> Change {
        Change::RemoveOrder { id: self.order.id.clone(), version }
    }
    const KNOWN_BY: &'static [&'static str] = &["customer.reference", "instance"];
    const CALLED: &'static str = "instance";
    const SCOPE: Option<&'static str> = Some("customer");
}

/// A row's value in a sort column.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    Text(String),
    Id(String),
    Number(u64),
    Time(Option<chrono::DateTime<chrono::Utc>>),
}

impl Key {
    fn of(row: &dyn Row, schema: &filter::Schema, field: &str) -> Self {
        let field = schema.field(field).unwrap();
        let cut = |text: &str| text.chars().take(255).collect::<String>();
        match (field.kind, row.value(field)) {
            (filter::Kind::Text, Value::Text(text)) => Self::Text(cut(&text)),
            (filter::Kind::Text, _) => Self::Text(String::new()),
            (filter::Kind::Choice(choices), Value::Text(text)) => {
                Self::Number(choices.iter().position(|c| c.value == text).unwrap() as u64)
            }
            (filter::Kind::Id, Value::Text(text)) => Self::Id(text.into_owned()),
            (_, Value::Number(number)) => Self::Number(number),
            (filter::Kind::Date, Value::Date(at)) => Self::Time(Some(at)),
            (filter::Kind::Date, _) => Self::Time(None),
            (_, value) => panic!("{value:?}"),
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => {
                let mut preferences = CollatorPreferences::default();
                preferences.numeric_ordering = Some(CollationNumericOrdering::True);
                let collator =
                    CollatorBorrowed::try_new(preferences, CollatorOptions::default()).unwrap();
                let absent = (!one.is_empty()).cmp(&!other.is_empty());
                absent.then(collator.compare(one, other))
            }
            (Self::Id(one), Self::Id(other)) => one.cmp(other),
            (Self::Number(one), Self::Number(other)) => one.cmp(other),
            (Self::Time(one), Self::Time(other)) => one.cmp(other),
            _ => panic!("two kinds of keys"),
        }
    }
}

/// The answer by looking at every row.
fn plain<E: Entry, C: Column>(
    rows: &BTreeMap<String, E>,
    search: &Search<C>,
) -> (Vec<String>, u64, u64) {
    let schema = C::SCHEMA;
    let words = Keywords::parse(&search.keywords);
    let whole = fold(&search.keywords).split_whitespace().collect::<Vec<_>>().join(" ");
    let ranked = search.order.is_empty() && !words.is_empty();
    let usual = [C::USUAL];
    let order = if search.order.is_empty() { &usual[..] } else { &search.order };
    let text = |row: &dyn Row, field: &str| match row.value(schema.field(field).unwrap()) {
        Value::Text(text) => fold(&text),
        _ => String::new(),
    };
    let tier = |row: &dyn Row| {
        if !ranked || E::KNOWN_BY.iter().any(|field| text(row, field) == whole) {
            0
        } else if text(row, E::CALLED).starts_with(&whole) {
            1
        } else {
            2
        }
    };
    let mut places: Vec<(usize, Vec<Key>, String)> = rows
        .values()
        .filter_map(|entry| {
            entry.with(|row| {
                let holds = words.matches(row)
                    && search.filter.as_ref().is_none_or(|f| f.matches(row, search.now))
                    && E::SCOPE.zip(search.scope.as_ref()).is_none_or(|(field, id)| {
                        row.value(schema.field(field).unwrap())
                            == Value::Text(id.as_str().to_owned().into())
                    });
                let keys = order.iter().map(|sort| Key::of(row, schema, sort.key.field()));
                holds.then(|| (tier(row), keys.collect(), row.id().to_owned()))
            })
        })
        .collect();
    let turn = |order: Ordering, descending| if descending { order.reverse() } else { order };
    let compare = |one: &(usize, Vec<Key>, String), other: &(usize, Vec<Key>, String)| {
        let keys = order.iter().zip(one.1.iter().zip(&other.1));
        let keys = keys.map(|(sort, (one, other))| turn(one.compare(other), sort.descending));
        // Best matches first are a list that goes up, whatever order those of equal merit have.
        let ids = turn(one.2.cmp(&other.2), order[0].descending && !ranked);
        one.0.cmp(&other.0).then(keys.fold(Ordering::Equal, Ordering::then)).then(ids)
    };
    places.sort_by(compare);
    let (total, size) = (places.len(), search.size as usize);
    let last_page = total.saturating_sub(size);
    let first = match &search.start {
        Start::First | Start::After(_) | Start::Before(_) | Start::From(_) => 0,
        Start::Last => last_page,
        Start::Rank(n) => last_page.min(*n as usize),
        Start::At(id) => places.iter().position(|p| p.2 == *id).map_or(0, |n| n.min(last_page)),
    };
    let ids = places.iter().skip(first).take(size).map(|place| place.2.clone()).collect();
    (ids, total as u64, first as u64)
}

/// Asks the index and compares, then follows the cursors both ways through the whole list.
fn compare<E: Entry, C: Column<Id: ToString>>(
    index: &Index,
    rows: &BTreeMap<String, E>,
    search: &Search<C>,
) {
    let ask = |search: &Search<C>| strings(index.find(search).unwrap());
    let found = ask(search);
    let wanted = plain(rows, search);
    let told = || {
        format!(
            "{:?} {:?} {:?}",
            search.keywords,
            search.filter.as_ref().map(Filter::to_string),
            search.order
        )
    };
    assert_eq!(
        (&found.ids, found.total, found.first),
        (&wanted.0, wanted.1, wanted.2),
        "{}",
        told()
    );
    assert_eq!(found.previous.is_some(), found.first > 0 && !found.ids.is_empty());
    assert_eq!(found.next.is_some(), found.first + (found.ids.len() as u64) < found.total);
    let all = plain(rows, &Search { size: 10_000, start: Start::First, ..search.clone() }).0;
    let mut pages = vec![ask(&Search { start: Start::First, ..search.clone() })];
    while let Some(next) = pages.last().and_then(|page| page.next.clone()) {
        let page = ask(&Search { start: Start::After(next), ..search.clone() });
        assert!(!page.ids.is_empty());
        pages.push(page);
    }
    let walked: Vec<String> = pages.iter().flat_map(|page| page.ids.clone()).collect();
    assert_eq!(walked, all, "forwards");
    let mut page = ask(&Search { start: Start::Last, ..search.clone() });
    let mut walked = page.ids.clone();
    while let Some(previous) = page.previous.clone() {
        page = ask(&Search { start: Start::Before(previous), ..search.clone() });
        let before = walked.len();
        let fresh: Vec<String> =
            page.ids.iter().filter(|id| !walked.contains(id)).cloned().collect();
        walked.splice(0..0, fresh);
        assert!(walked.len() > before);
    }
    assert_eq!(walked, all, "backwards");
    // After the last row there is only the last page; a cursor that makes no sense is the first.
    if let Some(last) = all.last() {
        let at = Search { start: Start::At(last.clone()), ..search.clone() };
        assert_eq!(ask(&at).ids.last(), Some(last));
    }
    if search.order.first().is_some_and(|sort| sort.key.as_str() == "created") {
        let start = Start::After(Cursor { key: "soon".into(), id: "x".into() });
        let first = ask(&Search { start: Start::First, ..search.clone() });
        assert_eq!(ask(&Search { start, ..search.clone() }), first);
    }
}

/// Fills an index in groups and keeps the plain rows beside it.
fn fill<E: Entry>(index: &Index, groups: Vec<Vec<(E, u64, bool)>>) -> BTreeMap<String, E> {
    let mut rows: BTreeMap<String, E> = BTreeMap::new();
    let mut known: BTreeMap<String, (u64, bool)> = BTreeMap::new();
    for group in groups {
        let mut changes = Vec::new();
        for (entry, version, remove) in group {
            let id = entry.with(|row| row.id().to_owned());
            changes.push(if remove { entry.remove(version) } else { entry.put(version) });
            let newer = known.get(&id).is_none_or(|(known, removed)| {
                version > *known || version == *known && (remove || !removed)
            });
            if newer {
                known.insert(id.clone(), (version, remove));
                if remove {
                    rows.remove(&id);
                } else {
                    rows.insert(id, entry);
                }
            }
        }
        index.submit_blocking(changes, None).unwrap();
    }
    rows
}

fn strings<Id: ToString>(found: Found<Id>) -> Found<String> {
    let Found { ids, total, first, previous, next } = found;
    Found { ids: ids.iter().map(Id::to_string).collect(), total, first, previous, next }
}

fn groups<E: std::fmt::Debug>(
    entry: impl Strategy<Value = E>,
) -> impl Strategy<Value = Vec<Vec<(E, u64, bool)>>> {
    vec(vec((entry, 1..4u64, prop::bool::weighted(0.15)), 1..9), 1..7)
}

proptest! {
    #![proptest_config(common::config(60))]

    #[test]
    fn customers_are_found_as_by_looking_at_each(
        groups in groups(customer()),
        searches in vec(search::<CustomerSort>(), 12),
    ) {
        let index = common::empty();
        let rows = fill(&index, groups);
        for search in searches {
            compare(&index, &rows, &search);
        }
    }

    #[test]
    fn orders_are_found_as_by_looking_at_each(
        groups in groups(order()),
        searches in vec(search::<OrderSort>(), 12),
    ) {
        let index = common::empty();
        let rows = fill(&index, groups);
        for search in searches {
            compare(&index, &rows, &search);
        }
    }

    #[test]
    fn instances_are_found_as_by_looking_at_each(
        groups in groups(instance()),
        searches in vec(search::<InstanceSort>(), 12),
    ) {
        let index = common::empty();
        let rows = fill(&index, groups);
        for search in searches {
            compare(&index, &rows, &search);
        }
        for id in ["a", "b", "A", "none"] {
            let id = id.parse().unwrap();
            let mut found: Vec<_> =
                index.instances_of(&id).unwrap().iter().map(|id| id.to_string()).collect();
            found.sort();
            let of = rows.values().filter(|entry| entry.instance.customer == id);
            let wanted: Vec<_> = of.clone().map(|entry| entry.instance.id.to_string()).collect();
            prop_assert_eq!(found, wanted);
            let counts = index.services_of(&id).unwrap();
            for state in model::InstanceState::ALL {
                let wanted = of.clone().filter(|entry| entry.instance.state == state).count();
                prop_assert_eq!(counts.of(state), wanted as u64);
            }
        }
    }

    #[test]
    fn a_cursor_is_exact_even_when_its_row_is_gone(
        groups in groups(customer()),
        order in common::sorts(1),
        keywords in select(&["", "a", "ab"][..]),
    ) {
        let index = common::empty();
        let rows = fill(&index, groups);
        let order = if keywords.is_empty() { order } else { Vec::new() };
        let all =
            Search::<CustomerSort> { order, keywords: keywords.into(), ..Search::all(3, now()) };
        let first = strings(index.find(&all).unwrap());
        let Some(next) = first.next else { return Ok(()) };
        let second = index.find(&Search { start: Start::After(next.clone()), ..all.clone() });
        let gone = rows[&next.id].remove(9);
        index.submit_blocking(vec![gone], None).unwrap();
        let again = index.find(&Search { start: Start::After(next), ..all });
        prop_assert_eq!(second.unwrap().ids, again.unwrap().ids);
    }

    #[test]
    fn a_value_begins_where_it_does_by_the_first_column_alone(
        groups in groups(customer()),
        order in common::sorts::<CustomerSort>(1),
        text in select(&["", "a", "b1", "ß", "1", "2026-03-01", "inact"][..]),
    ) {
        let index = common::empty();
        fill(&index, groups);
        let start = Start::From(text.into());
        let find = |order: &[Sort<CustomerSort>]| {
            let order = order.to_vec();
            index.find(&Search { order, start: start.clone(), ..Search::all(1, now()) })
        };
        prop_assert_eq!(find(&order).unwrap().first, find(&order[..1]).unwrap().first);
    }
}

#[test]
fn long_texts_and_long_needles_are_exact() {
    let index = common::empty();
    let long = format!("{}needle{}", "ﷺ".repeat(900), "x".repeat(1_094));
    let row = common::plain_customer("c-1", "Long", Some(&long));
    index.submit_blocking(vec![row.put(1)], None).unwrap();
    for (needle, holds) in [
        (long.as_str(), true),
        (&long[300..1_500], true),
        (&format!("{}y", &long[long.len() - 1_000..]), false),
        ("xxneedle", false),
        ("needlexx", true),
    ] {
        let field = filter::CUSTOMERS.field("description").unwrap();
        for operator in [filter::Operator::Contains, filter::Operator::Is] {
            let criterion = filter::Criterion::new(field, operator, &[needle]).unwrap();
            let filter = Filter::from(criterion);
            let expected = holds && (operator == filter::Operator::Contains || needle == long);
            assert_eq!(filter.matches(&row, now()), expected);
            let filter = Some(filter);
            let search = Search::<CustomerSort> { filter, ..Search::all(5, now()) };
            assert_eq!(index.find(&search).unwrap().total == 1, expected);
        }
    }
}
