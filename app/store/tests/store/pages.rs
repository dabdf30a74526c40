//! Lists: whatever page is asked for is that part of the plain sorted list.

use model::{
    Cursor, Customer, CustomerId, CustomerQuery, CustomerSort, Instance, InstanceQuery,
    InstanceSort, InstanceState, Page, PageStart, Sort, SortKey, text,
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use store::{OnDuplicate, Store, customers, instances};

use crate::support::{actor, create, draft, instance, on_both_engines, provide, referenced};

on_both_engines! {
    async fn customer_pages_are_parts_of_the_sorted_list_in_every_order(store: Store) {
        let all = random_customers(&store, 83).await;
        for q in ["", "a"] {
            for sort in orders::<CustomerSort>() {
                let list = sorted(&all, q, sort, customer_key);
                let query = CustomerQuery { q: q.into(), sort, start: PageStart::First };
                walk(&list, async |start, size| {
                    let page = customers::find(&store, &query.at(start), size).await.unwrap();
                    let rows = page.rows.iter().map(ToString::to_string).collect();
                    page.with_rows(rows)
                }).await;
            }
        }
    }

    async fn instance_pages_are_parts_of_the_sorted_list_in_every_order(store: Store) {
        let (all, customer) = random_instances(&store, 70).await;
        for customer in [None, Some(customer)] {
            let scope: Vec<_> = all
                .iter()
                .filter(|i| customer.as_ref().is_none_or(|c| *c == i.customer))
                .cloned()
                .collect();
            for sort in orders::<InstanceSort>() {
                let list = sorted(&scope, "", sort, instance_key);
                let query = InstanceQuery { customer: customer.clone(), sort, ..Default::default() };
                walk(&list, async |start, size| {
                    let page = instances::find(&store, &query.at(start), size).await.unwrap();
                    let rows = page.rows.iter().map(ToString::to_string).collect();
                    page.with_rows(rows)
                }).await;
            }
        }
    }

    async fn a_page_that_is_gone_is_the_nearest_that_is_there(store: Store) {
        let mut all = Vec::new();
        for n in 0..7 {
            all.push(create(&store, &draft(&format!("Customer {n}"))).await.id);
        }
        for q in ["", "customer"] {
            let find = async |start| {
                let query = CustomerQuery { q: q.into(), start, ..Default::default() };
                customers::find(&store, &query, 3).await.unwrap().rows
            };
            assert_eq!(find(PageStart::After(at("customer 9"))).await, all[4..]);
            assert_eq!(find(PageStart::Before(at("customer 1"))).await, all[..3]);
            assert_eq!(find(PageStart::At("gone".into())).await, all[..3]);
            assert_eq!(find(PageStart::At("not an id".into())).await, all[..3]);
        }
        let by_time = CustomerQuery {
            sort: Sort::from_param("updated"),
            start: PageStart::After(at("no time")),
            ..Default::default()
        };
        assert_eq!(customers::find(&store, &by_time, 3).await.unwrap().rows, all[..3]);
    }

    async fn a_page_at_a_row_that_does_not_match_is_the_first(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let other = create(&store, &draft("Other")).await;
        let query = CustomerQuery {
            q: "acme".into(),
            start: PageStart::At(other.id.to_string()),
            ..Default::default()
        };
        assert_eq!(customers::list(&store, &query).await.unwrap().rows, [acme]);
    }

    async fn all_words_must_occur_in_some_field_whatever_their_case(store: Store) {
        let mut big = referenced("Große Straße AB", "C-77");
        big.description = Some("Fibre to the HOME\nsince 1998".into());
        let big = create(&store, &big).await.id;
        let small = create(&store, &referenced("Small", "c-78")).await.id;
        let cases = [
            ("strasse", vec![&big]),
            ("GROSSE home", vec![&big]),
            ("home 77 fib", vec![&big]),
            ("c-7", vec![&big, &small]),
            ("c-7 small", vec![&small]),
            ("large", vec![]),
            // No word matches across two fields, and nothing is a pattern.
            ("abc-77", vec![]),
            ("c.7", vec![]),
            ("%", vec![]),
            ("'", vec![]),
        ];
        for (q, expected) in cases {
            let query = CustomerQuery { q: q.into(), ..Default::default() };
            let page = customers::find(&store, &query, 50).await.unwrap();
            assert_eq!(page.rows.iter().collect::<Vec<_>>(), expected, "{q}");
            assert_eq!(page.total, expected.len() as u64, "{q}");
        }
    }

    async fn instances_are_found_by_name_design_and_state(store: Store) {
        let (a, b) = (create(&store, &draft("A")).await.id, create(&store, &draft("B")).await.id);
        let one = provide(&store, &a, "Site Oslo", InstanceState::Active).await;
        let two = provide(&store, &b, "Site Bergen", InstanceState::Failed).await;
        let cases = [
            ("site", None, vec![&two, &one]),
            ("L3VPN active", None, vec![&one]),
            ("site", Some(&b), vec![&two]),
            ("oslo", Some(&b), vec![]),
        ];
        for (q, customer, expected) in cases {
            let query = InstanceQuery {
                q: q.into(),
                customer: customer.cloned(),
                ..Default::default()
            };
            let page = instances::list(&store, &query).await.unwrap();
            assert_eq!(page.rows.iter().collect::<Vec<_>>(), expected, "{q}");
        }
    }

    async fn rows_come_in_the_order_of_their_ids_and_gone_ones_are_left_out(store: Store) {
        let (a, b) = (create(&store, &draft("A")).await, create(&store, &draft("B")).await);
        let ids = [b.id.clone(), "gone".parse().unwrap(), a.id.clone()];
        assert_eq!(customers::by_ids(&store, &ids).await.unwrap(), [b, a]);
        assert_eq!(customers::by_ids(&store, &[]).await.unwrap(), []);
    }

    async fn a_scan_reads_every_customer_once_in_the_order_of_the_ids(store: Store) {
        let mut all = random_customers(&store, 25).await;
        all.sort_by(|a, b| a.id.cmp(&b.id));
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let rows = customers::scan(&store, after.as_ref(), 7).await.unwrap();
            let Some(last) = rows.last() else { break };
            after = Some(last.id.clone());
            seen.extend(rows);
        }
        assert_eq!(seen, all);
    }
}

fn at(key: &str) -> Cursor {
    Cursor { key: key.into(), id: "x".into() }
}

/// The key by which a row sorts: text, number and time in one comparable shape.
type AnyKey = (u64, String);

fn orders<K: SortKey>() -> Vec<Sort<K>> {
    let both = |key: &K| [false, true].map(|descending| Sort { key: *key, descending });
    K::ALL.iter().flat_map(both).collect()
}

fn customer_key(customer: &Customer, sort: CustomerSort) -> (AnyKey, String, String) {
    let reference = text::fold(customer.reference.as_deref().unwrap_or(""));
    let name = text::fold(&customer.name);
    let key = match sort {
        CustomerSort::Name => (0, name.clone()),
        CustomerSort::Reference => (0, reference.clone()),
        CustomerSort::Services => (customer.services.total(), String::new()),
        CustomerSort::Updated => (0, customer.updated_at.clone()),
    };
    (key, customer.id.to_string(), format!("{name}\n{reference}"))
}

fn instance_key(instance: &Instance, sort: InstanceSort) -> (AnyKey, String, String) {
    let key = match sort {
        InstanceSort::Name => text::fold(&instance.name),
        InstanceSort::Design => instance.design.clone(),
        InstanceSort::State => instance.state.to_string(),
        InstanceSort::Updated => instance.updated_at.clone(),
    };
    ((0, key), instance.id.to_string(), text::fold(&instance.name))
}

/// The ids of the rows that contain `q`, sorted the plain way.
fn sorted<T, K: SortKey>(
    all: &[T],
    q: &str,
    sort: Sort<K>,
    key: fn(&T, K) -> (AnyKey, String, String),
) -> Vec<String> {
    let mut list: Vec<(AnyKey, String)> = all
        .iter()
        .map(|row| key(row, sort.key))
        .filter(|(_, _, text)| text.contains(q))
        .map(|(key, id, _)| (key, id))
        .collect();
    list.sort();
    if sort.descending {
        list.reverse();
    }
    list.into_iter().map(|(_, id)| id).collect()
}

/// Pages through `list` forwards, backwards and from every row, comparing each page.
async fn walk(list: &[String], find: impl AsyncFn(PageStart, u32) -> Page<String>) {
    for size in [1, 7, 50] {
        let check = |page: &Page<String>, first: usize| {
            let last = list.len().min(first + size as usize);
            assert_eq!(page.rows, list[first..last]);
            assert_eq!(page.total, list.len() as u64);
            assert_eq!(page.previous.is_some(), first > 0);
            assert_eq!(page.next.is_some(), last < list.len());
        };
        let mut first = 0;
        let mut page = find(PageStart::First, size).await;
        check(&page, first);
        while let Some(next) = page.next {
            page = find(PageStart::After(next), size).await;
            first += size as usize;
            check(&page, first);
        }
        let mut page = find(PageStart::Last, size).await;
        let mut first = list.len().saturating_sub(size as usize);
        check(&page, first);
        while let Some(previous) = page.previous {
            page = find(PageStart::Before(previous), size).await;
            first = first.saturating_sub(size as usize);
            check(&page, first);
        }
    }
    for (n, id) in list.iter().enumerate().step_by(5) {
        let page = find(PageStart::At(id.clone()), 7).await;
        let first = n.min(list.len().saturating_sub(7));
        assert_eq!(page.rows, list[first..list.len().min(first + 7)]);
        let around = (page.previous.is_some(), page.next.is_some());
        assert_eq!(around, (first > 0, first + 7 < list.len()));
    }
}

/// Customers with many ties, absent references, letters beyond ASCII and instances.
async fn random_customers(store: &Store, number: usize) -> Vec<Customer> {
    let mut rng = StdRng::seed_from_u64(7);
    let names =
        ["a", "A", "b", "ä", "Zürich", "Straße", "STRASSE", "𝒳", "a b", "a.b", "å\u{10FFFF}"];
    let drafts: Vec<_> = (0..number)
        .map(|n| match rng.random_bool(0.5) {
            true => draft(names.choose(&mut rng).unwrap()),
            false => referenced(
                names.choose(&mut rng).unwrap(),
                &format!("{}{n}", ["R", "ß", "a"][n % 3]),
            ),
        })
        .collect();
    let batch = customers::upsert_batch(store, &actor(), &drafts, OnDuplicate::Error, false).await;
    assert_eq!(batch.unwrap().len(), number);
    let mut all = Vec::new();
    for customer in customers::scan(store, None, 1000).await.unwrap() {
        for n in 0..rng.random_range(0..3) {
            provide(store, &customer.id, &format!("vpn {n}"), InstanceState::Active).await;
        }
        all.push(customers::get(store, &customer.id).await.unwrap());
    }
    all
}

/// Instances of three customers, and one of these.
async fn random_instances(store: &Store, number: usize) -> (Vec<Instance>, CustomerId) {
    let mut rng = StdRng::seed_from_u64(8);
    let mut owners = Vec::new();
    for name in ["A", "B", "C"] {
        owners.push(create(store, &draft(name)).await.id);
    }
    let mut all = Vec::new();
    for n in 0..number {
        let state = *InstanceState::ALL.choose(&mut rng).unwrap();
        let name = format!("{} {}", ["vpn", "Vpn", "é"][n % 3], n / 6);
        let mut draft = instance(&owners[n % 3], &format!("{name} {n}"), state);
        draft.design = ["l3vpn", "eline", "Infrastructure"][rng.random_range(0..3)].into();
        all.push(instances::create(store, &actor(), &draft).await.unwrap());
    }
    (all, owners.swap_remove(1))
}
