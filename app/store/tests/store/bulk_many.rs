//! Commands on more customers than fit into one transaction: matches as a whole, runs cut short.

use model::{
    BulkCommand, CustomerId, CustomerStatus, InstanceState, Restore, Selection,
    bulk::{MAX_SELECTED, MAX_TOLD},
};
use store::{Store, StoreError, customers};

use crate::{
    bulk::{finish, ids, import, matching, query, run as run_all},
    restore::delete,
    support::{
        actor, config, create, draft, filtered, instances_filtered, on_embedded_engines, provide,
        referenced, run as block_on, total,
    },
};

on_embedded_engines! {
    async fn all_that_match_are_changed_on_every_page(store: Store) {
        let drafts: Vec<_> = (0..450).map(|n| referenced(&format!("Nordic {n}"), &format!("n{n}"))).collect();
        import(&store, &drafts).await;
        let other = create(&store, &draft("Other")).await;
        let nordic = customers::list(&store, &query("nordic")).await.unwrap();
        provide(&store, &nordic.rows[0].id, "vpn", InstanceState::Active).await;
        let set = BulkCommand::SetStatus(matching("nordic", 450), CustomerStatus::Inactive);
        let mut run = customers::bulk(&store, &actor(), set.clone()).await.unwrap();
        let mut seen = Vec::new();
        while let Some(progress) = run.next().await.unwrap() {
            seen.push((progress.done, progress.complete));
            assert_eq!(progress.total, 450);
        }
        assert_eq!((seen[0], seen[seen.len() - 1]), ((0, false), (450, true)));
        assert!(seen.len() > 2 && seen.is_sorted(), "{seen:?}");
        assert_eq!(filtered(&store, "status==inactive").await, 450);
        assert_eq!(instances_filtered(&store, "customer.status==inactive").await, 1);
        assert_eq!(customers::get(&store, &other.id).await.unwrap(), other);
        let again = run_all(&store, set).await;
        assert_eq!((again.counts.done, again.counts.unchanged), (0, 450));
        let changed = customers::get(&store, &nordic.rows[0].id).await.unwrap();
        assert_eq!((changed.version, changed.name), (2, nordic.rows[0].name.clone()));
    }

    async fn matches_are_those_of_the_moment_they_were_counted(store: Store) {
        import(&store, &(0..300).map(|n| draft(&format!("Nordic {n}"))).collect::<Vec<_>>()).await;
        let delete_all = BulkCommand::Delete(matching("nordic", 300));
        let mut run = customers::bulk(&store, &actor(), delete_all).await.unwrap();
        run.next().await.unwrap();
        let late = create(&store, &draft("Nordic late")).await;
        let first = customers::list(&store, &query("nordic")).await.unwrap().rows.remove(0);
        delete(&store, &first).await;
        let end = finish(run).await;
        assert_eq!((end.counts.done, end.counts.gone), (299, 1));
        assert_eq!(end.rows[0].name.as_deref(), Some(first.name.as_str()));
        assert_eq!(customers::list(&store, &query("")).await.unwrap().rows, [late]);
    }

    async fn a_run_that_is_dropped_stops_and_leaves_whole_rows(store: Store) {
        import(&store, &(0..1_000).map(|n| draft(&format!("Nordic {n}"))).collect::<Vec<_>>()).await;
        let all = customers::all(&store).await.unwrap().next().await.unwrap();
        let mut run = customers::bulk(&store, &actor(), BulkCommand::Delete(ids(&all))).await.unwrap();
        let batch = run.next().await.unwrap().unwrap().batch.unwrap();
        let piece = run.next().await.unwrap().unwrap().done;
        tokio::select! {
            biased;
            _ = run.next() => panic!("done at the first look"),
            () = std::future::ready(()) => {}
        }
        let mut news = store.news();
        drop(run);
        // The piece that was begun comes to its end, and who listens is told that lists show it.
        let left = 1_000 - 2 * piece;
        let at_its_end = async {
            while total(&store, "").await != left {
                news.changed().await.unwrap();
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(30), at_its_end).await.unwrap();
        assert_eq!(customers::count(&store).await.unwrap(), left);
        let undone = run_all(&store, BulkCommand::Restore(Restore::Batch(batch))).await;
        assert_eq!((undone.counts.done, undone.total), (2 * piece, 2 * piece));
        assert_eq!(total(&store, "").await, 1_000);
    }

    async fn more_than_a_thousand_are_not_chosen_one_by_one(store: Store) {
        let many: Vec<CustomerId> =
            (0..=MAX_SELECTED).map(|n| format!("c-{n}").parse().unwrap()).collect();
        for command in [
            BulkCommand::Delete(Selection::Ids(many.clone())),
            BulkCommand::Restore(Restore::Ids(many.clone())),
        ] {
            let refused = customers::bulk(&store, &actor(), command).await;
            assert!(matches!(refused.err(), Some(StoreError::Invalid(_))));
        }
        let most = Selection::Ids(many[1..].to_vec());
        assert_eq!(run_all(&store, BulkCommand::Delete(most)).await.counts.gone, MAX_SELECTED as u64);
    }
}

#[test]
fn of_very_many_refused_the_first_are_told_and_all_are_counted() {
    block_on(async {
        let store = Store::open(&config("mem://")).await.unwrap();
        let drafts: Vec<_> = (0..MAX_TOLD + 200).map(|n| draft(&format!("Nordic {n}"))).collect();
        import(&store, &drafts).await;
        let all = BulkCommand::Delete(matching("", drafts.len() as u64));
        let first = customers::bulk(&store, &actor(), all.clone()).await.unwrap();
        let second = customers::bulk(&store, &actor(), all).await.unwrap();
        assert_eq!(finish(first).await.counts.done, drafts.len() as u64);
        let end = finish(second).await;
        assert_eq!((end.counts.gone, end.rows.len()), (drafts.len() as u64, MAX_TOLD));
    });
}
