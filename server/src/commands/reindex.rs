//! `reindex`: the search index made anew from the database.

use indicatif::HumanCount;
use store::{Status, Store};
use transfer::{Progress, Stage};

use super::progress::Bar;
use crate::{config::Common, error::Error};

/// How often the bar moves.
const TICK: std::time::Duration = std::time::Duration::from_millis(200);

/// Makes the index, with a bar.
pub async fn run(common: &Common) -> Result<(), Error> {
    let store = Store::open(&common.store()).await?;
    let made = with_bar(&store).await;
    store.close().await;
    println!("The search index holds {} rows.", HumanCount(made?));
    Ok(())
}

async fn with_bar(store: &Store) -> Result<u64, Error> {
    let mut bar = Bar::default();
    let mut making = std::pin::pin!(store.reindex());
    loop {
        tokio::select! {
            made = &mut making => {
                bar.clear();
                return Ok(made?);
            }
            () = tokio::time::sleep(TICK) => {
                if let Status::Rebuilding { done, total, .. } = store.readiness() {
                    bar.show(Progress { stage: Stage::Indexing, done, total, rows: done });
                }
            }
        }
    }
}
