//! The catalogue of service designs, many users at once: of two commands that exclude each other only
//! one comes about, and no instance is left whose body was compared with another schema.

use model::DesignDraft;
use store::{StoreError, designs};

use crate::{
    designs::{add, design, port},
    support::{actor, at_once, on_embedded_engines},
    transactions::{Survivor, change_design, interleave, make_port},
};

on_embedded_engines! {
    async fn of_twenty_additions_of_one_version_one_succeeds(store: Store) {
        let results = at_once(20, |n| {
            let store = store.clone();
            async move {
                let draft = DesignDraft { title: format!("Port {n}"), ..design("port", "1") };
                designs::create(&store, &actor(), &draft).await
            }
        })
        .await;
        let there = designs::get(&store, "port", "1").await.unwrap();
        let mut added = 0;
        for result in results {
            match result {
                Ok(made) => { added += 1; assert_eq!(made, there); }
                Err(StoreError::Invalid(errors)) => assert!(errors.of("version").is_some()),
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(added, 1);
    }

    async fn of_twenty_saves_over_one_revision_one_succeeds_and_the_others_are_shown_it(store: Store) {
        add(&store, "port", "1").await;
        let results = at_once(20, |n| {
            let store = store.clone();
            async move {
                let draft = DesignDraft { title: format!("Port {n}"), ..design("port", "1") };
                designs::update(&store, &actor(), 1, &draft).await
            }
        })
        .await;
        let winner = designs::get(&store, "port", "1").await.unwrap();
        assert_eq!(winner.revision, 2);
        let mut saved = 0;
        for result in results {
            match result {
                Ok(now) => { saved += 1; assert_eq!(now, winner); }
                Err(StoreError::DesignVersionConflict { current }) => assert_eq!(*current, winner),
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(saved, 1);
    }

    async fn a_change_and_a_first_instance_exclude_each_other_in_every_order(store: Store) {
        for (n, (first, commits)) in
            [(true, true), (true, false), (false, true), (false, false)].into_iter().enumerate()
        {
            let version = format!("{n}");
            add(&store, "port", &version).await;
            let mut draft = port(&store, &format!("Acme {n}"), 7.into()).await;
            draft.design_version = version.clone();
            let calls = (change_design("port", &version), make_port(&draft));
            let survivor = interleave([&store, &store], calls.0, calls.1, first, commits).await;
            let now = designs::get(&store, "port", &version).await.unwrap();
            match survivor {
                Survivor::First => assert_eq!((now.title.as_str(), now.revision), ("Other", 2)),
                Survivor::Second => assert_eq!((now.title.as_str(), now.revision), ("Port", 1)),
            }
        }
    }

    async fn first_instances_made_at_once_are_all_made(store: Store) {
        add(&store, "port", "1").await;
        let mut drafts = Vec::new();
        for n in 0..10 {
            drafts.push(port(&store, &format!("Acme {n}"), (n + 1).into()).await);
        }
        let results = at_once(10, |n| {
            let (store, draft) = (store.clone(), drafts[n].clone());
            async move { designs::make_instance(&store, &actor(), &draft).await }
        })
        .await;
        for result in results {
            result.unwrap();
        }
        assert_eq!(designs::uses(&store, "port", "1").await.unwrap(), 10);
    }

    async fn while_a_schema_changes_no_instance_is_made_that_the_new_one_does_not_want(store: Store) {
        add(&store, "port", "1").await;
        let draft = port(&store, "Acme", 7.into()).await;
        let mut strict = design("port", "1");
        strict.schema["properties"]["vlan"]["minimum"] = 10.into();
        let (made, changed) = tokio::join!(
            tokio::spawn({
                let (store, draft) = (store.clone(), draft.clone());
                async move { designs::make_instance(&store, &actor(), &draft).await }
            }),
            tokio::spawn({
                let store = store.clone();
                async move { designs::update(&store, &actor(), 1, &strict).await }
            })
        );
        match (made.unwrap(), changed.unwrap()) {
            (Ok(_), Err(StoreError::DesignInUse { .. })) => {}
            (Err(StoreError::Invalid(errors)), Ok(_)) => assert!(errors.of("/vlan").is_some()),
            other => panic!("{other:?}"),
        }
    }
}
