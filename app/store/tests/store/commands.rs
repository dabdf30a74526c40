//! Create, read, update and delete of customers and instances, one at a time.

use model::{
    Actor, CustomerDraft, CustomerQuery, CustomerStatus, InstanceQuery, InstanceState, Role,
};
use store::{StoreError, customers, instances};

use crate::support::{
    actor, config, create, draft, instance, on_every_engine, provide, referenced, run,
};

on_every_engine! {
    async fn a_customer_is_created_read_updated_and_deleted(store: Store) {
        let wanted = CustomerDraft {
            description: Some("two\nlines".into()),
            ..referenced("Nordic Fiber AB", "C-1")
        };
        let made = create(&store, &wanted).await;
        assert_eq!((made.name.as_str(), made.version), ("Nordic Fiber AB", 1));
        assert_eq!(made.reference.as_deref(), Some("C-1"));
        assert_eq!(made.description.as_deref(), Some("two\nlines"));
        assert_eq!(made.status, CustomerStatus::Active);
        assert!(made.created_at.ends_with('Z'), "{}", made.created_at);
        assert_eq!(customers::get(&store, &made.id).await.unwrap(), made);

        let renamed = CustomerDraft { name: "Nordic Fibre".into(), ..wanted };
        let renamed = customers::update(&store, &actor(), &made.id, 1, &renamed).await.unwrap();
        assert_eq!((renamed.name.as_str(), renamed.version), ("Nordic Fibre", 2));
        assert_eq!(renamed.created_at, made.created_at);
        assert_eq!(customers::get(&store, &made.id).await.unwrap(), renamed);

        let gone = customers::delete(&store, &actor(), &made.id, 2).await.unwrap();
        assert_eq!(gone, renamed);
        let error = customers::get(&store, &made.id).await.unwrap_err();
        assert!(matches!(error, StoreError::NotFound { what: "customer" }), "{error:?}");
        assert_eq!(customers::list(&store, &CustomerQuery::default()).await.unwrap().total, 0);
    }

    async fn what_is_not_there_is_not_found(store: Store) {
        let (who, id) = (actor(), "nobody".parse().unwrap());
        let not_found = |what| move |e: StoreError| matches!(e, StoreError::NotFound { what: w } if w == what);
        assert!(not_found("customer")(customers::update(&store, &who, &id, 1, &draft("x")).await.unwrap_err()));
        assert!(not_found("customer")(customers::delete(&store, &who, &id, 1).await.unwrap_err()));
        assert!(not_found("customer")(customers::blockers(&store, &id).await.unwrap_err()));
        let new = instance(&id, "x", InstanceState::Uploaded);
        assert!(not_found("customer")(instances::create(&store, &who, &new).await.unwrap_err()));
        let id = "nothing".parse().unwrap();
        assert!(not_found("service instance")(instances::get(&store, &id).await.unwrap_err()));
        let error = instances::set_state(&store, &who, &id, 1, InstanceState::Active).await.unwrap_err();
        assert!(not_found("service instance")(error));
    }

    async fn saving_what_is_there_already_changes_nothing(store: Store) {
        let made = create(&store, &referenced("Acme", "1")).await;
        let same = customers::update(&store, &actor(), &made.id, 1, &referenced("Acme", "1")).await;
        assert_eq!(same.unwrap(), made);
        assert_eq!(customers::history(&store, &made.id).await.unwrap().len(), 1);
    }

    async fn an_absent_reference_may_occur_many_times(store: Store) {
        for _ in 0..3 {
            assert_eq!(create(&store, &draft("Twin")).await.reference, None);
        }
        let page = customers::list(&store, &CustomerQuery::default()).await.unwrap();
        assert_eq!((page.total, page.rows.len()), (3, 3));
    }

    async fn a_reference_is_unique_whatever_its_case(store: Store) {
        let first = create(&store, &referenced("First", "Straße 1")).await;
        let second = referenced("Second", "STRASSE 1");
        let error = customers::create(&store, &actor(), &second).await.unwrap_err();
        match error {
            StoreError::DuplicateReference { reference, holder } => {
                assert_eq!(reference, "STRASSE 1");
                assert_eq!(holder, Some((first.id.clone(), "First".into())));
            }
            other => panic!("{other:?}"),
        }
        let other = create(&store, &referenced("Other", "2")).await;
        let error = customers::update(&store, &actor(), &other.id, 1, &second).await.unwrap_err();
        assert!(matches!(error, StoreError::DuplicateReference { .. }), "{error:?}");
        // One may change the case of one's own.
        let own = referenced("First", "strasse 1");
        let changed = customers::update(&store, &actor(), &first.id, 1, &own).await.unwrap();
        assert_eq!(changed.reference.as_deref(), Some("strasse 1"));
    }

    async fn the_second_of_two_saves_is_shown_what_is_there_now(store: Store) {
        let made = create(&store, &draft("Acme")).await;
        let theirs = customers::update(&store, &actor(), &made.id, 1, &draft("Acme AS")).await.unwrap();
        let error = customers::update(&store, &actor(), &made.id, 1, &draft("Acme AB")).await.unwrap_err();
        match error {
            StoreError::VersionConflict { current } => assert_eq!(*current, theirs),
            other => panic!("{other:?}"),
        }
        let error = customers::delete(&store, &actor(), &made.id, 1).await.unwrap_err();
        assert!(matches!(error, StoreError::VersionConflict { .. }), "{error:?}");
    }

    async fn instances_are_counted_by_state(store: Store) {
        let customer = create(&store, &draft("Acme")).await;
        let mut all = Vec::new();
        for state in InstanceState::ALL {
            all.push(provide(&store, &customer.id, &format!("vpn {state}"), state).await);
        }
        let counts = customers::get(&store, &customer.id).await.unwrap().services;
        assert!(InstanceState::ALL.iter().all(|s| counts.of(*s) == 1), "{counts:?}");
        let active = instances::set_state(&store, &actor(), &all[0].id, 1, InstanceState::Active).await.unwrap();
        assert_eq!((active.state, active.version), (InstanceState::Active, 2));
        assert_eq!((active.design.as_str(), active.customer_name.as_str()), ("l3vpn", "Acme"));
        let counts = customers::get(&store, &customer.id).await.unwrap().services;
        assert_eq!((counts.uploaded, counts.active, counts.total()), (0, 2, 7));
        assert_eq!(instances::get(&store, &all[0].id).await.unwrap(), active);
        assert_eq!(instances::count(&store, None).await.unwrap(), 7);
        assert_eq!(instances::count(&store, Some(&customer.id)).await.unwrap(), 7);
        let error = instances::set_state(&store, &actor(), &all[0].id, 1, InstanceState::Failed).await.unwrap_err();
        assert!(matches!(error, StoreError::InstanceChanged { .. }), "{error:?}");
    }

    async fn an_instance_name_is_unique_within_its_customer(store: Store) {
        let (a, b) = (create(&store, &draft("A")).await, create(&store, &draft("B")).await);
        provide(&store, &a.id, "Vpn", InstanceState::Uploaded).await;
        provide(&store, &b.id, "Vpn", InstanceState::Uploaded).await;
        let again = instance(&a.id, "vPN", InstanceState::Uploaded);
        let error = instances::create(&store, &actor(), &again).await.unwrap_err();
        assert!(matches!(error, StoreError::DuplicateInstanceName { .. }), "{error:?}");
        assert_eq!(customers::get(&store, &a.id).await.unwrap().services.total(), 1);
    }

    async fn a_rename_shows_at_the_instances_at_once(store: Store) {
        let customer = create(&store, &draft("Before")).await;
        let made = provide(&store, &customer.id, "vpn", InstanceState::Active).await;
        customers::update(&store, &actor(), &customer.id, 1, &draft("After")).await.unwrap();
        assert_eq!(instances::get(&store, &made.id).await.unwrap().customer_name, "After");
        let query = InstanceQuery { customer: Some(customer.id), ..Default::default() };
        assert_eq!(instances::list(&store, &query).await.unwrap().rows[0].customer_name, "After");
    }

    async fn every_blocking_state_blocks_a_delete_and_no_other(store: Store) {
        for state in InstanceState::ALL {
            let customer = create(&store, &draft("Acme")).await;
            provide(&store, &customer.id, "vpn", state).await;
            let result = customers::delete(&store, &actor(), &customer.id, 1).await;
            match result {
                Ok(gone) => assert!(!state.blocks_delete() && gone.services.of(state) == 1, "{state}"),
                Err(StoreError::Blocked { by }) => {
                    assert!(state.blocks_delete(), "{state}");
                    assert_eq!((by.total, by.instances.len()), (1, 1));
                    assert_eq!(by.instances[0].state, state);
                }
                Err(other) => panic!("{other:?}"),
            }
        }
    }

    async fn a_refused_delete_names_the_first_twenty_blockers(store: Store) {
        let customer = create(&store, &draft("Acme")).await;
        for n in 0..25 {
            provide(&store, &customer.id, &format!("vpn {:02}", 24 - n), InstanceState::Active).await;
        }
        provide(&store, &customer.id, "a saved one", InstanceState::Uploaded).await;
        let by = customers::blockers(&store, &customer.id).await.unwrap();
        let names: Vec<_> = by.instances.iter().map(|i| i.name.clone()).collect();
        let expected: Vec<_> = (0..20).map(|n| format!("vpn {n:02}")).collect();
        assert_eq!((by.total, names), (25, expected));
        let error = customers::delete(&store, &actor(), &customer.id, 1).await.unwrap_err();
        assert!(matches!(error, StoreError::Blocked { by: again } if again == by));
    }

    async fn an_inactive_customer_takes_no_new_instances_but_keeps_its_own(store: Store) {
        let customer = create(&store, &draft("Acme")).await;
        let running = provide(&store, &customer.id, "vpn", InstanceState::Active).await;
        let inactive = CustomerDraft { status: CustomerStatus::Inactive, ..draft("Acme") };
        customers::update(&store, &actor(), &customer.id, 1, &inactive).await.unwrap();
        let new = instance(&customer.id, "new", InstanceState::Uploaded);
        let error = instances::create(&store, &actor(), &new).await.unwrap_err();
        assert!(matches!(error, StoreError::CustomerInactive), "{error:?}");
        instances::set_state(&store, &actor(), &running.id, 1, InstanceState::Deprovisioned).await.unwrap();
        assert_eq!(customers::get(&store, &customer.id).await.unwrap().services.total(), 1);
    }

    async fn an_observer_may_not_write(store: Store) {
        let customer = create(&store, &draft("Acme")).await;
        let made = provide(&store, &customer.id, "vpn", InstanceState::Uploaded).await;
        let observer = Actor { role: Role::Observer, ..actor() };
        let new = instance(&customer.id, "new", InstanceState::Uploaded);
        let errors = [
            customers::create(&store, &observer, &draft("New")).await.err(),
            customers::update(&store, &observer, &customer.id, 1, &draft("New")).await.err(),
            customers::delete(&store, &observer, &customer.id, 1).await.err(),
            customers::upsert_batch(&store, &observer, &[], store::OnDuplicate::Skip, true).await.err(),
            instances::create(&store, &observer, &new).await.err(),
            instances::set_state(&store, &observer, &made.id, 1, InstanceState::Active).await.err(),
            instances::upsert_batch(&store, &observer, &[], store::OnDuplicate::Skip, true).await.err(),
        ];
        for error in errors {
            assert!(matches!(error, Some(StoreError::Forbidden)), "{error:?}");
        }
    }

    async fn customers_of_one_name_are_found_but_not_oneself(store: Store) {
        let mut all = Vec::new();
        for name in ["Acme", "ACME", "acme", "Acme 2", "aCME", "Acme", "acmE"] {
            all.push(create(&store, &draft(name)).await);
        }
        let found = customers::named(&store, " acme ", None).await.unwrap();
        assert_eq!(found.len(), 5);
        assert!(found.iter().all(|c| c.name.to_lowercase() == "acme"));
        let others = customers::named(&store, "acme 2", Some(&all[3].id)).await.unwrap();
        assert_eq!(others, []);
    }

    async fn the_history_tells_who_changed_what_and_outlives_the_customer(store: Store) {
        let made = create(&store, &referenced("Acme", "1")).await;
        customers::update(&store, &actor(), &made.id, 1, &draft("Acme AS")).await.unwrap();
        let vpn = provide(&store, &made.id, "vpn", InstanceState::Active).await;
        instances::set_state(&store, &actor(), &vpn.id, 1, InstanceState::Deprovisioned).await.unwrap();
        customers::delete(&store, &actor(), &made.id, 2).await.unwrap();
        let history = customers::history(&store, &made.id).await.unwrap();
        let actions: Vec<_> = history.iter().map(|c| c.action.as_str()).collect();
        assert_eq!(actions, [
            "customer.delete", "instance.delete", "instance.update", "instance.create",
            "customer.update", "customer.create",
        ]);
        assert!(history.iter().all(|c| c.actor == "local" && c.origin == "test"));
        assert!(history.iter().all(|c| !c.subject.is_empty()));
        let fields = |n: usize| -> Vec<(&str, Option<&str>, Option<&str>)> {
            history[n].fields.iter().map(|f| (f.field.as_str(), f.before.as_deref(), f.after.as_deref())).collect()
        };
        assert_eq!(fields(2), [("state", Some("active"), Some("deprovisioned"))]);
        assert_eq!(fields(4), [("name", Some("Acme"), Some("Acme AS")), ("reference", Some("1"), None)]);
        assert_eq!(fields(5), [
            ("name", None, Some("Acme")), ("reference", None, Some("1")), ("status", None, Some("active")),
        ]);
        let mut ids: Vec<_> = history.iter().map(|c| c.id.clone()).collect();
        ids.sort();
        ids.reverse();
        assert_eq!(ids, history.iter().map(|c| c.id.clone()).collect::<Vec<_>>());
    }
}

#[test]
fn with_unique_names_a_name_is_taken_whatever_its_case() {
    run(async {
        let unique = store::StoreConfig { unique_names: true, ..config("mem://") };
        let store = store::Store::open(&unique).await.unwrap();
        let first = create(&store, &draft("Straße")).await;
        let error = customers::create(&store, &actor(), &draft("STRASSE")).await.unwrap_err();
        assert!(
            matches!(error, StoreError::DuplicateName { ref name } if name == "STRASSE"),
            "{error:?}"
        );
        let other = create(&store, &draft("Other")).await;
        let error =
            customers::update(&store, &actor(), &other.id, 1, &draft("strasse")).await.unwrap_err();
        assert!(matches!(error, StoreError::DuplicateName { .. }), "{error:?}");
        customers::update(&store, &actor(), &first.id, 1, &draft("straße")).await.unwrap();
        customers::delete(&store, &actor(), &first.id, 2).await.unwrap();
        create(&store, &draft("STRASSE")).await;
    });
}
