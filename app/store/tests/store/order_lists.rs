//! Lists of service orders: what they show, find, sort and count, whatever happens to orders, their
//! instances and their customers. That the read index is right in every detail is proven in its own
//! crate.

use std::fs;

use model::{
    Action, Customer, InstanceState, Order, OrderId, OrderQuery, OrderStatus, PageStart, Sorts,
};
use store::{Store, StoreConfig, StoreError, customers, instances, orders};

use crate::{
    order_checks::check_all,
    support::{
        actor, create, draft, endpoint, engine, on_every_engine, open, orders_filtered, place,
        provide, record, referenced, report, retry, run, running,
    },
};

on_every_engine! {
    async fn orders_are_listed_newest_first_without_their_traces(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let mut placed = Vec::new();
        for name in ["one", "two", "three"] {
            let new = provide(&store, &acme.id, name, InstanceState::Uploaded).await;
            placed.insert(0, place(&store, &new, Action::Provision).await.1);
        }
        let first = &placed[0];
        let told = orders::report(&store, &engine(), &first.id, &running(3)).await.unwrap();
        assert_eq!(told.trace.len(), 3);
        placed[0] = Order { trace: Vec::new(), ..told };
        let page = orders::list(&store, &OrderQuery::default()).await.unwrap();
        assert_eq!((page.total, page.first), (3, 1));
        assert_eq!(page.rows, placed);
        assert_eq!(orders::count(&store, None).await.unwrap(), 3);
        assert_eq!(orders::count(&store, Some(&acme.id)).await.unwrap(), 3);
        check_all(&store).await;
    }

    async fn what_becomes_of_an_order_is_found_at_once(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let (_, order) = place(&store, &vpn, Action::Provision).await;
        for status in [OrderStatus::Queued, OrderStatus::Running, OrderStatus::Failed] {
            let told = report(&store, &order, status).await.unwrap();
            assert_eq!(listed(&store, &format!("status=={status}")).await, [told]);
            assert_eq!(orders_filtered(&store, &format!("status!={status}")).await, 0);
        }
        let failed = orders::get(&store, &order.id).await.unwrap();
        let (_, again) = retry(&store, &failed).await;
        assert_eq!(listed(&store, "status==queued;message=empty=true").await, std::slice::from_ref(&again));
        report(&store, &again, OrderStatus::SuccessWithWarnings).await.unwrap();
        assert_eq!(orders_filtered(&store, "status==success_with_warnings;type==create").await, 1);
        let active = instances::get(&store, &vpn.id).await.unwrap();
        record(&store, &active, Action::Deprovision).await;
        assert_eq!(orders_filtered(&store, "type==delete;status==success;message=like=recorded").await, 1);
        assert_eq!(orders_filtered(&store, "").await, 2);
        check_all(&store).await;
    }

    async fn orders_are_found_by_instance_customer_and_operator(store: Store) {
        let nordic = create(&store, &referenced("Nordic", "CRM-7")).await;
        let other = create(&store, &draft("Other")).await;
        let one = order_for(&store, &nordic, "Site Oslo").await;
        let two = order_for(&store, &other, "Site Bergen").await;
        let cases = [
            ("site", None, vec![&two, &one]),
            ("oslo nordic", None, vec![&one]),
            ("crm-7", None, vec![&one]),
            ("local site", None, vec![&two, &one]),
            (two.id.as_str(), None, vec![&two]),
            ("site", Some(&nordic.id), vec![&one]),
            ("bergen", Some(&nordic.id), vec![]),
        ];
        for (q, customer, expected) in cases {
            let query =
                OrderQuery { q: q.into(), customer: customer.cloned(), ..Default::default() };
            let page = orders::list(&store, &query).await.unwrap();
            assert_eq!(page.rows.iter().collect::<Vec<_>>(), expected, "{q}");
            assert_eq!(page.total, expected.len() as u64, "{q}");
        }
        let query = OrderQuery { q: "oslo".into(), ..Default::default() };
        let page = orders::list(&store, &query).await.unwrap();
        assert_eq!(page.marks["Site Oslo"], std::slice::from_ref(&(5..9)));
        for (filter, expected) in [
            (format!("instance.id=={}", one.instance), &one),
            (format!("customer=={};by==local", other.id), &two),
            ("customer.reference==crm-7".to_owned(), &one),
            ("customer.name==other;created=last=1".to_owned(), &two),
        ] {
            assert_eq!(listed(&store, &filter).await, std::slice::from_ref(expected), "{filter}");
        }
        let query = OrderQuery { filter: "state==failed".into(), ..Default::default() };
        let error = orders::list(&store, &query).await.unwrap_err();
        assert!(matches!(error, StoreError::BadFilter(_)), "{error:?}");
        let query = OrderQuery { filter: "status==queued".into(), ..Default::default() };
        let chips = orders::list(&store, &query).await.unwrap().chips;
        assert_eq!(chips.chips[0].text, "Status is Queued");
    }

    async fn every_order_of_a_list_and_its_reverse_hold_every_row_once(store: Store) {
        let (acme, other) = (create(&store, &draft("Acme")).await, create(&store, &draft("Other")).await);
        let mut all = Vec::new();
        for n in 0..7 {
            let customer = if n % 2 == 0 { &acme } else { &other };
            let order = order_for(&store, customer, &format!("vpn {}", n % 3 * 10 + n)).await;
            if n % 3 == 0 {
                report(&store, &order, OrderStatus::Failed).await.unwrap();
            }
            all.push(order.id);
        }
        assert_eq!(walk(&store, "created").await, all);
        for column in ["created", "updated", "instance", "customer", "type", "status", "by", "id"] {
            let up = walk(&store, column).await;
            let mut down = walk(&store, &format!("-{column}")).await;
            down.reverse();
            assert_eq!(up, down, "{column}");
            assert_eq!(up.len(), all.len(), "{column}");
        }
        let by_name = walk(&store, "instance").await;
        let named = orders::by_ids(&store, &by_name).await.unwrap();
        let names: Vec<_> = named.iter().map(|order| order.instance_name.as_str()).collect();
        assert_eq!(names, ["vpn 0", "vpn 3", "vpn 6", "vpn 11", "vpn 14", "vpn 22", "vpn 25"]);
    }

    async fn all_that_match_and_those_that_were_chosen_are_read_piece_by_piece(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let (one, two) = (order_for(&store, &acme, "one").await, order_for(&store, &acme, "two").await);
        let query = OrderQuery { filter: "instance==one".into(), ..Default::default() };
        let mut matching = orders::matching(&store, &query).await.unwrap();
        assert_eq!(matching.next().await.unwrap(), std::slice::from_ref(&one));
        assert_eq!(matching.next().await.unwrap(), []);
        let gone = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let ids = vec![one.id.clone(), gone, two.id.clone(), one.id.clone()];
        let mut selected = orders::selected(&store, ids).unwrap();
        assert_eq!(selected.next().await.unwrap(), [one, two]);
        assert_eq!(selected.next().await.unwrap(), []);
    }

    async fn a_customer_that_is_renamed_is_so_in_the_lists_of_its_orders(store: Store) {
        let acme = create(&store, &referenced("Acme", "CRM-1")).await;
        let order = order_for(&store, &acme, "vpn").await;
        let other = create(&store, &draft("Other")).await;
        order_for(&store, &other, "vpn").await;
        customers::update(&store, &actor(), &acme.id, 1, &referenced("Globex", "CRM-2")).await.unwrap();
        assert_eq!(orders_filtered(&store, "customer.name==acme,customer.reference==crm-1").await, 0);
        let renamed = listed(&store, "customer.name==globex;customer.reference==crm-2").await;
        assert_eq!(renamed, [Order { customer_name: "Globex".into(), ..order }]);
        check_all(&store).await;
    }

    async fn orders_outlive_their_instances_and_their_customers(store: Store) {
        let acme = create(&store, &referenced("Acme", "CRM-1")).await;
        let mut done = Vec::new();
        for name in ["alone", "together"] {
            let vpn = provide(&store, &acme.id, name, InstanceState::Active).await;
            done.insert(0, record(&store, &vpn, Action::Deprovision).await);
        }
        let orders: Vec<_> = done.iter().map(|(_, order)| order.clone()).collect();
        let (alone, _) = &done[1];
        let filter = "customer.name==acme;customer.reference==crm-1";
        instances::delete(&store, &actor(), &alone.id, alone.version).await.unwrap();
        assert_eq!(listed(&store, filter).await, orders);
        customers::delete(&store, &actor(), &acme.id, 1).await.unwrap();
        assert_eq!(listed(&store, filter).await, orders);
        let scoped = OrderQuery { customer: Some(acme.id.clone()), ..Default::default() };
        assert_eq!(orders::list(&store, &scoped).await.unwrap().rows, orders);
        assert_eq!(store.reindex().await.unwrap(), 2);
        assert_eq!(listed(&store, filter).await, orders);
        customers::restore(&store, &actor(), &acme.id).await.unwrap();
        assert_eq!(listed(&store, filter).await, orders);
        customers::update(&store, &actor(), &acme.id, 2, &draft("Globex")).await.unwrap();
        assert_eq!(orders_filtered(&store, "customer.name==globex").await, 2);
        check_all(&store).await;
    }

    async fn orders_are_in_an_index_that_is_made_anew(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let order = order_for(&store, &acme, "vpn").await;
        let failed = report(&store, &order, OrderStatus::Failed).await.unwrap();
        assert_eq!(store.reindex().await.unwrap(), 3);
        assert_eq!(listed(&store, "status==failed;instance==vpn").await, [failed]);
        store.distrust_index();
        store.check_index().await.unwrap();
        assert_eq!(orders_filtered(&store, "status==failed").await, 1);
        check_all(&store).await;
    }
}

#[test]
fn an_index_that_missed_what_became_of_orders_catches_up() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let endpoint = endpoint(folder.path());
        let other = StoreConfig {
            index: Some(folder.path().join("other-index")),
            ..StoreConfig::new(&endpoint)
        };
        let store = open(&endpoint).await;
        let acme = create(&store, &draft("Acme")).await;
        let order = order_for(&store, &acme, "vpn").await;
        store.close().await;
        // As in index.rs: a program that crashes before its index is written.
        let store = Store::open(&other).await.unwrap();
        report(&store, &order, OrderStatus::Failed).await.unwrap();
        customers::update(&store, &actor(), &acme.id, 1, &draft("Globex")).await.unwrap();
        let late = order_for(&store, &acme, "late").await;
        store.close().await;
        let store = open(&endpoint).await;
        let failed = "status==failed;customer.name==globex;instance==vpn";
        assert_eq!(orders_filtered(&store, failed).await, 1);
        assert_eq!(listed(&store, "instance==late").await, std::slice::from_ref(&late));
        check_all(&store).await;
        store.close().await;
        fs::remove_dir_all(folder.path().join("db-index")).unwrap();
        let store = open(&endpoint).await;
        assert_eq!(listed(&store, "instance==late").await, [late]);
        check_all(&store).await;
        store.close().await;
    });
}

#[test]
fn an_index_that_lacks_an_order_is_made_anew() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let endpoint = endpoint(folder.path());
        let store = open(&endpoint).await;
        // Nothing tells lists of it, nor is there an instance or a customer with a name.
        let unknown =
            "CREATE type::record('service_order', rand::uuid::v7()) SET instance = instance:gone,
            customer = customer:gone, kind = 'create', status = 'failed', trace = [], attempt = 1,
            placed_by = 'x', version = 1, created_at = time::now(), updated_at = time::now()";
        store.connection().query(unknown, Default::default()).await.unwrap().check().unwrap();
        assert_eq!(orders_filtered(&store, "").await, 0);
        store.close().await;
        let store = open(&endpoint).await;
        let rows = listed(&store, "by==x").await;
        assert_eq!((rows[0].instance_name.as_str(), rows[0].customer_name.as_str()), ("", ""));
        assert_eq!(rows.len(), 1);
        store.close().await;
    });
}

/// An order for the workflow engine, for a new service instance of this name.
async fn order_for(store: &Store, customer: &Customer, instance: &str) -> Order {
    let new = provide(store, &customer.id, instance, InstanceState::Uploaded).await;
    place(store, &new, Action::Provision).await.1
}

/// The first page of what a filter finds.
async fn listed(store: &Store, filter: &str) -> Vec<Order> {
    let query = OrderQuery { filter: filter.into(), ..Default::default() };
    orders::list(store, &query).await.unwrap().rows
}

/// The ids of all pages of three rows, one after the other.
async fn walk(store: &Store, sort: &str) -> Vec<OrderId> {
    let mut query = OrderQuery { sort: Sorts::from_param(sort), ..Default::default() };
    let mut ids = Vec::new();
    loop {
        let page = orders::find(store, &query, 3).await.unwrap();
        assert_eq!(page.first, ids.len() as u64 + 1);
        ids.extend(page.rows);
        let Some(next) = page.next else { return ids };
        query.start = PageStart::After(next);
    }
}
