//! Saved filters, one user after the other: who sees, changes and deletes which, and what a page
//! opens with.

use model::{
    CustomerSort, FieldErrors, ListName, Role, SavedFilterDraft, SavedFilterForm, Visibility,
};
use store::{StoreError, customers, saved_filters};

use crate::support::{filter_draft, on_every_engine, save, user};

const PAGE: ListName = ListName::Customers;

/// A new filter cannot be one; an old one may have been one once.
const UNREADABLE: &str = "filter=color%3D%3Dred";

on_every_engine! {
    async fn a_filter_is_saved_read_changed_and_deleted(store: Store) {
        let ana = user("ana", Role::NetworkAdmin);
        let draft = filter_draft("Large ones", "filter=services=gt=3&sort=-services&page=last", "");
        let made = saved_filters::create(&store, &ana, &draft).await.unwrap();
        assert_eq!((made.name.as_str(), made.owner.as_str(), made.version), ("Large ones", "ana", 1));
        assert_eq!(made.query, "filter=services%3Dgt%3D3&sort=-services");
        assert_eq!((made.page, made.visibility), (PAGE, Visibility::Private));
        assert!(made.mine && made.may_change && !made.is_default);
        assert_eq!(made.unreadable, None);
        assert_eq!(saved_filters::get(&store, &ana, &made.id).await.unwrap(), made);

        let other = filter_draft("Acme's", "q=acme", "shared");
        let changed = saved_filters::update(&store, &ana, &made.id, 1, &other).await.unwrap();
        assert_eq!((changed.name.as_str(), changed.query.as_str(), changed.version), ("Acme's", "q=acme", 2));
        assert_eq!((changed.visibility, &changed.created_at), (Visibility::Shared, &made.created_at));
        assert_eq!(saved_filters::list(&store, &ana, PAGE).await.unwrap(), [changed]);
        assert_eq!(saved_filters::list(&store, &ana, ListName::Instances).await.unwrap(), []);

        saved_filters::delete(&store, &ana, &made.id, 2).await.unwrap();
        assert!(is_not_found(saved_filters::get(&store, &ana, &made.id).await.unwrap_err()));
        assert_eq!(saved_filters::list(&store, &ana, PAGE).await.unwrap(), []);
    }

    async fn every_list_has_its_own_filters(store: Store) {
        let ana = user("ana", Role::NetworkAdmin);
        for page in ListName::ALL {
            let form = SavedFilterForm {
                name: "New".into(),
                page: page.as_str().into(),
                query: "filter=created=last=7&sort=-created,id".into(),
                visibility: "shared".into(),
            };
            let made = saved_filters::create(&store, &ana, &form.parse().unwrap()).await.unwrap();
            assert_eq!((made.page, &made.unreadable), (page, &None));
            saved_filters::set_default(&store, &ana, page, Some(&made.id)).await.unwrap();
        }
        for page in ListName::ALL {
            let seen = saved_filters::list(&store, &ana, page).await.unwrap();
            assert_eq!(saved_filters::default_of(&store, &ana, page).await.unwrap().as_ref(), seen.first());
            assert_eq!((seen.len(), seen[0].page), (1, page));
        }
        let orders = SavedFilterForm { name: "Odd".into(), page: "orders".into(), query: UNREADABLE.into(),
            ..Default::default() };
        let error = saved_filters::create(&store, &ana, &orders.parse().unwrap()).await.unwrap_err();
        assert!(matches!(error, StoreError::Invalid(_)), "{error:?}");
    }

    async fn ones_own_come_first_and_each_by_name_whatever_its_case(store: Store) {
        let (ana, bo) = (user("ana", Role::NetworkAdmin), user("bo", Role::NetworkAdmin));
        for (who, name, visibility) in [
            (&bo, "alpha", "shared"), (&bo, "hidden", "private"), (&bo, "Omega", "shared"),
            (&ana, "zeta", "private"), (&ana, "Beta", "shared"), (&ana, "gamma", "private"),
        ] {
            save(&store, who, name, visibility).await;
        }
        let seen = saved_filters::list(&store, &ana, PAGE).await.unwrap();
        let names: Vec<_> = seen.iter().map(|f| (f.name.as_str(), f.mine)).collect();
        assert_eq!(names, [
            ("Beta", true), ("gamma", true), ("zeta", true), ("alpha", false), ("Omega", false),
        ]);
    }

    async fn somebody_elses_private_filter_does_not_exist_even_for_a_super_user(store: Store) {
        let hidden = save(&store, &user("ana", Role::NetworkAdmin), "Acme", "private").await;
        let boss = user("boss", Role::SuperUser);
        let draft = filter_draft("Mine", "", "");
        let errors = [
            saved_filters::get(&store, &boss, &hidden.id).await.err(),
            saved_filters::update(&store, &boss, &hidden.id, 1, &draft).await.err(),
            saved_filters::delete(&store, &boss, &hidden.id, 1).await.err(),
            saved_filters::set_default(&store, &boss, PAGE, Some(&hidden.id)).await.err(),
        ];
        assert!(errors.into_iter().all(|error| is_not_found(error.unwrap())));
        assert_eq!(saved_filters::list(&store, &boss, PAGE).await.unwrap(), []);
        assert_eq!(saved_filters::default_of(&store, &boss, PAGE).await.unwrap(), None);
    }

    async fn a_shared_filter_is_changed_by_its_owner_or_a_super_user_only(store: Store) {
        let ana = user("ana", Role::NetworkAdmin);
        let shared = save(&store, &ana, "Acme", "shared").await;
        let draft = filter_draft("Acme AS", "q=acme", "shared");
        for other in [user("bo", Role::NetworkAdmin), user("cy", Role::Observer)] {
            let seen = saved_filters::get(&store, &other, &shared.id).await.unwrap();
            assert!(!seen.mine && !seen.may_change);
            for error in [
                saved_filters::update(&store, &other, &shared.id, 1, &draft).await.err(),
                saved_filters::delete(&store, &other, &shared.id, 1).await.err(),
            ] {
                assert!(matches!(&error, Some(StoreError::NotOwner { owner }) if owner == "ana"), "{error:?}");
            }
        }
        let boss = user("boss", Role::SuperUser);
        assert!(saved_filters::get(&store, &boss, &shared.id).await.unwrap().may_change);
        let changed = saved_filters::update(&store, &boss, &shared.id, 1, &draft).await.unwrap();
        assert_eq!((changed.owner.as_str(), changed.mine), ("ana", false));
        saved_filters::delete(&store, &ana, &shared.id, 2).await.unwrap();
    }

    async fn an_observer_saves_filters_but_shares_none(store: Store) {
        let observer = user("cy", Role::Observer);
        let own = save(&store, &observer, "Acme", "private").await;
        let shared = filter_draft("Acme", "q=acme", "shared");
        for error in [
            saved_filters::create(&store, &observer, &shared).await.err(),
            saved_filters::update(&store, &observer, &own.id, 1, &shared).await.err(),
        ] {
            assert!(matches!(error, Some(StoreError::Forbidden)), "{error:?}");
        }
        let renamed = filter_draft("Acme AS", "q=acme", "");
        saved_filters::update(&store, &observer, &own.id, 1, &renamed).await.unwrap();
        saved_filters::set_default(&store, &observer, PAGE, Some(&own.id)).await.unwrap();
        saved_filters::delete(&store, &observer, &own.id, 2).await.unwrap();

        // What an observer shared in another role stays as it is.
        let before = save(&store, &user("cy", Role::NetworkAdmin), "Old", "shared").await;
        assert!(!saved_filters::get(&store, &observer, &before.id).await.unwrap().may_change);
        let error = saved_filters::delete(&store, &observer, &before.id, 1).await.unwrap_err();
        assert!(matches!(error, StoreError::NotOwner { .. }), "{error:?}");
    }

    async fn a_name_is_unique_among_ones_own_of_a_page_whatever_its_case(store: Store) {
        let ana = user("ana", Role::NetworkAdmin);
        save(&store, &ana, "Straße", "private").await;
        let again = filter_draft("STRASSE", "", "");
        assert!(is_name_taken(saved_filters::create(&store, &ana, &again).await.unwrap_err(), "saved"));
        let other = save(&store, &ana, "Other", "private").await;
        let error = saved_filters::update(&store, &ana, &other.id, 1, &again).await.unwrap_err();
        assert!(is_name_taken(error, "saved"));

        let elsewhere = SavedFilterDraft { page: ListName::Instances, ..again.clone() };
        saved_filters::create(&store, &ana, &elsewhere).await.unwrap();
        saved_filters::create(&store, &user("bo", Role::Observer), &again).await.unwrap();
    }

    async fn a_shared_name_is_unique_among_the_shared_ones_of_a_page(store: Store) {
        let (ana, bo) = (user("ana", Role::NetworkAdmin), user("bo", Role::NetworkAdmin));
        let shared = save(&store, &ana, "Acme", "shared").await;
        let taken = filter_draft("ACME", "", "shared");
        assert!(is_name_taken(saved_filters::create(&store, &bo, &taken).await.unwrap_err(), "shared"));
        let own = save(&store, &bo, "Acme", "private").await;
        let error = saved_filters::update(&store, &bo, &own.id, 1, &taken).await.unwrap_err();
        assert!(is_name_taken(error, "shared"));
        let elsewhere = SavedFilterDraft { page: ListName::Instances, ..taken.clone() };
        saved_filters::create(&store, &bo, &elsewhere).await.unwrap();

        let private = filter_draft("Acme", "q=acme", "private");
        saved_filters::update(&store, &ana, &shared.id, 1, &private).await.unwrap();
        saved_filters::update(&store, &bo, &own.id, 1, &taken).await.unwrap();
    }

    async fn the_second_of_two_saves_is_shown_what_is_there_now(store: Store) {
        let ana = user("ana", Role::NetworkAdmin);
        let made = save(&store, &ana, "Acme", "private").await;
        let first = filter_draft("Acme AS", "q=acme", "");
        let first = saved_filters::update(&store, &ana, &made.id, 1, &first).await.unwrap();
        let second = filter_draft("Acme AB", "q=acme", "");
        for error in [
            saved_filters::update(&store, &ana, &made.id, 1, &second).await.err(),
            saved_filters::delete(&store, &ana, &made.id, 1).await.err(),
        ] {
            match error {
                Some(StoreError::SavedFilterVersionConflict { current }) => assert_eq!(*current, first),
                other => panic!("{other:?}"),
            }
        }
    }

    async fn saving_what_is_there_already_changes_nothing(store: Store) {
        let ana = user("ana", Role::NetworkAdmin);
        let made = save(&store, &ana, "Acme", "shared").await;
        let same = SavedFilterForm::from(&made).parse().unwrap();
        assert_eq!(saved_filters::update(&store, &ana, &made.id, 1, &same).await.unwrap(), made);
    }

    async fn a_saved_filter_stays_on_its_page(store: Store) {
        let ana = user("ana", Role::NetworkAdmin);
        let made = save(&store, &ana, "Acme", "private").await;
        let elsewhere = SavedFilterDraft { page: ListName::Instances, ..filter_draft("Acme", "", "") };
        assert!(is_not_found(saved_filters::update(&store, &ana, &made.id, 1, &elsewhere).await.unwrap_err()));
        let error = saved_filters::set_default(&store, &ana, ListName::Instances, Some(&made.id)).await;
        assert!(is_not_found(error.unwrap_err()));
    }

    async fn everybody_has_a_default_of_their_own_for_each_page(store: Store) {
        let (ana, bo) = (user("ana", Role::NetworkAdmin), user("bo", Role::Observer));
        let shared = save(&store, &ana, "Shared", "shared").await;
        let own = save(&store, &ana, "Own", "private").await;
        saved_filters::set_default(&store, &bo, PAGE, Some(&shared.id)).await.unwrap();
        saved_filters::set_default(&store, &ana, PAGE, Some(&shared.id)).await.unwrap();
        saved_filters::set_default(&store, &ana, PAGE, Some(&own.id)).await.unwrap();
        let default = saved_filters::default_of(&store, &bo, PAGE).await.unwrap().unwrap();
        assert_eq!((default.id, default.mine, default.is_default), (shared.id.clone(), false, true));
        let default = saved_filters::default_of(&store, &ana, PAGE).await.unwrap().unwrap();
        assert_eq!((default.id, default.version, default.is_default), (own.id.clone(), 1, true));
        assert_eq!(saved_filters::default_of(&store, &ana, ListName::Instances).await.unwrap(), None);
        let marked: Vec<_> = saved_filters::list(&store, &ana, PAGE).await.unwrap()
            .into_iter().filter(|f| f.is_default).map(|f| f.id).collect();
        assert_eq!(marked, [own.id]);

        for _ in 0..2 {
            saved_filters::set_default(&store, &ana, PAGE, None).await.unwrap();
            assert_eq!(saved_filters::default_of(&store, &ana, PAGE).await.unwrap(), None);
        }
        assert!(saved_filters::default_of(&store, &bo, PAGE).await.unwrap().is_some());
    }

    async fn a_default_goes_when_its_filter_is_deleted_or_no_longer_shared(store: Store) {
        let (ana, bo) = (user("ana", Role::NetworkAdmin), user("bo", Role::Observer));
        let shared = save(&store, &ana, "Acme", "shared").await;
        for who in [&ana, &bo] {
            saved_filters::set_default(&store, who, PAGE, Some(&shared.id)).await.unwrap();
        }
        let private = filter_draft("Acme", "q=acme", "private");
        saved_filters::update(&store, &ana, &shared.id, 1, &private).await.unwrap();
        assert_eq!(saved_filters::default_of(&store, &bo, PAGE).await.unwrap(), None);
        assert!(saved_filters::default_of(&store, &ana, PAGE).await.unwrap().is_some());
        saved_filters::delete(&store, &ana, &shared.id, 2).await.unwrap();
        assert_eq!(saved_filters::default_of(&store, &ana, PAGE).await.unwrap(), None);
    }

    async fn a_filter_that_cannot_be_read_is_not_saved(store: Store) {
        let ana = user("ana", Role::NetworkAdmin);
        let bad = filter_draft("Red", UNREADABLE, "");
        assert!(is_unreadable(saved_filters::create(&store, &ana, &bad).await.unwrap_err()));
        let made = save(&store, &ana, "Acme", "private").await;
        assert!(is_unreadable(saved_filters::update(&store, &ana, &made.id, 1, &bad).await.unwrap_err()));
        assert_eq!(saved_filters::get(&store, &ana, &made.id).await.unwrap(), made);
    }

    async fn a_filter_that_can_no_longer_be_read_is_listed_opened_renamed_and_deleted(store: Store) {
        let ana = user("ana", Role::NetworkAdmin);
        let made = save(&store, &ana, "Red", "private").await;
        let outdated = "UPDATE saved_filter SET query = 'filter=color%3D%3Dred&sort=color'";
        store.connection().query(outdated, Default::default()).await.unwrap().check().unwrap();

        let seen = saved_filters::list(&store, &ana, PAGE).await.unwrap().remove(0);
        let reason = seen.unreadable.clone().unwrap();
        assert!(reason.contains("\"color\""), "{reason}");
        let error = customers::list(&store, &seen.applied::<CustomerSort>()).await.unwrap_err();
        assert!(matches!(&error, StoreError::BadFilter(sentence) if *sentence == reason), "{error:?}");

        let renamed = SavedFilterForm { name: "Reds".into(), ..(&seen).into() }.parse().unwrap();
        let renamed = saved_filters::update(&store, &ana, &made.id, 1, &renamed).await.unwrap();
        assert_eq!((renamed.name.as_str(), renamed.unreadable.is_some()), ("Reds", true));
        let worse = filter_draft("Reds", "filter=colour%3D%3Dred", "");
        assert!(is_unreadable(saved_filters::update(&store, &ana, &made.id, 2, &worse).await.unwrap_err()));
        let mended = filter_draft("Reds", "filter=status==active", "");
        let mended = saved_filters::update(&store, &ana, &made.id, 2, &mended).await.unwrap();
        assert_eq!(mended.unreadable, None);
        saved_filters::delete(&store, &ana, &made.id, 3).await.unwrap();
    }
}

fn is_not_found(error: StoreError) -> bool {
    matches!(error, StoreError::NotFound { what: "saved filter" })
}

fn is_name_taken(error: StoreError, among: &str) -> bool {
    says(error, "name", among)
}

fn is_unreadable(error: StoreError) -> bool {
    says(error, "query", "At character 1")
}

fn says(error: StoreError, field: &str, what: &str) -> bool {
    let StoreError::Invalid(FieldErrors(errors)) = error else { panic!("{error:?}") };
    errors.len() == 1 && errors[0].field == field && errors[0].message.contains(what)
}
