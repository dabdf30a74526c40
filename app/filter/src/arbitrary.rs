//! Random filters and customers for property tests.

use model::{Customer, CustomerStatus, ServiceCounts};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{Criterion, Field, Filter, Kind, Operand, Operator, Schema};

/// Texts that people have, that the text form has to quote, and that only fuzzers think of.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-cA-CäÄß]{1,3}",
        2 => "[a-b \"'\\\\();,=!<>*~%&+\n]{1,6}",
        1 => "(true|false|and|or|=in=|🦀|שלום|\u{202e}|\0|-|\\.){1,2}",
        1 => any::<String>(),
    ]
}

/// A filter of the schema, often nested.
pub(crate) fn filter(schema: &'static Schema) -> impl Strategy<Value = Filter> {
    let leaf = criterion(schema).prop_map(Filter::from);
    leaf.prop_recursive(6, 24, 4, |inner| {
        let group = (any::<bool>(), vec(inner.clone(), 1..4))
            .prop_filter_map("limits", |(or, of)| {
                if or { Filter::any(of) } else { Filter::all(of) }.ok()
            });
        let not = inner.prop_filter_map("limits", |filter| filter.negate().ok());
        prop_oneof![3 => group, 1 => not]
    })
}

/// A criterion of the schema with any of the field's operators.
pub(crate) fn criterion(schema: &'static Schema) -> impl Strategy<Value = Criterion> {
    let fields = select(schema.fields.iter().collect::<Vec<_>>());
    let chosen = fields.prop_flat_map(|field| (Just(field), select(field.operators())));
    chosen.prop_flat_map(|(field, operator)| {
        values(field, operator)
            .prop_filter_map("refused", move |values| Criterion::new(field, operator, &values).ok())
    })
}

/// A customer whose values meet those of [`criterion`] now and then.
pub(crate) fn customer() -> impl Strategy<Value = Customer> {
    let texts = (text(), proptest::option::of(text()), proptest::option::of(text()));
    (texts, any::<bool>(), 0..3u64, 0..3u64, date(), date(), id()).prop_map(
        |((name, reference, description), active, up, failed, created_at, updated_at, id)| {
            Customer {
                id: id.parse().unwrap(),
                name,
                reference,
                description,
                status: if active { CustomerStatus::Active } else { CustomerStatus::Inactive },
                system: false,
                version: 1,
                created_at,
                updated_at,
                services: ServiceCounts { active: up, failed, ..Default::default() },
            }
        },
    )
}

fn values(field: &'static Field, operator: Operator) -> BoxedStrategy<Vec<String>> {
    let one = match (operator.operand(), field.kind) {
        (Operand::None, _) => return Just(Vec::new()).boxed(),
        (Operand::Days, _) => (1..40_000u32).prop_map(|days| days.to_string()).boxed(),
        (_, Kind::Text) => text().boxed(),
        (_, Kind::Number) => prop_oneof![0..5u64, any::<u64>()].prop_map(|n| n.to_string()).boxed(),
        (_, Kind::Date) => prop_oneof![date(), date().prop_map(|d| d[..10].to_owned())].boxed(),
        (_, Kind::Choice(choices)) => select(choices).prop_map(|c| c.value.to_owned()).boxed(),
        (_, Kind::Id) => id().boxed(),
    };
    match operator.operand() {
        Operand::List => vec(one, 1..5).boxed(),
        Operand::Two => vec(one, 2).boxed(),
        Operand::None | Operand::One | Operand::Days => vec(one, 1).boxed(),
    }
}

fn date() -> impl Strategy<Value = String> {
    let part = |from: u32, to: u32| (from..to).prop_map(|n| format!("{n:02}"));
    let time = (part(0, 24), prop_oneof![Just("".to_owned()), Just(".000000001".to_owned())]);
    (2025..2027u32, part(1, 13), part(1, 29), time, any::<bool>()).prop_map(
        |(year, month, day, (hour, fraction), utc)| {
            let zone = if utc { "Z" } else { "+02:00" };
            format!("{year}-{month}-{day}T{hour}:00:00{fraction}{zone}")
        },
    )
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof!["[a-bA-B]", "[a-zA-Z0-9_-]{1,64}"]
}
