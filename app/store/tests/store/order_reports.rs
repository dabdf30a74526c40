//! What the workflow engine's reports do, and what begins an order anew.

use model::{Action, InstanceState, OrderReport, OrderStatus};
use store::{StoreError, instances, orders};

use crate::{
    order_checks::check_all,
    support::{
        actor, create, draft, engine, instances_filtered, on_every_engine, place, provide, report,
        retry, running, says,
    },
};

on_every_engine! {
    async fn with_an_engine_its_reports_lead_the_order_to_its_end(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let (busy, queued) = place(&store, &vpn, Action::Provision).await;
        assert_eq!((busy.state, queued.status), (InstanceState::Provisioning, OrderStatus::Queued));
        assert_eq!(instances_filtered(&store, "state==provisioning").await, 1);
        check_all(&store).await;
        for tasks in 1..=3 {
            let running = running(tasks);
            let order = orders::report(&store, &engine(), &queued.id, &running).await.unwrap();
            assert_eq!((order.status, &order.trace), (OrderStatus::Running, &running.trace));
            assert_eq!(order.message, running.message);
            assert_eq!(instances::get(&store, &vpn.id).await.unwrap(), busy, "nothing happened to it");
        }
        check_all(&store).await;
        let end = OrderReport {
            status: OrderStatus::SuccessWithWarnings,
            message: Some("one link is slow".into()),
            ..running(4)
        };
        let ended = orders::report(&store, &engine(), &queued.id, &end).await.unwrap();
        assert_eq!((ended.status, &ended.trace), (end.status, &end.trace));
        assert_eq!(ended.message, end.message);
        assert_eq!((ended.created_at.as_str(), ended.placed_by.as_str()), (queued.created_at.as_str(), "local"));
        assert!(ended.version > queued.version && ended.updated_at > queued.updated_at);
        let active = instances::get(&store, &vpn.id).await.unwrap();
        assert_eq!((active.state, active.changed), (InstanceState::Active, false));
        assert_eq!(instances_filtered(&store, "state==active").await, 1);
        assert_eq!(orders::of_instance(&store, &vpn.id).await.unwrap(), [ended]);
        check_all(&store).await;
    }

    async fn a_retry_begins_the_order_anew(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let (_, order) = place(&store, &vpn, Action::Provision).await;
        let end = OrderReport { status: OrderStatus::Failed, ..running(3) };
        let failed = orders::report(&store, &engine(), &order.id, &end).await.unwrap();
        assert_eq!(instances::get(&store, &vpn.id).await.unwrap().state, InstanceState::Failed);
        let (busy, again) = retry(&store, &failed).await;
        assert_eq!((busy.state, again.status, again.attempt), (InstanceState::Provisioning, OrderStatus::Queued, 2));
        assert_eq!((again.trace.as_slice(), again.message.as_deref()), ([].as_slice(), None));
        assert_eq!((&again.id, &again.created_at), (&order.id, &order.created_at));
        check_all(&store).await;
        report(&store, &again, OrderStatus::Success).await.unwrap();
        assert_eq!(instances::get(&store, &vpn.id).await.unwrap().state, InstanceState::Active);
        assert_eq!(orders::of_instance(&store, &vpn.id).await.unwrap().len(), 1);
        // An engine that was taken away since.
        let active = instances::get(&store, &vpn.id).await.unwrap();
        let (_, out) = place(&store, &active, Action::Deprovision).await;
        let failed = report(&store, &out, OrderStatus::Failed).await.unwrap();
        let recorded = orders::retry(&store, &actor(), &out.id, failed.version, false).await;
        let (gone, done) = recorded.unwrap();
        assert_eq!((gone.state, done.status), (InstanceState::Deprovisioned, OrderStatus::Success));
        check_all(&store).await;
    }

    async fn only_the_newest_order_is_retried_and_only_while_it_and_its_instance_failed(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let refusal = async |order: &model::Order| {
            let now = orders::get(&store, &order.id).await.unwrap();
            match orders::retry(&store, &actor(), &now.id, now.version, true).await {
                Err(StoreError::OrderNotNow { order: found, message }) => {
                    assert_eq!(*found, now);
                    message
                }
                other => panic!("{other:?}"),
            }
        };
        let (_, first) = place(&store, &vpn, Action::Provision).await;
        assert_eq!(refusal(&first).await, "It is Queued. Only a failed order can be retried.");
        report(&store, &first, OrderStatus::Failed).await.unwrap();
        let failed = instances::get(&store, &vpn.id).await.unwrap();
        let (_, second) = place(&store, &failed, Action::Provision).await;
        assert!(refusal(&first).await.starts_with("A later order was placed"));
        report(&store, &second, OrderStatus::Success).await.unwrap();
        assert_eq!(refusal(&second).await, "It is Success. Only a failed order can be retried.");
        let active = instances::get(&store, &vpn.id).await.unwrap();
        let (_, third) = place(&store, &active, Action::Deprovision).await;
        report(&store, &third, OrderStatus::Failed).await.unwrap();
        let failed = instances::get(&store, &vpn.id).await.unwrap();
        let (version, state) = (failed.version, InstanceState::Active);
        instances::set_state(&store, &actor(), &vpn.id, version, state).await.unwrap();
        assert_eq!(
            refusal(&third).await,
            "Its service instance is Active now. Only while that is Failed can the order be retried."
        );
        check_all(&store).await;
    }

    async fn a_report_about_another_attempt_is_refused(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let (_, first) = place(&store, &vpn, Action::Provision).await;
        let failed = report(&store, &first, OrderStatus::Failed).await.unwrap();
        let (_, second) = retry(&store, &failed).await;
        for attempt in [0, 1, 3] {
            for status in OrderStatus::ALL {
                let late = OrderReport { attempt, ..says(&second, status) };
                match orders::report(&store, &engine(), &second.id, &late).await {
                    Err(StoreError::StaleAttempt { order, reported }) => {
                        assert_eq!((*order, reported), (second.clone(), attempt));
                    }
                    other => panic!("{attempt} {status}: {other:?}"),
                }
            }
        }
        assert_eq!(orders::due(&store, 10).await.unwrap().len(), 1, "it was not handed over yet");
        check_all(&store).await;
    }

    async fn the_same_end_once_more_changes_nothing_and_any_other_report_is_refused(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        for end in OrderStatus::ALL.into_iter().filter(|status| !status.is_open()) {
            let vpn = provide(&store, &acme.id, end.as_str(), InstanceState::Uploaded).await;
            let (_, order) = place(&store, &vpn, Action::Provision).await;
            let ended = report(&store, &order, end).await.unwrap();
            let after = instances::get(&store, &vpn.id).await.unwrap();
            for status in OrderStatus::ALL {
                match report(&store, &order, status).await {
                    Ok(same) => assert_eq!((status, same), (end, ended.clone())),
                    Err(StoreError::ReportLate { order: found, reported }) => {
                        assert_eq!((*found, reported), (ended.clone(), status));
                        assert_ne!(status, end);
                    }
                    Err(other) => panic!("{end} {status}: {other:?}"),
                }
            }
            assert_eq!(orders::get(&store, &order.id).await.unwrap(), ended);
            assert_eq!(instances::get(&store, &vpn.id).await.unwrap(), after);
        }
        check_all(&store).await;
    }

    async fn an_order_never_goes_back(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let (_, order) = place(&store, &vpn, Action::Provision).await;
        report(&store, &order, OrderStatus::Queued).await.unwrap();
        let running = report(&store, &order, OrderStatus::Running).await.unwrap();
        let back = report(&store, &order, OrderStatus::Queued).await;
        assert!(
            matches!(&back, Err(StoreError::ReportLate { order, .. }) if **order == running),
            "{back:?}"
        );
        check_all(&store).await;
    }
}
