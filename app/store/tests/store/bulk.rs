//! Commands on many customers: what becomes of each.

use model::{
    Actor, BulkCommand, BulkProgress, Customer, CustomerDraft, CustomerId, CustomerQuery,
    CustomerStatus, InstanceState, PageStart, Restore, Role, Selection, bulk::BulkReason,
};
use store::{OnDuplicate, Store, StoreConfig, StoreError, customers};

use crate::{
    concurrency::check_that_all_belongs_together,
    restore::delete,
    support::{
        actor, config, create, draft, filtered, instances_filtered, on_every_engine, provide,
        referenced, run as block_on, total,
    },
};

on_every_engine! {
    async fn chosen_customers_are_deleted_and_their_delete_is_undone_as_a_whole(store: Store) {
        let mut chosen = Vec::new();
        for n in 0..5 {
            let made = create(&store, &draft(&format!("Customer {n}"))).await;
            provide(&store, &made.id, "vpn", InstanceState::Uploaded).await;
            chosen.push(made);
        }
        let other = create(&store, &draft("Other")).await;
        let alone = create(&store, &draft("Alone")).await;
        delete(&store, &alone).await;
        let end = run(&store, BulkCommand::Delete(ids(&chosen))).await;
        assert_eq!((end.done, end.total, end.counts.done), (5, 5, 5));
        assert_eq!((end.rows.len(), end.complete), (0, true));
        assert_eq!(total(&store, "").await, 1);
        assert_eq!(instances_filtered(&store, "").await, 0);
        assert_eq!(customers::get(&store, &other.id).await.unwrap(), other);
        let history = customers::history(&store, &chosen[0].id).await.unwrap();
        assert_eq!(history[0].action, "customer.delete");

        let undo = BulkCommand::Restore(Restore::Batch(end.batch.unwrap()));
        let end = run(&store, undo.clone()).await;
        assert_eq!((end.done, end.total, end.counts.done, end.batch), (5, 5, 5, None));
        assert_eq!(total(&store, "").await, 6);
        assert_eq!(instances_filtered(&store, "state==uploaded").await, 5);
        check_that_all_belongs_together(&store).await;
        // Nothing of it is deleted any more, and what another delete deleted still is.
        assert_eq!(run(&store, undo).await.total, 0);
        let left = customers::deleted(&store, &PageStart::First, 9).await.unwrap();
        assert_eq!((left.total, &left.rows[0].customer.id), (1, &alone.id));
    }

    async fn customers_that_may_not_be_deleted_or_are_gone_are_told(store: Store) {
        let free = create(&store, &draft("Free")).await;
        let busy = create(&store, &draft("Busy")).await;
        for n in 0..5 {
            provide(&store, &busy.id, &format!("vpn {n}"), InstanceState::Active).await;
        }
        provide(&store, &busy.id, "saved", InstanceState::Uploaded).await;
        let gone = create(&store, &draft("Gone")).await;
        delete(&store, &gone).await;
        let nobody: CustomerId = "nobody".parse().unwrap();
        let selection = Selection::Ids(vec![
            busy.id.clone(), gone.id.clone(), free.id.clone(), nobody.clone(), free.id.clone(),
        ]);
        let before = customers::get(&store, &busy.id).await.unwrap();
        let end = run(&store, BulkCommand::Delete(selection)).await;
        assert_eq!((end.done, end.total), (4, 4), "each counts once");
        assert_eq!((end.counts.done, end.counts.blocked, end.counts.gone), (1, 1, 2));
        let rows: Vec<_> = end.rows.iter().map(|r| (r.id.clone(), r.name.as_deref())).collect();
        assert_eq!(rows, [
            (busy.id.clone(), Some("Busy")), (gone.id, Some("Gone")), (nobody, None),
        ]);
        let BulkReason::Blocked { total, first } = &end.rows[0].reason else { panic!("{end:?}") };
        let names: Vec<_> = first.iter().map(|i| i.name.as_str()).collect();
        assert_eq!((*total, names), (5, vec!["vpn 0", "vpn 1", "vpn 2"]));
        assert!(end.rows[1..].iter().all(|row| row.reason == BulkReason::Gone));
        assert_eq!(customers::get(&store, &busy.id).await.unwrap(), before);
        check_that_all_belongs_together(&store).await;
    }

    async fn matches_that_changed_since_they_were_chosen_are_left_alone(store: Store) {
        import(&store, &[draft("Nordic 1"), draft("Nordic 2"), draft("Other")]).await;
        for command in [
            BulkCommand::Delete(matching("nordic", 3)),
            BulkCommand::SetStatus(matching("nordic", 1), CustomerStatus::Inactive),
        ] {
            let refused = customers::bulk(&store, &actor(), command).await;
            assert!(matches!(refused.err(), Some(StoreError::SelectionChanged { now: 2, .. })));
        }
        let bad = CustomerQuery { filter: "nme==x".into(), ..Default::default() };
        let bad = Selection::Matching { query: bad, expected: 0 };
        let refused = customers::bulk(&store, &actor(), BulkCommand::Delete(bad)).await;
        assert!(matches!(refused.err(), Some(StoreError::BadFilter(_))));
        assert_eq!(filtered(&store, "status==active").await, 3);
    }

    async fn what_cannot_be_restored_is_told_and_the_others_are(store: Store) {
        let a = create(&store, &referenced("A", "1")).await;
        let b = create(&store, &referenced("B", "2")).await;
        let c = create(&store, &draft("C")).await;
        let deleted = run(&store, BulkCommand::Delete(ids(&[a.clone(), b.clone(), c.clone()]))).await;
        let holder = create(&store, &referenced("New", "2")).await;
        customers::restore(&store, &actor(), &c.id).await.unwrap();
        let all = Restore::Ids(vec![a.id.clone(), b.id.clone(), c.id.clone()]);
        let end = run(&store, BulkCommand::Restore(all)).await;
        assert_eq!((end.counts.done, end.counts.taken, end.counts.gone), (1, 1, 1));
        assert_eq!(end.rows[0].name.as_deref(), Some("B"));
        assert_eq!(end.rows[0].reason.to_string(), "Reference Number 2 is now used by New.");
        assert!(matches!(&end.rows[0].reason, BulkReason::ReferenceTaken { holder: h, .. } if h.id == holder.id));
        assert_eq!((end.rows[1].name.as_deref(), &end.rows[1].reason), (Some("C"), &BulkReason::Gone));
        // What is still deleted of the run is offered again.
        let rest = run(&store, BulkCommand::Restore(Restore::Batch(deleted.batch.unwrap()))).await;
        assert_eq!((rest.total, rest.counts.taken), (1, 1));
    }

    async fn of_two_deleted_customers_with_one_reference_one_comes_back(store: Store) {
        let first = create(&store, &referenced("First", "1")).await;
        delete(&store, &first).await;
        let second = create(&store, &referenced("Second", "1")).await;
        delete(&store, &second).await;
        let both = Restore::Ids(vec![first.id.clone(), second.id.clone()]);
        let end = run(&store, BulkCommand::Restore(both)).await;
        assert_eq!((end.counts.done, end.counts.taken), (1, 1));
        assert_eq!(end.rows[0].reason.to_string(), "Reference Number 1 is now used by First.");
    }

    async fn an_observer_may_not_do_it_to_many_either(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let observer = Actor { role: Role::Observer, ..actor() };
        for command in [
            BulkCommand::Delete(ids(std::slice::from_ref(&acme))),
            BulkCommand::SetStatus(ids(std::slice::from_ref(&acme)), CustomerStatus::Inactive),
            BulkCommand::Restore(Restore::Ids(vec![acme.id.clone()])),
        ] {
            let refused = customers::bulk(&store, &observer, command).await;
            assert!(matches!(refused.err(), Some(StoreError::Forbidden)));
        }
        let refused = customers::restore(&store, &observer, &acme.id).await;
        assert!(matches!(refused, Err(StoreError::Forbidden)), "{refused:?}");
    }
}

#[test]
fn with_unique_names_a_taken_name_is_told() {
    block_on(async {
        let unique = StoreConfig { unique_names: true, ..config("mem://") };
        let store = Store::open(&unique).await.unwrap();
        let old = create(&store, &draft("Acme")).await;
        delete(&store, &old).await;
        create(&store, &draft("ACME")).await;
        let end = run(&store, BulkCommand::Restore(Restore::Ids(vec![old.id]))).await;
        assert_eq!((end.counts.taken, &end.rows[0].reason), (1, &BulkReason::NameTaken));
    });
}

pub async fn run(store: &Store, command: BulkCommand) -> BulkProgress {
    finish(customers::bulk(store, &actor(), command).await.unwrap()).await
}

/// The last progress, with the rows of all.
pub async fn finish(mut run: customers::BulkRun) -> BulkProgress {
    let (mut rows, mut last) = (Vec::new(), None);
    while let Some(progress) = run.next().await.unwrap() {
        rows.extend(progress.rows.clone());
        last = Some(progress);
    }
    let last = last.unwrap();
    assert!(last.complete);
    BulkProgress { rows, ..last }
}

pub async fn import(store: &Store, drafts: &[CustomerDraft]) {
    for some in drafts.chunks(store::MAX_BATCH) {
        customers::upsert_batch(store, &actor(), some, OnDuplicate::Error, false).await.unwrap();
    }
    store.flush().await.unwrap();
}

pub fn ids(customers: &[Customer]) -> Selection {
    Selection::Ids(customers.iter().map(|customer| customer.id.clone()).collect())
}

pub fn query(q: &str) -> CustomerQuery {
    CustomerQuery { q: q.into(), ..Default::default() }
}

pub fn matching(q: &str, expected: u64) -> Selection {
    Selection::Matching { query: query(q), expected }
}
