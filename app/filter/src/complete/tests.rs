//! What is offered where, and that it leads to a filter.

use proptest::{collection::vec, prelude::*, sample::select};

use super::{Completion, MOST, complete};
use crate::{CUSTOMERS, Filter, INSTANCES, Schema, arbitrary};

/// What is offered at the `|`, and the text it replaces.
fn offered(marked: &str) -> (String, Vec<&'static str>) {
    offered_of(&CUSTOMERS, marked)
}

fn offered_of(schema: &'static Schema, marked: &str) -> (String, Vec<&'static str>) {
    let (before, after) = marked.split_once('|').unwrap();
    let text = format!("{before}{after}");
    let Completion { from, to, choices } = complete(schema, &text, before.chars().count());
    let replaced = text.chars().skip(from).take(to - from).collect();
    (replaced, choices.iter().map(|choice| choice.insert).collect())
}

#[test]
fn a_criterion_begins_with_a_field() {
    let fields: Vec<_> = CUSTOMERS.fields.iter().map(|field| field.name).collect();
    for text in ["|", " |", "(|", "!(|", "name==ü;|", "name==a , |", "(name==a;|)"] {
        assert_eq!(offered(text), ("".into(), fields.clone()), "{text}");
    }
    assert_eq!(offered_of(&INSTANCES, "|").1.len(), MOST);
}

#[test]
fn what_begins_as_typed_comes_before_what_only_has_it() {
    assert_eq!(offered("STAT|").1, ["status", "state"]);
    assert_eq!(offered("name==ü;re|").1, ["reference", "created"]);
    assert_eq!(offered("ser|").1, ["services", "state"], "also by what the form calls it");
    assert_eq!(offered("xyz|").1, [""; 0]);
}

#[test]
fn a_whole_word_is_replaced() {
    assert_eq!(offered("sta|t==active"), ("stat".into(), vec!["status", "state", "services"]));
    assert_eq!(offered("status==|inactive").0, "inactive");
    assert_eq!(offered("name=|unlike=x;id==a").0, "=unlike=");
    assert_eq!(offered("name|=like=x").0, "=like=");
    assert_eq!(offered("state|s==active"), ("states".into(), vec!["state"]));
}

#[test]
fn after_a_field_come_its_conditions() {
    let all = ["==", "!=", "=in=", "=out="];
    assert_eq!(offered("status|"), ("".into(), all.into()));
    assert_eq!(offered("status |"), ("".into(), all.into()));
    assert_eq!(offered("status=|"), ("=".into(), vec!["==", "=in=", "=out=", "!="]));
    assert_eq!(offered("status!|"), ("!".into(), vec!["!="]));
    assert_eq!(offered("name=li|"), ("=li".into(), vec!["=like="]));
    assert_eq!(offered("name contain|").1, ["=like=", "=unlike="]);
    assert_eq!(offered("state=emp|").1, ["=empty=true", "=empty=false"]);
    assert_eq!(offered("services|").1.len(), 9);
}

#[test]
fn a_field_whose_name_begins_others_is_not_taken_for_finished() {
    let others = ["customer", "customer.name", "customer.reference", "customer.status"];
    assert_eq!(offered_of(&INSTANCES, "customer|").1, others);
    assert_eq!(offered_of(&INSTANCES, "customer |").1, ["==", "!=", "=in=", "=out="]);
}

#[test]
fn after_a_condition_come_the_values_there_are() {
    assert_eq!(offered("status==|").1, ["active", "inactive"]);
    assert_eq!(offered("status!=in|").1, ["inactive"]);
    assert_eq!(offered("state==feas|").1, ["feasibility_checked"]);
    assert_eq!(offered("state=in=|").1, ["("]);
    assert_eq!(offered("state=in=(failed, de|").1, ["deprovisioning", "deprovisioned", "uploaded"]);
    assert_eq!(offered("state=in=(|)").1.len(), 7);
    assert_eq!(offered("state=empty=|").1, ["true", "false"]);
    assert_eq!(offered("created=last=|").1, ["1", "7", "30", "90", "365"]);
    assert_eq!(offered("name==|").1, [""; 0]);
    assert_eq!(offered("status==\"act|").1, [""; 0], "not within quotes");
}

#[test]
fn after_a_criterion_come_what_joins_and_what_ends() {
    assert_eq!(offered("name==acme|"), ("".into(), vec![";", ","]));
    assert_eq!(offered("name==\"Acme AS\" |").1, [";", ","]);
    assert_eq!(offered("name==acme an|"), ("an".into(), vec![";"]));
    assert_eq!(offered("status==active|").1, [";", ","]);
    assert_eq!(offered("(status==active|").1, [";", ",", ")"]);
    assert_eq!(offered("state=in=(active|").1, [",", ")"]);
    assert_eq!(offered("services=between=(1|").1, [","]);
    assert_eq!(offered("services=between=(1,2|").1, [")"]);
    assert_eq!(offered("!|").1, ["("]);
}

#[test]
fn nothing_is_offered_after_a_mistake_or_that_would_be_one() {
    assert_eq!(offered("nam==a;|").1, [""; 0]);
    assert_eq!(offered("name==a)|").1, [""; 0]);
    assert_eq!(offered("state=gone=|").1, [""; 0]);
    let conditions = offered("services|=in=(1,2,3)").1;
    assert!(conditions.contains(&"=out=") && !conditions.contains(&"=between="));
}

#[test]
fn a_suggestion_says_what_it_is() {
    let completion = complete(&CUSTOMERS, "services=bet", 12);
    let [between] = completion.choices.as_slice() else { panic!("one") };
    assert_eq!((between.label, between.note), ("between", "two values in parentheses"));
    assert_eq!(complete(&CUSTOMERS, "serv", 4).choices[0].note, "number");
}

/// With any of the suggestions in place, what stands before its end is right.
fn leads_on(schema: &'static Schema, text: &str, cursor: usize) -> Result<(), TestCaseError> {
    let length = text.chars().count();
    let Completion { from, to, choices } = complete(schema, text, cursor);
    prop_assert!(choices.len() <= MOST);
    prop_assert!(choices.is_empty() || from <= cursor.min(length) && cursor.min(length) <= to);
    prop_assert!(from <= to && to <= length);
    for choice in choices {
        let (before, after): (String, String) =
            (text.chars().take(from).collect(), text.chars().skip(to).collect());
        let changed = format!("{before}{}{after}", choice.insert);
        if let Err(error) = Filter::parse(schema, &changed) {
            let end = from + choice.insert.chars().count();
            // A parenthesis that is still open is told where it was opened.
            let open = error.unfinished && error.found == "(";
            prop_assert!(open || error.marked().start >= end, "{:?}: {}", changed, error);
        }
    }
    Ok(())
}

/// Texts of tokens in any order.
fn tokens() -> impl Strategy<Value = String> {
    let words = ["name", "customer", "state", "active", "true", "a", "3", "2026-11-24", "==", "!="];
    let signs = ["=in=", "=between=", "=last=", "=empty=", "=", "!", "<", "(", ")", ";", ",", " "];
    let others = ["\"", "'", "\\", "ü", "\u{301}", "and", "=li", "cust"];
    vec(select([&words[..], &signs, &others].concat()), 0..12).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn completing_leads_on_wherever_the_cursor_is(
        filter in arbitrary::filter(&INSTANCES),
        cursors in vec(any::<prop::sample::Index>(), 8),
    ) {
        let text = filter.to_string();
        for cursor in cursors {
            let cursor = cursor.index(text.chars().count() + 1);
            leads_on(&INSTANCES, &text, cursor)?;
            let typed: String = text.chars().take(cursor).collect();
            leads_on(&INSTANCES, &typed, cursor)?;
        }
    }

    #[test]
    fn completing_any_text_leads_on(text in prop_oneof![3 => tokens(), 1 => arbitrary::text()]) {
        for cursor in 0..text.chars().count() + 2 {
            leads_on(&CUSTOMERS, &text, cursor)?;
            leads_on(&INSTANCES, &text, cursor)?;
        }
    }

    #[test]
    fn a_filter_can_be_written_by_suggestions(picks in vec(any::<prop::sample::Index>(), 0..40)) {
        let mut text = String::new();
        for pick in picks {
            let Completion { from, choices, .. } = complete(&CUSTOMERS, &text, usize::MAX);
            if choices.is_empty() {
                let goes_on = |value: &&&str| {
                    let read = Filter::parse(&CUSTOMERS, &format!("{text}{value}"));
                    read.is_ok() || read.is_err_and(|error| error.unfinished)
                };
                text += ["a", "3", "2026-11-24"].iter().find(goes_on).unwrap();
            } else {
                text = text.chars().take(from).collect();
                text += choices[pick.index(choices.len())].insert;
            }
            let read = Filter::parse(&CUSTOMERS, &text);
            prop_assert!(read.is_ok() || read.is_err_and(|error| error.unfinished), "{}", text);
        }
    }
}
