//! The application under test and how to talk to it.

use std::time::Duration;

use app::server_side::Engine;
use model::{
    Action, Actor, BulkCommand, Customer, CustomerForm, Instance, InstanceDraft, InstanceState,
    Order, Query, SavedFilter, SavedFilterForm, SortKey, Visibility, delivery::MAX_TRIES,
};
use reqwest::{Client, Response, redirect::Policy};
use serde_json::{Map, Value, json};
use server::{Application, Hosts, Settings};
use store::{Store, StoreConfig};
use tokio::sync::oneshot;

/// A running application; it stops when this is dropped.
pub struct TestApp {
    /// For arranging what a test needs.
    pub store: Store,
    /// The way to the workflow engine, if there is one.
    pub engine: Option<Engine>,
    origin: String,
    base: String,
    client: Client,
    _stop: oneshot::Sender<()>,
}

impl TestApp {
    /// At the root of its host.
    pub async fn spawn() -> Self {
        Self::spawn_with(|_| {}).await
    }

    /// Below a base path.
    pub async fn spawn_at(base: &str) -> Self {
        Self::spawn_with(|settings| settings.base_path = base.parse().unwrap()).await
    }

    /// With other settings than usual.
    pub async fn spawn_with(change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = settings();
        change(&mut settings);
        let base = settings.base_path.as_str().to_owned();
        let application = Application::build(settings).await.unwrap();
        let origin = format!("http://{}", application.address());
        let store = application.store().clone();
        let engine = application.engine().cloned();
        let (stop, stopped) = oneshot::channel();
        tokio::spawn(application.run_until(async move {
            // An error means that the test is over and its `TestApp` is gone.
            let _ = stopped.await;
        }));
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { store, engine, origin, base, client, _stop: stop }
    }

    /// The whole URL of a path below the base path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.base)
    }

    /// Requests a path of the host, base path or not.
    pub async fn get_outside(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.origin)).send().await.unwrap()
    }

    pub async fn get(&self, path: &str) -> Response {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        self.send(self.client.get(self.url(path)), headers).await
    }

    /// Sends a form as a page of the application does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.post_with(path, fields, &[("origin", &self.origin), ("sec-fetch-site", "same-origin")])
            .await
    }

    pub async fn post_with(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Response {
        self.send(self.client.post(self.url(path)).form(fields), headers).await
    }

    /// Calls a function as the browser's program does that sends JSON.
    pub async fn post_json(&self, path: &str, command: &BulkCommand) -> Response {
        self.post_json_with(path, command, &[]).await
    }

    pub async fn post_json_with(
        &self,
        path: &str,
        command: &BulkCommand,
        headers: &[(&str, &str)],
    ) -> Response {
        let text = serde_json::json!({ "command": command }).to_string();
        let request = self.client.post(self.url(path)).body(text);
        self.send(request.header("content-type", "application/json"), headers).await
    }

    pub async fn post_text(&self, path: &str, text: &'static str) -> Response {
        let request = self.client.post(self.url(path)).body(text);
        self.send(request.header("content-type", "application/json"), &[]).await
    }

    /// Sends a body as it is.
    pub async fn post_body(&self, path: &str, body: String, headers: &[(&str, &str)]) -> Response {
        self.send(self.client.post(self.url(path)).body(body), headers).await
    }

    async fn send(&self, request: reqwest::RequestBuilder, headers: &[(&str, &str)]) -> Response {
        let request =
            headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        request.send().await.unwrap()
    }

    /// A customer that is there before the test begins.
    pub async fn customer(&self, name: &str, reference: &str) -> Customer {
        let form =
            CustomerForm { name: name.into(), reference: reference.into(), ..Default::default() };
        let draft = form.parse().unwrap();
        store::customers::create(&self.store, &operator(), &draft).await.unwrap()
    }

    /// A filter that somebody saved before the test begins.
    pub async fn saved_filter<K: SortKey>(
        &self,
        owner: &str,
        name: &str,
        query: &str,
        visibility: Visibility,
    ) -> SavedFilter {
        let owner = Actor { name: owner.into(), ..operator() };
        let query = Query::<K>::from_query_string(query);
        let draft = SavedFilterForm::new(name, &query, visibility).parse().unwrap();
        store::saved_filters::create(&self.store, &owner, &draft).await.unwrap()
    }

    /// A service instance that keeps its customer from being deleted.
    pub async fn active_instance(&self, customer: &Customer, name: &str) -> Instance {
        let draft = draft(customer, name, InstanceState::Active);
        store::instances::create(&self.store, &operator(), &draft).await.unwrap()
    }

    /// A service instance that is only saved.
    pub async fn instance(&self, customer: &Customer, name: &str, body: Value) -> Instance {
        let Value::Object(body) = body else { panic!("{body} is no object") };
        let draft = InstanceDraft { body, ..draft(customer, name, InstanceState::Uploaded) };
        store::instances::create(&self.store, &operator(), &draft).await.unwrap()
    }

    /// Places an order as a page does.
    pub async fn place(&self, instance: &Instance, action: Action) -> Order {
        let Instance { id, version, .. } = instance;
        let (_, order) = store::orders::place(
            &self.store,
            &operator(),
            id,
            *version,
            action,
            self.engine.is_some(),
        )
        .await
        .unwrap();
        if let Some(engine) = &self.engine {
            engine.nudge();
        }
        order
    }

    /// An order that puts an instance of this name into the network.
    pub async fn order(&self, name: &str) -> Order {
        let customer = self.customer(name, "").await;
        let instance = self.instance(&customer, name, json!({})).await;
        self.place(&instance, Action::Provision).await
    }

    /// The order is one that the workflow engine did not take, and is not tried any more.
    pub async fn give_up(&self, order: &Order) {
        let due = store::orders::due(&self.store, 100).await.unwrap();
        let mut delivery = due.into_iter().find(|delivery| delivery.order.id == order.id).unwrap();
        for tries in 0..MAX_TRIES {
            delivery.tries = tries;
            store::orders::not_delivered(&self.store, &delivery, "connection <refused>")
                .await
                .unwrap();
        }
    }
}

fn draft(customer: &Customer, name: &str, state: InstanceState) -> InstanceDraft {
    InstanceDraft {
        name: name.into(),
        customer: customer.id.clone(),
        design: "l3vpn".into(),
        design_version: "1.0".into(),
        state,
        body: Map::new(),
    }
}

/// Who arranges what a test needs.
pub fn operator() -> Actor {
    Actor::local("test")
}

/// A free port and a database of its own.
pub fn settings() -> Settings {
    Settings {
        addr: "127.0.0.1:0".parse().unwrap(),
        base_path: "/".parse().unwrap(),
        hosts: Hosts::Local { and: Vec::new() },
        request_timeout: Duration::from_secs(30),
        max_body_bytes: 256 * 1024,
        store: StoreConfig::new("mem://"),
        workflow: None,
    }
}

/// A header's value, or nothing.
pub fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}
