//! Random rows and questions, and an index to put them into.
#![allow(dead_code, clippy::unwrap_used, reason = "each test uses its part")]

use chrono::{DateTime, Utc};
use filter::{Criterion, Field, Filter, Kind, Operand, Schema};
use model::{
    Customer, CustomerStatus, Instance, InstanceState, Order, OrderKind, OrderStatus,
    ServiceCounts, Sort,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use search::{Column, Index, InstanceEntry, OrderEntry, Search, Start};

/// A complete index in memory without rows.
pub fn empty() -> Index {
    let index = Index::open(None).unwrap();
    index.rebuild(0).unwrap().finish(None).unwrap();
    index
}

/// Tries a property so often, a quarter of it when compiled without optimization, unless
/// `PROPTEST_CASES` says otherwise.
pub fn config(cases: u32) -> ProptestConfig {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    ProptestConfig {
        cases: wanted.unwrap_or(if cfg!(debug_assertions) { cases / 4 } else { cases }),
        failure_persistence: None,
        ..Default::default()
    }
}

pub fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-24T12:00:00Z").unwrap().to_utc()
}

pub fn plain_customer(id: &str, name: &str, description: Option<&str>) -> Customer {
    Customer {
        id: id.parse().unwrap(),
        name: name.into(),
        reference: None,
        description: description.map(str::to_owned),
        status: CustomerStatus::Active,
        system: false,
        version: 1,
        created_at: "2026-01-01T00:00:00Z".into(),
        updated_at: "2026-01-01T00:00:00Z".into(),
        services: ServiceCounts::default(),
    }
}

pub fn plain_instance(id: &str, customer: &str, name: &str) -> InstanceEntry {
    InstanceEntry {
        instance: Instance {
            id: id.parse().unwrap(),
            name: name.into(),
            customer: customer.parse().unwrap(),
            customer_name: "Acme".into(),
            design: "l3vpn".into(),
            design_version: "1.0.0".into(),
            state: InstanceState::Active,
            changed: false,
            version: 1,
            created_at: "2026-01-01T00:00:00Z".into(),
            updated_at: "2026-01-01T00:00:00Z".into(),
        },
        customer_reference: Some("CRM-1".into()),
        customer_status: CustomerStatus::Active,
    }
}

pub fn plain_order(id: &str, instance: &str, created_at: &str) -> OrderEntry {
    OrderEntry {
        order: Order {
            id: id.parse().unwrap(),
            instance: "i-1".parse().unwrap(),
            instance_name: instance.into(),
            customer: "c-1".parse().unwrap(),
            customer_name: "Acme".into(),
            kind: OrderKind::Create,
            status: OrderStatus::Success,
            message: None,
            trace: Vec::new(),
            attempt: 1,
            placed_by: "ana".into(),
            version: 1,
            created_at: created_at.into(),
            updated_at: created_at.into(),
        },
        customer_reference: Some("CRM-1".into()),
    }
}

/// Texts that people have, that need care, and that only fuzzers think of.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-cA-CäÄß]{1,4}",
        3 => "[ab]{1,3}-?[0-9]{1,2}",
        2 => "[a-b \"'*%?_\\\\\n]{1,6}",
        2 => "(true|A|Z|AZZ|🦀|שלום|مُحَمَّد|か|が|\u{202e}|\u{0}|\u{301}|-){1,4}",
        1 => any::<String>(),
        1 => ("[ab]", 200..400usize).prop_map(|(c, n)| c.repeat(n)),
    ]
}

pub fn customer() -> impl Strategy<Value = Customer> {
    let texts = (text(), option::of(text()), option::of(text()));
    (texts, any::<bool>(), 0..3u64, 0..3u64, date(), date(), id()).prop_map(
        |((name, reference, description), active, up, failed, created_at, updated_at, id)| {
            Customer {
                id: id.parse().unwrap(),
                name,
                reference,
                description,
                status: status(active),
                system: false,
                version: 1,
                created_at,
                updated_at,
                services: ServiceCounts { active: up, failed, ..Default::default() },
            }
        },
    )
}

pub fn instance() -> impl Strategy<Value = InstanceEntry> {
    let texts = (text(), text(), text(), text(), option::of(text()));
    let state = select(&InstanceState::ALL[..]);
    (texts, any::<bool>(), state, "[abA]", date(), date(), id()).prop_map(
        |(texts, active, state, customer, created_at, updated_at, id)| {
            let (name, design, design_version, customer_name, customer_reference) = texts;
            InstanceEntry {
                instance: Instance {
                    id: id.parse().unwrap(),
                    name,
                    customer: customer.parse().unwrap(),
                    customer_name,
                    design,
                    design_version,
                    state,
                    changed: false,
                    version: 1,
                    created_at,
                    updated_at,
                },
                customer_reference,
                customer_status: status(active),
            }
        },
    )
}

pub fn order() -> impl Strategy<Value = OrderEntry> {
    let texts = (text(), text(), text(), option::of(text()), option::of(text()));
    let (kind, status) = (select(&OrderKind::ALL[..]), select(&OrderStatus::ALL[..]));
    (texts, kind, status, "[abA]", "[ab]", (date(), date()), id()).prop_map(
        |(texts, kind, status, customer, instance, (created_at, updated_at), id)| {
            let (instance_name, customer_name, placed_by, message, customer_reference) = texts;
            OrderEntry {
                order: Order {
                    id: id.parse().unwrap(),
                    instance: instance.parse().unwrap(),
                    instance_name,
                    customer: customer.parse().unwrap(),
                    customer_name,
                    kind,
                    status,
                    message,
                    trace: Vec::new(),
                    attempt: 1,
                    placed_by,
                    version: 1,
                    created_at,
                    updated_at,
                },
                customer_reference,
            }
        },
    )
}

pub fn search<C: Column>() -> impl Strategy<Value = Search<C>> {
    let start = prop_oneof![
        Just(Start::First),
        Just(Start::Last),
        id().prop_map(Start::At),
        (0..40u64).prop_map(Start::Rank),
    ];
    let keywords = prop_oneof![
        3 => Just(String::new()),
        2 => text(),
        1 => "[a-cß]{1,3} [a-c]{1,2}",
        1 => id(),
    ];
    let scope = option::weighted(0.1, "[abA]".prop_map(|id| id.parse().unwrap()));
    (keywords, option::of(filter(C::SCHEMA)), scope, sorts(0), start, 1..6u32).prop_map(
        |(keywords, filter, scope, order, start, size)| Search {
            keywords,
            filter,
            scope,
            order,
            start,
            size,
            now: now(),
        },
    )
}

/// At least so many columns in any directions; one may come again.
pub fn sorts<C: Column>(least: usize) -> impl Strategy<Value = Vec<Sort<C>>> {
    let sort =
        (select(C::ALL), any::<bool>()).prop_map(|(key, descending)| Sort { key, descending });
    vec(sort, least..4)
}

fn filter(schema: &'static Schema) -> BoxedStrategy<Filter> {
    let leaf = criterion(schema).prop_map(Filter::from);
    let tree = leaf.prop_recursive(3, 8, 3, |inner| {
        let group = (any::<bool>(), vec(inner.clone(), 1..4))
            .prop_filter_map("limits", |(or, of)| {
                if or { Filter::any(of) } else { Filter::all(of) }.ok()
            });
        let not = inner.prop_filter_map("limits", |filter| filter.negate().ok());
        prop_oneof![3 => group, 1 => not]
    });
    tree.boxed()
}

fn criterion(schema: &'static Schema) -> impl Strategy<Value = Criterion> {
    let fields = select(schema.fields.iter().collect::<Vec<_>>());
    let chosen = fields.prop_flat_map(|field| (Just(field), select(field.operators())));
    chosen.prop_flat_map(|(field, operator)| {
        values(field, operator.operand())
            .prop_filter_map("refused", move |values| Criterion::new(field, operator, &values).ok())
    })
}

fn values(field: &'static Field, operand: Operand) -> BoxedStrategy<Vec<String>> {
    let one = match (operand, field.kind) {
        (Operand::None, _) => return Just(Vec::new()).boxed(),
        (Operand::Days, _) => (1..800u32).prop_map(|days| days.to_string()).boxed(),
        (_, Kind::Text) => text().boxed(),
        (_, Kind::Number) => prop_oneof![0..5u64, any::<u64>()].prop_map(|n| n.to_string()).boxed(),
        (_, Kind::Date) => {
            let readable = prop_oneof![date(), date().prop_map(|date| date[..10].to_owned())];
            readable.prop_filter("a date", |date| date.starts_with('2')).boxed()
        }
        (_, Kind::Choice(choices)) => select(choices).prop_map(|c| c.value.to_owned()).boxed(),
        (_, Kind::Id) => id().boxed(),
    };
    match operand {
        Operand::List => vec(one, 1..5).boxed(),
        Operand::Two => vec(one, 2).boxed(),
        Operand::None | Operand::One | Operand::Days => vec(one, 1).boxed(),
    }
}

fn date() -> BoxedStrategy<String> {
    let part = |from: u32, to: u32| (from..to).prop_map(|n| format!("{n:02}"));
    let time = (part(0, 24), prop_oneof![Just("".to_owned()), Just(".000000001".to_owned())]);
    let date = (2025..2027u32, part(1, 13), part(1, 29), time, any::<bool>()).prop_map(
        |(year, month, day, (hour, fraction), utc)| {
            let zone = if utc { "Z" } else { "+02:00" };
            format!("{year}-{month}-{day}T{hour}:00:00{fraction}{zone}")
        },
    );
    prop_oneof![
        8 => date,
        1 => Just("unreadable".to_owned()),
        1 => Just("2026-11-24T12:00:00Z".to_owned()),
    ]
    .boxed()
}

pub fn id() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-cA-B]", 2 => "[abA]{2}", 1 => "(abcdefgh|ABCDEFGH)-?[0-3]{0,2}"]
}

fn status(active: bool) -> CustomerStatus {
    if active { CustomerStatus::Active } else { CustomerStatus::Inactive }
}
