//! A process that is killed while it writes loses nothing that it had acknowledged.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use store::{OnDuplicate, customers};

use crate::support::{actor, endpoint, open, referenced, run};

/// Set in the process that is to be killed: the database it writes to.
const ENDPOINT: &str = "STORE_TEST_CRASH_ENDPOINT";
const BATCH: usize = 50;

/// Starts itself as the process that is to be killed.
#[test]
fn a_killed_import_keeps_every_acknowledged_row() {
    if let Ok(endpoint) = std::env::var(ENDPOINT) {
        return import_until_killed(endpoint);
    }
    let folder = tempfile::tempdir().unwrap();
    let endpoint = endpoint(folder.path());
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::a_killed_import_keeps_every_acknowledged_row", "--nocapture"])
        .env(ENDPOINT, &endpoint)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let acknowledged =
        lines.map(Result::unwrap).filter(|line| line.starts_with("acknowledged")).take(7).count();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(acknowledged, 7);
    run(async move {
        let store = open(&endpoint).await;
        let references: Vec<_> =
            (0..acknowledged).flat_map(batch).filter_map(|d| d.reference).collect();
        let found = customers::by_references(&store, &references).await.unwrap();
        assert_eq!(found.len(), acknowledged * BATCH);
        // A batch is there as a whole or not at all, and the database goes on working.
        let all = customers::find(&store, &Default::default(), 1).await.unwrap().total;
        assert_eq!(all as usize % BATCH, 0);
        let rows = batch(acknowledged + 1000);
        customers::upsert_batch(&store, &actor(), &rows, OnDuplicate::Error, false).await.unwrap();
        store.close().await;
    });
}

/// Writes batches for ever, and says so after each.
fn import_until_killed(endpoint: String) {
    run(async move {
        let store = open(&endpoint).await;
        for n in 0.. {
            let rows = batch(n);
            customers::upsert_batch(&store, &actor(), &rows, OnDuplicate::Error, false)
                .await
                .unwrap();
            println!("\nacknowledged {n}");
        }
    });
}

fn batch(number: usize) -> Vec<model::CustomerDraft> {
    (0..BATCH).map(|n| referenced(&format!("Row {n}"), &format!("{number}-{n}"))).collect()
}
