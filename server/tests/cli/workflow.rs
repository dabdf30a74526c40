//! What becomes of service orders when the program is killed.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use model::{
    Action, Actor, CustomerDraft, CustomerId, CustomerStatus, InstanceDraft, InstanceState, Order,
    OrderStatus,
};
use serde_json::json;
use store::{Store, StoreConfig};
use tempfile::TempDir;
use tokio::sync::mpsc;

use crate::engine::{Arrived, Engine, SECRET, now, secret};

const ORDERS: usize = 5;

#[tokio::test]
async fn a_killed_program_loses_no_order_and_ends_none_twice() {
    let folder = TempDir::new().unwrap();
    let (customer, orders) = place(folder.path()).await;
    let keys: BTreeSet<_> = orders.iter().map(|order| format!("{}-1", order.id)).collect();
    let mut engine = Engine::start().await;

    // It dies while the orders are on their way, and then when it knows that one is taken.
    let first = Program::start(folder.path(), &engine.url).await;
    let unanswered = arrived(&mut engine, &keys).await;
    drop(first);
    let mut second = Program::start(folder.path(), &engine.url).await;
    for sent in arrived(&mut engine, &keys).await {
        sent.answer(202);
    }
    second.says("handed over").await;
    drop((second, unanswered));

    // The engine has them and reports; the program dies again between two reports.
    let third = Program::start(folder.path(), &engine.url).await;
    third.report(&orders[0], "success").await;
    drop(third);
    let fourth = Program::start(folder.path(), &engine.url).await;
    for order in &orders {
        fourth.report(order, "success").await;
    }
    drop(fourth);

    let store = open(folder.path()).await;
    for order in &orders {
        let order = store::orders::get(&store, &order.id).await.unwrap();
        assert_eq!((order.status, order.attempt), (OrderStatus::Success, 1));
        let instance = store::instances::get(&store, &order.instance).await.unwrap();
        assert_eq!(instance.state, InstanceState::Active);
    }
    let history = store::customers::history(&store, &customer).await.unwrap();
    let ends: Vec<_> = history.iter().filter(|change| change.action == "order.end").collect();
    assert_eq!(ends.len(), ORDERS);
    assert_eq!(store::orders::next_due(&store).await.unwrap(), None);
    store.close().await;
}

/// Waits until the engine was sent all of these, and nothing else; some may come twice.
async fn arrived(engine: &mut Engine, keys: &BTreeSet<String>) -> Vec<Arrived> {
    let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
    while seen != *keys {
        let sent = engine.next().await;
        assert!(keys.contains(&sent.key()), "{:?}", sent.json());
        seen.insert(sent.key());
        all.push(sent);
    }
    all
}

/// Orders that were placed before the program runs for the first time.
async fn place(folder: &Path) -> (CustomerId, Vec<Order>) {
    let store = open(folder).await;
    let actor = Actor::local("test");
    let draft = CustomerDraft {
        name: "Acme".into(),
        reference: None,
        description: None,
        status: CustomerStatus::Active,
    };
    let customer = store::customers::create(&store, &actor, &draft).await.unwrap();
    let mut orders = Vec::new();
    for n in 0..ORDERS {
        let draft = InstanceDraft {
            name: format!("vpn-{n}"),
            customer: customer.id.clone(),
            design: "l3vpn".into(),
            design_version: "1.0".into(),
            state: InstanceState::Uploaded,
            body: serde_json::Map::new(),
        };
        let instance = store::instances::create(&store, &actor, &draft).await.unwrap();
        let placed = store::orders::place(
            &store,
            &actor,
            &instance.id,
            instance.version,
            Action::Provision,
            true,
        );
        orders.push(placed.await.unwrap().1);
    }
    store.close().await;
    (customer.id, orders)
}

async fn open(folder: &Path) -> Store {
    Store::open(&StoreConfig::new(database(folder))).await.unwrap()
}

fn database(folder: &Path) -> String {
    format!("surrealkv://{}", folder.join("db").display())
}

/// The real program; it is killed when this is dropped.
struct Program {
    process: Child,
    log: mpsc::UnboundedReceiver<String>,
    url: String,
}

impl Program {
    async fn start(folder: &Path, engine: &str) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_customer-inventory"))
            .args(["--addr", "127.0.0.1:0", "--database", &database(folder)])
            .args(["--workflow-url", engine])
            .env("CUSTOMER_INVENTORY_WORKFLOW_SECRET", SECRET)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (tell, log) = mpsc::unbounded_channel();
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        std::thread::spawn(move || {
            // To the end, also where nobody listens: the program must not wait for a reader.
            lines.map_while(Result::ok).for_each(|line| drop(tell.send(line)));
        });
        let mut program = Self { process, log, url: String::new() };
        program.url = program.says("Customer Inventory is at ").await;
        program
    }

    /// Waits for a line of its log, and returns what follows these words.
    async fn says(&mut self, words: &str) -> String {
        loop {
            let line = self.log.recv().await.unwrap();
            if let Some((_, rest)) = line.split_once(words) {
                return rest.to_owned();
            }
        }
    }

    /// Reports as an engine does that was told where the program is now.
    async fn report(&self, order: &Order, status: &str) {
        let body = json!({ "order_id": order.id, "attempt": 1, "status": status }).to_string();
        let signature = secret().sign(now(), body.as_bytes());
        let request = reqwest::Client::new()
            .post(format!("{}api/workflow/orders/{}", self.url, order.id))
            .header("x-signature", signature)
            .body(body);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}
