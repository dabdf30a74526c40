//! Saved filters, many users at once: of two commands that exclude each other only one comes about,
//! and no default points at what its user cannot see.

use model::{Actor, ListName, Role, SavedFilter, SavedFilterId};
use rand::{Rng, SeedableRng, rngs::StdRng};
use store::{Store, StoreError, saved_filters};

use crate::{
    support::{at_once, filter_draft, on_every_engine, save, user},
    transactions::{Call, Survivor, delete_filter, interleave, make_default, unshare_filter},
};

const PAGE: ListName = ListName::Customers;

on_every_engine! {
    async fn of_twenty_filters_shared_under_one_name_one_is(store: Store) {
        let results = at_once(20, |n| {
            let store = store.clone();
            async move {
                let name = if n % 2 == 0 { "straße" } else { "STRASSE" };
                let draft = filter_draft(name, "", "shared");
                saved_filters::create(&store, &person(n), &draft).await
            }
        })
        .await;
        assert_eq!(only_names_taken(results).len(), 1);
        assert_eq!(saved_filters::list(&store, &person(99), PAGE).await.unwrap().len(), 1);
    }

    async fn of_twenty_private_filters_of_one_name_everybody_gets_one(store: Store) {
        let results = at_once(20, |n| {
            let store = store.clone();
            // Everybody saves it in two tabs.
            async move { saved_filters::create(&store, &person(n / 2), &filter_draft("Acme", "", "")).await }
        })
        .await;
        assert_eq!(only_names_taken(results).len(), 10);
    }

    async fn of_twenty_saves_over_one_version_one_succeeds_and_the_others_are_shown_it(store: Store) {
        let made = save(&store, &person(0), "Acme", "shared").await;
        let results = at_once(20, |n| {
            let (store, id) = (store.clone(), made.id.clone());
            async move {
                let draft = filter_draft(&format!("Acme {n}"), "", "shared");
                saved_filters::update(&store, &person(0), &id, 1, &draft).await
            }
        })
        .await;
        let winner = saved_filters::get(&store, &person(0), &made.id).await.unwrap();
        assert_eq!(winner.version, 2);
        let mut saved = 0;
        for result in results {
            match result {
                Ok(now) => { saved += 1; assert_eq!(now, winner); }
                Err(StoreError::SavedFilterVersionConflict { current }) => assert_eq!(*current, winner),
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(saved, 1);
    }

    async fn a_delete_and_a_new_default_exclude_each_other_in_every_order(store: Store) {
        in_every_order(&store, delete_filter).await;
    }

    async fn the_end_of_sharing_and_a_new_default_exclude_each_other_in_every_order(store: Store) {
        in_every_order(&store, unshare_filter).await;
    }

    async fn any_mix_of_commands_leaves_no_default_that_its_user_cannot_see(store: Store) {
        at_once(4, |seed| {
            let store = store.clone();
            async move { act_at_random(&store, seed).await }
        })
        .await;
        check_defaults(&store).await;
    }
}

/// Runs what takes a filter of `ana` away from `bo` against `bo` making it the default.
async fn in_every_order(store: &Store, take_away: fn(&SavedFilterId) -> Call) {
    let (ana, bo) = (user("ana", Role::NetworkAdmin), user("bo", Role::NetworkAdmin));
    for away_first in [true, false] {
        for commit_away_first in [true, false] {
            let shared = save(store, &ana, "Acme", "shared").await;
            let (away, default) = (take_away(&shared.id), make_default(&shared.id));
            let survivor =
                interleave([store, store], away, default, away_first, commit_away_first).await;
            let default = saved_filters::default_of(store, &bo, PAGE).await.unwrap();
            assert_eq!(default.is_some(), survivor == Survivor::Second);
            check_defaults(store).await;
            if let Ok(left) = saved_filters::get(store, &ana, &shared.id).await {
                saved_filters::delete(store, &ana, &left.id, left.version).await.unwrap();
            }
        }
    }
}

/// Shares, unshares, deletes and chooses filters of a few people.
async fn act_at_random(store: &Store, seed: usize) {
    let mut rng = StdRng::seed_from_u64(seed as u64);
    for _ in 0..60 {
        let actor = person(rng.random_range(0..3));
        let seen = saved_filters::list(store, &actor, PAGE).await.unwrap();
        let picked = (!seen.is_empty()).then(|| &seen[rng.random_range(0..seen.len())]);
        let visibility = ["private", "shared"][rng.random_range(0..2)];
        let result = match (picked, rng.random_range(0..4)) {
            (None, _) | (_, 0) => {
                let draft =
                    filter_draft(&format!("F{}", rng.random_range(0..4)), "q=acme", visibility);
                saved_filters::create(store, &actor, &draft).await.map(drop)
            }
            (Some(f), 1) => {
                let draft = filter_draft(&f.name, "q=acme", visibility);
                saved_filters::update(store, &actor, &f.id, f.version, &draft).await.map(drop)
            }
            (Some(f), 2) => saved_filters::delete(store, &actor, &f.id, f.version).await,
            (Some(f), _) => saved_filters::set_default(store, &actor, PAGE, Some(&f.id)).await,
        };
        assert!(
            !matches!(result, Err(StoreError::Internal(_) | StoreError::Setup(_))),
            "{result:?}"
        );
    }
}

/// Every default is of a filter that is there and that its user sees.
async fn check_defaults(store: &Store) {
    let lost = "SELECT VALUE id FROM saved_filter_default WHERE filter.id = NONE
                    OR (filter.visibility = 'private' AND filter.owner != record::id(id)[0])";
    let mut results = store.connection().query(lost, Default::default()).await.unwrap();
    let lost: Vec<surrealdb::types::RecordId> = results.take(0).unwrap();
    assert_eq!(lost, []);
}

fn person(n: usize) -> Actor {
    user(&format!("user {n}"), Role::NetworkAdmin)
}

/// Those that were saved; all others must have been told that the name is taken.
fn only_names_taken(results: Vec<Result<SavedFilter, StoreError>>) -> Vec<SavedFilter> {
    results
        .into_iter()
        .filter_map(|result| match result {
            Ok(saved) => Some(saved),
            Err(StoreError::Invalid(errors)) => {
                assert!(errors.of("name").is_some(), "{errors:?}");
                None
            }
            Err(other) => panic!("{other:?}"),
        })
        .collect()
}
