//! Handing orders over: every order gets to the engine, however often that fails.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::Duration,
};

use model::{Action, Delivery, InstanceState, Order, OrderId, OrderStatus, delivery::MAX_TRIES};
use store::{Store, StoreError, customers, instances, orders};
use surrealdb::types::vars;

use crate::{
    order_checks::check_orders,
    support::{
        actor, create, draft, edit, endpoint, on_every_engine, open, place, provide, referenced,
        report, run,
    },
};

on_every_engine! {
    async fn a_delivery_holds_all_that_the_engine_needs_as_it_is_when_it_is_due(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let (busy, order) = place(&store, &vpn, Action::Provision).await;
        customers::update(&store, &actor(), &acme.id, 1, &referenced("Globex", "CRM-1")).await.unwrap();
        let delivery = only_due(&store).await;
        assert_eq!((&delivery.order.id, delivery.tries), (&order.id, 0));
        assert_eq!(delivery.key(), format!("{}-1", order.id));
        let mut expected = busy;
        expected.customer_name = "Globex".into();
        assert_eq!(delivery.instance, expected);
        assert_eq!(serde_json::to_string(&delivery.body).unwrap(), r#"{"vlan":42}"#);
        assert_eq!(delivery.customer_reference.as_deref(), Some("CRM-1"));
        assert_eq!(delivery.order.customer_name, "Globex");
    }

    async fn what_was_delivered_is_not_due_any_more(store: Store) {
        queue(&store, "vpn").await;
        let delivery = only_due(&store).await;
        assert_eq!(only_due(&store).await, delivery, "until then it stays due");
        assert_eq!(orders::next_due(&store).await.unwrap(), Some(Duration::ZERO));
        orders::delivered(&store, &delivery).await.unwrap();
        assert_none_waiting(&store).await;
        // Whatever comes late changes nothing.
        orders::not_delivered(&store, &delivery, "late").await.unwrap();
        orders::delivered(&store, &delivery).await.unwrap();
        assert_none_waiting(&store).await;
        assert_eq!(orders::dead(&store).await.unwrap(), []);
    }

    async fn the_longest_due_comes_first_and_no_more_than_asked_for(store: Store) {
        let mut placed = Vec::new();
        for name in ["a", "b", "c"] {
            placed.push(queue(&store, name).await.id);
        }
        let due = async |limit| ids(&orders::due(&store, limit).await.unwrap());
        assert_eq!(due(10).await, placed);
        assert_eq!(due(2).await, placed[..2]);
        let first = orders::due(&store, 1).await.unwrap().remove(0);
        orders::not_delivered(&store, &first, "refused").await.unwrap();
        make_due(&store, &first.order).await;
        assert_eq!(due(10).await[2], placed[0]);
    }

    async fn what_fails_is_due_again_later_and_given_up_at_last(store: Store) {
        let order = queue(&store, "vpn").await;
        let mut news = store.news();
        news.mark_unchanged();
        let mut waits = Vec::new();
        for tries in 0..MAX_TRIES {
            assert_eq!(orders::given_up(&store, &order.id).await.unwrap(), None);
            assert!(!news.has_changed().unwrap(), "lists show nothing of it");
            let delivery = only_due(&store).await;
            assert_eq!((delivery.tries, delivery.key()), (tries, format!("{}-1", order.id)));
            orders::not_delivered(&store, &delivery, &format!("refused {tries}")).await.unwrap();
            // Another program may have tried the same at once.
            orders::not_delivered(&store, &delivery, "refused too").await.unwrap();
            waits.extend(orders::next_due(&store).await.unwrap());
            make_due(&store, &order).await;
        }
        assert_eq!(waits.len(), MAX_TRIES as usize - 1);
        for (wait, most) in waits.iter().zip([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]) {
            assert!(*wait <= Duration::from_secs(most), "{waits:?}");
        }
        assert!(*waits.last().unwrap() > Duration::from_secs(200), "{waits:?}");
        assert_none_waiting(&store).await;
        let dead = orders::dead(&store).await.unwrap();
        assert_eq!((dead.len(), &dead[0].order, dead[0].tries), (1, &order, MAX_TRIES));
        assert_eq!(dead[0].last_error, format!("refused {}", MAX_TRIES - 1));
        assert_eq!(orders::given_up(&store, &order.id).await.unwrap().as_ref(), dead.first());
        assert!(news.has_changed().unwrap(), "pages are told");
        check_orders(&store).await;

        assert_eq!(orders::resend(&store, &actor(), &order.id).await.unwrap(), order);
        assert_eq!(orders::dead(&store).await.unwrap(), []);
        let delivery = only_due(&store).await;
        assert_eq!((delivery.tries, delivery.key()), (0, format!("{}-1", order.id)));
        match orders::resend(&store, &actor(), &order.id).await {
            Err(StoreError::OrderNotNow { order: found, message }) => {
                assert_eq!(*found, order);
                assert!(message.contains("Only an order that was given up"), "{message}");
            }
            other => panic!("{other:?}"),
        }
        let history = customers::history(&store, &order.customer).await.unwrap();
        assert_eq!((history[0].action.as_str(), history[0].subject.as_str()), ("order.resend", "vpn"));
    }

    async fn what_the_engine_will_never_take_is_given_up_at_once(store: Store) {
        let order = queue(&store, "vpn").await;
        let mut news = store.news();
        news.mark_unchanged();
        let delivery = only_due(&store).await;
        orders::rejected(&store, &delivery, "no such site").await.unwrap();
        assert_none_waiting(&store).await;
        assert!(news.has_changed().unwrap(), "pages are told");
        let given_up = orders::given_up(&store, &order.id).await.unwrap().unwrap();
        assert_eq!((given_up.tries, given_up.last_error.as_str()), (1, "no such site"));
        orders::resend(&store, &actor(), &order.id).await.unwrap();
        // What another program was told of the earlier try comes too late.
        let again = only_due(&store).await;
        orders::delivered(&store, &again).await.unwrap();
        orders::rejected(&store, &delivery, "no such site").await.unwrap();
        assert_eq!(orders::dead(&store).await.unwrap(), []);
        check_orders(&store).await;
    }

    async fn who_hands_over_is_told_when_there_is_something(store: Store) {
        let mut news = store.news();
        let order = queue(&store, "vpn").await;
        assert!(news.has_changed().unwrap());
        give_up(&store, &order).await;
        news.mark_unchanged();
        orders::resend(&store, &actor(), &order.id).await.unwrap();
        assert!(news.has_changed().unwrap());
        let failed = report(&store, &order, OrderStatus::Failed).await.unwrap();
        news.mark_unchanged();
        orders::retry(&store, &actor(), &order.id, failed.version, true).await.unwrap();
        assert!(news.has_changed().unwrap());
    }

    async fn a_report_ends_the_delivery_although_its_answer_was_lost(store: Store) {
        for status in OrderStatus::ALL {
            for given_up in [false, true] {
                let order = queue(&store, &format!("{status} {given_up}")).await;
                let delivery = only_due(&store).await;
                if given_up {
                    give_up(&store, &order).await;
                } else {
                    orders::not_delivered(&store, &delivery, "no answer").await.unwrap();
                }
                report(&store, &order, status).await.unwrap();
                assert_none_waiting(&store).await;
                assert_eq!(orders::dead(&store).await.unwrap(), []);
                orders::not_delivered(&store, &delivery, "no answer").await.unwrap();
                assert_none_waiting(&store).await;
                check_orders(&store).await;
            }
        }
    }

    async fn what_belongs_to_an_earlier_attempt_does_not_touch_the_next(store: Store) {
        let order = queue(&store, "vpn").await;
        let first = only_due(&store).await;
        let failed = report(&store, &order, OrderStatus::Failed).await.unwrap();
        orders::retry(&store, &actor(), &order.id, failed.version, true).await.unwrap();
        let second = only_due(&store).await;
        assert_eq!((second.order.attempt, second.tries), (2, 0));
        assert_eq!(second.key(), format!("{}-2", order.id));
        orders::delivered(&store, &first).await.unwrap();
        orders::not_delivered(&store, &first, "late").await.unwrap();
        assert_eq!(only_due(&store).await, second);
        orders::delivered(&store, &second).await.unwrap();
        assert_none_waiting(&store).await;
    }

    async fn a_long_reason_is_cut(store: Store) {
        let order = queue(&store, "vpn").await;
        for _ in 0..MAX_TRIES {
            make_due(&store, &order).await;
            let delivery = only_due(&store).await;
            orders::not_delivered(&store, &delivery, &"ß".repeat(5_000)).await.unwrap();
        }
        let dead = orders::dead(&store).await.unwrap();
        assert_eq!(dead[0].last_error, "ß".repeat(2_000));
    }

    async fn without_an_engine_nothing_is_handed_over_any_more(store: Store) {
        let order = queue(&store, "vpn").await;
        let failed = report(&store, &order, OrderStatus::Failed).await.unwrap();
        orders::retry(&store, &actor(), &order.id, failed.version, false).await.unwrap();
        assert_none_waiting(&store).await;
        check_orders(&store).await;
    }

    async fn what_is_due_is_read_from_an_index(store: Store) {
        let order = queue(&store, "vpn").await;
        let plans = [
            "SELECT * FROM service_order WHERE open_for = $id LIMIT 1",
            "SELECT * FROM service_order WHERE instance = $id ORDER BY id DESC LIMIT 1",
            "SELECT * FROM delivery WHERE state = 'waiting' AND next_at <= $now ORDER BY next_at LIMIT 5",
            "SELECT VALUE next_at FROM ONLY delivery WHERE state = 'waiting' ORDER BY next_at LIMIT 1",
            "SELECT * FROM delivery WHERE state = 'dead' ORDER BY id DESC LIMIT 5",
        ];
        for text in plans {
            let explain = format!("LET $now = time::now(); EXPLAIN {text}");
            let id = surrealdb::types::RecordId::new("instance", order.instance.as_str());
            let mut results = store.connection().query(explain, vars! { id: id }).await.unwrap();
            let plan: surrealdb::types::Value = results.take(1).unwrap();
            let plan = format!("{plan:?}");
            assert!(plan.contains("IndexScan") && !plan.contains("TableScan"), "{text}: {plan}");
        }
    }
}

#[test]
fn what_is_waiting_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let endpoint = endpoint(folder.path());
    run(async move {
        let store = open(&endpoint).await;
        let order = queue(&store, "vpn").await;
        let taken = only_due(&store).await;
        // It may have been handed over, but nobody noted it.
        store.close().await;
        let store = open(&endpoint).await;
        assert_eq!(only_due(&store).await, taken);
        orders::not_delivered(&store, &taken, "refused").await.unwrap();
        store.close().await;
        let store = open(&endpoint).await;
        make_due(&store, &order).await;
        let again = only_due(&store).await;
        assert_eq!((again.tries, again.key()), (1, taken.key()));
        orders::delivered(&store, &again).await.unwrap();
        store.close().await;
        let store = open(&endpoint).await;
        assert_none_waiting(&store).await;
        report(&store, &order, OrderStatus::Success).await.unwrap();
        check_orders(&store).await;
        store.close().await;
    });
}

/// Set in the process that is to be killed: the database it writes to.
const ENDPOINT: &str = "STORE_TEST_OUTBOX_ENDPOINT";

/// Starts itself as the process that is to be killed.
#[test]
fn a_killed_program_has_every_order_it_acknowledged_and_hands_it_over_later() {
    if let Ok(endpoint) = std::env::var(ENDPOINT) {
        return place_until_killed(endpoint);
    }
    let folder = tempfile::tempdir().unwrap();
    let endpoint = endpoint(folder.path());
    let name = "a_killed_program_has_every_order_it_acknowledged_and_hands_it_over_later";
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("order_outbox::{name}"), "--nocapture"])
        .env(ENDPOINT, &endpoint)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let acknowledged: Vec<OrderId> = lines
        .map(Result::unwrap)
        .filter_map(|line| line.strip_prefix("placed ").map(|id| id.parse().unwrap()))
        .take(7)
        .collect();
    child.kill().unwrap();
    child.wait().unwrap();
    run(async move {
        let store = open(&endpoint).await;
        check_orders(&store).await;
        let due = orders::due(&store, 1_000).await.unwrap();
        for id in acknowledged {
            let delivery = due.iter().find(|delivery| delivery.order.id == id).unwrap();
            assert_eq!(delivery.instance.state, InstanceState::Provisioning);
            orders::delivered(&store, delivery).await.unwrap();
            report(&store, &delivery.order, OrderStatus::Success).await.unwrap();
        }
        check_orders(&store).await;
        store.close().await;
    });
}

/// Places orders for ever, and says so after each.
fn place_until_killed(endpoint: String) {
    run(async move {
        let store = open(&endpoint).await;
        for n in 0.. {
            let order = queue(&store, &n.to_string()).await;
            println!("\nplaced {}", order.id);
        }
    });
}

/// An order for the engine, to provision an instance of a customer of its own.
async fn queue(store: &Store, name: &str) -> Order {
    let customer = create(store, &draft(name)).await;
    let new = provide(store, &customer.id, name, InstanceState::Uploaded).await;
    let edited = instances::edit(store, &actor(), &new.id, 1, &edit(42)).await.unwrap();
    place(store, &edited, Action::Provision).await.1
}

async fn only_due(store: &Store) -> Delivery {
    let mut due = orders::due(store, 10).await.unwrap();
    assert_eq!(due.len(), 1);
    due.remove(0)
}

async fn assert_none_waiting(store: &Store) {
    assert_eq!(orders::due(store, 10).await.unwrap(), []);
    assert_eq!(orders::next_due(store).await.unwrap(), None);
}

/// Fails as often as it takes.
async fn give_up(store: &Store, order: &Order) {
    for _ in 0..MAX_TRIES {
        make_due(store, order).await;
        let delivery = only_due(store).await;
        orders::not_delivered(store, &delivery, "refused").await.unwrap();
    }
}

/// Lets the time pass until the order is due again, if it is waiting.
async fn make_due(store: &Store, order: &Order) {
    let text = "UPDATE type::record('delivery', <uuid>$id) SET next_at = time::now() WHERE state = 'waiting'";
    let vars = vars! { id: order.id.to_string() };
    store.connection().query(text, vars).await.unwrap().check().unwrap();
}

fn ids(deliveries: &[Delivery]) -> Vec<OrderId> {
    deliveries.iter().map(|delivery| delivery.order.id.clone()).collect()
}
