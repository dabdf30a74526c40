//! Seeding a store.

use std::collections::BTreeSet;

use crate::helpers::World;
use model::{CustomerStatus, InstanceQuery, PageSize};
use transfer::{SeedOptions, SeedReport};

const OPTIONS: SeedOptions =
    SeedOptions { customers: 1_200, instances: 1_500, seed: 7, into_existing: false };

async fn seed(world: &World, options: &SeedOptions) -> Result<SeedReport, String> {
    let (store, actor) = (&world.store, &world.actor);
    transfer::seed::run(store, actor, options, &mut |_| {}).await.map_err(|e| e.to_string())
}

#[tokio::test]
async fn the_same_numbers_and_seed_give_the_same_inventory() {
    let mut seen = Vec::new();
    for _ in 0..2 {
        let world = World::new().await;
        let report = seed(&world, &OPTIONS).await.unwrap();
        assert_eq!((report.customers, report.instances, report.skipped), (1_200, 1_500, 0));
        let customers = world.customers().await.into_iter();
        let facts = customers.map(|c| (c.name, c.reference, c.description, c.status, c.services));
        let mut facts: Vec<_> = facts.collect();
        facts.sort_by_key(|(name, reference, description, _, services)| {
            (name.clone(), reference.clone(), description.clone(), services.total())
        });
        seen.push(facts);
    }
    assert_eq!(seen[0], seen[1]);
    let all = &seen[0];
    assert_eq!(all.iter().map(|c| c.4.total()).sum::<u64>(), 1_500);
    let leaving = all.iter().filter(|c| c.3 == CustomerStatus::Inactive && c.4.total() > 0);
    assert!(leaving.count() > 10, "inactive customers keep what runs");
}

#[tokio::test]
async fn made_up_customers_are_not_mixed_with_real_ones_unasked() {
    let world = World::new().await;
    world.add("Acme", None, CustomerStatus::Active).await;
    let error = seed(&world, &OPTIONS).await.unwrap_err();
    assert!(error.contains("has customers already"), "{error}");
    let options = SeedOptions { customers: 50, instances: 20, into_existing: true, ..OPTIONS };
    seed(&world, &options).await.unwrap();
    let again = seed(&world, &options).await.unwrap();
    assert!(again.skipped > 30 && again.customers < 20, "{again:?}");
    let none = SeedOptions { customers: 0, ..options };
    assert!(seed(&world, &none).await.unwrap_err().contains("need active customers"));
}

#[tokio::test]
async fn what_is_made_up_is_as_the_catalogue_wants_it() {
    let world = World::new().await;
    seed(&world, &SeedOptions { customers: 60, instances: 200, ..OPTIONS }).await.unwrap();
    let query = InstanceQuery { size: Some(PageSize::Most), ..Default::default() };
    let instances = store::instances::list(&world.store, &query).await.unwrap().rows;
    let mut designs = BTreeSet::new();
    for instance in instances {
        let details = store::instances::details(&world.store, &instance.id).await.unwrap();
        // All versions have the same members; only one of them is in the catalogue.
        let fits = store::designs::fits(&world.store, &instance.design, "1.0.0", &details.body);
        fits.await.unwrap_or_else(|e| panic!("{}: {e:?}", instance.design));
        designs.insert(instance.design);
    }
    assert_eq!(designs.len(), 5);
}
