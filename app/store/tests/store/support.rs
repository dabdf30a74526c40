//! A store per test, and the things tests are made of.

use std::{future::Future, path::Path};

use model::{
    Action, Actor, Customer, CustomerDraft, CustomerId, CustomerQuery, CustomerStatus, Instance,
    InstanceDraft, InstanceEdit, InstanceQuery, InstanceState, Order, OrderQuery, OrderReport,
    OrderStatus, Role, SavedFilter, SavedFilterDraft, SavedFilterForm, Task,
};
use store::{Store, StoreConfig, StoreError, customers, instances, orders, saved_filters};

use crate::server::Server;

/// Defines each test twice: on the engine in memory and on the engine on disk.
macro_rules! on_embedded_engines {
    ($(async fn $name:ident($store:ident: Store) $body:block)+) => {
        $(async fn $name($store: store::Store) $body)+
        mod mem {
            $(#[test] fn $name() { crate::support::on_mem(super::$name); })+
        }
        mod surrealkv {
            $(#[test] fn $name() { crate::support::on_surrealkv(super::$name); })+
        }
    };
}
pub(crate) use on_embedded_engines;

/// Defines each test three times: on both embedded engines and on a server.
macro_rules! on_every_engine {
    ($(async fn $name:ident($store:ident: Store) $body:block)+) => {
        crate::support::on_embedded_engines! { $(async fn $name($store: Store) $body)+ }
        mod server {
            $(#[test] fn $name() { crate::support::on_server(super::$name); })+
        }
    };
}
pub(crate) use on_every_engine;

pub fn on_mem<F: Future<Output = ()>>(test: fn(Store) -> F) {
    run(async move { test(open("mem://").await).await });
}

pub fn on_surrealkv<F: Future<Output = ()>>(test: fn(Store) -> F) {
    let folder = tempfile::tempdir().unwrap();
    let endpoint = endpoint(folder.path());
    run(async move {
        let store = open(&endpoint).await;
        test(store.clone()).await;
        store.close().await;
    });
}

pub fn on_server<F: Future<Output = ()>>(test: fn(Store) -> F) {
    let folder = tempfile::tempdir().unwrap();
    run(async move {
        let server = Server::start().await;
        let store = server.open(folder.path()).await;
        test(store.clone()).await;
        store.close().await;
    });
}

/// Runs on threads with the stack the engine needs; the test's own gets it from `RUST_MIN_STACK`.
pub fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(10 << 20)
        .build()
        .unwrap();
    runtime.block_on(test);
}

pub fn endpoint(folder: &Path) -> String {
    format!("surrealkv://{}", folder.join("db").display())
}

pub fn config(endpoint: &str) -> StoreConfig {
    StoreConfig::new(endpoint)
}

pub async fn open(endpoint: &str) -> Store {
    Store::open(&config(endpoint)).await.unwrap()
}

pub fn actor() -> Actor {
    Actor::local("test")
}

pub fn user(name: &str, role: Role) -> Actor {
    Actor { name: name.into(), role, origin: "test".into() }
}

pub fn draft(name: &str) -> CustomerDraft {
    CustomerDraft {
        name: name.into(),
        reference: None,
        description: None,
        status: CustomerStatus::Active,
    }
}

pub fn referenced(name: &str, reference: &str) -> CustomerDraft {
    CustomerDraft { reference: Some(reference.into()), ..draft(name) }
}

pub fn instance(customer: &CustomerId, name: &str, state: InstanceState) -> InstanceDraft {
    InstanceDraft {
        name: name.into(),
        customer: customer.clone(),
        design: "l3vpn".into(),
        design_version: "1.2.0".into(),
        state,
        body: serde_json::Map::from_iter([("vlan".to_owned(), 42.into())]),
    }
}

pub async fn create(store: &Store, draft: &CustomerDraft) -> Customer {
    customers::create(store, &actor(), draft).await.unwrap()
}

pub async fn provide(
    store: &Store,
    customer: &CustomerId,
    name: &str,
    state: InstanceState,
) -> Instance {
    instances::create(store, &actor(), &instance(customer, name, state)).await.unwrap()
}

/// A change of a service instance to this VLAN.
pub fn edit(vlan: u64) -> InstanceEdit {
    InstanceEdit {
        design_version: "1.2.0".into(),
        body: serde_json::Map::from_iter([("vlan".to_owned(), vlan.into())]),
    }
}

/// Places an order for the workflow engine.
pub async fn place(store: &Store, instance: &Instance, action: Action) -> (Instance, Order) {
    let (id, version) = (&instance.id, instance.version);
    orders::place(store, &actor(), id, version, action, true).await.unwrap()
}

/// Places an order where there is no workflow engine.
pub async fn record(store: &Store, instance: &Instance, action: Action) -> (Instance, Order) {
    let (id, version) = (&instance.id, instance.version);
    orders::place(store, &actor(), id, version, action, false).await.unwrap()
}

/// Begins a failed order anew, for the workflow engine.
pub async fn retry(store: &Store, order: &Order) -> (Instance, Order) {
    orders::retry(store, &actor(), &order.id, order.version, true).await.unwrap()
}

/// What the engine says of the present attempt of an order, without a trace.
pub fn says(order: &Order, status: OrderStatus) -> OrderReport {
    OrderReport { attempt: order.attempt, status, message: None, trace: Vec::new() }
}

pub fn engine() -> Actor {
    user("engine", Role::NetworkAdmin)
}

/// A report of the first attempt with so many tasks.
pub fn running(tasks: usize) -> OrderReport {
    let task = |n| Task {
        task: format!("configure {n}"),
        status: OrderStatus::ALL[n % OrderStatus::ALL.len()],
        message: (n % 2 == 0).then(|| "two\nlines ⟨'\"`\\⟩".into()),
        time: format!("2026-11-27T12:00:0{n}.5Z"),
    };
    OrderReport {
        attempt: 1,
        status: OrderStatus::Running,
        message: Some(format!("{tasks} tasks")),
        trace: (0..tasks).map(task).collect(),
    }
}

/// Lets the engine say it.
pub async fn report(
    store: &Store,
    order: &Order,
    status: OrderStatus,
) -> Result<Order, StoreError> {
    orders::report(store, &engine(), &order.id, &says(order, status)).await
}

/// A filter to save for the page `customers`.
pub fn filter_draft(name: &str, query: &str, visibility: &str) -> SavedFilterDraft {
    let form = SavedFilterForm {
        name: name.into(),
        page: "customers".into(),
        query: query.into(),
        visibility: visibility.into(),
    };
    form.parse().unwrap()
}

/// A filter that `actor` saved.
pub async fn save(store: &Store, actor: &Actor, name: &str, visibility: &str) -> SavedFilter {
    let draft = filter_draft(name, "q=acme", visibility);
    saved_filters::create(store, actor, &draft).await.unwrap()
}

/// How many customers a search finds.
pub async fn total(store: &Store, q: &str) -> u64 {
    let query = CustomerQuery { q: q.into(), ..Default::default() };
    customers::list(store, &query).await.unwrap().total
}

/// How many customers a filter finds.
pub async fn filtered(store: &Store, filter: &str) -> u64 {
    let query = CustomerQuery { filter: filter.into(), ..Default::default() };
    customers::list(store, &query).await.unwrap().total
}

/// How many service instances a filter finds.
pub async fn instances_filtered(store: &Store, filter: &str) -> u64 {
    let query = InstanceQuery { filter: filter.into(), ..Default::default() };
    instances::list(store, &query).await.unwrap().total
}

/// How many service orders a filter finds.
pub async fn orders_filtered(store: &Store, filter: &str) -> u64 {
    let query = OrderQuery { filter: filter.into(), ..Default::default() };
    orders::list(store, &query).await.unwrap().total
}

/// Runs these side by side.
pub async fn at_once<T, F>(many: usize, run: impl Fn(usize) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<_> = (0..many).map(|n| tokio::spawn(run(n))).collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}
