//! Boots the web server; `main` and the tests take the same path.

use std::{
    future::Future,
    net::SocketAddr,
    time::{Duration, Instant},
};

use app::{
    paths::Paths,
    server_side::{AppContext, Engine},
};
use axum::Router;
use store::Store;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use crate::{
    assets,
    config::Settings,
    error::Error,
    routes,
    workflow::{self, Client},
};

/// How long running requests may take to finish once the program is told to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// How soon lists show what another program wrote.
const FOLLOW: Duration = Duration::from_millis(500);
/// How often lists are compared with the record.
const UPKEEP: Duration = Duration::from_secs(60);

/// The web server, bound to its port, with the record open.
pub struct Application {
    listener: TcpListener,
    address: SocketAddr,
    base: String,
    store: Store,
    router: Router,
    upkeep: JoinHandle<()>,
    engine: Option<Engine>,
    sender: Option<JoinHandle<()>>,
}

impl Application {
    /// Opens the record and binds the port.
    pub async fn build(settings: Settings) -> Result<Self, Error> {
        // Leptos' server functions and resources spawn tasks; it fails only when called again.
        let _ = any_spawner::Executor::init_tokio();
        let base = settings.base_path.as_str().to_owned();
        // First the port, so that a second start does not touch the database of the first.
        let cannot_listen =
            |error| Error::failed(format!("cannot listen on {}", settings.addr), error);
        let listener = TcpListener::bind(settings.addr).await.map_err(cannot_listen)?;
        let address = listener.local_addr().map_err(cannot_listen)?;
        let store = Store::open(&settings.store).await?;
        let engine = settings.workflow.as_ref().map(|_| Engine::default());
        let context = AppContext {
            store: store.clone(),
            paths: Paths::new(base.clone()),
            assets: assets::paths(&base),
            engine: engine.clone(),
        };
        let router = routes::router(context, &settings);
        let mut sender = None;
        if let Some((settings, engine)) = settings.workflow.zip(engine.clone()) {
            let client = Client::new(settings, format!("http://{address}{base}"))?;
            sender = Some(tokio::spawn(workflow::sender::run(store.clone(), engine, client)));
        }
        let upkeep = tokio::spawn(keep_lists_true(store.clone()));
        Ok(Self { listener, address, base, store, router, upkeep, engine, sender })
    }

    /// Where it listens; the port is a real one even if 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to type into a browser.
    pub fn url(&self) -> String {
        format!("http://{}{}/", self.address, self.base)
    }

    /// The record.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The way to the workflow engine, if there is one.
    pub fn engine(&self) -> Option<&Engine> {
        self.engine.as_ref()
    }

    /// Serves until `shutdown` comes, then lets running requests finish for a while.
    pub async fn run_until(
        self,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), Error> {
        tracing::info!("Customer Inventory is at {}", self.url());
        let (stopping, stopped) = oneshot::channel();
        let store = self.store.clone();
        let shutdown = async move {
            shutdown.await;
            store.end_news();
            tracing::info!("stopping; running requests have {} s to finish", PATIENCE.as_secs());
            // The receiver is gone only when serving has ended already.
            let _ = stopping.send(());
        };
        let out_of_patience = async move {
            if stopped.await.is_ok() {
                tokio::time::sleep(PATIENCE).await;
            }
        };
        let serving = axum::serve(self.listener, self.router).with_graceful_shutdown(shutdown);
        let ended = tokio::select! {
            ended = serving => ended.map_err(|error| Error::failed("the web server", error)),
            () = out_of_patience => {
                tracing::warn!("some requests did not finish in time");
                Ok(())
            }
        };
        self.upkeep.abort();
        // Also where serving ended by itself.
        self.store.end_news();
        if let Some(sender) = self.sender
            && let Err(error) = sender.await
        {
            tracing::error!("what hands orders over came to a sudden end: {error}");
        }
        if tokio::time::timeout(PATIENCE, self.store.close()).await.is_err() {
            tracing::warn!("the database took too long to close");
        }
        ended
    }
}

/// Makes what lists are read from where it is missing, follows what other programs on the same
/// database write, and looks every minute whether lists agree with the record.
async fn keep_lists_true(store: Store) {
    let mut follower = store.follower();
    if let Err(error) = store.prepare().await {
        tracing::error!("the lists cannot be prepared: {error}");
    }
    let mut checked = Instant::now();
    loop {
        tokio::time::sleep(FOLLOW).await;
        if store.is_shared()
            && let Err(error) = store.follow(&mut follower).await
        {
            tracing::error!("what others write cannot be followed: {error}");
        }
        if checked.elapsed() >= UPKEEP {
            checked = Instant::now();
            if let Err(error) = store.check_index().await {
                tracing::error!("the lists cannot be checked: {error}");
            }
        }
    }
}
