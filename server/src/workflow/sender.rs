//! Hands orders over to the workflow engine as they become due, until the program stops.
//!
//! What is to be handed over is in the database, written with the order itself; so nothing is lost when
//! the program ends in between. It is handed over at least once: the engine knows by the idempotency
//! key what it has already, also from another program on the same database.

use std::{collections::HashMap, sync::Arc, time::Duration};

use app::server_side::Engine;
use model::Delivery;
use store::{Store, StoreError, orders};
use tokio::task::{Id, JoinSet};

use super::client::{Client, NotTaken};

/// How many orders are on their way at once.
const AT_ONCE: usize = 8;
/// How often to look without being told to: another program on the database may have placed an order
/// and ended.
const LOOK: Duration = Duration::from_secs(30);
/// How soon to look again while what is due is on its way, or could not be noted.
const SOON: Duration = Duration::from_secs(1);
/// How long orders that are on their way may take once the program is told to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// Hands over what is due, and looks again when it is nudged, when something becomes due, and now and
/// then.
pub async fn run(store: Store, engine: Engine, client: Client) {
    let mut ending = store.news();
    let mut sender =
        Sender { store, client: Arc::new(client), sending: JoinSet::new(), keys: HashMap::new() };
    loop {
        let wait = sender.send_due().await.unwrap_or_else(|error| {
            tracing::error!("which orders are due cannot be read: {error}");
            LOOK
        });
        tokio::select! {
            _ = ending.wait_for(Option::is_none) => break,
            Some(ended) = sender.sending.join_next_with_id() => {
                sender.keys.remove(&ended.map_or_else(|error| error.id(), |(id, ())| id));
            }
            () = engine.nudged() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
    sender.end().await;
}

struct Sender {
    store: Store,
    client: Arc<Client>,
    sending: JoinSet<()>,
    /// Which orders the tasks have.
    keys: HashMap<Id, String>,
}

impl Sender {
    /// Sends what is due, as far as there is room, and says when there is something to send again. What
    /// is on its way is due still.
    async fn send_due(&mut self) -> Result<Duration, StoreError> {
        let room = AT_ONCE - self.sending.len();
        if room == 0 {
            return Ok(LOOK);
        }
        let due = orders::due(&self.store, (2 * AT_ONCE) as u32).await?;
        let new = due.into_iter().filter(|delivery| !self.has(delivery)).take(room);
        for delivery in new.collect::<Vec<_>>() {
            let key = delivery.key();
            let task = send(self.store.clone(), self.client.clone(), delivery);
            self.keys.insert(self.sending.spawn(task).id(), key);
        }
        let next = orders::next_due(&self.store).await?.unwrap_or(LOOK).min(LOOK);
        Ok(if self.sending.is_empty() { next } else { next.max(SOON) })
    }

    fn has(&self, delivery: &Delivery) -> bool {
        let key = delivery.key();
        self.keys.values().any(|one| *one == key)
    }

    /// Lets what is on its way arrive. What does not is sent again at the next start.
    async fn end(mut self) {
        let all = async { while self.sending.join_next().await.is_some() {} };
        if tokio::time::timeout(PATIENCE, all).await.is_err() {
            tracing::warn!("the workflow engine did not take some orders in time");
            self.sending.shutdown().await;
        }
    }
}

async fn send(store: Store, client: Arc<Client>, delivery: Delivery) {
    let (order, tries) = (&delivery.order.id, delivery.tries + 1);
    let noted = match client.hand_over(&delivery).await {
        Ok(()) => {
            tracing::info!(%order, tries, "handed over to the workflow engine");
            orders::delivered(&store, &delivery).await
        }
        Err(NotTaken { why, never }) => {
            tracing::warn!(%order, tries, never, "not handed over: {why}");
            match never {
                false => orders::not_delivered(&store, &delivery, &why).await,
                true => orders::rejected(&store, &delivery, &why).await,
            }
        }
    };
    if let Err(error) = noted {
        tracing::error!(%order, "what became of it cannot be noted: {error}");
        // It is due still. Without a pause it would be sent again and again.
        tokio::time::sleep(SOON).await;
    }
}
