//! What the parser takes, and what it says about what it does not take.

use crate::{CUSTOMERS, Filter, INSTANCES, Schema, limits::*};

/// The canonical text of what was read.
fn read(text: &str) -> String {
    match Filter::parse(&CUSTOMERS, text) {
        Ok(filter) => filter.to_string(),
        Err(error) => panic!("{text}: {error}"),
    }
}

fn message_of(schema: &'static Schema, text: &str) -> String {
    Filter::parse(schema, text).unwrap_err().to_string()
}

fn message(text: &str) -> String {
    message_of(&CUSTOMERS, text)
}

#[test]
fn canonical_text_is_read_and_written_the_same() {
    for text in [
        "name==acme",
        "name=like=nordic;(status==inactive,services=gt=3)",
        "name!=\"Acme AS\"",
        "name=unlike=x;name=starts=a;name=ends=b",
        "reference=empty=true,description=empty=false",
        "name=in=(a,b,\"c d\")",
        "state=out=(failed,deprovisioned)",
        "state=empty=true",
        "services==0,services!=1,services=lt=2,services=le=3,services=gt=4,services=ge=5",
        "services=between=(1,5);services=in=(7,9)",
        "created==2026-11-24,created=before=2026-11-24T10:00:00Z",
        "updated=after=2026-01-01;updated=between=(2026-01-01,2026-12-31T23:59:59.500Z)",
        "updated=last=7",
        "id==7f6c1c1e-5ff9-4f0c-9d7a-0e6f0a1b2c3d",
        "!(name==a)",
        "!(name==a;name==b)",
        "!(name==a,!(name==b;(name==c,name==d)))",
        "name==a;name==b,name==c;name==d",
        "name==\"\\\"quoted\\\" and \\\\\"",
        "name==\"a*b\"",
        "name==Müller",
        "name==\"שלום\u{202e} 😀\n\"",
        "name==true",
    ] {
        assert_eq!(read(text), text);
    }
}

#[test]
fn fields_with_a_dot_are_one_word() {
    let text = "customer.name=like=acme;customer==c-1;customer.reference=empty=true;version==1.2.0";
    assert_eq!(Filter::parse(&INSTANCES, text).unwrap().to_string(), text);
}

#[test]
fn other_ways_to_write_the_same_become_canonical() {
    for (text, canonical) in [
        ("  name == acme ; ( status == active ) ", "name==acme;status==active"),
        (
            "services<3,services<=3,services>3,services >= 3",
            "services=lt=3,services=le=3,services=gt=3,services=ge=3",
        ),
        ("name=='it\\'s \"x\"'", "name==\"it's \\\"x\\\"\""),
        ("name==\"acme\"", "name==acme"),
        ("name==a*b", "name==\"a*b\""),
        ("name=in=( a , 'b' ,a)", "name=in=(a,b)"),
        ("services==007", "services==7"),
        ("created==2026-11-24T12:00:00.000+02:00", "created==2026-11-24T10:00:00Z"),
        ("((name==a);((name==b)))", "name==a;name==b"),
        ("name==a;(name==b;name==c)", "name==a;name==b;name==c"),
        ("name==a,(name==b,(name==c))", "name==a,name==b,name==c"),
        ("(name==a;name==b),name==c", "name==a;name==b,name==c"),
        ("!(!(name==a))", "name==a"),
        ("! ( ( ! (!(name==a)) ) )", "!(name==a)"),
        ("!(!(name==a;name==b));name==c", "name==a;name==b;name==c"),
    ] {
        assert_eq!(read(text), canonical, "{text}");
    }
}

#[test]
fn a_mistake_is_told_with_place_and_what_was_meant() {
    for (text, told) in [
        (
            "name =lik= x",
            "At character 6: \"=lik=\" is not a condition of Name. Did you mean \"=like=\"?",
        ),
        (
            "name=contains=x",
            "At character 5: \"=contains=\" is not a condition of Name. Did you mean \"=like=\"?",
        ),
        ("name=acme", "At character 5: \"=\" is not a condition of Name. Did you mean \"==\"?"),
        (
            "nmae==x",
            "At character 1: \"nmae\" is not a field of a customer. Did you mean \"name\"?",
        ),
        (
            "Name==x",
            "At character 1: \"Name\" is not a field of a customer. Did you mean \"name\"?",
        ),
        (
            "ünknown==x",
            "At character 1: \"ünknown\" is not a field of a customer. Write one of name, reference, description, status, services, state, created, updated, id.",
        ),
        (
            "name==ü;stauts==active",
            "At character 9: \"stauts\" is not a field of a customer. Did you mean \"status\"?",
        ),
        (
            "status==actve",
            "At character 9: \"actve\" is not a value of Status. Did you mean \"active\"?",
        ),
        (
            "state==\"Feasibility checked\"",
            "At character 8: \"Feasibility checked\" is not a value of Service state. Did you mean \"feasibility_checked\"?",
        ),
        (
            "status==gone",
            "At character 9: \"gone\" is not a value of Status. Write one of active, inactive.",
        ),
        (
            "status=like=act",
            "At character 7: \"=like=\" is not a condition of Status. Did you mean \"==\"?",
        ),
        (
            "created>2026-01-01",
            "At character 8: \">\" is not a condition of Created. Did you mean \"=after=\"?",
        ),
        (
            "name=empty=true",
            "At character 5: \"=empty=\" is not a condition of Name. Write one of ==, !=, =like=, =unlike=, =starts=, =ends=, =in=, =out=.",
        ),
        (
            "reference=empty=ture",
            "At character 17: \"ture\" is neither true nor false. Did you mean \"true\"?",
        ),
        (
            "services==many",
            "At character 11: \"many\" is not a whole number. Write a whole number from 0 to 18,446,744,073,709,551,615.",
        ),
        (
            "services==-1",
            "At character 11: \"-1\" is not a whole number. Write a whole number from 0 to 18,446,744,073,709,551,615.",
        ),
        (
            "services==18446744073709551616",
            "At character 11: \"18446744073709551616\" is too large. Write a whole number from 0 to 18,446,744,073,709,551,615.",
        ),
        (
            "services=between=(5,1)",
            "At character 9: The range from \"5\" to \"1\" ends before it begins. Write the smaller value first.",
        ),
        (
            "services=between=(5)",
            "At character 9: The condition \"between\" of Service Instances has 1 value. Write two values.",
        ),
        (
            "services=between=5",
            "At character 18: \"5\" is not expected here. Write values in parentheses, such as (a,b).",
        ),
        (
            "created==24.11.2026",
            "At character 10: \"24.11.2026\" is not a date. Write a day such as 2026-11-24, or a time such as 2026-11-24T10:00:00Z.",
        ),
        (
            "created=last=0",
            "At character 14: \"0\" is not a number of days. Write a whole number from 1 to 36,500.",
        ),
        (
            "id==\"a b\"",
            "At character 5: \"a b\" is not an identifier. Write 1 to 64 letters, digits, \"-\" or \"_\".",
        ),
        ("name==\"\"", "At character 7: The value is empty. Write a text."),
        (
            "name=like=\u{301}",
            "At character 11: The value has only accents or invisible characters. Write a text with at least one letter, digit or sign.",
        ),
        (
            "reference==''",
            "At character 12: The value is empty. Write a text, or use the condition \"is empty\" (=empty=true).",
        ),
        ("name=in=(a,\"\")", "At character 12: The value is empty. Write a text."),
        ("", "At character 1: The filter is empty. Write a condition such as name==acme."),
        ("  ", "At character 3: The filter is empty. Write a condition such as name==acme."),
        (
            "name",
            "At character 5: The filter ends too early. Write a condition after it, one of ==, !=, =like=, =unlike=, =starts=, =ends=, =in=, =out=.",
        ),
        (
            "name==",
            "At character 7: The filter ends too early. Write a value, in double quotes if it has spaces or any of \" ' ( ) ; , = ! < > \\.",
        ),
        (
            "name==a;",
            "At character 9: The filter ends too early. Write a condition such as name==acme.",
        ),
        (
            "name==a,;",
            "At character 9: \";\" is not expected here. Write a condition such as name==acme.",
        ),
        (
            "name==a)",
            "At character 8: The parenthesis \")\" closes nothing. Write a \"(\" before it, or leave it out.",
        ),
        (
            "(name==a",
            "At character 1: The parenthesis \"(\" is never closed. Write a \")\" where the group ends.",
        ),
        (
            "name=in=(a",
            "At character 9: The list of values is never closed. Write a \")\" after the last value.",
        ),
        (
            "name=in=(a;b)",
            "At character 11: \";\" is not expected here. Write \",\" before another value or \")\" after the last one, and double quotes around a value with spaces or signs.",
        ),
        (
            "!name==a",
            "At character 2: \"name\" is not expected here. Write a condition in parentheses after \"!\".",
        ),
        (
            "name==a and status==active",
            "At character 9: \"and\" is not expected here. Did you mean \";\"?",
        ),
        (
            "(name==a || name==b)",
            "At character 10: \"|\" is not expected here. Did you mean \",\"?",
        ),
        (
            "name==acme as",
            "At character 12: \"as\" is not expected here. Write \";\" (and) or \",\" (or) before another condition, and double quotes around a value with spaces or signs.",
        ),
        (
            "name==\"acme",
            "At character 7: The value that begins with \" never ends. Write another \" after the value.",
        ),
        (
            "name==\"\\ud800\"",
            "At character 8: \"\\u\" is not an escape. Write \\\\ for a backslash and \\\" for a quote.",
        ),
        (
            "name==a\0",
            "At character 8: \"U+0000\" is not expected here. Write \";\" (and) or \",\" (or) before another condition, and double quotes around a value with spaces or signs.",
        ),
    ] {
        assert_eq!(message(text), told, "{text}");
    }
    assert_eq!(
        message_of(&INSTANCES, "customer.nam==x"),
        "At character 1: \"customer.nam\" is not a field of a service instance. Did you mean \"customer.name\"?"
    );
}

#[test]
fn positions_are_given_in_bytes_and_in_characters() {
    let error = Filter::parse(&CUSTOMERS, "name==Ü😀;nope==1").unwrap_err();
    assert_eq!((error.byte, error.character), ("name==Ü😀;".len(), 10));
    assert_eq!(error.found, "nope");
    let error = Filter::parse(&CUSTOMERS, "name==Ü;").unwrap_err();
    assert_eq!((error.byte, error.character, error.found.as_str()), (9, 9, ""));
}

#[test]
fn a_text_that_only_ends_too_early_is_unfinished() {
    for (text, unfinished) in [
        ("", true),
        ("name", true),
        ("nam", false),
        ("name=", false),
        ("name==", true),
        ("name==\"a", true),
        ("name==a b", false),
        ("name==a;", true),
        ("name==a;;", false),
        ("name==a)", false),
        ("!", true),
        ("!n", false),
        ("(", true),
        ("(name==a", true),
        ("(name==a;", true),
        ("(nam==a", false),
        ("state=in=", true),
        ("state=in=(", true),
        ("state=in=(failed", true),
        ("state=in=(failed;", false),
        ("state=in=(gone)", false),
        ("reference=empty=", true),
        ("reference=empty=t", false),
    ] {
        assert_eq!(Filter::parse(&CUSTOMERS, text).unwrap_err().unfinished, unfinished, "{text}");
    }
}

#[test]
fn what_is_marked_is_all_that_was_found() {
    let long = "ü".repeat(60);
    let error = Filter::parse(&CUSTOMERS, &format!("name==ä;{long}==a")).unwrap_err();
    assert_eq!(error.marked(), 8..68);
    let error = Filter::parse(&CUSTOMERS, "status=='Ün known'").unwrap_err();
    assert_eq!(error.marked(), 8..18);
}

#[test]
fn what_is_too_large_is_refused_with_the_limit() {
    let deep = |n: usize| format!("{}name==a{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(read(&deep(MAX_DEPTH)), "name==a");
    let told = "At character 9: Parentheses are nested more than 8 deep. Write fewer groups within groups.";
    assert_eq!(message(&deep(MAX_DEPTH + 1)), told);
    assert_eq!(message(&"(".repeat(MAX_TEXT)), told);

    let many = |n: usize| vec!["id==a"; n].join(";");
    assert_eq!(read(&many(MAX_CRITERIA)), many(MAX_CRITERIA));
    let told = "At character 601: The filter has more than 100 conditions. Write fewer of them.";
    assert_eq!(message(&many(MAX_CRITERIA + 1)), told);

    let list = |n: usize| {
        let values: Vec<String> = (0..n).map(|i| i.to_string()).collect();
        format!("services=in=({})", values.join(","))
    };
    assert_eq!(read(&list(MAX_LIST)), list(MAX_LIST));
    let told = "At character 9: The condition \"in\" of Service Instances has 201 values. Write 1 to 200 values.";
    assert_eq!(message(&list(MAX_LIST + 1)), told);

    let long = |n: usize| format!("name=={}", "ü".repeat(n));
    assert_eq!(read(&long(MAX_VALUE)), long(MAX_VALUE));
    let told = "At character 7: The value has 2,001 characters. Write at most 2,000.";
    assert_eq!(message(&long(MAX_VALUE + 1)), told);

    let told =
        "At character 4001: The filter has more than 4,000 characters. Write a shorter filter.";
    assert_eq!(message(&"x".repeat(MAX_TEXT + 1)), told);
    assert_eq!(message(&" ".repeat(100_000)), told);
}

#[test]
fn what_is_too_long_only_in_canonical_form_is_refused_too() {
    // In single quotes the double ones need no backslash.
    let text = format!("name=='{}'", "\"".repeat(1999));
    assert_eq!(
        message(&text),
        "At character 5: The values of Name are too long together. Write at most 4,000 characters."
    );
    let half = format!("name=='{}'", "\"".repeat(1200));
    let told = "At character 1: The filter has 4,817 characters as text; 4,000 is the most. Write a smaller filter.";
    assert_eq!(message(&format!("{half};{half}")), told);
}
