//! Orders at the same time as what excludes them: of two such commands only one comes about.

use model::{
    Action, CustomerDraft, CustomerStatus, Instance, InstanceId, InstanceState, Order, OrderKind,
    OrderStatus,
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use store::{Store, StoreError, customers, instances, orders};
use surrealdb::types::{Object, RecordId, Value, object, vars};

use crate::{
    concurrency::check_that_all_belongs_together,
    order_checks::check_orders,
    support::{actor, create, draft, edit, on_every_engine, place, provide, report},
    transactions::{Call, Survivor, deactivate, delete, interleave, who},
};

on_every_engine! {
    async fn an_order_and_the_delete_of_its_customer_exclude_each_other_in_every_order(store: Store) {
        in_every_order(&store, InstanceState::Uploaded, async |there: &Instance| {
            (provision(there), delete(&there.customer))
        }, async |there, survivor| {
            let customer = customers::get(&store, &there.customer).await;
            let found = orders::of_instance(&store, &there.id).await.unwrap();
            assert_eq!((customer.is_ok(), found.len()), match survivor {
                Survivor::First => (true, 1),
                Survivor::Second => (false, 0),
            });
        }).await;
    }

    async fn an_order_and_the_deactivation_of_its_customer_exclude_each_other_in_every_order(store: Store) {
        in_every_order(&store, InstanceState::Uploaded, async |there: &Instance| {
            (provision(there), deactivate(&there.customer))
        }, async |there, survivor| {
            let customer = customers::get(&store, &there.customer).await.unwrap();
            let found = orders::of_instance(&store, &there.id).await.unwrap();
            assert_eq!((customer.status, found.len()), match survivor {
                Survivor::First => (CustomerStatus::Active, 1),
                Survivor::Second => (CustomerStatus::Inactive, 0),
            });
        }).await;
    }

    async fn two_orders_for_one_instance_exclude_each_other_in_every_order(store: Store) {
        in_every_order(&store, InstanceState::Failed, async |there: &Instance| {
            (provision(there), deprovision(there))
        }, async |there, survivor| {
            let kinds: Vec<_> = kinds_of(&store, &there).await;
            assert_eq!(kinds, [match survivor {
                Survivor::First => OrderKind::Create,
                Survivor::Second => OrderKind::Delete,
            }]);
        }).await;
    }

    async fn an_order_and_a_change_of_its_instance_exclude_each_other_in_every_order(store: Store) {
        in_every_order(&store, InstanceState::Uploaded, async |there: &Instance| {
            (provision(there), change(there))
        }, async |there, survivor| {
            let details = instances::details(&store, &there.id).await.unwrap();
            let changed = details.body == edit(7).body;
            assert_eq!((details.newest_order.is_some(), changed), match survivor {
                Survivor::First => (true, false),
                Survivor::Second => (false, true),
            });
        }).await;
    }

    async fn an_order_and_the_delete_of_its_instance_exclude_each_other_in_every_order(store: Store) {
        in_every_order(&store, InstanceState::Uploaded, async |there: &Instance| {
            (provision(there), remove(there))
        }, async |there, survivor| {
            let left = instances::get(&store, &there.id).await.is_ok();
            let found = orders::of_instance(&store, &there.id).await.unwrap();
            assert_eq!((left, found.len()), match survivor {
                Survivor::First => (true, 1),
                Survivor::Second => (false, 0),
            });
        }).await;
    }

    async fn two_ends_of_an_order_exclude_each_other_in_every_order(store: Store) {
        in_every_order(&store, InstanceState::Uploaded, async |there: &Instance| {
            let (_, order) = place(&store, there, Action::Provision).await;
            (end(&order, "success"), end(&order, "failed"))
        }, async |there, survivor| {
            let order = orders::of_instance(&store, &there.id).await.unwrap().remove(0);
            let state = instances::get(&store, &there.id).await.unwrap().state;
            let (status, expected, other) = match survivor {
                Survivor::First => (OrderStatus::Success, InstanceState::Active, OrderStatus::Failed),
                Survivor::Second => (OrderStatus::Failed, InstanceState::Failed, OrderStatus::Success),
            };
            assert_eq!((order.status, state), (status, expected));
            // The engine tells again what was not taken in, and is told what there is.
            let late = report(&store, &order, other).await;
            assert!(matches!(late, Err(StoreError::ReportLate { .. })), "{late:?}");
            assert_eq!(report(&store, &order, status).await.unwrap(), order);
        }).await;
    }

    async fn the_same_end_at_once_has_one_effect_in_every_order(store: Store) {
        in_every_order(&store, InstanceState::Uploaded, async |there: &Instance| {
            let (_, order) = place(&store, there, Action::Provision).await;
            (end(&order, "success"), end(&order, "success"))
        }, async |there, _| {
            let order = orders::of_instance(&store, &there.id).await.unwrap().remove(0);
            assert_eq!(report(&store, &order, OrderStatus::Success).await.unwrap(), order);
        }).await;
    }

    async fn a_retry_and_a_new_order_exclude_each_other_in_every_order(store: Store) {
        in_every_order(&store, InstanceState::Uploaded, async |there: &Instance| {
            let (_, order) = place(&store, there, Action::Provision).await;
            let failed = report(&store, &order, OrderStatus::Failed).await.unwrap();
            let there = instances::get(&store, &there.id).await.unwrap();
            (retry(&failed), deprovision(&there))
        }, async |there, survivor| {
            assert_eq!(kinds_of(&store, &there).await.len(), match survivor {
                Survivor::First => 1,
                Survivor::Second => 2,
            });
        }).await;
    }

    async fn two_retries_exclude_each_other_in_every_order(store: Store) {
        in_every_order(&store, InstanceState::Uploaded, async |there: &Instance| {
            let (_, order) = place(&store, there, Action::Provision).await;
            let failed = report(&store, &order, OrderStatus::Failed).await.unwrap();
            (retry(&failed), retry(&failed))
        }, async |there, _| {
            let order = orders::of_instance(&store, &there.id).await.unwrap().remove(0);
            assert_eq!(order.attempt, 2);
        }).await;
    }

    async fn a_report_and_a_failed_hand_over_exclude_each_other_in_every_order(store: Store) {
        in_every_order(&store, InstanceState::Uploaded, async |there: &Instance| {
            let (_, order) = place(&store, there, Action::Provision).await;
            (end(&order, "success"), not_delivered(&order))
        }, async |there, survivor| {
            let order = orders::of_instance(&store, &there.id).await.unwrap().remove(0);
            if survivor == Survivor::Second {
                // The command does it again, as the store does.
                report(&store, &order, OrderStatus::Success).await.unwrap();
            }
            assert_eq!(orders::next_due(&store).await.unwrap(), None);
        }).await;
    }

    async fn an_instance_is_gone_from_lists_although_its_customer_was_renamed_at_once(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let there = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let (text, vars) = remove(&there);
        let transaction = store.connection().begin().await.unwrap();
        transaction.query(text, vars).await.unwrap().check().unwrap();
        customers::update(&store, &actor(), &acme.id, 1, &draft("Globex")).await.unwrap();
        transaction.commit().await.unwrap();
        store.follow(&mut store.follower()).await.unwrap();
        check_that_all_belongs_together(&store).await;
    }

    async fn any_mix_of_commands_keeps_orders_instances_and_the_outbox_together(store: Store) {
        run_random_orders(std::slice::from_ref(&store)).await;
    }
}

/// Runs two commands in each of the orders in which they can overlap, each time for an instance in
/// this state, and checks what is left.
async fn in_every_order(
    store: &Store,
    state: InstanceState,
    prepare: impl AsyncFn(&Instance) -> (Call, Call),
    check: impl AsyncFn(Instance, Survivor),
) {
    for first_writes_first in [true, false] {
        for first_commits_first in [true, false] {
            let customer = create(store, &draft("Acme")).await;
            let there = provide(store, &customer.id, "vpn", state).await;
            let (first, second) = prepare(&there).await;
            let stores = [store, store];
            let survivor =
                interleave(stores, first, second, first_writes_first, first_commits_first).await;
            check(there, survivor).await;
            check_orders(store).await;
        }
    }
    // The transactions were made by hand, so nobody told the lists.
    store.reindex().await.unwrap();
    check_that_all_belongs_together(store).await;
}

/// Runs many random commands at once on a few instances, turn by turn on each store, and checks that
/// all is as it may be.
pub async fn run_random_orders(stores: &[Store]) {
    let mut all = Vec::new();
    for n in 0..3 {
        let customer = create(&stores[0], &draft(&format!("Customer {n}"))).await;
        for n in 0..2 {
            let name = format!("vpn {n}");
            all.push(provide(&stores[0], &customer.id, &name, InstanceState::Uploaded).await);
        }
    }
    let tasks: Vec<_> = (0..8)
        .zip(stores.iter().cycle().cloned())
        .map(|(seed, store)| tokio::spawn(operate(store, all.clone(), seed)))
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    check_orders(&stores[0]).await;
}

/// Some random commands; whether each succeeds depends on what the others do.
async fn operate(store: Store, all: Vec<Instance>, seed: u64) {
    let mut rng = StdRng::seed_from_u64(seed);
    for _ in 0..30 {
        let Instance { id, customer, .. } = &all[rng.random_range(0..all.len())];
        let (what, status) = (rng.random_range(0..20), OrderStatus::ALL[rng.random_range(0..5)]);
        let (vlan, engine) = (rng.random_range(0..5), rng.random_range(0..4) > 0);
        if let Err(error) = operate_on(&store, id, customer, what, status, vlan, engine).await {
            assert!(
                !matches!(error, StoreError::Internal(_) | StoreError::Setup(_)),
                "{what}: {error:?}"
            );
        }
    }
}

async fn operate_on(
    store: &Store,
    id: &InstanceId,
    customer: &model::CustomerId,
    what: u32,
    status: OrderStatus,
    vlan: u64,
    engine: bool,
) -> Result<(), StoreError> {
    let version = instances::get(store, id).await.map_or(1, |now| now.version);
    let newest = orders::of_instance(store, id).await?.into_iter().next();
    match (what, newest) {
        (0, _) => {
            let now = customers::get(store, customer).await?.version;
            customers::delete(store, &actor(), customer, now).await.map(drop)
        }
        (1 | 2, _) => customers::restore(store, &actor(), customer).await.map(drop),
        (3, _) => {
            let now = customers::get(store, customer).await?;
            let status = match now.status {
                CustomerStatus::Active => CustomerStatus::Inactive,
                CustomerStatus::Inactive => CustomerStatus::Active,
            };
            let other = CustomerDraft { status, ..draft(&now.name) };
            customers::update(store, &actor(), customer, now.version, &other).await.map(drop)
        }
        (4, _) => instances::edit(store, &actor(), id, version, &edit(vlan)).await.map(drop),
        (5, Some(_)) if vlan == 0 => {
            instances::delete(store, &actor(), id, version).await.map(drop)
        }
        (6..9, _) => {
            let for_delivery = orders::due(store, 2).await?;
            for delivery in for_delivery {
                if engine {
                    orders::delivered(store, &delivery).await?;
                } else {
                    orders::not_delivered(store, &delivery, "refused").await?;
                }
            }
            Ok(())
        }
        (9..14, Some(order)) => report(store, &order, status).await.map(drop),
        (14 | 15, Some(order)) => {
            orders::retry(store, &actor(), &order.id, order.version, engine).await.map(drop)
        }
        (16 | 17, _) => {
            let action = Action::Deprovision;
            orders::place(store, &actor(), id, version, action, engine).await.map(drop)
        }
        _ => {
            let action = Action::Provision;
            orders::place(store, &actor(), id, version, action, engine).await.map(drop)
        }
    }
}

async fn kinds_of(store: &Store, there: &Instance) -> Vec<OrderKind> {
    let found = orders::of_instance(store, &there.id).await.unwrap();
    found.into_iter().map(|order| order.kind).collect()
}

fn record(id: &InstanceId) -> RecordId {
    RecordId::new("instance", id.as_str())
}

fn order_record(order: &Order) -> RecordId {
    let uuid: uuid::Uuid = order.id.as_str().parse().unwrap();
    RecordId::new("service_order", surrealdb::types::Uuid::from(uuid))
}

/// As the store binds them.
fn rules(action: Action) -> Vec<Object> {
    let rule = |rule: &model::lifecycle::Rule| {
        let text = |text: &str| Value::String(text.to_owned());
        object! {
            state: text(rule.state.as_str()),
            changed: rule.changed.map_or(Value::None, Value::Bool),
            order: rule.order.map_or(Value::None, |order| text(order.as_str())),
            then: text(rule.then.as_str()),
        }
    };
    action.rules().map(rule).collect()
}

fn after() -> Object {
    let ends = |success: &str| {
        object! {
            success: success.to_owned(),
            success_with_warnings: success.to_owned(),
            failed: "failed".to_owned(),
        }
    };
    object! { create: ends("active"), modify: ends("active"), delete: ends("deprovisioned") }
}

fn on_instance(there: &Instance, text: &'static str, action: Action) -> Call {
    let vars = vars! {
        actor: who(),
        id: record(&there.id),
        version: there.version,
        rules: rules(action),
        after: after(),
        edit: object! { design_version: "1.2.0".to_owned(), body: object! { vlan: 7 } },
    };
    (text, vars)
}

const PLACE: &str = "RETURN fn::order_place($actor, $id, $version, $rules, $after, NONE)";

pub fn provision(there: &Instance) -> Call {
    on_instance(there, PLACE, Action::Provision)
}

pub fn deprovision(there: &Instance) -> Call {
    on_instance(there, PLACE, Action::Deprovision)
}

fn change(there: &Instance) -> Call {
    let text = "RETURN fn::instance_edit($actor, $id, $version, $rules, $edit)";
    on_instance(there, text, Action::Edit)
}

fn remove(there: &Instance) -> Call {
    let text = "RETURN fn::instance_delete($actor, $id, $version, $rules)";
    on_instance(there, text, Action::Delete)
}

pub fn end(order: &Order, status: &str) -> Call {
    let trace: Vec<Object> = Vec::new();
    let report = object! { attempt: order.attempt, status: status.to_owned(), trace: trace };
    let vars = vars! { actor: who(), id: order_record(order), report: report, after: after() };
    ("RETURN fn::order_report($actor, $id, $report, $after)", vars)
}

fn retry(order: &Order) -> Call {
    let during = object! {
        create: "provisioning".to_owned(),
        modify: "active".to_owned(),
        delete: "deprovisioning".to_owned(),
    };
    let vars = vars! {
        actor: who(),
        id: order_record(order),
        version: order.version,
        during: during,
        after: after(),
    };
    ("RETURN fn::order_retry($actor, $id, $version, $during, $after, NONE)", vars)
}

fn not_delivered(order: &Order) -> Call {
    let vars = vars! { id: order_record(order) };
    ("RETURN fn::delivery_failed($id, 1, 0, 'refused', 1s)", vars)
}
