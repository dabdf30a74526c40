//! A workflow engine of the test's own: it holds what it gets until the test says what to answer.

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use serde_json::Value;
use server::workflow::Secret;
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
};

/// What the program and the engine know.
pub const SECRET: &str = "known to program and engine";

/// A running engine; it ends with the test.
pub struct Engine {
    /// Where it takes orders.
    pub url: String,
    arrived: mpsc::UnboundedReceiver<Arrived>,
}

/// A request that waits for its answer, for ever if there is none.
pub struct Arrived {
    pub headers: HeaderMap,
    pub body: Bytes,
    answer: oneshot::Sender<u16>,
}

impl Engine {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/orders", listener.local_addr().unwrap());
        let (tell, arrived) = mpsc::unbounded_channel();
        let router = Router::new().route("/orders", post(take)).with_state(tell);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, arrived }
    }

    /// Waits for a request.
    pub async fn next(&mut self) -> Arrived {
        self.arrived.recv().await.unwrap()
    }

    /// A request that is there already.
    pub fn waiting(&mut self) -> Option<Arrived> {
        self.arrived.try_recv().ok()
    }
}

impl Arrived {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn key(&self) -> String {
        self.json()["idempotency_key"].as_str().unwrap().to_owned()
    }

    pub fn answer(self, status: u16) {
        self.answer.send(status).unwrap();
    }
}

async fn take(
    State(tell): State<mpsc::UnboundedSender<Arrived>>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, &'static str) {
    let (answer, answered) = oneshot::channel();
    // An error means that the test is over.
    let _ = tell.send(Arrived { headers, body, answer });
    match answered.await {
        Ok(status) => (StatusCode::from_u16(status).unwrap(), "so says\n the engine"),
        Err(_) => std::future::pending().await,
    }
}

/// What an engine signs with.
pub fn secret() -> Secret {
    Secret::new(SECRET).unwrap()
}

/// Seconds since 1970.
pub fn now() -> u64 {
    std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()
}
