//! Service orders: what places one, what the engine's reports do, and what is refused.

use model::{
    Action, Actor, CustomerDraft, CustomerStatus, Instance, InstanceState, OrderKind, OrderStatus,
    Role, lifecycle,
};
use store::{OnDuplicate, RowOutcome, Store, StoreError, customers, instances, orders};

use crate::{
    concurrency::check_that_all_belongs_together,
    order_checks::check_all,
    support::{
        actor, create, draft, edit, instance, instances_filtered, on_every_engine, place, provide,
        record, report, running, says,
    },
};

on_every_engine! {
    async fn without_an_engine_an_order_is_done_by_being_recorded(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let (active, order) = record(&store, &vpn, Action::Provision).await;
        assert_eq!((active.state, active.changed), (InstanceState::Active, false));
        assert_eq!((order.kind, order.status, order.attempt), (OrderKind::Create, OrderStatus::Success, 1));
        assert_eq!(order.message.as_deref(), Some("Recorded; no workflow engine is configured."));
        assert_eq!((order.instance_name.as_str(), order.customer_name.as_str()), ("vpn", "Acme"));
        assert_eq!((order.placed_by.as_str(), order.trace.as_slice()), ("local", [].as_slice()));
        assert_eq!(instances::get(&store, &vpn.id).await.unwrap(), active);
        assert_eq!(orders::get(&store, &order.id).await.unwrap(), order);
        assert_eq!(instances_filtered(&store, "state==active").await, 1);
        let (out, last) = record(&store, &active, Action::Deprovision).await;
        assert_eq!((out.state, last.kind), (InstanceState::Deprovisioned, OrderKind::Delete));
        assert_eq!(orders::of_instance(&store, &vpn.id).await.unwrap(), [last, order]);
        assert_eq!(orders::due(&store, 10).await.unwrap(), []);
        check_all(&store).await;
    }

    async fn every_action_is_possible_where_the_rules_say_and_nowhere_else(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let mut cases: Vec<_> = InstanceState::ALL.into_iter().map(|state| (state, false)).collect();
        cases.push((InstanceState::Active, true));
        for action in Action::ALL {
            for (number, (state, changed)) in cases.iter().copied().enumerate() {
                let name = format!("{} {number}", action.as_str());
                let mut there = provide(&store, &acme.id, &name, state).await;
                if changed {
                    there = instances::edit(&store, &actor(), &there.id, 1, &edit(7)).await.unwrap();
                }
                let done = act(&store, &there, action).await;
                match (action.rule(state, changed), done) {
                    (Some(rule), Ok(after)) => {
                        let now = if action == Action::Delete { state } else { rule.then };
                        assert_eq!(after.state, now, "{action:?} {state} {changed}");
                        let open = orders::of_instance(&store, &there.id).await.unwrap();
                        assert_eq!(open.first().map(|order| order.kind), rule.order, "{action:?} {state}");
                    }
                    (None, Err(StoreError::NotNow { action: refused, state: found, message })) => {
                        assert_eq!((refused, found), (action, state));
                        assert_eq!(message, action.refusal(state));
                        assert_eq!(instances::get(&store, &there.id).await.unwrap(), there);
                    }
                    (rule, done) => panic!("{action:?} {state} {changed}: {rule:?} {done:?}"),
                }
            }
        }
        check_that_all_belongs_together(&store).await;
    }

    async fn every_order_leads_where_the_tables_say(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        for rule in lifecycle::RULES.iter().filter(|rule| rule.order.is_some()) {
            for status in OrderStatus::ALL.into_iter().filter(|status| !status.is_open()) {
                let name = format!("{:?} {} {status}", rule.action, rule.state);
                let mut there = provide(&store, &acme.id, &name, rule.state).await;
                if rule.changed == Some(true) {
                    there = instances::edit(&store, &actor(), &there.id, 1, &edit(7)).await.unwrap();
                }
                let (busy, order) = place(&store, &there, rule.action).await;
                assert_eq!((busy.state, Some(order.kind)), (rule.then, rule.order), "{name}");
                assert_eq!(busy.changed, order.kind == OrderKind::Modify, "{name}");
                report(&store, &order, status).await.unwrap();
                let ended = instances::get(&store, &there.id).await.unwrap();
                assert_eq!(ended.state, lifecycle::after(order.kind, status.is_success()), "{name}");
                assert!(!ended.changed, "{name}");
            }
        }
        check_all(&store).await;
    }

    async fn while_an_order_is_open_nothing_else_is_done_with_its_instance(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Failed).await;
        let (busy, order) = place(&store, &vpn, Action::Provision).await;
        for status in [OrderStatus::Queued, OrderStatus::Running] {
            let open = report(&store, &order, status).await.unwrap();
            for action in Action::ALL {
                match act(&store, &busy, action).await {
                    Err(StoreError::OrderOpen { order: found }) => {
                        assert_eq!(*found, open);
                        assert_eq!((found.placed_by.as_str(), found.created_at.as_str()),
                            ("local", order.created_at.as_str()));
                    }
                    other => panic!("{action:?}: {other:?}"),
                }
            }
        }
        // Imports keep to it too, as far as they would change something.
        let state = InstanceState::Active;
        let noted = instances::set_state(&store, &actor(), &vpn.id, busy.version, state).await;
        assert!(matches!(noted, Err(StoreError::OrderOpen { .. })), "{noted:?}");
        let rows = [instance(&acme.id, "vpn", state), instance(&acme.id, "other", state)];
        let import = async |rows: Vec<_>| {
            instances::upsert_batch(&store, &actor(), &rows, OnDuplicate::Update, false).await.unwrap()
        };
        let outcomes = import(rows.to_vec()).await;
        let RowOutcome::Refused(why) = &outcomes[0] else { panic!("{outcomes:?}") };
        assert!(why.contains("service order for it is not finished"), "{why}");
        assert!(matches!(outcomes[1], RowOutcome::Created(_)), "{outcomes:?}");
        let same = import(vec![instance(&acme.id, "vpn", InstanceState::Provisioning)]).await;
        assert!(matches!(same[0], RowOutcome::Unchanged(_)), "{same:?}");
        store.flush().await.unwrap();
        assert_eq!(instances::get(&store, &vpn.id).await.unwrap(), busy);
        let refused = customers::delete(&store, &actor(), &acme.id, 1).await;
        assert!(matches!(refused, Err(StoreError::Blocked { .. })), "{refused:?}");
        check_all(&store).await;
    }

    async fn what_was_seen_in_another_version_is_shown_as_it_is_now(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let now = instances::edit(&store, &actor(), &vpn.id, 1, &edit(7)).await.unwrap();
        for action in Action::ALL {
            match act(&store, &vpn, action).await {
                Err(StoreError::InstanceChanged { current }) => assert_eq!(*current, now),
                other => panic!("{action:?}: {other:?}"),
            }
        }
        let (_, order) = place(&store, &now, Action::Provision).await;
        let failed = report(&store, &order, OrderStatus::Failed).await.unwrap();
        match orders::retry(&store, &actor(), &order.id, order.version, true).await {
            Err(StoreError::OrderChanged { current }) => assert_eq!(*current, failed),
            other => panic!("{other:?}"),
        }
    }

    async fn an_inactive_customer_takes_no_orders_but_those_that_take_a_service_out(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let new = provide(&store, &acme.id, "new", InstanceState::Uploaded).await;
        let active = provide(&store, &acme.id, "active", InstanceState::Active).await;
        let failed = provide(&store, &acme.id, "failed", InstanceState::Uploaded).await;
        let (_, order) = place(&store, &failed, Action::Provision).await;
        let create_order = report(&store, &order, OrderStatus::Failed).await.unwrap();
        let inactive = CustomerDraft { status: CustomerStatus::Inactive, ..draft("Acme") };
        customers::update(&store, &actor(), &acme.id, 1, &inactive).await.unwrap();

        let refused = act(&store, &new, Action::Provision).await;
        assert!(matches!(refused, Err(StoreError::CustomerInactive)), "{refused:?}");
        let retry = async |order: &model::Order| {
            orders::retry(&store, &actor(), &order.id, order.version, true).await
        };
        let refused = retry(&create_order).await;
        assert!(matches!(refused, Err(StoreError::CustomerInactive)), "{refused:?}");
        let changed = instances::edit(&store, &actor(), &active.id, 1, &edit(7)).await.unwrap();
        let refused = act(&store, &changed, Action::Provision).await;
        assert!(matches!(refused, Err(StoreError::CustomerInactive)), "{refused:?}");

        let (_, order) = place(&store, &changed, Action::Deprovision).await;
        let failed = report(&store, &order, OrderStatus::Failed).await.unwrap();
        let (busy, again) = retry(&failed).await.unwrap();
        assert_eq!((busy.state, again.attempt), (InstanceState::Deprovisioning, 2));
        report(&store, &again, OrderStatus::Success).await.unwrap();
        act(&store, &new, Action::Delete).await.unwrap();
        check_all(&store).await;
    }

    async fn who_may_only_look_places_and_changes_nothing(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let vpn = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let (_, order) = place(&store, &vpn, Action::Provision).await;
        let observer = Actor { role: Role::Observer, ..actor() };
        let errors = [
            orders::place(&store, &observer, &vpn.id, 1, Action::Provision, true).await.err(),
            orders::retry(&store, &observer, &order.id, 1, true).await.err(),
            orders::report(&store, &observer, &order.id, &says(&order, OrderStatus::Failed)).await.err(),
            orders::resend(&store, &observer, &order.id).await.err(),
            instances::edit(&store, &observer, &vpn.id, 1, &edit(7)).await.err(),
            instances::delete(&store, &observer, &vpn.id, 1).await.err(),
        ];
        for error in errors {
            assert!(matches!(error, Some(StoreError::Forbidden)), "{error:?}");
        }
    }

    async fn what_is_not_there_is_not_found(store: Store) {
        let (who, missing) = (actor(), "nothing".parse().unwrap());
        let instance_errors = [
            orders::place(&store, &who, &missing, 1, Action::Provision, true).await.err(),
            instances::edit(&store, &who, &missing, 1, &edit(7)).await.err(),
            instances::delete(&store, &who, &missing, 1).await.err(),
            instances::details(&store, &missing).await.err(),
        ];
        for error in instance_errors {
            assert!(matches!(error, Some(StoreError::NotFound { what: "service instance" })), "{error:?}");
        }
        assert_eq!(orders::of_instance(&store, &missing).await.unwrap(), []);
        for id in ["nothing", "01890a5d-ac96-774b-bcce-b302099a8057"] {
            let id = id.parse().unwrap();
            let order_errors = [
                orders::get(&store, &id).await.err(),
                orders::retry(&store, &who, &id, 1, true).await.err(),
                orders::report(&store, &who, &id, &running(1)).await.err(),
                orders::resend(&store, &who, &id).await.err(),
            ];
            for error in order_errors {
                assert!(matches!(error, Some(StoreError::NotFound { what: "service order" })), "{error:?}");
            }
        }
    }
}

/// Does it by the store's function for it, and returns the instance as it is then, or was.
async fn act(store: &Store, there: &Instance, action: Action) -> Result<Instance, StoreError> {
    let (who, id, version) = (actor(), &there.id, there.version);
    match action {
        Action::Edit => instances::edit(store, &who, id, version, &edit(99)).await,
        Action::Delete => instances::delete(store, &who, id, version).await,
        _ => Ok(orders::place(store, &who, id, version, action, true).await?.0),
    }
}
