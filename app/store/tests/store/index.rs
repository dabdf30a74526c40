//! The read index is true to the record, whatever happens to either.

use std::{fs, path::Path};

use model::{CustomerDraft, CustomerQuery, InstanceState};
use store::{OnDuplicate, Status, Store, StoreConfig, StoreError, customers, instances};
use surrealdb::types::vars;

use crate::support::{
    actor, create, draft, endpoint, filtered, instance, instances_filtered, on_every_engine, open,
    provide, referenced, run, total,
};

on_every_engine! {
    async fn what_is_written_is_found_at_once(store: Store) {
        let acme = create(&store, &referenced("Acme", "CRM-1")).await;
        assert_eq!(total(&store, "acme").await, 1);
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        assert_eq!(filtered(&store, "services==1;state==uploaded").await, 1);
        instances::set_state(&store, &actor(), &vpn.id, 1, InstanceState::Failed).await.unwrap();
        assert_eq!(filtered(&store, "state==uploaded").await, 0);
        assert_eq!(filtered(&store, "state==failed").await, 1);
        instances::set_state(&store, &actor(), &vpn.id, 2, InstanceState::Deprovisioned).await.unwrap();
        customers::update(&store, &actor(), &acme.id, 1, &draft("Globex")).await.unwrap();
        assert_eq!((total(&store, "acme").await, total(&store, "globex").await), (0, 1));
        assert_eq!(instances_filtered(&store, "customer.name==globex").await, 1);
        assert_eq!(instances_filtered(&store, "customer.reference=empty=true").await, 1);
        customers::delete(&store, &actor(), &acme.id, 2).await.unwrap();
        assert_eq!((total(&store, "").await, instances_filtered(&store, "").await), (0, 0));
    }

    async fn an_import_is_found_after_a_flush(store: Store) {
        let rows: Vec<_> = (0..50).map(|n| referenced("Many", &n.to_string())).collect();
        customers::upsert_batch(&store, &actor(), &rows, OnDuplicate::Error, false).await.unwrap();
        store.flush().await.unwrap();
        assert_eq!(total(&store, "many").await, 50);
        let renamed: Vec<_> = (0..50).map(|n| referenced("Renamed", &n.to_string())).collect();
        let first = customers::by_references(&store, &["0".into()]).await.unwrap().remove("0").unwrap();
        provide(&store, &first, "vpn", InstanceState::Active).await;
        customers::upsert_batch(&store, &actor(), &renamed, OnDuplicate::Update, false).await.unwrap();
        let rows = [instance(&first, "vpn 2", InstanceState::Active)];
        instances::upsert_batch(&store, &actor(), &rows, OnDuplicate::Update, false).await.unwrap();
        store.flush().await.unwrap();
        assert_eq!((total(&store, "many").await, total(&store, "renamed").await), (0, 50));
        assert_eq!(instances_filtered(&store, "customer.name==renamed").await, 2);
        assert_eq!(filtered(&store, "services==2").await, 1);
    }

    async fn a_filter_that_is_none_says_where_and_what_would_be_right(store: Store) {
        let query = CustomerQuery { filter: "nme==acme".into(), ..Default::default() };
        let error = customers::list(&store, &query).await.unwrap_err();
        let StoreError::BadFilter(message) = error else { panic!("{error:?}") };
        assert!(message.contains("character 1") && message.contains("name"), "{message}");
    }

    async fn what_another_program_writes_is_followed(store: Store) {
        let mut follower = store.follower();
        let acme = create(&store, &draft("Acme")).await;
        provide(&store, &acme.id, "vpn", InstanceState::Active).await;
        // Past this store, as another program does that has an index of its own.
        let elsewhere = "RETURN fn::customer_create({ name: 'x', role: 'super_user', origin: 'x' },
                             customer:other, { name: 'Other', status: 'active' }, false);
                         RETURN fn::customer_update({ name: 'x', role: 'super_user', origin: 'x' },
                             type::record('customer', $id), 1, { name: 'Globex', status: 'active' }, false)";
        let id = acme.id.to_string();
        store.connection().query(elsewhere, vars! { id: id }).await.unwrap().check().unwrap();
        assert_eq!(total(&store, "other").await, 0);
        store.follow(&mut follower).await.unwrap();
        for (q, expected) in [("other", 1), ("acme", 0), ("globex", 1)] {
            assert_eq!(total(&store, q).await, expected, "{q}");
        }
        assert_eq!(instances_filtered(&store, "customer.name==globex").await, 1);
        store.follow(&mut follower).await.unwrap();
        assert_eq!(total(&store, "").await, 2);
    }

    async fn what_another_program_deleted_is_shown_at_once_when_it_is_restored(store: Store) {
        let mut follower = store.follower();
        let acme = create(&store, &draft("Acme")).await;
        provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        for version in [1, 2] {
            let elsewhere = "RETURN fn::customer_delete({ name: 'x', role: 'super_user', origin: 'x' },
                                 type::record('customer', $id), $version)";
            let vars = vars! { id: acme.id.to_string(), version: version };
            store.connection().query(elsewhere, vars).await.unwrap().check().unwrap();
            store.follow(&mut follower).await.unwrap();
            assert_eq!((total(&store, "").await, instances_filtered(&store, "").await), (0, 0));
            customers::restore(&store, &actor(), &acme.id).await.unwrap();
            assert_eq!((total(&store, "").await, instances_filtered(&store, "").await), (1, 1));
            // What the follower reads late changes nothing any more.
            store.follow(&mut store.follower()).await.unwrap();
            assert_eq!((total(&store, "").await, instances_filtered(&store, "").await), (1, 1));
        }
    }

    async fn what_was_begun_is_shown_although_the_caller_went_away(store: Store) {
        let (actor, acme) = (actor(), draft("Acme"));
        tokio::select! {
            biased;
            _ = customers::create(&store, &actor, &acme) => panic!("done at the first look"),
            () = std::future::ready(()) => {}
        }
        let shown = async {
            while total(&store, "acme").await == 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(30), shown).await.unwrap();
    }

    async fn the_index_can_be_made_anew_while_it_is_used(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        provide(&store, &acme.id, "vpn", InstanceState::Active).await;
        assert_eq!(store.reindex().await.unwrap(), 2);
        assert_eq!(store.readiness(), Status::Ready);
        assert_eq!((total(&store, "acme").await, filtered(&store, "services==1").await), (1, 1));
        create(&store, &draft("Acme too")).await;
        assert_eq!(total(&store, "acme").await, 2);
        store.check_index().await.unwrap();
        assert_eq!(total(&store, "acme").await, 2);
    }
}

#[test]
fn an_index_that_is_lost_or_damaged_is_made_anew() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let endpoint = endpoint(folder.path());
        let store = open(&endpoint).await;
        let acme = create(&store, &draft("Acme")).await;
        provide(&store, &acme.id, "vpn", InstanceState::Active).await;
        store.close().await;
        let index = folder.path().join("db-index");
        for damage in [remove, fill_with_nonsense] {
            damage(&index);
            let store = open(&endpoint).await;
            assert_eq!((total(&store, "acme").await, instances_filtered(&store, "").await), (1, 1));
            store.close().await;
        }
    });
}

#[test]
fn an_index_of_another_record_is_made_anew() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let endpoint = endpoint(folder.path());
        let store = open(&endpoint).await;
        create(&store, &draft("Acme")).await;
        store.close().await;
        fs::remove_dir_all(folder.path().join("db")).unwrap();
        let store = open(&endpoint).await;
        assert_eq!(total(&store, "").await, 0);
        store.close().await;
    });
}

#[test]
fn an_index_that_missed_something_catches_up() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let endpoint = endpoint(folder.path());
        let other = StoreConfig {
            index: Some(folder.path().join("other-index")),
            ..StoreConfig::new(&endpoint)
        };
        let store = open(&endpoint).await;
        let acme = create(&store, &draft("Acme")).await;
        let gone = create(&store, &draft("Gone")).await;
        provide(&store, &acme.id, "vpn", InstanceState::Active).await;
        store.close().await;
        // The same record, with an index elsewhere: what a program writes that then crashes before
        // its index is written looks the same to the first one.
        let store = Store::open(&other).await.unwrap();
        customers::update(&store, &actor(), &acme.id, 1, &draft("Globex")).await.unwrap();
        customers::delete(&store, &actor(), &gone.id, 1).await.unwrap();
        let rows: Vec<CustomerDraft> = (0..10).map(|n| draft(&format!("Row {n}"))).collect();
        customers::upsert_batch(&store, &actor(), &rows, OnDuplicate::Error, false).await.unwrap();
        store.close().await;
        let store = open(&endpoint).await;
        for (q, expected) in [("acme", 0), ("globex", 1), ("gone", 0), ("row", 10), ("", 11)] {
            assert_eq!(total(&store, q).await, expected, "{q}");
        }
        assert_eq!(instances_filtered(&store, "customer.name==globex").await, 1);
        store.close().await;
    });
}

fn remove(folder: &Path) {
    fs::remove_dir_all(folder).unwrap();
}

fn fill_with_nonsense(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            fill_with_nonsense(&path);
        } else {
            fs::write(&path, "nonsense").unwrap();
        }
    }
}
