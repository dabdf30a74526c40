//! A store per test, and the things tests are made of.

use std::{future::Future, path::Path};

use model::{
    Actor, Customer, CustomerDraft, CustomerId, CustomerStatus, Instance, InstanceDraft,
    InstanceState,
};
use store::{Store, StoreConfig};

/// Defines each test twice: on the engine in memory and on the engine on disk.
macro_rules! on_both_engines {
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
pub(crate) use on_both_engines;

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
    store::customers::create(store, &actor(), draft).await.unwrap()
}

pub async fn provide(
    store: &Store,
    customer: &CustomerId,
    name: &str,
    state: InstanceState,
) -> Instance {
    store::instances::create(store, &actor(), &instance(customer, name, state)).await.unwrap()
}
