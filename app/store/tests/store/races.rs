//! What happens at the same time: of two commands that exclude each other only one comes about.

use std::collections::HashMap;

use model::{
    CustomerDraft, CustomerId, CustomerQuery, CustomerStatus, InstanceQuery, InstanceState,
    PageStart, ServiceCounts,
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use store::{Store, StoreConfig, StoreError, customers, instances};
use surrealdb::types::{RecordId, Variables, vars};

use crate::support::{
    actor, config, create, draft, instance, on_both_engines, provide, referenced, run,
};

on_both_engines! {
    async fn of_forty_creates_with_one_reference_one_succeeds(store: Store) {
        let tasks: Vec<_> = (0..40)
            .map(|n| {
                let store = store.clone();
                let reference = if n % 2 == 0 { "straße" } else { "STRASSE" };
                let draft = referenced(&format!("Customer {n}"), reference);
                tokio::spawn(async move { customers::create(&store, &actor(), &draft).await })
            })
            .collect();
        let (mut made, mut refused) = (Vec::new(), Vec::new());
        for task in tasks {
            match task.await.unwrap() {
                Ok(customer) => made.push(customer),
                Err(error) => refused.push(error),
            }
        }
        assert_eq!((made.len(), refused.len()), (1, 39), "{refused:?}");
        let winner = Some((made[0].id.clone(), made[0].name.clone()));
        for error in refused {
            assert!(
                matches!(&error, StoreError::DuplicateReference { holder, .. } if *holder == winner),
                "{error:?}"
            );
        }
        assert_eq!(customers::list(&store, &CustomerQuery::default()).await.unwrap().rows, made);
    }

    async fn a_delete_and_a_new_instance_exclude_each_other_in_every_order(store: Store) {
        for delete_first in [true, false] {
            for commit_delete_first in [true, false] {
                let customer = create(&store, &draft("Acme")).await;
                let (delete, add) = (delete(&customer.id), add_instance(&customer.id));
                let survivor = interleave(&store, delete, add, delete_first, commit_delete_first).await;
                // The transactions were made by hand, so nobody told the lists.
                store.reindex().await.unwrap();
                check_that_all_belongs_together(&store).await;
                let there = customers::get(&store, &customer.id).await.is_ok();
                assert_eq!(there, survivor == Survivor::Second);
            }
        }
    }

    async fn a_deactivation_and_a_new_instance_exclude_each_other_in_every_order(store: Store) {
        for deactivate_first in [true, false] {
            for commit_first in [true, false] {
                let customer = create(&store, &draft("Acme")).await;
                let (deactivate, add) = (deactivate(&customer.id), add_instance(&customer.id));
                let survivor = interleave(&store, deactivate, add, deactivate_first, commit_first).await;
                let customer = customers::get(&store, &customer.id).await.unwrap();
                let expected = match survivor {
                    Survivor::First => (CustomerStatus::Inactive, 0),
                    Survivor::Second => (CustomerStatus::Active, 1),
                };
                assert_eq!((customer.status, customer.services.total()), expected);
            }
        }
    }

    async fn any_mix_of_commands_leaves_no_instance_without_its_customer(store: Store) {
        let mut owners = Vec::new();
        for n in 0..6 {
            owners.push(create(&store, &draft(&format!("Customer {n}"))).await.id);
        }
        let tasks: Vec<_> = (0..8)
            .map(|seed| tokio::spawn(operate(store.clone(), owners.clone(), seed)))
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        check_that_all_belongs_together(&store).await;
    }
}

#[test]
fn of_parallel_creates_with_one_unique_name_one_succeeds() {
    run(async {
        let unique = StoreConfig { unique_names: true, ..config("mem://") };
        let store = Store::open(&unique).await.unwrap();
        let tasks: Vec<_> = (0..20)
            .map(|n| {
                let store = store.clone();
                let draft = draft(if n % 2 == 0 { "Acme" } else { "ACME" });
                tokio::spawn(async move { customers::create(&store, &actor(), &draft).await })
            })
            .collect();
        let mut made = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => made += 1,
                Err(error) => {
                    assert!(matches!(error, StoreError::DuplicateName { .. }), "{error:?}")
                }
            }
        }
        assert_eq!(made, 1);
    });
}

/// One command, as the store calls it.
type Call = (&'static str, Variables);

#[derive(Debug, PartialEq)]
enum Survivor {
    First,
    Second,
}

/// Runs two commands in transactions that are both open before either commits.
///
/// Exactly one of them must come about; says which.
async fn interleave(
    store: &Store,
    first: Call,
    second: Call,
    first_writes_first: bool,
    first_commits_first: bool,
) -> Survivor {
    let a = store.connection().begin().await.unwrap();
    let b = store.connection().begin().await.unwrap();
    let write = async |on: &store::Transaction, (text, vars): Call| {
        on.query(text, vars).await.unwrap().check().unwrap();
    };
    if first_writes_first {
        write(&a, first).await;
        write(&b, second).await;
    } else {
        write(&b, second).await;
        write(&a, first).await;
    }
    let (first, second) = if first_commits_first {
        let first = a.commit().await.is_ok();
        (first, b.commit().await.is_ok())
    } else {
        let second = b.commit().await.is_ok();
        (a.commit().await.is_ok(), second)
    };
    assert_ne!(first, second, "exactly one may commit");
    if first { Survivor::First } else { Survivor::Second }
}

fn who() -> surrealdb::types::Object {
    surrealdb::types::object! { name: "local".to_owned(), role: "super_user".to_owned(), origin: "test".to_owned() }
}

fn record(id: &CustomerId) -> RecordId {
    RecordId::new("customer", id.as_str())
}

fn delete(id: &CustomerId) -> Call {
    ("RETURN fn::customer_delete($actor, $id, 1)", vars! { actor: who(), id: record(id) })
}

fn add_instance(id: &CustomerId) -> Call {
    let draft = surrealdb::types::object! {
        name: "vpn".to_owned(),
        customer: record(id),
        design: "l3vpn".to_owned(),
        design_version: "1".to_owned(),
        state: "uploaded".to_owned(),
        body: surrealdb::types::Object::new(),
    };
    let new = RecordId::new("instance", id.as_str());
    let vars = vars! { actor: who(), id: new, draft: draft };
    ("RETURN fn::instance_create($actor, $id, $draft)", vars)
}

fn deactivate(id: &CustomerId) -> Call {
    let draft =
        surrealdb::types::object! { name: "Acme".to_owned(), status: "inactive".to_owned() };
    let vars = vars! { actor: who(), id: record(id), draft: draft };
    ("RETURN fn::customer_update($actor, $id, 1, $draft, false)", vars)
}

/// Some random commands; whether each succeeds depends on what the others do.
async fn operate(store: Store, owners: Vec<CustomerId>, seed: u64) {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut mine = Vec::new();
    for n in 0..25 {
        let owner = &owners[rng.random_range(0..owners.len())];
        let state = InstanceState::ALL[rng.random_range(0..InstanceState::ALL.len())];
        let result = match rng.random_range(0..10) {
            0 => customers::delete(&store, &actor(), owner, 1).await.map(drop),
            1 => {
                let inactive =
                    CustomerDraft { status: CustomerStatus::Inactive, ..draft("Closed") };
                customers::update(&store, &actor(), owner, 1, &inactive).await.map(drop)
            }
            2..6 if !mine.is_empty() => {
                let id = &mine[rng.random_range(0..mine.len())];
                match instances::get(&store, id).await {
                    Ok(now) => instances::set_state(&store, &actor(), id, now.version, state)
                        .await
                        .map(drop),
                    Err(error) => Err(error),
                }
            }
            _ => {
                let new = instance(owner, &format!("vpn {seed} {n}"), state);
                instances::create(&store, &actor(), &new).await.map(|made| mine.push(made.id))
            }
        };
        assert!(
            !matches!(result, Err(StoreError::Internal(_) | StoreError::Setup(_))),
            "{result:?}"
        );
    }
}

/// Every instance has its customer, and every customer's counters are those of a recount.
async fn check_that_all_belongs_together(store: &Store) {
    let mut counts: HashMap<CustomerId, HashMap<InstanceState, u64>> = HashMap::new();
    let mut query = InstanceQuery::default();
    loop {
        let page = instances::list(store, &query).await.unwrap();
        for instance in page.rows {
            *counts.entry(instance.customer).or_default().entry(instance.state).or_default() += 1;
        }
        let Some(next) = page.next else { break };
        query.start = PageStart::After(next);
    }
    for customer in customers::scan(store, None, 1000).await.unwrap() {
        let recount = counts.remove(&customer.id).unwrap_or_default();
        let of = |counts: &ServiceCounts, state| counts.of(state);
        for state in InstanceState::ALL {
            let expected = recount.get(&state).copied().unwrap_or(0);
            assert_eq!(of(&customer.services, state), expected, "{} {state}", customer.id);
        }
    }
    assert!(counts.is_empty(), "instances without a customer: {counts:?}");
}

#[test]
fn the_counters_of_a_customer_follow_every_change() {
    run(async {
        let store = crate::support::open("mem://").await;
        let customer = create(&store, &draft("Acme")).await;
        let made = provide(&store, &customer.id, "vpn", InstanceState::Uploaded).await;
        let mut version = made.version;
        for state in InstanceState::ALL.into_iter().rev() {
            let now =
                instances::set_state(&store, &actor(), &made.id, version, state).await.unwrap();
            version = now.version;
            check_that_all_belongs_together(&store).await;
        }
    });
}
