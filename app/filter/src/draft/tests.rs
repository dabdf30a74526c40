//! What holds for every draft, whatever is done to it.

use std::collections::HashSet;

use proptest::{collection::vec, prelude::*};

use super::{Draft, Group, Item};
use crate::{CUSTOMERS, Filter, INSTANCES, Operand, Operator, Schema, arbitrary, limits::*};

fn draft(text: &str) -> Draft {
    Draft::from_filter(&Filter::parse(&CUSTOMERS, text).unwrap(), &CUSTOMERS)
}

fn text(draft: &Draft) -> String {
    draft.to_filter().unwrap().map(|filter| filter.to_string()).unwrap_or_default()
}

#[test]
fn a_new_draft_is_no_filter() {
    let draft = Draft::new(&CUSTOMERS);
    assert_eq!(draft.to_filter(), Ok(None));
    assert_eq!(draft.complete(), None);
}

#[test]
fn a_field_keeps_what_still_fits() {
    let mut draft = draft("name=starts=acme");
    let row = draft.root().items[0].id();
    draft.set_field(row, "reference");
    assert_eq!(text(&draft), "reference=starts=acme");
    draft.set_field(row, "services");
    let now = draft.row(row).unwrap();
    assert_eq!((now.operator, now.values.as_slice()), (Operator::Is, &[String::new()][..]));
    assert!(now.is_incomplete());
    draft.set_field(row, "nothing");
    assert_eq!(draft.row(row).unwrap().field.name, "services");
}

#[test]
fn a_condition_has_as_many_values_as_it_takes() {
    let mut draft = draft("created=between=(2026-01-01,2026-02-01)");
    let row = draft.root().items[0].id();
    let values = |draft: &Draft| draft.row(row).unwrap().values.clone();
    draft.set_operator(row, Operator::Contains);
    assert_eq!(text(&draft), "created=between=(2026-01-01,2026-02-01)", "not of a date");
    draft.set_operator(row, Operator::After);
    assert_eq!(values(&draft), ["2026-01-01"]);
    draft.set_operator(row, Operator::LastDays);
    assert_eq!(values(&draft), [""], "a day is no number of days");
    draft.set_values(row, vec!["7".into(), "8".into()]);
    assert_eq!(values(&draft), ["7"]);
    draft.set_operator(row, Operator::Between);
    assert_eq!(values(&draft), ["", ""]);
    draft.set_field(row, "reference");
    draft.set_operator(row, Operator::IsEmpty);
    assert_eq!(text(&draft), "reference=empty=true");
}

#[test]
fn white_space_and_empty_places_of_a_list_are_not_values() {
    let mut draft = draft("services=in=(1);name==a");
    let [numbers, name] = [0, 1].map(|at| draft.root().items[at].id());
    draft.set_values(numbers, ["", " 1 ", "", "two"].map(String::from).into());
    draft.set_values(name, vec![" a ".into()]);
    let errors = draft.to_filter().unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].0, errors[0].1.index), (numbers, Some(3)));
    assert_eq!(draft.complete().unwrap().to_string(), "name==\" a \"");
    draft.set_values(numbers, ["", " 1 "].map(String::from).into());
    assert_eq!(text(&draft), "services=in=(1);name==\" a \"");
}

#[test]
fn a_row_can_be_put_into_groups_three_deep() {
    let mut draft = draft("name==a;name==b");
    let row = draft.root().items[0].id();
    for _ in 0..MAX_LEVELS {
        assert!(draft.into_group(row).is_some());
    }
    assert_eq!(draft.into_group(row), None);
    assert_eq!(text(&draft), "name==a;name==b");
    let Item::Group(group) = &draft.root().items[0] else { panic!("a group") };
    let (outer, inner) = (group.id, draft.root.holder(row).unwrap().0.id);
    assert!(!group.all, "and so it says something else than the group around it");
    assert!(draft.can_add_group(outer) && !draft.can_add_group(inner));
    assert_eq!(draft.add_group(inner), None);
    assert!(draft.add_row(inner).is_some());
    draft.remove(row);
    assert_eq!(text_of_complete(&draft), "name==b");
}

fn text_of_complete(draft: &Draft) -> String {
    draft.complete().unwrap().to_string()
}

#[test]
fn groups_with_nothing_left_disappear_except_the_outermost() {
    let mut draft = draft("!(!(name==a),name==b)");
    for row in draft.root().rows().iter().map(|row| row.id).collect::<Vec<_>>() {
        draft.remove(row);
    }
    assert!(draft.root().items.is_empty());
    draft.remove(draft.root().id);
    assert_eq!(draft.to_filter(), Ok(None));
}

#[test]
fn a_copy_stands_after_what_it_copies() {
    let mut draft = draft("name==a,name==b;name==c");
    let copy = draft.duplicate(draft.root().items[1].id()).unwrap();
    assert_eq!(draft.root().items[2].id(), copy);
    draft.set_negated(copy, true);
    assert_eq!(text(&draft), "name==a,name==b;name==c,!(name==b;name==c)");
    draft.duplicate(draft.root().items[0].id()).unwrap();
    assert_eq!(text(&draft), "name==a,name==a,name==b;name==c,!(name==b;name==c)");
    assert_eq!(draft.duplicate(draft.root().id), None);
}

#[test]
fn no_more_rows_than_a_filter_may_have() {
    let mut draft = draft("!(id==a;id==b)");
    while draft.add_row(draft.root().id).is_some() {}
    assert_eq!(draft.root().rows().len(), MAX_CRITERIA);
    assert!(!draft.can_add_row());
    assert_eq!(draft.add_group(draft.root().id), None);
    assert_eq!(draft.duplicate(draft.root().items[0].id()), None);
}

#[test]
fn what_is_too_large_as_a_whole_is_told_of_the_group() {
    let mut draft = draft("name==a;name==b;name==c");
    for at in 0..3 {
        draft.set_values(draft.root().items[at].id(), vec!["x".repeat(1500)]);
    }
    let errors = draft.to_filter().unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].0, draft.root().id);
    let told =
        "The filter has 4,520 characters as text; 4,000 is the most. Write a smaller filter.";
    assert_eq!(errors[0].1.to_string(), told);
    assert_eq!(draft.complete(), None);
}

/// One change of something, chosen by numbers that need not fit.
fn change(draft: &mut Draft, (what, which, to, value): &(u8, usize, usize, String)) {
    let ids = ids(draft.root());
    let (id, other) = (ids[which % ids.len()], to % 2 == 0);
    let field = &draft.schema().fields[to % draft.schema().fields.len()];
    match what {
        0 => drop(draft.add_row(id)),
        1 => drop(draft.add_group(id)),
        2 => drop(draft.duplicate(id)),
        3 => draft.remove(id),
        4 => draft.set_field(id, field.name),
        5 => draft.set_operator(id, Operator::ALL[to % Operator::ALL.len()]),
        6 => draft.set_all(id, other),
        7 => draft.set_negated(id, other),
        8 => drop(draft.into_group(id)),
        9 => draft.set_values(id, vec![to.to_string(); 2]),
        10 => draft.set_values(id, vec!["active".into(); to % 4]),
        _ => draft.set_values(id, vec![value.clone()]),
    }
}

/// The numbers of all that is in the group, and its own.
fn ids(group: &Group) -> Vec<u32> {
    let within = group.items.iter().flat_map(|item| match item {
        Item::Group(group) => ids(group),
        Item::Row(row) => vec![row.id],
    });
    std::iter::once(group.id).chain(within).collect()
}

fn levels(group: &Group) -> usize {
    let levels = group.items.iter().map(|item| match item {
        Item::Group(group) => levels(group) + 1,
        Item::Row(_) => 0,
    });
    levels.max().unwrap_or(0)
}

fn has_empty_group(group: &Group) -> bool {
    group.items.iter().any(|item| match item {
        Item::Group(group) => group.items.is_empty() || has_empty_group(group),
        Item::Row(_) => false,
    })
}

fn keeps_its_rules(draft: &Draft, most_levels: usize) -> Result<(), TestCaseError> {
    let ids = ids(draft.root());
    prop_assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
    prop_assert!(levels(draft.root()) <= most_levels);
    prop_assert!(!has_empty_group(draft.root()));
    let rows = draft.root().rows();
    prop_assert!(rows.len() <= MAX_CRITERIA);
    for row in rows {
        prop_assert_eq!(draft.row(row.id), Some(row));
        prop_assert!(row.field.allows(row.operator));
        let takes = match row.operator.operand() {
            Operand::None => 0,
            Operand::One | Operand::Days => 1,
            Operand::Two => 2,
            Operand::List => row.values.len(),
        };
        prop_assert_eq!(row.values.len(), takes);
    }
    match draft.to_filter() {
        Ok(Some(filter)) => {
            let schema = draft.schema();
            let read = Filter::parse(schema, &filter.to_string());
            prop_assert_eq!(read.as_ref(), Ok(&filter));
            prop_assert_eq!(draft.complete(), Some(filter.clone()));
            let again = Draft::from_filter(&filter, schema).to_filter();
            prop_assert_eq!(again, Ok(Some(filter)));
        }
        Ok(None) => prop_assert!(draft.root().items.is_empty()),
        Err(errors) => {
            let told = errors.iter().all(|(id, error)| match draft.row(*id) {
                Some(row) => error.index.is_none_or(|index| index < row.values.len()),
                None => draft.group(*id).is_some(),
            });
            prop_assert!(!errors.is_empty() && told, "{:?}", errors);
        }
    }
    Ok(())
}

fn changes() -> impl Strategy<Value = Vec<(u8, usize, usize, String)>> {
    vec((0..14u8, any::<usize>(), any::<usize>(), arbitrary::text()), 0..40)
}

fn survives(schema: &'static Schema, filter: Filter) -> Result<(), TestCaseError> {
    let draft = Draft::from_filter(&filter, schema);
    prop_assert_eq!(draft.to_filter().unwrap().unwrap().to_string(), filter.to_string());
    prop_assert_eq!(draft.to_filter(), Ok(Some(filter)));
    keeps_its_rules(&draft, usize::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_filter_of_customers_survives_being_edited(filter in arbitrary::filter(&CUSTOMERS)) {
        survives(&CUSTOMERS, filter)?;
    }

    #[test]
    fn every_filter_of_instances_survives_being_edited(filter in arbitrary::filter(&INSTANCES)) {
        survives(&INSTANCES, filter)?;
    }

    #[test]
    fn no_change_breaks_a_new_draft(changes in changes()) {
        let mut draft = Draft::new(&CUSTOMERS);
        for each in &changes {
            change(&mut draft, each);
            keeps_its_rules(&draft, MAX_LEVELS)?;
        }
    }

    #[test]
    fn no_change_breaks_the_draft_of_a_filter(
        filter in arbitrary::filter(&INSTANCES),
        changes in changes(),
    ) {
        let mut draft = Draft::from_filter(&filter, &INSTANCES);
        let most_levels = levels(draft.root()).max(MAX_LEVELS);
        for each in &changes {
            change(&mut draft, each);
            keeps_its_rules(&draft, most_levels)?;
        }
    }
}
