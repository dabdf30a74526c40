//! What happens at the same time: of two commands that exclude each other only one comes about.

use model::{CustomerQuery, CustomerStatus, InstanceState};
use store::{Store, StoreConfig, StoreError, customers, instances};

use crate::{
    concurrency::{
        check_that_all_belongs_together, create_forty_with_one_reference, run_random_commands,
    },
    restore::delete as delete_now,
    support::{actor, config, create, draft, on_every_engine, provide, referenced, run, total},
    transactions::{
        Survivor, add_instance, create as new_customer, deactivate, delete, interleave, restore,
    },
};

on_every_engine! {
    async fn of_forty_creates_with_one_reference_one_succeeds(store: Store) {
        let made = create_forty_with_one_reference(std::slice::from_ref(&store)).await;
        assert_eq!(customers::list(&store, &CustomerQuery::default()).await.unwrap().rows, [made]);
    }

    async fn a_delete_and_a_new_instance_exclude_each_other_in_every_order(store: Store) {
        for delete_first in [true, false] {
            for commit_delete_first in [true, false] {
                let customer = create(&store, &draft("Acme")).await;
                let (delete, add) = (delete(&customer.id), add_instance(&customer.id));
                let survivor = interleave([&store, &store], delete, add, delete_first, commit_delete_first).await;
                // The transactions were made by hand, so nobody told the lists.
                store.reindex().await.unwrap();
                check_that_all_belongs_together(&store).await;
                let there = customers::get(&store, &customer.id).await.is_ok();
                assert_eq!(there, survivor == Survivor::Second);
            }
        }
    }

    async fn a_deactivation_and_a_new_instance_exclude_each_other_in_every_order(store: Store) {
        for deactivate_first in [true, false] {
            for commit_first in [true, false] {
                let customer = create(&store, &draft("Acme")).await;
                let (deactivate, add) = (deactivate(&customer.id), add_instance(&customer.id));
                let survivor = interleave([&store, &store], deactivate, add, deactivate_first, commit_first).await;
                let customer = customers::get(&store, &customer.id).await.unwrap();
                let expected = match survivor {
                    Survivor::First => (CustomerStatus::Inactive, 0),
                    Survivor::Second => (CustomerStatus::Active, 1),
                };
                assert_eq!((customer.status, customer.services.total()), expected);
            }
        }
    }

    async fn a_restore_and_a_new_customer_with_its_reference_exclude_each_other_in_every_order(store: Store) {
        for restore_first in [true, false] {
            for commit_restore_first in [true, false] {
                let old = create(&store, &referenced("Old", "CRM-1")).await;
                delete_now(&store, &old).await;
                let (restore, create) = (restore(&old.id), new_customer("new", "crm-1"));
                let survivor = interleave([&store, &store], restore, create, restore_first, commit_restore_first).await;
                let (there, refused) = match survivor {
                    Survivor::First => {
                        let again = referenced("Again", "CRM-1");
                        (old.id, customers::create(&store, &actor(), &again).await.err())
                    }
                    Survivor::Second => {
                        ("new".parse().unwrap(), customers::restore(&store, &actor(), &old.id).await.err())
                    }
                };
                let Some(StoreError::DuplicateReference { holder: Some((holder, _)), .. }) = refused else {
                    panic!("{refused:?}");
                };
                assert_eq!(holder, there);
                let left = customers::get(&store, &there).await.unwrap();
                delete_now(&store, &left).await;
                // Both are archived now; the next round begins without them.
                let forget = store.connection().query("DELETE archived_customer", Default::default());
                forget.await.unwrap().check().unwrap();
            }
        }
    }

    async fn of_two_restores_one_comes_about_in_every_order(store: Store) {
        for first_writes_first in [true, false] {
            for first_commits_first in [true, false] {
                let acme = create(&store, &draft("Acme")).await;
                provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
                delete_now(&store, &acme).await;
                let (one, other) = (restore(&acme.id), restore(&acme.id));
                interleave([&store, &store], one, other, first_writes_first, first_commits_first).await;
                let late = customers::restore(&store, &actor(), &acme.id).await;
                assert!(matches!(late, Err(StoreError::NotFound { .. })), "{late:?}");
                store.reindex().await.unwrap();
                check_that_all_belongs_together(&store).await;
            }
        }
    }

    async fn of_many_restores_at_once_one_succeeds_and_the_others_find_nothing(store: Store) {
        let acme = create(&store, &referenced("Acme", "CRM-1")).await;
        provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        delete_now(&store, &acme).await;
        let tasks: Vec<_> = (0..12)
            .map(|_| {
                let (store, id) = (store.clone(), acme.id.clone());
                tokio::spawn(async move { customers::restore(&store, &actor(), &id).await })
            })
            .collect();
        let mut restored = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => restored += 1,
                Err(error) => assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}"),
            }
        }
        assert_eq!(restored, 1);
        assert_eq!(total(&store, "acme").await, 1);
        check_that_all_belongs_together(&store).await;
    }

    async fn any_mix_of_commands_leaves_no_instance_without_its_customer(store: Store) {
        run_random_commands(std::slice::from_ref(&store)).await;
        check_that_all_belongs_together(&store).await;
    }
}

#[test]
fn of_parallel_creates_with_one_unique_name_one_succeeds() {
    run(async {
        let unique = StoreConfig { unique_names: true, ..config("mem://") };
        let store = Store::open(&unique).await.unwrap();
        let tasks: Vec<_> = (0..20)
            .map(|n| {
                let store = store.clone();
                let draft = draft(if n % 2 == 0 { "Acme" } else { "ACME" });
                tokio::spawn(async move { customers::create(&store, &actor(), &draft).await })
            })
            .collect();
        let mut made = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => made += 1,
                Err(error) => {
                    assert!(matches!(error, StoreError::DuplicateName { .. }), "{error:?}")
                }
            }
        }
        assert_eq!(made, 1);
    });
}

#[test]
fn the_counters_of_a_customer_follow_every_change() {
    run(async {
        let store = crate::support::open("mem://").await;
        let customer = create(&store, &draft("Acme")).await;
        let made = provide(&store, &customer.id, "vpn", InstanceState::Uploaded).await;
        let mut version = made.version;
        for state in InstanceState::ALL.into_iter().rev() {
            let now =
                instances::set_state(&store, &actor(), &made.id, version, state).await.unwrap();
            version = now.version;
            check_that_all_belongs_together(&store).await;
        }
    });
}
