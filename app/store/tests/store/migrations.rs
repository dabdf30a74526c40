//! Opening: a new database, one from before, one that is not ours, one that is in use.

use std::{fs, path::Path};

use model::{Action, InstanceState, PageStart};
use sha2::{Digest, Sha256};
use store::{Store, StoreError, customers, instances};
use surrealdb::engine::any;

use crate::{
    concurrency::check_that_all_belongs_together,
    order_checks::check_all,
    support::{actor, config, create, draft, edit, endpoint, open, place, run, total},
};

#[test]
fn a_database_opens_again_with_what_was_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let endpoint = endpoint(folder.path());
    run(async move {
        let store = open(&endpoint).await;
        store.ping().await.unwrap();
        let made = create(&store, &draft("Acme")).await;
        store.close().await;
        for _ in 0..2 {
            let store = open(&endpoint).await;
            assert_eq!(store::customers::get(&store, &made.id).await.unwrap(), made);
            store.close().await;
        }
    });
}

#[test]
fn what_was_deleted_before_there_was_a_restore_can_be_restored() {
    let folder = tempfile::tempdir().unwrap();
    let endpoint = endpoint(folder.path());
    run(async move {
        // A deleted customer whose counters were written more often than its rows. Lists have seen it
        // in its last state.
        let commands = "
            LET $vpn = { customer: customer:acme, design: 'l3vpn', design_version: '1', state: 'uploaded', body: {} };
            fn::customer_create($actor, customer:acme, { name: 'Acme', status: 'active' }, false);
            fn::instance_create($actor, instance:one, object::extend($vpn, { name: 'one' }));
            fn::instance_create($actor, instance:two, object::extend($vpn, { name: 'two' }));
            fn::instance_set_state($actor, instance:two, 1, 'active');
            fn::instance_set_state($actor, instance:two, 2, 'deprovisioned');
            fn::customer_delete($actor, customer:acme, 1);";
        leave_with_steps(&endpoint, &STEPS[..3], commands).await;
        let id = "acme".parse().unwrap();
        let store = open(&endpoint).await;
        let page = customers::deleted(&store, &PageStart::First, 5).await.unwrap();
        let services = page.rows[0].customer.services;
        assert_eq!((page.total, services.uploaded, services.deprovisioned), (1, 1, 1));
        customers::restore(&store, &actor(), &id).await.unwrap();
        check_that_all_belongs_together(&store).await;
        assert_eq!(total(&store, "acme").await, 1);
        store.close().await;
    });
}

#[test]
fn instances_from_before_there_were_orders_live_on() {
    let folder = tempfile::tempdir().unwrap();
    let endpoint = endpoint(folder.path());
    run(async move {
        let commands = "
            LET $vpn = { customer: customer:acme, design: 'l3vpn', design_version: '1', state: 'active', body: {} };
            fn::customer_create($actor, customer:acme, { name: 'Acme', status: 'active' }, false);
            fn::customer_create($actor, customer:gone, { name: 'Gone', status: 'active' }, false);
            fn::instance_create($actor, instance:one, object::extend($vpn, { name: 'one' }));
            fn::instance_create($actor, instance:two, object::extend($vpn, { name: 'two' }));
            fn::instance_create($actor, instance:old,
                object::extend($vpn, { name: 'old', customer: customer:gone, state: 'uploaded' }));
            fn::customer_delete($actor, customer:gone, 1);";
        leave_with_steps(&endpoint, &STEPS, commands).await;
        let store = open(&endpoint).await;
        let [one, two, old] = ["one", "two", "old"].map(|id| id.parse().unwrap());
        for id in [&one, &two] {
            let there = instances::get(&store, id).await.unwrap();
            assert_eq!((there.state, there.changed), (InstanceState::Active, false));
        }
        let changed = instances::edit(&store, &actor(), &one, 1, &edit(7)).await.unwrap();
        assert!(changed.changed);
        place(&store, &changed, Action::Provision).await;
        let there = instances::get(&store, &two).await.unwrap();
        place(&store, &there, Action::Deprovision).await;
        customers::restore(&store, &actor(), &"gone".parse().unwrap()).await.unwrap();
        let there = instances::get(&store, &old).await.unwrap();
        place(&store, &there, Action::Provision).await;
        check_all(&store).await;
        store.close().await;
    });
}

/// The schema of the program before there were orders.
const STEPS: [&str; 6] = [
    include_str!("../../src/schema/0001_tables.surql"),
    include_str!("../../src/schema/0002_customers.surql"),
    include_str!("../../src/schema/0003_instances.surql"),
    include_str!("../../src/schema/0004_preferences.surql"),
    include_str!("../../src/schema/0005_saved_filters.surql"),
    include_str!("../../src/schema/0006_archive.surql"),
];

/// Leaves a database as a program that knew only these schema steps did, after some commands.
async fn leave_with_steps(endpoint: &str, steps: &[&str], commands: &str) {
    let db = any::connect(endpoint).await.unwrap();
    db.use_ns("inventory").use_db("main").await.unwrap();
    for (number, step) in (1..).zip(steps) {
        let checksum: String =
            Sha256::digest(step).iter().map(|byte| format!("{byte:02x}")).collect();
        let note = format!("CREATE migration:{number} SET checksum = '{checksum}'");
        db.query(*step).query(note).await.unwrap().check().unwrap();
    }
    let actor = "LET $actor = { name: 'x', role: 'super_user', origin: 'x' };";
    db.query(format!("{actor}{commands}")).await.unwrap().check().unwrap();
    drop(db);
    // The engine shuts down in a task of its own and tells nobody; its lock does.
    let lock = Path::new(endpoint.strip_prefix("surrealkv://").unwrap()).join("LOCK");
    while fs::File::open(&lock).unwrap().try_lock().is_err() {
        tokio::task::yield_now().await;
    }
}

#[test]
fn a_folder_in_use_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let endpoint = endpoint(folder.path());
    run(async move {
        let store = open(&endpoint).await;
        let message = refusal(&endpoint).await;
        assert!(message.starts_with("another customer-inventory is using"), "{message}");
        store.close().await;
        open(&endpoint).await.close().await;
    });
}

#[test]
fn a_schema_step_that_was_changed_is_refused() {
    assert_refused(
        "DELETE migration:2; CREATE migration:2 SET checksum = 'another'",
        "schema step 2 of this database is not the one this program knows",
    );
}

#[test]
fn a_database_of_a_newer_program_is_refused() {
    assert_refused(
        "CREATE migration:9999 SET checksum = 'later'",
        "it was used by a newer customer-inventory",
    );
}

#[test]
fn an_endpoint_that_is_none_is_refused() {
    run(async {
        let message = refusal("postgres://localhost").await;
        assert!(message.starts_with("cannot open the database postgres://localhost"), "{message}");
    });
}

fn assert_refused(tamper: &'static str, expected: &'static str) {
    let folder = tempfile::tempdir().unwrap();
    let endpoint = endpoint(folder.path());
    run(async move {
        let store = open(&endpoint).await;
        store.connection().query(tamper, Default::default()).await.unwrap().check().unwrap();
        store.close().await;
        let message = refusal(&endpoint).await;
        assert!(message.contains(expected), "{message}");
    });
}

async fn refusal(endpoint: &str) -> String {
    match Store::open(&config(endpoint)).await {
        Err(StoreError::Setup(message)) => message,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("opened"),
    }
}
