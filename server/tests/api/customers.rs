//! Adding, changing and deleting customers: by plain forms, and by the functions the browser's
//! program calls.

use model::Customer;
use reqwest::Response;

use crate::helpers::{TestApp, header, operator};

const LIST: &str = "/orchestration/customers";
const NEW: &str = "/orchestration/customers/new";

fn edit(customer: &Customer) -> String {
    format!("{LIST}/{}/edit", customer.id)
}

fn delete(customer: &Customer) -> String {
    format!("{LIST}/{}/delete", customer.id)
}

/// Follows the way a form leads after it succeeded, and returns the list's text.
async fn list_after(app: &TestApp, response: Response, notice: &str) -> String {
    assert_eq!(response.status(), 303);
    let list = header(&response, "location").to_owned();
    assert!(list.starts_with(LIST), "{list}");
    assert!(list.contains(&format!("notice={notice}")), "{list}");
    app.get(&list).await.text().await.unwrap()
}

#[tokio::test]
async fn a_form_adds_a_customer_and_leads_to_its_row() {
    let app = TestApp::spawn().await;
    let fields = [
        ("name", "  Acme   Ltd "),
        ("reference", "CRM-1"),
        ("description", ""),
        ("status", "active"),
    ];
    let response = app.post(NEW, &fields).await;
    assert!(header(&response, "location").contains("at="));
    let page = list_after(&app, response, "created").await;
    assert!(page.contains("Acme Ltd") && page.contains("CRM-1"));
}

#[tokio::test]
async fn a_refused_form_comes_back_as_it_was_typed() {
    let app = TestApp::spawn().await;
    app.customer("Acme", "CRM-1").await;
    let response = app.post(NEW, &[("name", "Other \"Acme\""), ("reference", "crm-1")]).await;
    assert_eq!(response.status(), 422);
    let page = response.text().await.unwrap();
    assert!(page.contains("already used by Acme"), "the reason is missing");
    assert!(page.contains("Other &quot;Acme&quot;"), "the name is gone");
    assert!(page.contains("value=\"crm-1\""), "the reference number is gone");
}

#[tokio::test]
async fn a_customer_without_a_name_is_refused() {
    let app = TestApp::spawn().await;
    let response = app.post(NEW, &[("name", "   "), ("description", "kept <text>")]).await;
    assert_eq!(response.status(), 422);
    let page = response.text().await.unwrap();
    assert!(page.contains("Name is missing"));
    assert!(page.contains("kept &lt;text&gt;"), "the description is gone or not escaped");
}

#[tokio::test]
async fn a_form_changes_a_customer() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "CRM-1").await;
    let version = acme.version.to_string();
    let fields = [("name", "Acme International"), ("reference", "CRM-1"), ("version", &version)];
    let page = list_after(&app, app.post(&edit(&acme), &fields).await, "updated").await;
    assert!(page.contains("Acme International"));
}

#[tokio::test]
async fn the_second_of_two_changes_is_refused() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "").await;
    let version = acme.version.to_string();
    let save = async |name| app.post(&edit(&acme), &[("name", name), ("version", &version)]).await;
    assert_eq!(save("Acme One").await.status(), 303);
    let second = save("Acme Two").await;
    assert_eq!(second.status(), 409);
    let page = second.text().await.unwrap();
    assert!(page.contains("Acme One") && page.contains("Acme Two"), "both versions must be shown");
}

#[tokio::test]
async fn a_form_deletes_a_customer() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "").await;
    let response = app.post(&delete(&acme), &[("version", &acme.version.to_string())]).await;
    let page = list_after(&app, response, "deleted").await;
    assert!(!page.contains("Acme"));
}

#[tokio::test]
async fn a_customer_with_provisioned_services_is_kept() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "").await;
    app.active_instance(&acme, "vpn-7").await;
    let acme = store::customers::get(&app.store, &acme.id).await.unwrap();
    let response = app.post(&delete(&acme), &[("version", &acme.version.to_string())]).await;
    assert_eq!(response.status(), 409);
    assert!(response.text().await.unwrap().contains("vpn-7"), "what blocks it must be named");
    assert!(store::customers::get(&app.store, &acme.id).await.is_ok());
}

#[tokio::test]
async fn a_failure_inside_is_told_by_its_request_id_alone() {
    let app = TestApp::spawn().await;
    app.store
        .connection()
        .query("REMOVE FUNCTION fn::customer_create", Default::default())
        .await
        .unwrap();
    let form = app.post(NEW, &[("name", "Acme")]).await;
    let function = app.post("/api/customers/create", &[("form[name]", "Acme")]).await;
    for response in [form, function] {
        assert_eq!(response.status(), 500);
        let id = header(&response, "x-request-id").to_owned();
        let text = response.text().await.unwrap();
        assert!(text.contains(&id), "{id} is not in the answer");
        assert!(!text.contains("fn::"), "internal detail is in the answer");
    }
}

#[tokio::test]
async fn functions_answer_with_the_status_that_says_what_is_wrong() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "CRM-1").await;
    let id = acme.id.to_string();
    let stale = (acme.version + 7).to_string();

    let missing = app.get("/api/customers/get?id=no-such-id").await;
    assert_eq!(missing.status(), 404);
    let duplicate = [("form[name]", "Other"), ("form[reference]", "crm-1")];
    assert_eq!(app.post("/api/customers/create", &duplicate).await.status(), 422);
    assert_eq!(app.post("/api/customers/create", &[("form[name]", "")]).await.status(), 422);
    let without_version = [("id", id.as_str()), ("form[name]", "Acme Two")];
    assert_eq!(app.post("/api/customers/update", &without_version).await.status(), 422);
    let update = [("id", id.as_str()), ("version", &stale), ("form[name]", "Acme Two")];
    assert_eq!(app.post("/api/customers/update", &update).await.status(), 409);
    app.active_instance(&acme, "vpn-7").await;
    let current = store::customers::get(&app.store, &acme.id).await.unwrap();
    let delete = [("id", id.as_str()), ("version", &current.version.to_string())];
    assert_eq!(app.post("/api/customers/delete", &delete).await.status(), 409);
}

#[tokio::test]
async fn functions_create_and_read_customers() {
    let app = TestApp::spawn().await;
    let created = app.post("/api/customers/create", &[("form[name]", "Acme")]).await;
    assert_eq!(created.status(), 200);
    let created: Customer = serde_json::from_str(&created.text().await.unwrap()).unwrap();
    let read = app.get(&format!("/api/customers/get?id={}", created.id)).await;
    assert_eq!(serde_json::from_str::<Customer>(&read.text().await.unwrap()).unwrap(), created);
}

#[tokio::test]
async fn a_function_that_does_not_exist_is_the_callers_fault() {
    let app = TestApp::spawn().await;
    for path in ["/api/no/such/function", "/api/customers/update"] {
        let status = app.get(path).await.status();
        assert!(status.is_client_error(), "{path}: {status}");
    }
}

#[tokio::test]
async fn what_is_done_through_the_web_is_in_the_history() {
    let app = TestApp::spawn().await;
    app.post(NEW, &[("name", "Acme")]).await;
    let named = store::customers::named(&app.store, "Acme", None).await.unwrap();
    let history = store::customers::history(&app.store, &named[0].id).await.unwrap();
    let text = serde_json::to_string(&history).unwrap();
    assert!(text.contains("\"web\""), "{text}");
    assert_ne!(operator().origin, "web");
}
