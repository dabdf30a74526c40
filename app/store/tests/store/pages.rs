//! Lists: pages, orders and searches as the store answers them. That the read index is right in
//! every detail is proven in its own crate.

use std::{cmp::Ordering, collections::HashSet};

use model::{
    Cursor, Customer, CustomerId, CustomerQuery, CustomerSort, CustomerStatus, InstanceQuery,
    InstanceState, PageStart, Sort, SortKey, Sorts,
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use store::{OnDuplicate, Store, customers, instances};

use crate::support::{actor, create, draft, on_every_engine, provide, referenced};

/// Orders two customers.
type Compare = fn(&Customer, &Customer) -> Ordering;

on_every_engine! {
    async fn every_order_and_its_reverse_hold_every_customer_once(store: Store) {
        let all = random_customers(&store, 40).await;
        for key in CustomerSort::ALL {
            let up = walk(&store, Sort { key: *key, descending: false }.into()).await;
            let mut down = walk(&store, Sort { key: *key, descending: true }.into()).await;
            down.reverse();
            assert_eq!(up, down, "{key:?}");
            assert_eq!(up.iter().collect::<HashSet<_>>().len(), all.len(), "{key:?}");
        }
    }

    async fn where_rows_tie_in_a_column_the_next_one_decides_across_pages(store: Store) {
        let mut all = Vec::new();
        for n in 0..20 {
            let mut draft = draft(["Alpha", "Beta", "Gamma"][n % 3]);
            if n % 8 == 0 {
                // One without services, which an inactive customer cannot get.
                draft.status = CustomerStatus::Inactive;
            }
            let id = create(&store, &draft).await.id;
            for service in 0..n % 4 {
                provide(&store, &id, &format!("vpn {service}"), InstanceState::Active).await;
            }
            all.push(customers::get(&store, &id).await.unwrap());
        }
        // Ties by the id, in the direction of the first column.
        let orders: [(&str, Compare); 3] = [
            ("-services,name", |a, b| {
                let services = b.services.total().cmp(&a.services.total());
                services.then(a.name.cmp(&b.name)).then(b.id.cmp(&a.id))
            }),
            ("name,-services", |a, b| {
                let services = b.services.total().cmp(&a.services.total());
                a.name.cmp(&b.name).then(services).then(a.id.cmp(&b.id))
            }),
            ("-status,services,-name", |a, b| {
                let status = b.status.as_str().cmp(a.status.as_str());
                let services = a.services.total().cmp(&b.services.total());
                status.then(services).then(b.name.cmp(&a.name)).then(b.id.cmp(&a.id))
            }),
        ];
        for (sort, compare) in orders {
            all.sort_by(compare);
            let wanted: Vec<_> = all.iter().map(|customer| customer.id.clone()).collect();
            assert_eq!(walk(&store, Sorts::from_param(sort)).await, wanted, "{sort}");
        }
    }

    async fn a_page_is_found_by_the_number_of_its_first_row(store: Store) {
        for n in 0..7 {
            create(&store, &draft(&format!("Customer {n}"))).await;
        }
        let find = async |start| {
            let query = CustomerQuery { start, ..Default::default() };
            let page = customers::list(&store, &query).await.unwrap();
            (page.first, page.rows[0].name.clone())
        };
        assert_eq!(find(PageStart::First).await, (1, "Customer 0".into()));
        let three = CustomerQuery { start: PageStart::Row(3), ..Default::default() };
        let page = customers::find(&store, &three, 2).await.unwrap();
        assert_eq!((page.first, page.total, page.rows.len()), (3, 7, 2));
        let empty = CustomerQuery { q: "nobody".into(), ..Default::default() };
        assert_eq!(customers::find(&store, &empty, 2).await.unwrap().first, 0);
    }

    async fn a_page_begins_with_what_a_value_begins_with(store: Store) {
        for name in ["Álvarez", "Alm", "Beta 2", "Beta 10", "Gamma"] {
            create(&store, &draft(name)).await;
        }
        let find = async |sort: &str, text: &str| {
            let start = PageStart::From(text.into());
            let query = CustomerQuery { sort: Sorts::from_param(sort), start, ..Default::default() };
            let ids = customers::find(&store, &query, 1).await.unwrap().rows;
            customers::get(&store, &ids[0]).await.unwrap().name
        };
        assert_eq!(find("name", "al").await, "Alm");
        assert_eq!(find("name", "alv").await, "Álvarez");
        assert_eq!(find("name", "beta").await, "Beta 2");
        assert_eq!(find("name", "beta 3").await, "Beta 10");
        assert_eq!(find("name", "c").await, "Gamma", "the next one");
        assert_eq!(find("name", "z").await, "Gamma", "the last page");
        assert_eq!(find("-name", "beta").await, "Beta 10");
        assert_eq!(find("-name", "c").await, "Beta 10");
        assert_eq!(find("created", "1999-12-31").await, "Álvarez");
        assert_eq!(find("-created", "1999-12-31").await, "Álvarez", "the last page");
        assert_eq!(find("created", "soon").await, "Álvarez", "the first page");
    }

    async fn a_page_that_is_gone_is_the_nearest_that_is_there(store: Store) {
        let mut all = Vec::new();
        for n in 0..7 {
            all.push(create(&store, &draft(&format!("Customer {n}"))).await.id);
        }
        for q in ["", "customer"] {
            let find = async |start| {
                let sort = Sorts::from_param("name");
                let query = CustomerQuery { q: q.into(), sort, start, ..Default::default() };
                customers::find(&store, &query, 3).await.unwrap().rows
            };
            assert_eq!(find(PageStart::After(at("customer 9"))).await, all[4..]);
            assert_eq!(find(PageStart::Before(at("customer 1"))).await, all[..3]);
            assert_eq!(find(PageStart::At("gone".into())).await, all[..3]);
            assert_eq!(find(PageStart::At("not an id".into())).await, all[..3]);
        }
        let by_time = CustomerQuery {
            sort: Sorts::from_param("updated"),
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

    async fn instances_are_found_by_name_design_and_customer(store: Store) {
        let (a, b) = (create(&store, &draft("A")).await.id, create(&store, &draft("Nordic")).await.id);
        let one = provide(&store, &a, "Site Oslo", InstanceState::Active).await;
        let two = provide(&store, &b, "Site Bergen", InstanceState::Failed).await;
        let cases = [
            ("site", None, vec![&two, &one]),
            ("L3VPN oslo", None, vec![&one]),
            ("bergen nordic", None, vec![&two]),
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
        let mut seen = customers::all(&store).await.unwrap();
        assert_eq!(seen.next().await.unwrap(), all);
        assert_eq!(seen.next().await.unwrap(), []);
    }
}

fn at(key: &str) -> Cursor {
    Cursor { key: key.into(), id: "x".into() }
}

/// The ids of all pages of three rows, one after the other.
async fn walk(store: &Store, sort: Sorts<CustomerSort>) -> Vec<CustomerId> {
    let mut query = CustomerQuery { sort, ..Default::default() };
    let mut ids = Vec::new();
    loop {
        let page = customers::find(store, &query, 3).await.unwrap();
        assert_eq!(page.first, ids.len() as u64 + 1);
        ids.extend(page.rows);
        let Some(next) = page.next else { return ids };
        query.start = PageStart::After(next);
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
    for customer in customers::all(store).await.unwrap().next().await.unwrap() {
        for n in 0..rng.random_range(0..3) {
            provide(store, &customer.id, &format!("vpn {n}"), InstanceState::Active).await;
        }
        all.push(customers::get(store, &customer.id).await.unwrap());
    }
    all
}
