//! Opening: a new database, one from before, one that is not ours, one that is in use.

use store::{Store, StoreError};

use crate::support::{config, create, draft, endpoint, open, run};

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
