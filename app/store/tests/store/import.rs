//! Batches: what becomes of each row, and that a rehearsal leaves no trace.

use model::{CustomerDraft, CustomerQuery, CustomerStatus, InstanceState};
use store::{OnDuplicate, RowOutcome, customers, instances};

use crate::support::{actor, config, create, draft, instance, on_every_engine, referenced, run};

on_every_engine! {
    async fn a_batch_adds_new_rows_and_knows_old_ones_by_their_reference(store: Store) {
        let old = create(&store, &referenced("Old", "straße")).await;
        let same = create(&store, &referenced("Same", "2")).await;
        let rows = [
            referenced("New", "1"),
            referenced("Changed", "STRASSE"),
            referenced("Same", "2"),
            draft("No reference"),
            draft("No reference"),
        ];
        let outcomes = customers::upsert_batch(&store, &actor(), &rows, OnDuplicate::Update, false)
            .await
            .unwrap();
        assert!(matches!(outcomes[0], RowOutcome::Created(_)));
        assert_eq!(outcomes[1], RowOutcome::Updated(old.id.clone()));
        assert_eq!(outcomes[2], RowOutcome::Unchanged(same.id.clone()));
        assert!(matches!(outcomes[3], RowOutcome::Created(_)));
        assert!(matches!(outcomes[4], RowOutcome::Created(_)));
        let changed = customers::get(&store, &old.id).await.unwrap();
        assert_eq!((changed.name.as_str(), changed.version), ("Changed", 2));
        assert_eq!(customers::get(&store, &same.id).await.unwrap(), same);
        assert_eq!(customers::history(&store, &old.id).await.unwrap().len(), 2);
        assert_eq!(customers::history(&store, &same.id).await.unwrap().len(), 1);
        let RowOutcome::Created(new) = &outcomes[0] else { unreachable!() };
        assert_eq!(customers::history(&store, new).await.unwrap()[0].action, "customer.create");
        store.flush().await.unwrap();
        assert_eq!(customers::list(&store, &CustomerQuery::default()).await.unwrap().total, 5);
    }

    async fn rows_that_are_there_are_skipped_or_refused_if_so_wanted(store: Store) {
        let old = create(&store, &referenced("Old", "1")).await;
        let rows = [referenced("Again", "1"), referenced("New", "2")];
        let skipped = customers::upsert_batch(&store, &actor(), &rows, OnDuplicate::Skip, false).await.unwrap();
        assert_eq!(skipped[0], RowOutcome::Skipped(old.id.clone()));
        assert!(matches!(skipped[1], RowOutcome::Created(_)));
        let rows = [referenced("Again", "1"), referenced("New", "3")];
        let refused = customers::upsert_batch(&store, &actor(), &rows, OnDuplicate::Error, false).await.unwrap();
        assert_eq!(refused[0], RowOutcome::Refused("Reference Number 1 is already used by Old.".into()));
        assert!(matches!(refused[1], RowOutcome::Created(_)));
        assert_eq!(customers::get(&store, &old.id).await.unwrap(), old);
    }

    async fn a_reference_that_occurs_twice_in_a_batch_is_one_customer(store: Store) {
        let rows = [referenced("First", "ä-1"), referenced("Second", "Ä-1")];
        let outcomes = customers::upsert_batch(&store, &actor(), &rows, OnDuplicate::Update, false).await.unwrap();
        let RowOutcome::Created(id) = &outcomes[0] else { panic!("{outcomes:?}") };
        assert_eq!(outcomes[1], RowOutcome::Updated(id.clone()));
        assert_eq!(customers::get(&store, id).await.unwrap().name, "Second");
        let found = customers::by_references(&store, &["Ä-1".into(), "nobody".into()]).await.unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [("ä-1".to_owned(), id.clone())]);
    }

    async fn a_dry_run_answers_the_same_and_writes_nothing(store: Store) {
        let old = create(&store, &referenced("Old", "1")).await;
        let rows = [referenced("Changed", "1"), referenced("New", "2"), referenced("Newer", "2")];
        for on_duplicate in [OnDuplicate::Skip, OnDuplicate::Update, OnDuplicate::Error] {
            let dry = customers::upsert_batch(&store, &actor(), &rows, on_duplicate, true).await.unwrap();
            let kinds: Vec<_> = dry.iter().map(kind).collect();
            let expected = match on_duplicate {
                OnDuplicate::Skip => ["skipped", "created", "skipped"],
                OnDuplicate::Update => ["updated", "created", "updated"],
                OnDuplicate::Error => ["refused", "created", "refused"],
            };
            assert_eq!(kinds, expected);
        }
        assert_eq!(customers::get(&store, &old.id).await.unwrap(), old);
        assert_eq!(customers::history(&store, &old.id).await.unwrap().len(), 1);
        assert_eq!(customers::list(&store, &CustomerQuery::default()).await.unwrap().rows, [old]);
    }

    async fn a_full_batch_is_one_call_and_a_larger_one_is_refused(store: Store) {
        let rows: Vec<_> = (0..store::MAX_BATCH).map(|n| referenced("Many", &n.to_string())).collect();
        let outcomes = customers::upsert_batch(&store, &actor(), &rows, OnDuplicate::Error, false).await.unwrap();
        assert!(outcomes.iter().all(|o| kind(o) == "created"));
        let again = customers::upsert_batch(&store, &actor(), &rows, OnDuplicate::Update, false).await.unwrap();
        assert!(again.iter().all(|o| kind(o) == "unchanged"));
        let references: Vec<_> = rows.iter().filter_map(|r| r.reference.clone()).collect();
        assert_eq!(customers::by_references(&store, &references).await.unwrap().len(), rows.len());
        let more = [rows, vec![draft("One more")]].concat();
        assert!(customers::upsert_batch(&store, &actor(), &more, OnDuplicate::Skip, false).await.is_err());
    }

    async fn instances_are_known_by_customer_and_name(store: Store) {
        let (a, b) = (create(&store, &draft("A")).await, create(&store, &draft("B")).await);
        let rows = [
            instance(&a.id, "vpn", InstanceState::Active),
            instance(&b.id, "vpn", InstanceState::Uploaded),
            instance(&a.id, "VPN", InstanceState::Failed),
            instance(&"gone".parse().unwrap(), "vpn", InstanceState::Active),
        ];
        for dry_run in [true, false] {
            let outcomes = instances::upsert_batch(&store, &actor(), &rows, OnDuplicate::Update, dry_run).await.unwrap();
            let kinds: Vec<_> = outcomes.iter().map(kind).collect();
            assert_eq!(kinds, ["created", "created", "updated", "refused"]);
            let expected = if dry_run { 0 } else { 2 };
            assert_eq!(instances::count(&store, None).await.unwrap(), expected);
        }
        let counts = customers::get(&store, &a.id).await.unwrap().services;
        assert_eq!((counts.failed, counts.total()), (1, 1));
        let again = instances::upsert_batch(&store, &actor(), &rows[1..3], OnDuplicate::Update, false).await.unwrap();
        assert_eq!(again.iter().map(kind).collect::<Vec<_>>(), ["unchanged", "unchanged"]);
        let mut other_body = rows[1].clone();
        other_body.body.insert("vlan".into(), 43.into());
        let again = instances::upsert_batch(&store, &actor(), &[other_body], OnDuplicate::Update, false).await.unwrap();
        assert_eq!(kind(&again[0]), "updated");
        let change = &customers::history(&store, &b.id).await.unwrap()[0];
        assert_eq!(change.fields[0].after.as_deref(), Some(r#"{"vlan":43}"#));
        let again = instances::upsert_batch(&store, &actor(), &rows[..1], OnDuplicate::Error, false).await.unwrap();
        assert_eq!(again, [RowOutcome::Refused("A already has a service instance named vpn.".into())]);
    }

    async fn a_batch_gives_an_inactive_customer_nothing_new(store: Store) {
        let inactive = CustomerDraft { status: CustomerStatus::Inactive, ..draft("Closed") };
        let customer = create(&store, &inactive).await;
        let rows = [instance(&customer.id, "vpn", InstanceState::Active)];
        let outcomes = instances::upsert_batch(&store, &actor(), &rows, OnDuplicate::Update, false).await.unwrap();
        let message = "Closed is inactive and takes no new service instances.";
        assert_eq!(outcomes, [RowOutcome::Refused(message.into())]);
    }
}

#[test]
fn with_unique_names_a_batch_refuses_a_name_that_is_taken() {
    run(async {
        let unique = store::StoreConfig { unique_names: true, ..config("mem://") };
        let store = store::Store::open(&unique).await.unwrap();
        create(&store, &draft("Acme")).await;
        let rows = [draft("ACME"), referenced("Other", "1"), draft("other")];
        let outcomes = customers::upsert_batch(&store, &actor(), &rows, OnDuplicate::Update, false)
            .await
            .unwrap();
        let kinds: Vec<_> = outcomes.iter().map(kind).collect();
        assert_eq!(kinds, ["refused", "created", "refused"]);
    });
}

fn kind<Id>(outcome: &RowOutcome<Id>) -> &'static str {
    match outcome {
        RowOutcome::Created(_) => "created",
        RowOutcome::Updated(_) => "updated",
        RowOutcome::Unchanged(_) => "unchanged",
        RowOutcome::Skipped(_) => "skipped",
        RowOutcome::Refused(_) => "refused",
    }
}
