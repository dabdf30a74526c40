//! Customers that belong to the system: whichever way somebody tries, they stay, and keep their names.

use model::{
    BulkCommand, Customer, CustomerDraft, CustomerQuery, CustomerStatus, ImportedCustomer,
    InstanceState, Selection, bulk::BulkReason,
};
use store::{OnDuplicate, RowOutcome, Store, StoreError, customers};

use crate::{
    bulk,
    concurrency::check_that_all_belongs_together,
    support::{actor, at_once, create, draft, on_every_engine, provide, referenced},
    transactions::{Survivor, delete, interleave, mark_as_system},
};

on_every_engine! {
    async fn it_is_not_deleted_alone_or_with_others_or_with_all_that_match(store: Store) {
        let system = import(&store, "network-operator", None).await;
        let other = create(&store, &draft("Other")).await;
        assert!(system.system && !other.system);
        let refused = customers::delete(&store, &actor(), &system.id, system.version).await;
        assert!(matches!(refused, Err(StoreError::SystemCustomer)), "{refused:?}");
        let stale = customers::delete(&store, &actor(), &system.id, 7).await;
        assert!(matches!(stale, Err(StoreError::VersionConflict { .. })), "{stale:?}");

        let chosen = Selection::Ids(vec![system.id.clone(), other.id.clone()]);
        let end = bulk::run(&store, BulkCommand::Delete(chosen)).await;
        assert_eq!((end.done, end.counts.done, end.counts.system), (2, 1, 1));
        assert_eq!((&end.rows[0].id, &end.rows[0].reason), (&system.id, &BulkReason::System));
        assert_eq!(end.rows[0].reason.to_string(), "It belongs to the system and cannot be deleted.");
        let all = Selection::Matching { query: CustomerQuery::default(), expected: 1 };
        let end = bulk::run(&store, BulkCommand::Delete(all)).await;
        assert_eq!((end.counts.done, end.counts.system), (0, 1));
        assert_eq!(customers::get(&store, &system.id).await.unwrap(), system);
        assert_eq!(customers::history(&store, &system.id).await.unwrap().len(), 1);
    }

    async fn it_is_told_as_such_also_where_services_would_keep_it(store: Store) {
        let system = import(&store, "Infrastructure", None).await;
        provide(&store, &system.id, "core", InstanceState::Active).await;
        let refused = customers::delete(&store, &actor(), &system.id, 1).await;
        assert!(matches!(refused, Err(StoreError::SystemCustomer)), "{refused:?}");
        check_that_all_belongs_together(&store).await;
    }

    async fn it_keeps_its_name_and_all_else_can_be_changed(store: Store) {
        let system = import(&store, "Infrastructure", Some("SYS-1")).await;
        for name in ["infrastructure", "Mine"] {
            let renamed = customers::update(&store, &actor(), &system.id, 1, &referenced(name, "SYS-1")).await;
            let Err(StoreError::Invalid(errors)) = renamed else { panic!("{renamed:?}") };
            assert!(errors.of("name").unwrap().contains("belongs to the system"), "{errors:?}");
        }
        let rows = [referenced("Mine", "sys-1")];
        let csv = customers::upsert_batch(&store, &actor(), &rows, OnDuplicate::Update, false).await.unwrap();
        assert!(matches!(&csv[0], RowOutcome::Refused(why) if why.contains("Keep the name")), "{csv:?}");
        let wanted = CustomerDraft {
            description: Some("The provider's own".into()),
            status: CustomerStatus::Inactive,
            ..referenced("Infrastructure", "SYS-2")
        };
        let changed = customers::update(&store, &actor(), &system.id, 1, &wanted).await.unwrap();
        assert_eq!((changed.system, changed.version), (true, 2));
        let refused = customers::delete(&store, &actor(), &system.id, 2).await;
        assert!(matches!(refused, Err(StoreError::SystemCustomer)), "{refused:?}");
    }

    async fn only_an_import_marks_and_only_by_the_exact_name(store: Store) {
        let typed = create(&store, &draft("network-operator")).await;
        assert!(!typed.system);
        customers::delete(&store, &actor(), &typed.id, 1).await.unwrap();
        assert!(!import(&store, "Network-Operator", None).await.system);
        let made = create(&store, &draft("Infrastructure")).await;
        let known = imported(made.id.as_str(), "Infrastructure", None);
        let known = [known];
        for expected in [RowOutcome::Updated(made.id.clone()), RowOutcome::Unchanged(made.id.clone())] {
            let outcome = customers::import_batch(&store, &actor(), &known, OnDuplicate::Update, false).await;
            assert_eq!(outcome.unwrap(), [expected]);
        }
        assert!(customers::get(&store, &made.id).await.unwrap().system);
        let history = customers::history(&store, &made.id).await.unwrap();
        assert_eq!((history.len(), history[0].fields[0].field.as_str()), (2, "system"));
    }

    async fn a_delete_and_the_mark_exclude_each_other_in_every_order(store: Store) {
        for delete_first in [true, false] {
            for commit_delete_first in [true, false] {
                let acme = create(&store, &draft("Infrastructure")).await;
                let (delete, mark) = (delete(&acme.id), mark_as_system(&acme.id));
                let survivor = interleave([&store, &store], delete, mark, delete_first, commit_delete_first).await;
                store.reindex().await.unwrap();
                match survivor {
                    Survivor::First => assert!(customers::get(&store, &acme.id).await.is_err()),
                    Survivor::Second => {
                        let there = customers::get(&store, &acme.id).await.unwrap();
                        assert!(there.system);
                        let late = customers::delete(&store, &actor(), &acme.id, there.version).await;
                        assert!(matches!(late, Err(StoreError::SystemCustomer)), "{late:?}");
                    }
                }
            }
        }
    }

    async fn many_deletes_at_once_do_not_delete_it_either(store: Store) {
        let system = import(&store, "Infrastructure", None).await;
        let refused = at_once(12, |n| {
            let (store, id) = (store.clone(), system.id.clone());
            async move {
                match n % 2 {
                    0 => matches!(
                        customers::delete(&store, &actor(), &id, 1).await,
                        Err(StoreError::SystemCustomer)
                    ),
                    _ => {
                        let chosen = BulkCommand::Delete(Selection::Ids(vec![id]));
                        bulk::run(&store, chosen).await.counts.system == 1
                    }
                }
            }
        })
        .await;
        assert!(refused.into_iter().all(|refused| refused));
        assert_eq!(customers::get(&store, &system.id).await.unwrap(), system);
    }
}

/// A customer as another system knows it.
pub fn imported(id: &str, name: &str, reference: Option<&str>) -> ImportedCustomer {
    ImportedCustomer {
        id: id.parse().unwrap(),
        draft: CustomerDraft { reference: reference.map(Into::into), ..draft(name) },
        keep_status: false,
        created_at: Some("2020-01-31T12:00:00Z".into()),
    }
}

/// Imports a customer under its name as its id.
async fn import(store: &Store, name: &str, reference: Option<&str>) -> Customer {
    let rows = [imported(name, name, reference)];
    let made =
        customers::import_batch(store, &actor(), &rows, OnDuplicate::Error, false).await.unwrap();
    let [RowOutcome::Created(id)] = &made[..] else { panic!("{made:?}") };
    store.flush().await.unwrap();
    customers::get(store, id).await.unwrap()
}
