//! Service orders: their list, their details, and what is done about those that failed or were given
//! up; by pages and plain forms, and by the functions the browser's program calls.
//!
//! Whoever asks over HTTP is `local`, a Super User; what others get is asked of what answers.

use app::{
    orders::shown::{AllGivenUp, Shown},
    server_side,
};
use model::{Action, Actor, Order, OrderReport, OrderSort, OrderStatus, Page, Role, Visibility};
use reqwest::Response;
use serde::de::DeserializeOwned;
use serde_json::json;
use store::StoreError;

use crate::helpers::{TestApp, header, operator};

const LIST: &str = "/orchestration/orders";
const CSV: &str = "/orchestration/orders.csv";

fn details(order: &Order) -> String {
    format!("{LIST}/{}", order.id)
}

/// An order for the workflow engine, which nobody hands over.
async fn queued(app: &TestApp, name: &str) -> Order {
    let customer = app.customer(&format!("Customer of {name}"), "").await;
    let instance = app.instance(&customer, name, json!({})).await;
    let (id, version) = (&instance.id, instance.version);
    let placed =
        store::orders::place(&app.store, &operator(), id, version, Action::Provision, true).await;
    placed.unwrap().1
}

/// An order that the workflow engine did not take.
async fn given_up(app: &TestApp, name: &str) -> Order {
    let order = queued(app, name).await;
    app.give_up(&order).await;
    order
}

async fn failed(app: &TestApp, name: &str) -> Order {
    let order = queued(app, name).await;
    let report = OrderReport {
        attempt: 1,
        status: OrderStatus::Failed,
        message: Some("no port is free".into()),
        trace: Vec::new(),
    };
    store::orders::report(&app.store, &operator(), &order.id, &report).await.unwrap()
}

async fn text(app: &TestApp, path: &str) -> String {
    let response = app.get(path).await;
    assert_eq!(response.status(), 200, "{path}");
    response.text().await.unwrap()
}

async fn read<T: DeserializeOwned>(response: Response) -> T {
    assert_eq!(response.status(), 200);
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

async fn shown(app: &TestApp, order: &Order) -> Shown {
    read(app.get(&format!("/api/orders/get?id={}", order.id)).await).await
}

#[tokio::test]
async fn the_list_shows_all_orders_the_newest_first() {
    let app = TestApp::spawn().await;
    let (old, new) = (app.order("vpn-7").await, app.order("vpn-8").await);
    let page = text(&app, LIST).await;
    assert!(page.contains("Service Orders") && page.contains("2 service orders"));
    // Its details over the list, its instance and its customer.
    for link in [
        details(&old),
        format!("/orchestration/instances/{}", old.instance),
        format!("/orchestration/customers/{}", old.customer),
    ] {
        assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
    }
    let listed: Page<Order> = read(app.get("/api/orders/list?query=").await).await;
    assert_eq!(listed.rows, [new.clone(), old.clone()]);
    let query = format!("/api/orders/list?query=customer%3D{}", old.customer);
    assert_eq!(read::<Page<Order>>(app.get(&query).await).await.rows, [old]);
    let scoped = text(&app, &format!("{LIST}?customer={}", new.customer)).await;
    assert!(scoped.contains("Show the orders of all customers"));
}

#[tokio::test]
async fn a_list_without_orders_says_where_they_come_from() {
    let app = TestApp::spawn_at("/x").await;
    let page = text(&app, LIST).await;
    assert!(page.contains("No service orders yet"));
    assert!(page.contains("href=\"/x/orchestration/orders\""), "it is in the navigation");
}

#[tokio::test]
async fn details_have_their_url_and_what_is_not_there_is_not_found() {
    let app = TestApp::spawn().await;
    let order = app.order("vpn-7").await;
    let page = text(&app, &details(&order)).await;
    assert!(page.contains("Service Order Details") && page.contains("Placed"));
    assert!(page.contains("Recorded; no workflow engine is configured."));
    for path in ["no-such-id", "a%20b"] {
        assert_eq!(app.get(&format!("{LIST}/{path}")).await.status(), 404, "{path}");
    }
    assert_eq!(app.get("/api/orders/get?id=no-such-id").await.status(), 404);
}

#[tokio::test]
async fn instances_and_customers_link_to_their_orders() {
    let app = TestApp::spawn().await;
    let order = app.order("vpn-7").await;
    let instance = text(&app, &format!("/orchestration/instances/{}", order.instance)).await;
    let all = format!("{LIST}?filter=instance.id%3D%3D{}", order.instance);
    assert!(instance.contains(&format!("href=\"{all}\"")));
    assert!(instance.contains(&format!("href=\"{}\"", details(&order))));
    assert!(text(&app, &all).await.contains("1 service order matches"));
    let customer = text(&app, &format!("/orchestration/customers/{}", order.customer)).await;
    assert!(customer.contains(&format!("href=\"{LIST}?customer={}\"", order.customer)));
}

#[tokio::test]
async fn an_order_outlives_its_instance_and_its_customer_and_leads_to_neither_then() {
    let app = TestApp::spawn().await;
    let order = app.order("vpn-7").await;
    let there = shown(&app, &order).await;
    assert!(there.has_instance && there.has_customer && !there.can_retry);

    let active = store::instances::get(&app.store, &order.instance).await.unwrap();
    app.place(&active, Action::Deprovision).await;
    let out = store::instances::get(&app.store, &order.instance).await.unwrap();
    store::instances::delete(&app.store, &operator(), &out.id, out.version).await.unwrap();
    let without = shown(&app, &order).await;
    assert!(!without.has_instance && without.has_customer);
    assert_eq!(without.order.instance_name, "vpn-7");
    let page = text(&app, &details(&order)).await;
    assert!(page.contains("(not in the inventory any more)"));

    let customer = store::customers::get(&app.store, &order.customer).await.unwrap();
    store::customers::delete(&app.store, &operator(), &customer.id, customer.version)
        .await
        .unwrap();
    let alone = shown(&app, &order).await;
    assert!(!alone.has_instance && !alone.has_customer);
    assert_eq!(app.get(LIST).await.status(), 200);
}

#[tokio::test]
async fn a_failed_order_is_retried_from_its_details() {
    let app = TestApp::spawn().await;
    let order = failed(&app, "vpn-7").await;
    assert!(shown(&app, &order).await.can_retry);
    let page = text(&app, &details(&order)).await;
    assert!(page.contains("no port is free") && page.contains("value=\"retry\""));
    let version = order.version.to_string();
    let retry = [("action", "retry"), ("version", version.as_str())];
    let response = app.post(&format!("{}?q=vpn", details(&order)), &retry).await;
    assert_eq!(response.status(), 303);
    let location = header(&response, "location");
    assert_eq!(location, format!("{}?q=vpn&notice=recorded", details(&order)));
    let now = shown(&app, &order).await;
    assert_eq!((now.order.status, now.order.attempt), (OrderStatus::Success, 2));
    assert!(!now.can_retry);
    // Nothing failed any more, and it is another version.
    assert_eq!(app.post(&details(&order), &retry).await.status(), 409);
}

#[tokio::test]
async fn orders_that_were_given_up_are_seen_with_the_reason_and_sent_again() {
    let app = TestApp::spawn().await;
    let order = given_up(&app, "vpn-7").await;
    given_up(&app, "vpn-8").await;
    let page = text(&app, LIST).await;
    assert!(page.contains("2 service orders were given up"));
    assert!(page.contains("Given up after 20 tries. The last one: connection &lt;refused&gt;"));
    let why = shown(&app, &order).await;
    assert_eq!((why.given_up.unwrap().tries, why.can_resend, why.can_retry), (20, true, false));

    let resend = [("action", "resend")];
    let response = app.post(&details(&order), &resend).await;
    assert_eq!(response.status(), 303);
    let location = header(&response, "location").to_owned();
    assert_eq!(location, format!("{}?notice=sent-again", details(&order)));
    let page = text(&app, &location).await;
    assert!(page.contains("The order is sent again"));
    assert!(page.contains("1 service order was given up"));
    assert_eq!(shown(&app, &order).await.given_up, None);

    let again = app.post(&details(&order), &resend).await;
    assert_eq!(again.status(), 409);
    assert!(again.text().await.unwrap().contains("Only an order that was given up"));
}

#[tokio::test]
async fn a_button_that_there_is_not_is_refused() {
    let app = TestApp::spawn().await;
    let order = app.order("vpn-7").await;
    assert_eq!(app.post(&details(&order), &[("action", "delete")]).await.status(), 422);
    assert_eq!(app.post(&details(&order), &[]).await.status(), 422);
    let long = "x".repeat(5_000);
    assert_eq!(app.post(&details(&order), &[("action", &long)]).await.status(), 413);
    assert_eq!(app.post(&format!("{LIST}/none"), &[("action", "resend")]).await.status(), 404);
    assert_eq!(app.post(LIST, &[("action", "resend")]).await.status(), 405);
}

#[tokio::test]
async fn who_only_looks_sees_what_was_given_up_and_cannot_do_anything_about_it() {
    let app = TestApp::spawn().await;
    let (lost, broken) = (given_up(&app, "vpn-7").await, failed(&app, "vpn-8").await);
    let observer = Actor { name: "olga".into(), role: Role::Observer, origin: "test".into() };
    let shown = async |order: &Order| {
        server_side::orders::shown(&app.store, &observer, &order.id).await.unwrap()
    };
    let seen = shown(&lost).await;
    assert!(seen.given_up.is_some() && !seen.can_resend);
    assert!(!shown(&broken).await.can_retry);
    let all = server_side::orders::given_up(&app.store, &observer).await.unwrap();
    assert_eq!((all.deliveries.len(), all.may_write), (1, false));
    let resent = server_side::orders::resend(&app.store, None, &observer, &lost.id).await;
    assert!(matches!(resent, Err(StoreError::Forbidden)), "{resent:?}");
    let version = broken.version;
    let retried =
        server_side::orders::retry(&app.store, None, &observer, &broken.id, version).await;
    assert!(matches!(retried, Err(StoreError::Forbidden)), "{retried:?}");
}

#[tokio::test]
async fn functions_tell_of_orders_and_send_them_again() {
    let app = TestApp::spawn().await;
    let order = given_up(&app, "vpn-7").await;
    let all: AllGivenUp = read(app.get("/api/orders/given-up").await).await;
    assert_eq!((all.deliveries[0].order.id.clone(), all.may_write), (order.id.clone(), true));
    let id = [("id", order.id.as_str())];
    let resent: Order = read(app.post("/api/orders/resend", &id).await).await;
    assert_eq!((&resent.id, resent.status), (&order.id, OrderStatus::Queued));
    assert_eq!(app.post("/api/orders/resend", &id).await.status(), 409);
    let none: AllGivenUp = read(app.get("/api/orders/given-up").await).await;
    assert_eq!(none.deliveries, []);

    let failed = failed(&app, "vpn-8").await;
    let version = failed.version.to_string();
    let retry = [("id", failed.id.as_str()), ("version", version.as_str())];
    assert_eq!(app.post("/api/orders/retry", &retry).await.status(), 200);
    assert_eq!(app.post("/api/orders/retry", &retry).await.status(), 409);
}

#[tokio::test]
async fn the_list_opens_with_the_filter_that_was_saved_as_its_default() {
    let app = TestApp::spawn().await;
    let query = "filter=status%3D%3Dfailed";
    let saved = app.saved_filter::<OrderSort>("local", "Failed", query, Visibility::Private).await;
    let fields = [("page", "orders"), ("id", saved.id.as_str())];
    assert_eq!(app.post("/api/saved-filters/set-default", &fields).await.status(), 200);
    let opened = app.get(LIST).await;
    assert_eq!(opened.status(), 303);
    assert_eq!(header(&opened, "location"), format!("{LIST}?{query}&saved={}", saved.id));
    assert_eq!(app.get(&format!("{LIST}?saved=none")).await.status(), 200);
}

#[tokio::test]
async fn orders_are_a_file_too() {
    let app = TestApp::spawn().await;
    let (old, new) = (app.order("vpn-7").await, app.order("vpn-8").await);
    let response = app.get(CSV).await;
    assert_eq!(response.status(), 200);
    assert!(header(&response, "content-disposition").contains("\"orders-20"));
    let file = response.text().await.unwrap();
    let lines: Vec<_> = file.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines[0],
        "Order ID,Instance ID,Service Instance,Customer ID,Customer,Type,Status,Message,Placed by,\
         Created,Updated"
    );
    let row = |order: &Order, name: &str| {
        let Order { id, instance, customer, .. } = order;
        format!("{id},{instance},{name},{customer},{name},create,success,")
    };
    assert_eq!(lines.len(), 3, "{file}");
    assert!(lines[1].starts_with(&row(&new, "vpn-8")) && lines[2].starts_with(&row(&old, "vpn-7")));
    for one in [format!("{CSV}?ids={}", old.id), format!("{CSV}?customer={}", old.customer)] {
        let file = text(&app, &one).await;
        assert!(file.lines().count() == 2 && file.contains("vpn-7"), "{one}: {file}");
    }
}
