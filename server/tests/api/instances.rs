//! Making, changing, ordering and deleting service instances: by plain forms, and by the functions the
//! browser's program calls.

use model::{CustomerStatus, Instance, InstanceState, OrderStatus};
use reqwest::Response;

use crate::helpers::{TestApp, header, operator};

const LIST: &str = "/orchestration/instances";
const NEW: &str = "/orchestration/instances/new";
const DESIGN: &str = "infrastructure 1.0.0";

/// What the fields of the design are filled with.
const FIELDS: [(&str, &str); 6] = [
    ("design", DESIGN),
    ("fields_of", DESIGN),
    ("/as_number", "64500"),
    ("/devices", "pe1.example.net\npe2.example.net"),
    ("/igp", "isis"),
    ("/transport", "sr-mpls"),
];

/// These fields, and those of [`FIELDS`] that are not among them.
fn with<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let named = |name: &str| fields.iter().any(|(own, _)| *own == name);
    let rest = FIELDS.into_iter().filter(|(name, _)| !named(name));
    fields.iter().copied().chain(rest).collect()
}

/// A service instance that is saved only.
async fn uploaded(app: &TestApp, name: &str) -> Instance {
    let customer = app.customer(&format!("Customer of {name}"), &format!("REF-{name}")).await;
    let fields = with(&[("customer_id", customer.id.as_str()), ("instance_name", name)]);
    let response = app.post(NEW, &fields).await;
    assert_eq!(response.status(), 303);
    newest(app, &response).await
}

/// The instance that a form has led to the row of.
async fn newest(app: &TestApp, response: &Response) -> Instance {
    let list = header(response, "location");
    let (_, at) = list.split_once("at=").unwrap();
    let id = at.split('&').next().unwrap().parse().unwrap();
    store::instances::get(&app.store, &id).await.unwrap()
}

async fn now(app: &TestApp, instance: &Instance) -> Instance {
    store::instances::get(&app.store, &instance.id).await.unwrap()
}

fn details(instance: &Instance) -> String {
    format!("{LIST}/{}", instance.id)
}

/// Sends what a button of the details sends.
async fn press(app: &TestApp, instance: &Instance, action: &str) -> Response {
    let version = instance.version.to_string();
    app.post(&details(instance), &[("version", &version), ("action", action)]).await
}

#[tokio::test]
async fn every_panel_over_the_list_has_its_url() {
    let app = TestApp::spawn().await;
    let instance = uploaded(&app, "core").await;
    let id = &instance.id;
    for path in ["new".to_owned(), id.to_string(), format!("{id}/edit"), format!("{id}/delete")] {
        let response = app.get(&format!("{LIST}/{path}")).await;
        assert_eq!(response.status(), 200, "{path}");
    }
    for path in ["no-such-id", "no-such-id/edit", "no-such-id/delete", "a%20b"] {
        let response = app.get(&format!("{LIST}/{path}")).await;
        assert_eq!(response.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn a_form_makes_an_instance_for_the_customer_whose_reference_number_or_name_is_typed() {
    let app = TestApp::spawn().await;
    app.customer("Acme  Ltd", "CRM-ß1").await;
    for (typed, name) in [("crm-SS1", "one"), (" acme ltd ", "two")] {
        let fields = with(&[("customer", typed), ("instance_name", name)]);
        let response = app.post(NEW, &fields).await;
        assert_eq!(response.status(), 303, "{typed}");
        assert!(header(&response, "location").contains("notice=instance-created"));
        let made = newest(&app, &response).await;
        assert_eq!((made.name.as_str(), made.customer_name.as_str()), (name, "Acme Ltd"));
        assert_eq!((made.design.as_str(), made.state), ("infrastructure", InstanceState::Uploaded));
        let page = app.get(&details(&made)).await.text().await.unwrap();
        assert!(page.contains("\"as_number\": 64500"), "the body is not shown");
    }
}

#[tokio::test]
async fn a_customer_that_is_not_found_or_not_the_only_one_is_said() {
    let app = TestApp::spawn().await;
    for reference in ["T-1", "T-2"] {
        app.customer("Twin", reference).await;
    }
    for (typed, said) in [
        ("Nobody", "No customer has the reference number or the name Nobody."),
        ("twin", "Several customers are named twin. Type a reference number: T-1, T-2."),
        (" ", "Customer is missing."),
    ] {
        let fields = with(&[("customer", typed), ("instance_name", "kept &amp; name")]);
        let response = app.post(NEW, &fields).await;
        assert_eq!(response.status(), 422, "{typed}");
        let page = response.text().await.unwrap();
        assert!(page.contains(said), "{typed}");
        assert!(page.contains("value=\"kept &amp;amp; name\""), "the name is gone");
        assert!(page.contains("value=\"64500\""), "the body is gone");
    }
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once_and_at_its_path() {
    let app = TestApp::spawn().await;
    let wrong = [("/as_number", "many"), ("/devices", ""), ("/mtu", "12")];
    let page = app.post(NEW, &with(&wrong)).await.text().await.unwrap();
    for said in ["Customer is missing", "Instance Name is missing", "it must be a whole number"] {
        assert!(page.contains(said), "{said}");
    }
    let page = app.post(NEW, &with(&[("/mtu", "12")])).await.text().await.unwrap();
    assert!(page.contains("/mtu: 12 is less than the minimum 1280."), "{page}");
    let json = [("design", DESIGN), ("fields_of", ""), ("body", "{\"mtu\": \"x\"")];
    let page = app.post(NEW, &json).await.text().await.unwrap();
    assert!(page.contains("The body is not JSON"));
    assert!(page.contains("\n{\"mtu\": \"x\""), "the body is gone");
}

#[tokio::test]
async fn the_body_is_shown_in_the_other_way_without_being_saved() {
    let app = TestApp::spawn().await;
    let json = app.post(NEW, &with(&[("instance_name", "kept"), ("show", "json")])).await;
    assert_eq!(json.status(), 200);
    let page = json.text().await.unwrap();
    assert!(page.contains("\"as_number\": 64500,"), "the fields are not shown as JSON");
    assert!(page.contains("value=\"kept\""));

    let body = r#"{"as_number": 7, "igp": "ospf"}"#;
    let fields = [("design", DESIGN), ("body", body), ("show", "fields")];
    let page = app.post(NEW, &fields).await.text().await.unwrap();
    assert!(page.contains("name=\"/as_number\"") && page.contains("value=\"7\""));

    let odd = [("design", DESIGN), ("body", r#"{"colour": 7}"#), ("show", "fields")];
    let refused = app.post(NEW, &odd).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().await.unwrap().contains("so it stays as JSON"));
    let none = app.post(NEW, &[("show", "fields")]).await;
    assert!(none.text().await.unwrap().contains("Service Design is missing"));
    let all = store::instances::count(&app.store, None).await.unwrap();
    assert_eq!(all, 0);
}

#[tokio::test]
async fn a_name_that_the_customer_has_already_is_refused() {
    let app = TestApp::spawn().await;
    let first = uploaded(&app, "core").await;
    let fields = with(&[("customer_id", first.customer.as_str()), ("instance_name", "CORE")]);
    let response = app.post(NEW, &fields).await;
    assert_eq!(response.status(), 422);
    assert!(response.text().await.unwrap().contains("has a service instance named CORE already"));
}

#[tokio::test]
async fn an_inactive_customer_takes_no_instance() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "").await;
    let version = acme.version.to_string();
    let form = [("name", "Acme"), ("status", "inactive"), ("version", &version)];
    app.post(&format!("/orchestration/customers/{}/edit", acme.id), &form).await;
    let customer = store::customers::get(&app.store, &acme.id).await.unwrap();
    assert_eq!(customer.status, CustomerStatus::Inactive);
    let fields = with(&[("customer_id", acme.id.as_str()), ("instance_name", "core")]);
    let response = app.post(&format!("{NEW}?customer={}", acme.id), &fields).await;
    assert_eq!(response.status(), 422);
    assert!(response.text().await.unwrap().contains("inactive and takes no new service instances"));
}

#[tokio::test]
async fn a_button_places_an_order_and_leads_back_to_the_details() {
    let app = TestApp::spawn().await;
    let instance = uploaded(&app, "core").await;
    let response = press(&app, &instance, "provision").await;
    assert_eq!(response.status(), 303);
    let location = header(&response, "location").to_owned();
    assert_eq!(location, format!("{}?notice=recorded", details(&instance)));
    let page = app.get(&location).await.text().await.unwrap();
    assert!(page.contains("Recorded; no workflow engine is configured."));
    let active = now(&app, &instance).await;
    assert_eq!(active.state, InstanceState::Active);
    assert_eq!(press(&app, &active, "deprovision").await.status(), 303);
    let orders = store::orders::of_instance(&app.store, &instance.id).await.unwrap();
    assert_eq!(orders.len(), 2);
    assert!(orders.iter().all(|order| order.status == OrderStatus::Success));
}

#[tokio::test]
async fn an_order_that_does_not_fit_is_refused_in_its_place() {
    let app = TestApp::spawn().await;
    let instance = uploaded(&app, "core").await;
    let refused = press(&app, &instance, "deprovision").await;
    assert_eq!(refused.status(), 409);
    assert!(refused.text().await.unwrap().contains("It is Uploaded. Only a service instance that"));
    assert_eq!(press(&app, &instance, "provision").await.status(), 303);
    let stale = press(&app, &instance, "provision").await;
    assert_eq!(stale.status(), 409);
    assert!(stale.text().await.unwrap().contains("changed by someone else"));
    let active = now(&app, &instance).await;
    assert_eq!(press(&app, &active, "edit").await.status(), 422);
    assert_eq!(press(&app, &active, "retry").await.status(), 404);
}

#[tokio::test]
async fn the_second_of_two_changes_is_refused_with_both_and_saving_again_keeps_it() {
    let app = TestApp::spawn().await;
    let instance = uploaded(&app, "core").await;
    let edit = format!("{}/edit", details(&instance));
    let save = async |number: &str, version: u64| {
        let version = version.to_string();
        app.post(&edit, &with(&[("/as_number", number), ("version", &version)])).await
    };
    assert_eq!(save("64501", instance.version).await.status(), 303);
    let second = save("64502", instance.version).await;
    assert_eq!(second.status(), 409);
    let page = second.text().await.unwrap();
    assert!(page.contains("Nothing was saved") && page.contains("/as_number"));
    assert!(page.contains(">64502<") && page.contains(">64501<"), "both must be shown");
    let current = now(&app, &instance).await;
    assert!(page.contains(&format!("name=\"version\" value=\"{}\"", current.version)));
    assert_eq!(save("64502", current.version).await.status(), 303);
}

#[tokio::test]
async fn a_body_keeps_what_a_browser_would_round() {
    let app = TestApp::spawn().await;
    let instance = app.active_instance(&app.customer("Acme", "").await, "old").await;
    let edit = format!("{}/edit", details(&instance));
    let version = instance.version.to_string();
    // The design is not in the catalogue: then any body will do.
    let body = r#"{"id": 9007199254740993, "rate": 0.1}"#;
    let fields = [("design", "l3vpn 1.0"), ("body", body), ("version", &version)];
    assert_eq!(app.post(&edit, &fields).await.status(), 303);
    let page = app.get(&details(&instance)).await.text().await.unwrap();
    assert!(page.contains("\"id\": 9007199254740993"), "{page}");
    assert!(page.contains("Change pending"));
    assert!(now(&app, &instance).await.changed);
}

#[tokio::test]
async fn only_the_version_of_a_design_can_be_another() {
    let app = TestApp::spawn().await;
    let instance = uploaded(&app, "core").await;
    let edit = format!("{}/edit", details(&instance));
    let version = instance.version.to_string();
    for (design, said) in [
        ("l3vpn 1.0.0", "The design stays infrastructure"),
        ("infrastructure 9.9.9", "is not in the catalogue"),
    ] {
        let fields = with(&[("design", design), ("fields_of", ""), ("version", &version)]);
        let response = app.post(&edit, &fields).await;
        assert_eq!(response.status(), 422, "{design}");
        assert!(response.text().await.unwrap().contains(said), "{design}");
    }
}

#[tokio::test]
async fn only_what_holds_nothing_is_deleted() {
    let app = TestApp::spawn().await;
    let instance = uploaded(&app, "core").await;
    press(&app, &instance, "provision").await;
    let delete = format!("{}/delete", details(&instance));
    let active = now(&app, &instance).await;
    let refused = app.post(&delete, &[("version", &active.version.to_string())]).await;
    assert_eq!(refused.status(), 409);
    assert!(refused.text().await.unwrap().contains("can be deleted"));
    press(&app, &active, "deprovision").await;
    let out = now(&app, &instance).await;
    let response = app.post(&delete, &[("version", &out.version.to_string())]).await;
    assert_eq!(response.status(), 303);
    assert!(header(&response, "location").contains("notice=instance-deleted"));
    assert_eq!(app.get(&details(&instance)).await.status(), 404);
}

#[tokio::test]
async fn what_blocks_a_customers_delete_is_deprovisioned_from_the_question() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "").await;
    let instance = app.active_instance(&acme, "vpn-7").await;
    let delete = format!("/orchestration/customers/{}/delete", acme.id);
    let page = app.get(&delete).await.text().await.unwrap();
    assert!(page.contains(&format!("href=\"{}?customer={}\"", details(&instance), acme.id)));
    let blocker = format!("{}.{}", instance.id, instance.version);
    assert!(page.contains(&format!("value=\"{blocker}\"")), "there is no button");
    let response = app.post(&delete, &[("deprovision", &blocker), ("version", "1")]).await;
    assert_eq!(response.status(), 303);
    assert_eq!(header(&response, "location"), format!("{delete}?notice=recorded"));
    let stale = app.post(&delete, &[("deprovision", &blocker), ("version", "1")]).await;
    assert_eq!(stale.status(), 409);
    let page = stale.text().await.unwrap();
    assert!(page.contains("changed by someone else") && page.contains("Delete Acme"));
    let acme = store::customers::get(&app.store, &acme.id).await.unwrap();
    let gone = app.post(&delete, &[("version", &acme.version.to_string())]).await;
    assert_eq!(gone.status(), 303);
}

#[tokio::test]
async fn functions_answer_with_the_status_that_says_what_is_wrong() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "").await;
    let form = format!("customer_id={}&instance_name=core&design=infrastructure+1.0.0", acme.id);
    let create = "/api/instances/create";
    assert_eq!(app.post(create, &[("form", "instance_name=x")]).await.status(), 422);
    let body = "&body=%7B%22as_number%22%3A1%2C%22devices%22%3A%5B%22a%22%5D%2C%22igp%22%3A%22isis%22%2C%22transport%22%3A%22ldp%22%7D";
    let created = app.post(create, &[("form", &format!("{form}{body}"))]).await;
    assert_eq!(created.status(), 200);
    let created: Instance = serde_json::from_str(&created.text().await.unwrap()).unwrap();
    let (id, version) = (created.id.to_string(), created.version.to_string());

    let order = |action| {
        let fields = [("id", id.clone()), ("version", version.clone()), ("action", action)];
        let app = &app;
        async move {
            let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
            app.post("/api/instances/order", &fields).await.status()
        }
    };
    assert_eq!(order("deprovision".to_owned()).await, 409);
    assert_eq!(order("edit".to_owned()).await, 422);
    assert_eq!(order("provision".to_owned()).await, 200);
    assert_eq!(order("provision".to_owned()).await, 409);
    assert_eq!(app.get("/api/instances/get?id=no-such-id").await.status(), 404);
    assert_eq!(app.get("/api/designs/schema?design=l3vpn+1.0.0").await.status(), 200);
    let missing = app.get("/api/designs/schema?design=no+1").await;
    assert_eq!((missing.status().as_u16(), missing.text().await.unwrap().as_str()), (200, "null"));
    let actor = app.get("/api/actor").await.text().await.unwrap();
    assert!(actor.contains(&operator().name), "{actor}");
}
