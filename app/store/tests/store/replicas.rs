//! Several programs on the database of one server, each with a read index of its own.

use std::fs;

use model::{Action, CustomerQuery, InstanceState, OrderStatus};
use store::{Follower, OnDuplicate, Store, StoreConfig, StoreError, customers, instances, orders};
use surrealdb::types::Variables;
use tempfile::TempDir;

use crate::{
    concurrency::{
        check_that_all_belongs_together, create_forty_with_one_reference, run_random_commands,
    },
    order_checks::{check_all, check_orders},
    order_races::{deprovision, end, provision, run_random_orders},
    server::{Server, free_port},
    support::{
        actor, create, draft, filtered, instance, instances_filtered, orders_filtered, place,
        provide, referenced, report, run, total,
    },
    transactions::{Survivor, add_instance, delete, interleave},
};

#[test]
fn what_one_writes_the_other_finds() {
    with_two(async |mut two| {
        for (here, there) in [(0, 1), (1, 0)] {
            let writer = two.stores[here].clone();
            let reader = two.stores[there].clone();
            let acme = create(&writer, &referenced("Acme", "CRM-1")).await;
            let vpn = provide(&writer, &acme.id, "vpn", InstanceState::Uploaded).await;
            two.follow().await;
            assert_eq!(total(&reader, "acme crm-1").await, 1);
            assert_eq!(filtered(&reader, "services==1;state==uploaded").await, 1);

            customers::update(&writer, &actor(), &acme.id, 1, &draft("Globex")).await.unwrap();
            let gone = InstanceState::Deprovisioned;
            instances::set_state(&writer, &actor(), &vpn.id, 1, gone).await.unwrap();
            two.follow().await;
            assert_eq!((total(&reader, "acme").await, total(&reader, "globex").await), (0, 1));
            assert_eq!(filtered(&reader, "state==deprovisioned").await, 1);
            assert_eq!(instances_filtered(&reader, "customer.name==globex").await, 1);

            customers::delete(&writer, &actor(), &acme.id, 2).await.unwrap();
            two.follow().await;
            assert_eq!((total(&reader, "").await, instances_filtered(&reader, "").await), (0, 0));
        }
    });
}

#[test]
fn what_becomes_of_orders_on_one_the_other_finds() {
    with_two(async |mut two| {
        for (here, there) in [(0, 1), (1, 0)] {
            let [writer, reader] = [here, there].map(|at| two.stores[at].clone());
            let acme = create(&writer, &draft(&format!("Acme {here}"))).await;
            let vpn = provide(&writer, &acme.id, "vpn", InstanceState::Uploaded).await;
            let (_, order) = place(&writer, &vpn, Action::Provision).await;
            let found = async |filter: &str| {
                orders_filtered(&reader, &format!("id=={};{filter}", order.id)).await
            };
            assert_eq!(found("type==create").await, 0);
            two.follow().await;
            assert_eq!(found("status==queued").await, 1);
            report(&writer, &order, OrderStatus::Running).await.unwrap();
            two.follow().await;
            assert_eq!(found("status==running").await, 1);
            report(&writer, &order, OrderStatus::Success).await.unwrap();
            let renamed = draft(&format!("Globex {here}"));
            customers::update(&writer, &actor(), &acme.id, 1, &renamed).await.unwrap();
            two.follow().await;
            assert_eq!(found("status==success;customer.name=starts=globex").await, 1);
        }
        for store in &two.stores {
            check_all(store).await;
        }
    });
}

#[test]
fn what_one_deletes_and_either_restores_both_find() {
    with_two(async |mut two| {
        for (here, there, back) in [(0, 1, 0), (1, 0, 0), (0, 1, 1)] {
            let (deletes, restores) = (two.stores[here].clone(), two.stores[back].clone());
            let acme = create(&two.stores[there], &draft("Acme")).await;
            provide(&deletes, &acme.id, "vpn", InstanceState::Uploaded).await;
            two.follow().await;
            for caught_up in [true, false] {
                let version = customers::get(&deletes, &acme.id).await.unwrap().version;
                customers::delete(&deletes, &actor(), &acme.id, version).await.unwrap();
                if caught_up {
                    two.follow().await;
                    assert_eq!(total(&two.stores[there], "acme").await, 0);
                }
                customers::restore(&restores, &actor(), &acme.id).await.unwrap();
                assert_eq!(total(&restores, "acme").await, 1);
                two.follow().await;
                for store in &two.stores {
                    assert_eq!(filtered(store, "services==1").await, 1);
                    check_that_all_belongs_together(store).await;
                }
            }
            let version = customers::get(&deletes, &acme.id).await.unwrap().version;
            customers::delete(&deletes, &actor(), &acme.id, version).await.unwrap();
            two.follow().await;
        }
    });
}

#[test]
fn what_one_imports_the_other_finds() {
    with_two(async |mut two| {
        let [writer, reader] = two.stores.clone();
        let rows = |name| -> Vec<_> { (0..60).map(|n| referenced(name, &n.to_string())).collect() };
        import(&writer, &rows("Many")).await;
        two.follow().await;
        assert_eq!(total(&reader, "many").await, 60);

        let found = customers::by_references(&reader, &["0".into(), "1".into()]).await.unwrap();
        let new: Vec<_> = found
            .values()
            .flat_map(|id| {
                (0..20).map(|n| instance(id, &format!("vpn {n}"), InstanceState::Active))
            })
            .collect();
        let update = OnDuplicate::Update;
        instances::upsert_batch(&writer, &actor(), &new, update, false).await.unwrap();
        import(&writer, &rows("Renamed")).await;
        two.follow().await;
        assert_eq!((total(&reader, "many").await, total(&reader, "renamed").await), (0, 60));
        assert_eq!(instances_filtered(&reader, "customer.name==renamed").await, 40);
        assert_eq!(filtered(&reader, "services==20").await, 2);
    });
}

#[test]
fn a_list_that_is_imported_on_both_at_once_makes_each_reference_once() {
    with_two(async |mut two| {
        let tasks = two.stores.clone().map(|store| {
            let rows: Vec<_> = (0..100).map(|n| referenced("Both", &n.to_string())).collect();
            tokio::spawn(async move { import(&store, &rows).await })
        });
        for task in tasks {
            task.await.unwrap();
        }
        two.follow().await;
        for store in &two.stores {
            assert_eq!(total(store, "both").await, 100);
        }
    });
}

#[test]
fn of_forty_creates_on_two_with_one_reference_one_succeeds() {
    with_two(async |mut two| {
        let made = create_forty_with_one_reference(&two.stores).await;
        two.follow().await;
        for store in &two.stores {
            let rows = customers::list(store, &CustomerQuery::default()).await.unwrap().rows;
            assert_eq!(rows, std::slice::from_ref(&made));
        }
    });
}

#[test]
fn a_delete_on_one_and_a_new_instance_on_the_other_exclude_each_other_in_every_order() {
    with_two(async |mut two| {
        for delete_first in [true, false] {
            for commit_delete_first in [true, false] {
                let [one, other] = two.stores.clone();
                let id = create(&one, &draft("Acme")).await.id;
                let (delete, add) = (delete(&id), add_instance(&id));
                let survivor =
                    interleave([&one, &other], delete, add, delete_first, commit_delete_first)
                        .await;
                two.follow().await;
                for store in [&one, &other] {
                    check_that_all_belongs_together(store).await;
                    let there = customers::get(store, &id).await.is_ok();
                    assert_eq!(there, survivor == Survivor::Second);
                }
            }
        }
    });
}

#[test]
fn any_mix_of_commands_on_two_leaves_no_instance_without_its_customer() {
    with_two(async |mut two| {
        run_random_commands(&two.stores).await;
        two.follow().await;
        for store in &two.stores {
            check_that_all_belongs_together(store).await;
        }
    });
}

#[test]
fn two_orders_placed_on_two_for_one_instance_exclude_each_other_in_every_order() {
    with_two(async |mut two| {
        let [one, other] = two.stores.clone();
        for first_writes_first in [true, false] {
            for first_commits_first in [true, false] {
                let id = create(&one, &draft("Acme")).await.id;
                let there = provide(&other, &id, "vpn", InstanceState::Failed).await;
                interleave(
                    [&one, &other],
                    provision(&there),
                    deprovision(&there),
                    first_writes_first,
                    first_commits_first,
                )
                .await;
                let placed = orders::of_instance(&other, &there.id).await.unwrap();
                assert_eq!(placed.len(), 1);
            }
        }
        two.follow().await;
        check_orders(&one).await;
    });
}

#[test]
fn two_ends_reported_on_two_exclude_each_other_in_every_order() {
    with_two(async |two| {
        let [one, other] = two.stores.clone();
        for first_writes_first in [true, false] {
            for first_commits_first in [true, false] {
                let id = create(&one, &draft("Acme")).await.id;
                let there = provide(&one, &id, "vpn", InstanceState::Uploaded).await;
                let (_, order) = place(&one, &there, Action::Provision).await;
                let (done, failed) = (end(&order, "success"), end(&order, "failed"));
                let stores = [&one, &other];
                interleave(stores, done, failed, first_writes_first, first_commits_first).await;
                let end = orders::get(&other, &order.id).await.unwrap();
                assert!(!end.status.is_open());
            }
        }
        check_orders(&one).await;
    });
}

#[test]
fn an_order_that_both_hand_over_at_once_counts_once() {
    with_two(async |two| {
        let [one, other] = two.stores.clone();
        let id = create(&one, &draft("Acme")).await.id;
        let there = provide(&one, &id, "vpn", InstanceState::Uploaded).await;
        place(&one, &there, Action::Provision).await;
        // Both look before either has told that the engine has it: at least once, under one key.
        let due = [orders::due(&one, 10).await.unwrap(), orders::due(&other, 10).await.unwrap()];
        let [first, second] = due.map(|mut due| due.remove(0));
        assert_eq!((&first.order.id, first.order.attempt), (&second.order.id, 1));
        orders::delivered(&one, &first).await.unwrap();
        orders::not_delivered(&other, &second, "answered 409").await.unwrap();
        for store in [&one, &other] {
            assert_eq!(orders::next_due(store).await.unwrap(), None);
        }
        check_orders(&one).await;
    });
}

#[test]
fn any_mix_of_orders_on_two_keeps_orders_instances_and_the_outbox_together() {
    with_two(async |mut two| {
        run_random_orders(&two.stores).await;
        two.follow().await;
        for store in &two.stores {
            check_all(store).await;
        }
    });
}

#[test]
fn one_that_starts_later_reads_what_changed_and_without_its_index_everything() {
    with_two(async |two| {
        let [writer, early] = two.stores;
        let index = two.folders[1].path();
        early.close().await;
        create(&writer, &draft("Acme")).await;
        // Shows that the next start asks only what changed: this it cannot know.
        let forget = writer.connection().query("DELETE change", Variables::new()).await;
        forget.unwrap().check().unwrap();
        create(&writer, &draft("Globex")).await;
        let late = two.server.open(index).await;
        assert_eq!((total(&late, "acme").await, total(&late, "globex").await), (0, 1));
        late.close().await;

        fs::remove_dir_all(index).unwrap();
        let late = two.server.open(index).await;
        assert_eq!((total(&late, "acme").await, total(&late, "globex").await), (1, 1));
        late.close().await;
    });
}

#[test]
fn all_that_start_at_once_on_an_empty_database_start() {
    run(async {
        let server = Server::start().await;
        let starts: Vec<_> = (0..6)
            .map(|_| {
                let folder = tempfile::tempdir().unwrap();
                let config = StoreConfig { unique_names: true, ..server.config(folder.path()) };
                (folder, tokio::spawn(async move { Store::open(&config).await }))
            })
            .collect();
        for (_folder, start) in starts {
            let store = start.await.unwrap().unwrap();
            store.close().await;
        }
    });
}

#[test]
fn a_wrong_password_and_a_server_that_is_not_there_are_told() {
    run(async {
        let server = Server::start().await;
        let folder = tempfile::tempdir().unwrap();
        let right = server.config(folder.path());
        let wrong = StoreConfig { password: Some("wrong".into()), ..right.clone() };
        let refused = format!("{} refuses the user root", server.endpoint());
        let nobody = format!("ws://127.0.0.1:{}", free_port());
        let absent = StoreConfig { endpoint: nobody.clone(), ..right };
        let unreached = format!("cannot open the database {nobody}");
        for (config, expected) in [(wrong, refused), (absent, unreached)] {
            match Store::open(&config).await {
                Err(StoreError::Setup(message)) => {
                    assert!(message.starts_with(&expected), "{message}");
                }
                Err(other) => panic!("{other:?}"),
                Ok(_) => panic!("opened"),
            }
        }
    });
}

struct Two {
    stores: [Store; 2],
    followers: [Follower; 2],
    folders: [TempDir; 2],
    server: Server,
}

impl Two {
    /// Makes the lists of both show what the other wrote.
    async fn follow(&mut self) {
        for (store, follower) in self.stores.iter().zip(&mut self.followers) {
            store.follow(follower).await.unwrap();
        }
    }
}

fn with_two(test: impl AsyncFnOnce(Two)) {
    run(async move {
        let server = Server::start().await;
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let stores = [server.open(folders[0].path()).await, server.open(folders[1].path()).await];
        let followers = stores.each_ref().map(Store::follower);
        test(Two { stores, followers, folders, server }).await;
    });
}

async fn import(store: &Store, rows: &[model::CustomerDraft]) {
    customers::upsert_batch(store, &actor(), rows, OnDuplicate::Update, false).await.unwrap();
}
