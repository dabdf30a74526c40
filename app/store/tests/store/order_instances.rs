//! What becomes of service instances: changes, deletes, and what their page shows.

use model::{
    Action, CustomerDraft, CustomerStatus, InstanceState, OrderKind, OrderReport, OrderStatus,
    details::read_body,
};
use store::{OnDuplicate, StoreError, customers, instances, orders};

use crate::{
    order_checks::check_all,
    support::{
        actor, create, draft, edit, engine, instance, instances_filtered, on_every_engine, place,
        provide, record, referenced, report, retry, says,
    },
};

on_every_engine! {
    async fn a_change_of_an_active_instance_is_in_the_network_once_its_order_ended(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Active).await;
        let changed = instances::edit(&store, &actor(), &vpn.id, 1, &edit(7)).await.unwrap();
        assert_eq!((changed.state, changed.changed, changed.version), (InstanceState::Active, true, 2));
        // The same once more is no change.
        let same = instances::edit(&store, &actor(), &vpn.id, 2, &edit(7)).await.unwrap();
        assert_eq!(same, changed);
        let (busy, order) = place(&store, &changed, Action::Provision).await;
        assert_eq!((order.kind, busy.state, busy.changed), (OrderKind::Modify, InstanceState::Active, true));
        let given = orders::due(&store, 10).await.unwrap().remove(0);
        let refused = instances::edit(&store, &actor(), &vpn.id, busy.version, &edit(8)).await;
        assert!(matches!(refused, Err(StoreError::OrderOpen { .. })), "{refused:?}");
        report(&store, &order, OrderStatus::Success).await.unwrap();
        let details = instances::details(&store, &vpn.id).await.unwrap();
        assert_eq!((details.instance.state, details.instance.changed), (InstanceState::Active, false));
        assert_eq!((&details.body, &given.body), (&edit(7).body, &edit(7).body), "what was ordered");
        // One that fails leaves it failed; while it is tried again it is as it was before.
        let version = details.instance.version;
        let changed = instances::edit(&store, &actor(), &vpn.id, version, &edit(8)).await.unwrap();
        let (_, order) = place(&store, &changed, Action::Provision).await;
        let failed = report(&store, &order, OrderStatus::Failed).await.unwrap();
        let now = instances::get(&store, &vpn.id).await.unwrap();
        assert_eq!((now.state, now.changed), (InstanceState::Failed, false));
        let (busy, again) = retry(&store, &failed).await;
        assert_eq!((busy.state, busy.changed), (InstanceState::Active, true));
        check_all(&store).await;
        report(&store, &again, OrderStatus::Success).await.unwrap();
        let details = instances::details(&store, &vpn.id).await.unwrap();
        assert_eq!((details.instance.changed, details.body), (false, edit(8).body));
    }

    async fn a_change_of_an_instance_that_does_not_run_waits_for_nothing(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        for rule in Action::Edit.rules().filter(|rule| rule.state != InstanceState::Active) {
            let there = provide(&store, &acme.id, rule.state.as_str(), rule.state).await;
            let edited = instances::edit(&store, &actor(), &there.id, 1, &edit(7)).await.unwrap();
            assert_eq!((edited.state, edited.changed, edited.version), (rule.state, false, 2));
        }
        // An import that changes what runs leaves a change as well; one that says that it runs does not.
        let import = async |row: model::InstanceDraft| {
            instances::upsert_batch(&store, &actor(), &[row], OnDuplicate::Update, false).await.unwrap();
            store.flush().await.unwrap();
        };
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Failed).await;
        let mut row = instance(&acme.id, "vpn", InstanceState::Active);
        row.body = edit(8).body;
        import(row.clone()).await;
        assert!(!instances::get(&store, &vpn.id).await.unwrap().changed);
        row.body = edit(9).body;
        import(row).await;
        assert!(instances::get(&store, &vpn.id).await.unwrap().changed);
        check_all(&store).await;
    }

    async fn the_page_of_an_instance_shows_what_belongs_to_it(store: Store) {
        let acme = create(&store, &referenced("Acme", "CRM-1")).await;
        let mut new = instance(&acme.id, "vpn", InstanceState::Uploaded);
        let body = r#"{"a": null, "b": [1, -2.5, 1.0, true, "x", [], {}], "ä ⟨'\"`\\⟩": {"deep": {"er": [{"e": 1e300}]}},
            "empty": "", "id": "customer:one", "time": "2026-01-01T00:00:00Z", "uuid": "01890a5d-ac96-774b-bcce-b302099a8057"}"#;
        new.body = read_body(body).unwrap();
        let made = instances::create(&store, &actor(), &new).await.unwrap();
        let details = instances::details(&store, &made.id).await.unwrap();
        assert_eq!((&details.instance, &details.body), (&made, &new.body));
        assert_eq!(details.customer_reference.as_deref(), Some("CRM-1"));
        assert_eq!((details.customer_status, details.newest_order), (CustomerStatus::Active, None));
        let (busy, first) = place(&store, &made, Action::Provision).await;
        report(&store, &first, OrderStatus::Failed).await.unwrap();
        let failed = instances::get(&store, &made.id).await.unwrap();
        assert!(failed.version > busy.version);
        let (_, second) = place(&store, &failed, Action::Provision).await;
        let inactive = CustomerDraft { status: CustomerStatus::Inactive, ..draft("Globex") };
        customers::update(&store, &actor(), &acme.id, 1, &inactive).await.unwrap();
        let details = instances::details(&store, &made.id).await.unwrap();
        assert_eq!((details.customer_reference, details.customer_status), (None, CustomerStatus::Inactive));
        let order = details.newest_order.unwrap();
        assert_eq!((&order.id, order.customer_name.as_str()), (&second.id, "Globex"));
        assert_eq!(orders::get(&store, &second.id).await.unwrap(), order);
        let ids: Vec<_> = orders::of_instance(&store, &made.id).await.unwrap().into_iter().map(|o| o.id).collect();
        assert_eq!(ids, [second.id, first.id]);
    }

    async fn a_body_that_is_too_long_is_refused(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let mut long = edit(7);
        long.body.insert("text".into(), "x".repeat(64 * 1024).into());
        match instances::edit(&store, &actor(), &vpn.id, 1, &long).await {
            Err(StoreError::Invalid(errors)) => {
                assert!(errors.of("body").unwrap().contains("65,536 is the most"), "{errors:?}");
            }
            other => panic!("{other:?}"),
        }
        long.body.insert("text".into(), "x".repeat(60 * 1024).into());
        instances::edit(&store, &actor(), &vpn.id, 1, &long).await.unwrap();
        assert_eq!(instances::details(&store, &vpn.id).await.unwrap().body, long.body);
    }

    async fn a_deleted_instance_leaves_its_orders_and_its_name_to_another(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let (_, order) = place(&store, &vpn, Action::Provision).await;
        report(&store, &order, OrderStatus::Success).await.unwrap();
        let active = instances::get(&store, &vpn.id).await.unwrap();
        let (_, out) = place(&store, &active, Action::Deprovision).await;
        report(&store, &out, OrderStatus::Success).await.unwrap();
        let before = instances::get(&store, &vpn.id).await.unwrap();
        let left = orders::of_instance(&store, &vpn.id).await.unwrap();
        let gone = instances::delete(&store, &actor(), &vpn.id, before.version).await.unwrap();
        assert_eq!(gone, before);
        let error = instances::get(&store, &vpn.id).await.unwrap_err();
        assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
        assert_eq!(instances_filtered(&store, "").await, 0);
        assert_eq!(customers::get(&store, &acme.id).await.unwrap().services.total(), 0);
        assert_eq!(orders::of_instance(&store, &vpn.id).await.unwrap(), left);
        let again = provide(&store, &acme.id, "VPN", InstanceState::Uploaded).await;
        check_all(&store).await;
        // What was deleted before its customer does not come back with it.
        customers::delete(&store, &actor(), &acme.id, 1).await.unwrap();
        assert_eq!(orders::of_instance(&store, &vpn.id).await.unwrap(), left, "with both names");
        customers::restore(&store, &actor(), &acme.id).await.unwrap();
        assert_eq!(instances_filtered(&store, "").await, 1);
        instances::get(&store, &again.id).await.unwrap();
        check_all(&store).await;
    }

    async fn orders_outlive_the_delete_and_the_restore_of_a_customer(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Failed).await;
        let (_, out) = place(&store, &vpn, Action::Deprovision).await;
        report(&store, &out, OrderStatus::Success).await.unwrap();
        let left = orders::of_instance(&store, &vpn.id).await.unwrap();
        assert_eq!(left.len(), 1);
        let mut version = 1;
        for _ in 0..2 {
            customers::delete(&store, &actor(), &acme.id, version).await.unwrap();
            assert_eq!(orders::of_instance(&store, &vpn.id).await.unwrap(), left);
            assert_eq!(orders::get(&store, &out.id).await.unwrap(), left[0]);
            check_all(&store).await;
            version = customers::restore(&store, &actor(), &acme.id).await.unwrap().version;
            assert_eq!(orders::of_instance(&store, &vpn.id).await.unwrap(), left);
            check_all(&store).await;
        }
        let details = instances::details(&store, &vpn.id).await.unwrap();
        assert_eq!(details.newest_order.as_ref(), Some(&left[0]));
        place(&store, &details.instance, Action::Provision).await;
        check_all(&store).await;
    }

    async fn the_history_of_the_customer_tells_all_that_was_done(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Active).await;
        let changed = instances::edit(&store, &actor(), &vpn.id, 1, &edit(7)).await.unwrap();
        let (_, order) = place(&store, &changed, Action::Provision).await;
        report(&store, &order, OrderStatus::Running).await.unwrap();
        let failed = OrderReport { message: Some("no link".into()), ..says(&order, OrderStatus::Failed) };
        let failed = orders::report(&store, &engine(), &order.id, &failed).await.unwrap();
        let (_, again) = retry(&store, &failed).await;
        report(&store, &again, OrderStatus::Success).await.unwrap();
        let active = instances::get(&store, &vpn.id).await.unwrap();
        let (out, _) = record(&store, &active, Action::Deprovision).await;
        instances::delete(&store, &actor(), &vpn.id, out.version).await.unwrap();

        let history = customers::history(&store, &acme.id).await.unwrap();
        let told: Vec<_> = history.iter().rev().skip(2).map(|change| {
            assert_eq!(change.subject, "vpn", "{change:?}");
            let fields: Vec<_> = change.fields.iter().map(|field| {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                format!("{} {}>{}", field.field, text(&field.before), text(&field.after))
            }).collect();
            format!("{} {}: {}", change.actor, change.action, fields.join(", "))
        }).collect();
        assert_eq!(told, [
            r#"local instance.update: body {"vlan":42}>{"vlan":7}"#,
            "local order.place: kind >modify, attempt >1, status >queued",
            "engine order.end: status running>failed, message >no link, state active>failed",
            "local order.retry: attempt 1>2, status failed>queued, message no link>, state failed>active",
            "engine order.end: status queued>success",
            "local order.place: kind >delete, attempt >1, status >queued, state active>deprovisioning",
            "local order.end: status queued>success, message >Recorded; no workflow engine is configured., \
             state deprovisioning>deprovisioned",
            "local instance.delete: name vpn>, design l3vpn>, design_version 1.2.0>, state deprovisioned>",
        ]);
    }
}
