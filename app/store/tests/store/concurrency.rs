//! Many commands at once, on one store or on several of one database, and what must hold afterwards.

use std::collections::HashMap;

use model::{
    Customer, CustomerDraft, CustomerId, CustomerStatus, InstanceQuery, InstanceState, PageStart,
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use store::{Store, StoreError, customers, instances};

use crate::support::{actor, create, draft, instance, referenced};

/// Creates forty customers at once with one reference number, turn by turn on each store. One must
/// come about, and the others must be told who has the number.
pub async fn create_forty_with_one_reference(stores: &[Store]) -> Customer {
    let tasks: Vec<_> = (0..40)
        .zip(stores.iter().cycle().cloned())
        .map(|(n, store)| {
            let reference = if n % 4 < 2 { "straße" } else { "STRASSE" };
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
    made.remove(0)
}

/// Runs many random commands at once on a few customers, turn by turn on each store.
pub async fn run_random_commands(stores: &[Store]) {
    let mut owners = Vec::new();
    for n in 0..6 {
        owners.push(create(&stores[0], &draft(&format!("Customer {n}"))).await.id);
    }
    let tasks: Vec<_> = (0..8)
        .zip(stores.iter().cycle().cloned())
        .map(|(seed, store)| tokio::spawn(operate(store, owners.clone(), seed)))
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
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

/// Every instance has its customer, every customer's counters are those of a recount, and lists show
/// as many instances as there are.
pub async fn check_that_all_belongs_together(store: &Store) {
    let mut counts: HashMap<CustomerId, HashMap<InstanceState, u64>> = HashMap::new();
    let (mut query, mut listed) = (InstanceQuery::default(), 0);
    loop {
        let page = instances::list(store, &query).await.unwrap();
        for instance in page.rows {
            listed += 1;
            *counts.entry(instance.customer).or_default().entry(instance.state).or_default() += 1;
        }
        let Some(next) = page.next else { break };
        query.start = PageStart::After(next);
    }
    assert_eq!(listed, instances::count(store, None).await.unwrap());
    for customer in customers::all(store).await.unwrap().next().await.unwrap() {
        let recount = counts.remove(&customer.id).unwrap_or_default();
        for state in InstanceState::ALL {
            let expected = recount.get(&state).copied().unwrap_or(0);
            assert_eq!(customer.services.of(state), expected, "{} {state}", customer.id);
        }
    }
    assert!(counts.is_empty(), "instances without a customer: {counts:?}");
}
