//! Opening: a new database, one from before, one that is not ours, one that is in use.

use std::{fs, path::Path};

use model::{CustomerId, PageStart};
use sha2::{Digest, Sha256};
use store::{Store, StoreError, customers};
use surrealdb::engine::any;

use crate::{
    concurrency::check_that_all_belongs_together,
    support::{actor, config, create, draft, endpoint, open, run, total},
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
        let id = delete_with_the_first_three_steps(&endpoint).await;
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

/// Leaves a database as the program before step 4 did, with a deleted customer whose counters were
/// written more often than its rows. Lists have seen it in its last state.
async fn delete_with_the_first_three_steps(endpoint: &str) -> CustomerId {
    let steps = [
        include_str!("../../src/schema/0001_tables.surql"),
        include_str!("../../src/schema/0002_customers.surql"),
        include_str!("../../src/schema/0003_instances.surql"),
    ];
    let db = any::connect(endpoint).await.unwrap();
    db.use_ns("inventory").use_db("main").await.unwrap();
    for (number, step) in (1..).zip(steps) {
        let checksum: String =
            Sha256::digest(step).iter().map(|byte| format!("{byte:02x}")).collect();
        let note = format!("CREATE migration:{number} SET checksum = '{checksum}'");
        db.query(step).query(note).await.unwrap().check().unwrap();
    }
    let commands = "
        LET $actor = { name: 'x', role: 'super_user', origin: 'x' };
        LET $vpn = { customer: customer:acme, design: 'l3vpn', design_version: '1', state: 'uploaded', body: {} };
        fn::customer_create($actor, customer:acme, { name: 'Acme', status: 'active' }, false);
        fn::instance_create($actor, instance:one, object::extend($vpn, { name: 'one' }));
        fn::instance_create($actor, instance:two, object::extend($vpn, { name: 'two' }));
        fn::instance_set_state($actor, instance:two, 1, 'active');
        fn::instance_set_state($actor, instance:two, 2, 'deprovisioned');
        fn::customer_delete($actor, customer:acme, 1);";
    db.query(commands).await.unwrap().check().unwrap();
    drop(db);
    // The engine shuts down in a task of its own and tells nobody; its lock does.
    let lock = Path::new(endpoint.strip_prefix("surrealkv://").unwrap()).join("LOCK");
    while fs::File::open(&lock).unwrap().try_lock().is_err() {
        tokio::task::yield_now().await;
    }
    "acme".parse().unwrap()
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
