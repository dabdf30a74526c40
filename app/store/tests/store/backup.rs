//! Backup and restore: what comes back is what was there.

use model::{Action, CustomerQuery, InstanceQuery, InstanceState, ListName, OrderStatus, Role};
use store::{StoreError, customers, instances, orders, saved_filters};

use crate::{
    order_checks::check_all,
    support::{
        actor, create, draft, filter_draft, on_embedded_engines, on_server, open, place, provide,
        record, referenced, report, save, user,
    },
};

on_embedded_engines! {
    async fn a_backup_fills_an_empty_database_with_the_same(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("inventory.surql");
        let acme = create(&store, &referenced("Acme ⟨'\"`\\⟩", "Straße")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Active).await;
        let gone = create(&store, &draft("Gone")).await;
        provide(&store, &gone.id, "old", InstanceState::Uploaded).await;
        customers::delete(&store, &actor(), &gone.id, 1).await.unwrap();
        std::fs::write(&file, "an older backup").unwrap();
        store.backup(&file).await.unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);

        let fresh = open("mem://").await;
        fresh.restore(&file).await.unwrap();
        let acme = customers::get(&store, &acme.id).await.unwrap();
        assert_eq!(customers::get(&fresh, &acme.id).await.unwrap(), acme);
        let page = customers::list(&fresh, &CustomerQuery::default()).await.unwrap();
        assert_eq!((page.total, &page.rows[0]), (1, &acme));
        let found = CustomerQuery { q: "acme strasse".into(), ..Default::default() };
        assert_eq!(customers::list(&fresh, &found).await.unwrap().total, 1);
        assert_eq!(instances::list(&fresh, &InstanceQuery::default()).await.unwrap().rows, [vpn]);
        for id in [&acme.id, &gone.id] {
            let history = customers::history(&store, id).await.unwrap();
            assert_eq!(customers::history(&fresh, id).await.unwrap(), history);
        }

        // The rules hold in the restored database too.
        let again = referenced("Again", "STRASSE");
        let error = customers::create(&fresh, &actor(), &again).await.unwrap_err();
        assert!(matches!(error, StoreError::DuplicateReference { .. }), "{error:?}");
        let error = customers::delete(&fresh, &actor(), &acme.id, 1).await.unwrap_err();
        assert!(matches!(error, StoreError::Blocked { .. }), "{error:?}");
        create(&fresh, &draft("New")).await;

        let error = fresh.restore(&file).await.unwrap_err();
        assert!(error.to_string().contains("already holds customers"), "{error}");
    }

    async fn a_backup_holds_saved_filters_and_who_opens_pages_with_them(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("inventory.surql");
        let (ana, bo) = (user("ana", Role::NetworkAdmin), user("bo⟨'\"`⟩", Role::Observer));
        let shared = save(&store, &ana, "Straße ⟨'\"`\\⟩", "shared").await;
        save(&store, &ana, "Own", "private").await;
        let page = ListName::Customers;
        saved_filters::set_default(&store, &bo, page, Some(&shared.id)).await.unwrap();
        store.backup(&file).await.unwrap();

        let fresh = open("mem://").await;
        fresh.restore(&file).await.unwrap();
        for who in [&ana, &bo] {
            let seen = saved_filters::list(&store, who, page).await.unwrap();
            assert_eq!(saved_filters::list(&fresh, who, page).await.unwrap(), seen);
        }
        let default = saved_filters::default_of(&fresh, &bo, page).await.unwrap();
        assert_eq!(default.map(|saved| saved.id), Some(shared.id.clone()));

        // The rules hold in the restored database too.
        let taken = filter_draft(&shared.name.to_uppercase(), "", "shared");
        let chief = user("chief", Role::SuperUser);
        let error = saved_filters::create(&fresh, &chief, &taken).await.unwrap_err();
        assert!(matches!(error, StoreError::Invalid(_)), "{error:?}");
        saved_filters::delete(&fresh, &ana, &shared.id, 1).await.unwrap();
        assert_eq!(saved_filters::default_of(&fresh, &bo, page).await.unwrap(), None);
        let error = fresh.restore(&file).await.unwrap_err();
        assert!(error.to_string().contains("already holds saved filters"), "{error}");
    }

    async fn a_backup_holds_orders_and_those_that_wait_are_handed_over_by_who_restores_it(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("inventory.surql");
        let acme = create(&store, &draft("Acme")).await;
        let mut all = Vec::new();
        for name in ["queued", "running", "done", "failed"] {
            let new = provide(&store, &acme.id, name, InstanceState::Uploaded).await;
            let (there, order) = place(&store, &new, Action::Provision).await;
            match name {
                "running" => drop(report(&store, &order, OrderStatus::Running).await.unwrap()),
                "done" => drop(report(&store, &order, OrderStatus::Success).await.unwrap()),
                "failed" => drop(report(&store, &order, OrderStatus::Failed).await.unwrap()),
                _ => {}
            }
            all.push(there.id);
        }
        let waiting = orders::due(&store, 10).await.unwrap();
        store.backup(&file).await.unwrap();

        let fresh = open("mem://").await;
        fresh.restore(&file).await.unwrap();
        assert_eq!(orders::due(&fresh, 10).await.unwrap(), waiting);
        assert_eq!(waiting.len(), 1);
        for id in &all {
            let details = instances::details(&store, id).await.unwrap();
            assert_eq!(instances::details(&fresh, id).await.unwrap(), details);
        }
        check_all(&fresh).await;

        // The rules hold in the restored database too.
        let queued = instances::get(&fresh, &all[0]).await.unwrap();
        let (who, action) = (actor(), Action::Provision);
        let again = orders::place(&fresh, &who, &queued.id, queued.version, action, true).await;
        assert!(matches!(again, Err(StoreError::OrderOpen { .. })), "{again:?}");
        report(&fresh, &waiting[0].order, OrderStatus::Success).await.unwrap();
        check_all(&fresh).await;
    }

    async fn a_database_that_holds_orders_is_not_restored_into(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("inventory.surql");
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Failed).await;
        record(&store, &vpn, Action::Deprovision).await;
        store.backup(&file).await.unwrap();
        customers::delete(&store, &actor(), &acme.id, 1).await.unwrap();
        let error = store.restore(&file).await.unwrap_err();
        assert!(error.to_string().contains("already holds service orders"), "{error}");
    }

    async fn a_backup_from_before_service_orders_is_brought_up_to_date(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("inventory.surql");
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let before = "REMOVE TABLE service_order; REMOVE TABLE delivery; REMOVE FIELD changed ON instance;
            UPDATE instance UNSET changed; REMOVE FUNCTION fn::order_place;
            DELETE migration:7, migration:9";
        store.connection().query(before, Default::default()).await.unwrap().check().unwrap();
        store.backup(&file).await.unwrap();
        let fresh = open("mem://").await;
        fresh.restore(&file).await.unwrap();
        let there = instances::get(&fresh, &vpn.id).await.unwrap();
        place(&fresh, &there, Action::Provision).await;
        check_all(&fresh).await;
    }

    async fn a_backup_from_before_saved_filters_is_brought_up_to_date(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("inventory.surql");
        let before = "REMOVE TABLE saved_filter; REMOVE TABLE saved_filter_default;
            REMOVE FUNCTION fn::saved_filter_create; DELETE migration:5, migration:9";
        store.connection().query(before, Default::default()).await.unwrap().check().unwrap();
        store.backup(&file).await.unwrap();
        let fresh = open("mem://").await;
        fresh.restore(&file).await.unwrap();
        save(&fresh, &user("ana", Role::NetworkAdmin), "Acme", "shared").await;
    }

    async fn a_file_that_is_no_backup_is_refused(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let error = store.restore(&folder.path().join("none")).await.unwrap_err();
        assert!(error.to_string().starts_with("cannot read"), "{error}");
        let file = folder.path().join("list.csv");
        std::fs::write(&file, "name;reference\nAcme;1\n").unwrap();
        let error = store.restore(&file).await.unwrap_err();
        assert!(error.to_string().starts_with("cannot restore"), "{error}");
    }
}

#[test]
fn a_server_is_left_to_back_itself_up() {
    on_server(|store: store::Store| async move {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("inventory.surql");
        for result in [store.backup(&file).await, store.restore(&file).await] {
            let error = result.unwrap_err();
            assert!(error.to_string().contains("a SurrealDB server backs itself up"), "{error}");
        }
        assert!(!file.exists());
    });
}
