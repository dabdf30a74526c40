//! Service orders on their way to a workflow engine, and its reports.

use std::{
    collections::HashSet,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use model::{Action, InstanceState, Order, OrderStatus};
use reqwest::Response;
use serde_json::{Value, json};
use server::workflow::{Secret, Settings};

use crate::{
    engine::{Engine, SECRET, now, secret},
    helpers::{TestApp, header},
};

#[tokio::test]
async fn an_order_is_sent_signed_and_ended_by_the_engines_reports() {
    let (app, mut engine) = spawn_at("/x/y").await;
    let acme = app.customer("Acme", "CRM-1").await;
    let vpn = app.instance(&acme, "vpn-7", json!({ "vlan": 42 })).await;
    let order = app.place(&vpn, Action::Provision).await;
    assert_eq!(order.status, OrderStatus::Queued);

    let sent = engine.next().await;
    let signature = sent.headers["x-signature"].to_str().unwrap();
    assert_eq!(secret().verify(Some(signature), now(), &sent.body), Ok(()));
    assert_eq!(sent.headers["content-type"], "application/json");
    let key = format!("{}-1", order.id);
    assert_eq!(sent.headers["idempotency-key"], key.as_str());
    let url = app.url(&format!("/api/workflow/orders/{}", order.id));
    let told = json!({
        "order_id": order.id,
        "attempt": 1,
        "idempotency_key": key,
        "type": "create",
        "instance": {
            "id": vpn.id,
            "name": "vpn-7",
            "design_id": "l3vpn",
            "design_version": "1.0",
            "body": { "vlan": 42 },
        },
        "customer": { "id": acme.id, "name": "Acme", "reference_number": "CRM-1" },
        "callback_url": url,
    });
    assert_eq!(sent.json(), told);
    sent.answer(202);

    let trace =
        json!([{ "task": "configure-pe", "status": "running", "time": "2026-03-20T09:46:40Z" }]);
    let running =
        json!({ "order_id": order.id, "attempt": 1, "status": "running", "trace": trace });
    assert_eq!(ok(report(&app, &order, &running).await).await["status"], "running");
    let shown = store::orders::get(&app.store, &order.id).await.unwrap();
    assert_eq!(
        (shown.status, shown.trace[0].task.as_str()),
        (OrderStatus::Running, "configure-pe")
    );

    let success = ended(&order, "success");
    for _ in 0..2 {
        let answer = ok(report(&app, &order, &success).await).await;
        assert_eq!(answer, json!({ "order_id": order.id, "status": "success" }));
    }
    let vpn = store::instances::get(&app.store, &vpn.id).await.unwrap();
    assert_eq!(vpn.state, InstanceState::Active);
    let history = store::customers::history(&app.store, &acme.id).await.unwrap();
    let last = &history[0];
    assert_eq!(
        (last.action.as_str(), last.actor.as_str(), last.origin.as_str()),
        ("order.end", "workflow engine", "workflow")
    );
    assert_eq!(history.iter().filter(|change| change.action == "order.end").count(), 1);
}

#[tokio::test]
async fn an_order_that_the_engine_did_not_take_comes_again_with_the_same_key() {
    let (app, mut engine) = spawn_at("/").await;
    let order = app.order("vpn-7").await;
    let first = engine.next().await;
    let (key, body) = (first.key(), first.body.clone());
    first.answer(500);
    let second = engine.next().await;
    assert_eq!((second.key(), &second.body), (key, &body));
    second.answer(200);
    // Once that is noted, nothing is to be sent any more.
    while store::orders::next_due(&app.store).await.unwrap().is_some() {
        tokio::task::yield_now().await;
    }
    assert!(engine.waiting().is_none());
    assert_eq!(status(&app, &order).await, OrderStatus::Queued);
}

#[tokio::test]
async fn an_order_that_was_given_up_comes_again_once_somebody_has_it_sent_again() {
    let (app, mut engine) = spawn_at("/").await;
    let order = app.order("vpn-7").await;
    let first = engine.next().await;
    let key = first.key();
    app.give_up(&order).await;
    first.answer(503);
    let id = [("id", order.id.as_str())];
    assert_eq!(app.post("/api/orders/resend", &id).await.status(), 200);
    let again = engine.next().await;
    assert_eq!(again.key(), key);
    again.answer(202);
    assert_eq!(app.post("/api/orders/resend", &id).await.status(), 409);
}

#[tokio::test]
async fn an_order_that_the_engine_will_never_take_is_given_up_at_once() {
    let (app, mut engine) = spawn_at("/").await;
    let order = app.order("vpn-7").await;
    let first = engine.next().await;
    let key = first.key();
    first.answer(422);
    let given_up = loop {
        if let Some(given_up) = store::orders::given_up(&app.store, &order.id).await.unwrap() {
            break given_up;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!((given_up.tries, given_up.order.status), (1, OrderStatus::Queued));
    assert!(given_up.last_error.contains("answered 422"), "{}", given_up.last_error);
    assert_eq!(store::orders::next_due(&app.store).await.unwrap(), None);
    let id = [("id", order.id.as_str())];
    assert_eq!(app.post("/api/orders/resend", &id).await.status(), 200);
    let again = engine.next().await;
    assert_eq!(again.key(), key);
    again.answer(202);
}

#[tokio::test]
async fn an_engine_may_report_before_it_has_answered() {
    let (app, mut engine) = spawn_at("/").await;
    let order = app.order("vpn-7").await;
    let sent = engine.next().await;
    ok(report(&app, &order, &ended(&order, "success_with_warnings")).await).await;
    sent.answer(200);
    assert_eq!(status(&app, &order).await, OrderStatus::SuccessWithWarnings);
    assert_eq!(store::orders::next_due(&app.store).await.unwrap(), None);
}

#[tokio::test]
async fn orders_are_on_their_way_side_by_side_but_not_all_at_once() {
    let (app, mut engine) = spawn_at("/").await;
    let mut orders = HashSet::new();
    for n in 0..10 {
        orders.insert(format!("{}-1", app.order(&format!("vpn-{n}")).await.id));
    }
    let mut waiting = Vec::new();
    for _ in 0..8 {
        waiting.push(engine.next().await);
    }
    assert!(engine.waiting().is_none(), "more than eight");
    for _ in 0..2 {
        waiting.remove(0).answer(503);
        waiting.push(engine.next().await);
    }
    let keys: HashSet<_> = waiting.iter().map(|sent| sent.key()).collect();
    assert_eq!(keys.len(), 8, "one is sent twice at the same time");
    assert!(keys.is_subset(&orders));
}

#[tokio::test]
async fn nobody_but_the_engine_reports() {
    let (app, mut engine) = spawn_at("/").await;
    let order = app.order("vpn-7").await;
    engine.next().await.answer(200);
    let body = ended(&order, "success").to_string();
    let right = secret().sign(now(), body.as_bytes());
    let other = Secret::new("known to nobody here").unwrap().sign(now(), body.as_bytes());
    for (signature, says) in [
        ("", "cannot be read"),
        (other.as_str(), "does not fit"),
        (secret().sign(now(), b"{}").as_str(), "does not fit"),
        (secret().sign(now() - 310, body.as_bytes()).as_str(), "seconds away"),
        (secret().sign(now() + 310, body.as_bytes()).as_str(), "seconds away"),
    ] {
        let answer = send(&app, &order, &body, &[("x-signature", signature)]).await;
        assert_eq!(answer.status(), 401, "{signature}");
        assert!(error(answer).await.contains(says), "{signature}");
    }
    let answer = send(&app, &order, &body, &[]).await;
    assert_eq!(answer.status(), 401);
    assert!(error(answer).await.contains("missing"));
    assert_eq!(status(&app, &order).await, OrderStatus::Queued);

    // Who has the secret need not look like one of our own pages.
    let foreign = [("origin", "https://engine.example"), ("sec-fetch-site", "cross-site")];
    let headers = [foreign[0], foreign[1], ("x-signature", right.as_str())];
    ok(send(&app, &order, &body, &headers).await).await;
}

#[tokio::test]
async fn a_report_that_does_not_fit_its_order_is_refused() {
    let (app, _engine) = spawn_at("/").await;
    let (order, other) = (app.order("vpn-7").await, app.order("vpn-8").await);

    let wrong = report(&app, &other, &ended(&order, "success")).await;
    assert_eq!(wrong.status(), 422);
    assert!(error(wrong).await.contains("order_id must be"));
    for id in ["0199d0c4-5e5a-7d2e-9b57-3f3f1f0a6c11", "no-such-order", "a%20b"] {
        let body = json!({ "order_id": id, "attempt": 1, "status": "success" });
        let path = format!("/api/workflow/orders/{id}");
        let answer = sign_and_send(&app, &path, &body.to_string()).await;
        assert_eq!(answer.status(), 404, "{id}");
    }

    let mut stale = ended(&order, "success");
    stale["attempt"] = 2.into();
    let stale = report(&app, &order, &stale).await;
    assert_eq!(stale.status(), 409);
    let stale: Value = json_of(stale).await;
    assert_eq!((&stale["status"], &stale["attempt"]), (&json!("queued"), &json!(1)));
    assert!(stale["error"].as_str().unwrap().contains("about attempt 2"), "{stale}");

    ok(report(&app, &order, &ended(&order, "failed")).await).await;
    for status in ["success", "running"] {
        let late = report(&app, &order, &ended(&order, status)).await;
        assert_eq!(late.status(), 409, "{status}");
        assert!(error(late).await.contains("is failed and cannot become"), "{status}");
    }
    assert_eq!(status(&app, &order).await, OrderStatus::Failed);
    assert_eq!(status(&app, &other).await, OrderStatus::Queued);
}

#[tokio::test]
async fn what_is_no_report_is_told_what_would_be_one() {
    let (app, _engine) = spawn_at("/").await;
    let order = app.order("vpn-7").await;
    let path = path(&order);
    for body in ["", "{", "[]", "{}", r#"{"order_id":"x","attempt":"one","status":"success"}"#] {
        let answer = sign_and_send(&app, &path, body).await;
        assert_eq!(answer.status(), 422, "{body}");
        assert!(error(answer).await.contains("not a report"), "{body}");
    }
    let mut wrong = ended(&order, "done");
    wrong["trace"] = json!([{ "task": "", "status": "success", "time": "noon" }]);
    let answer = report(&app, &order, &wrong).await;
    assert_eq!(answer.status(), 422);
    let answer = json_of(answer).await;
    let fields = answer["fields"].as_array().unwrap().iter().map(|field| &field["field"]);
    assert_eq!(fields.collect::<Vec<_>>(), ["status", "trace[0].task", "trace[0].time"]);
    assert!(answer["error"].as_str().unwrap().contains("queued, running"), "{answer}");
    // More than a browser may send is not too much, but there is an end.
    let long = format!("{}{}", ended(&order, "running"), " ".repeat(900_000));
    ok(sign_and_send(&app, &path, &long).await).await;
    assert_eq!(answer_to_length(&app, &path, 1_100_000).await, "HTTP/1.1 413");
    assert_eq!(app.get(&path).await.status(), 405);
}

#[tokio::test]
async fn without_an_engine_an_order_is_complete_at_once() {
    let app = TestApp::spawn().await;
    let order = app.order("vpn-7").await;
    assert_eq!(order.status, OrderStatus::Success);
    assert_eq!(order.message.as_deref(), Some("Recorded; no workflow engine is configured."));
    let instance = store::instances::get(&app.store, &order.instance).await.unwrap();
    assert_eq!(instance.state, InstanceState::Active);
    let answer = report(&app, &order, &ended(&order, "failed")).await;
    assert_eq!(answer.status(), 404);
    assert_eq!(header(&answer, "content-type"), "application/json");
    assert!(error(answer).await.contains("No workflow engine"));
}

#[tokio::test]
async fn the_engine_for_trying_out_keeps_to_the_contract() {
    let engine = NodeEngine::start();
    let app = spawn("/", &engine.url).await;
    let acme = app.customer("Acme", "CRM-1").await;
    let mut news = app.store.news();
    let mut orders = Vec::new();
    for (name, wish) in [
        ("plain", json!({})),
        ("fail", json!({ "engine": { "fail": "configure-pe" } })),
        ("warn", json!({ "engine": { "warn": "reserve-resources" } })),
        ("refuse", json!({ "engine": { "refuse": 1 } })),
    ] {
        let instance = app.instance(&acme, name, wish).await;
        orders.push(app.place(&instance, Action::Provision).await);
    }
    let mut ends = Vec::new();
    for order in &orders {
        while status(&app, order).await.is_open() {
            news.changed().await.unwrap();
        }
        let order = store::orders::get(&app.store, &order.id).await.unwrap();
        ends.push((order.status, order.trace.len()));
    }
    let expected = [
        (OrderStatus::Success, 3),
        (OrderStatus::Failed, 2),
        (OrderStatus::SuccessWithWarnings, 3),
        (OrderStatus::Success, 3),
    ];
    assert_eq!(ends, expected);
}

/// The engine of end2end/; it ends with this.
struct NodeEngine {
    process: Child,
    url: String,
}

impl NodeEngine {
    fn start() -> Self {
        let program = concat!(env!("CARGO_MANIFEST_DIR"), "/../end2end/engine.mjs");
        let mut node = Command::new("node");
        node.args([program, "--port", "0", "--delay", "0"]).stdout(Stdio::piped());
        node.env("CUSTOMER_INVENTORY_WORKFLOW_SECRET", SECRET);
        let mut process = node.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("engine: ").unwrap().to_owned();
        Self { process, url }
    }
}

impl Drop for NodeEngine {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

async fn spawn_at(base: &str) -> (TestApp, Engine) {
    let engine = Engine::start().await;
    (spawn(base, &engine.url).await, engine)
}

async fn spawn(base: &str, engine: &str) -> TestApp {
    TestApp::spawn_with(|settings| {
        settings.base_path = base.parse().unwrap();
        let (url, secret) = (engine.parse().unwrap(), secret());
        settings.workflow = Some(Settings { url, secret, public_url: None });
    })
    .await
}

fn ended(order: &Order, status: &str) -> Value {
    json!({ "order_id": order.id, "attempt": order.attempt, "status": status })
}

fn path(order: &Order) -> String {
    format!("/api/workflow/orders/{}", order.id)
}

async fn report(app: &TestApp, order: &Order, report: &Value) -> Response {
    sign_and_send(app, &path(order), &report.to_string()).await
}

async fn sign_and_send(app: &TestApp, path: &str, body: &str) -> Response {
    let signature = secret().sign(now(), body.as_bytes());
    app.post_body(path, body.to_owned(), &[("x-signature", &signature)]).await
}

async fn send(app: &TestApp, order: &Order, body: &str, headers: &[(&str, &str)]) -> Response {
    app.post_body(&path(order), body.to_owned(), headers).await
}

/// The beginning of the answer to a report of which only the length is known yet.
async fn answer_to_length(app: &TestApp, path: &str, length: usize) -> String {
    let host = app.url("").trim_start_matches("http://").to_owned();
    let head = format!("POST {path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {length}\r\n\r\n");
    let talk = move || {
        let mut stream = TcpStream::connect(host).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        String::from_utf8(answer.to_vec()).unwrap()
    };
    tokio::task::spawn_blocking(talk).await.unwrap()
}

async fn status(app: &TestApp, order: &Order) -> OrderStatus {
    store::orders::get(&app.store, &order.id).await.unwrap().status
}

async fn ok(response: Response) -> Value {
    let status = response.status();
    let answer = json_of(response).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

async fn error(response: Response) -> String {
    json_of(response).await["error"].as_str().unwrap().to_owned()
}

async fn json_of(response: Response) -> Value {
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}
