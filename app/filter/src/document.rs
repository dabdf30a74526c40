//! Keeps `docs/filters.md` true to what is declared.

use crate::{CUSTOMERS, INSTANCES, Kind, ORDERS, Operator, Schema, limits};

const DOCUMENT: &str = include_str!("../../../docs/filters.md");

/// The table of a noun's fields, as it must stand in the document.
fn fields(schema: &Schema) -> String {
    let mut table = "| Field | Written | Values | Conditions |\n|---|---|---|---|\n".to_owned();
    for field in schema.fields {
        let values = match field.kind {
            Kind::Text => "text".to_owned(),
            Kind::Number => "number".to_owned(),
            Kind::Date => "date".to_owned(),
            Kind::Id => "id".to_owned(),
            Kind::Choice(choices) => {
                choices.iter().map(|c| format!("`{}`", c.value)).collect::<Vec<_>>().join(", ")
            }
        };
        let conditions: Vec<_> = field.operators().iter().map(|o| o.label()).collect();
        let (label, name, conditions) = (field.label, field.name, conditions.join(", "));
        table += &format!("| {label} | `{name}` | {values} | {conditions} |\n");
    }
    table
}

#[test]
fn the_document_lists_every_field_with_its_conditions() {
    for schema in [&CUSTOMERS, &INSTANCES, &ORDERS] {
        let table = fields(schema);
        assert!(DOCUMENT.contains(&table), "docs/filters.md must have\n\n{table}");
    }
}

#[test]
fn the_document_explains_every_condition() {
    for operator in Operator::ALL {
        let (symbol, label) = (operator.symbol(), operator.label());
        let row = |line: &str| {
            line.starts_with("| `f")
                && line.contains(symbol)
                && line.contains(&format!("| {label} |"))
        };
        assert!(DOCUMENT.lines().any(row), "docs/filters.md has no row for {symbol} {label}");
    }
}

#[test]
fn the_document_tells_the_limits() {
    let number =
        |n: usize| if n < 1000 { n.to_string() } else { format!("{},{:03}", n / 1000, n % 1000) };
    for (limit, words) in [
        (limits::MAX_TEXT, "characters, "),
        (limits::MAX_CRITERIA, "criteria"),
        (limits::MAX_LIST, "values in a list"),
        (limits::MAX_VALUE, "characters in a"),
    ] {
        let wanted = format!("{} {words}", number(limit));
        assert!(DOCUMENT.contains(&wanted), "docs/filters.md must say {wanted:?}");
    }
    assert!(DOCUMENT.contains(&format!("parentheses {} deep", limits::MAX_DEPTH)));
}
