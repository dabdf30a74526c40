//! Customers that belong to the system: pages and functions show it, and refuse to delete them.

use app::error::AppError;
use model::{BulkCommand, BulkProgress, Customer, CustomerForm, ImportedCustomer, Selection};
use store::OnDuplicate;

use crate::helpers::{TestApp, operator};

const LIST: &str = "/orchestration/customers";

#[tokio::test]
async fn it_is_refused_by_form_by_function_and_with_others() {
    let app = TestApp::spawn().await;
    let system = system(&app).await;
    let version = system.version.to_string();

    let form = app.post(&format!("{LIST}/{}/delete", system.id), &[("version", &version)]).await;
    assert_eq!(form.status(), 409);
    assert!(form.text().await.unwrap().contains("belongs to the system and cannot be deleted"));

    let fields = [("id", system.id.as_str()), ("version", &version)];
    let function = app.post("/api/customers/delete", &fields).await;
    assert_eq!(function.status(), 409);
    let error: AppError = serde_json::from_str(&function.text().await.unwrap()).unwrap();
    assert_eq!(error, AppError::SystemCustomer);

    let chosen = BulkCommand::Delete(Selection::Ids(vec![system.id.clone()]));
    let bulk = app.post_json("/api/customers/bulk", &chosen).await.text().await.unwrap();
    let end: Result<BulkProgress, AppError> =
        serde_json::from_str(bulk.lines().last().unwrap()).unwrap();
    assert_eq!(end.unwrap().counts.system, 1);
    assert_eq!(store::customers::get(&app.store, &system.id).await.unwrap(), system);
}

#[tokio::test]
async fn it_is_marked_in_the_list_and_no_delete_is_offered() {
    let app = TestApp::spawn().await;
    let system = system(&app).await;
    let list = app.get(LIST).await.text().await.unwrap();
    assert!(list.contains("badge-system") && list.contains("Edit Infrastructure"));
    assert!(!list.contains("Delete Infrastructure"));
    app.customer("Acme", "").await;
    assert!(app.get(LIST).await.text().await.unwrap().contains("Delete Acme"));
    let details = app.get(&format!("{LIST}/{}", system.id)).await.text().await.unwrap();
    assert!(!details.contains(&format!("{}/delete", system.id)));
    let question = app.get(&format!("{LIST}/{}/delete", system.id)).await.text().await.unwrap();
    assert!(question.contains("belongs to the system and cannot be deleted"));
    assert!(!question.contains("Delete Infrastructure"));
}

#[tokio::test]
async fn its_description_can_be_changed_and_its_name_cannot() {
    let app = TestApp::spawn().await;
    let system = system(&app).await;
    let edit = format!("{LIST}/{}/edit", system.id);
    let fields = [("name", "Mine"), ("version", "1")];
    let renamed = app.post(&edit, &fields).await;
    assert_eq!(renamed.status(), 422);
    assert!(renamed.text().await.unwrap().contains("Keep the name"));
    let fields = [("name", "Infrastructure"), ("description", "Ours"), ("version", "1")];
    assert_eq!(app.post(&edit, &fields).await.status(), 303);
    let now = store::customers::get(&app.store, &system.id).await.unwrap();
    assert_eq!((now.description.as_deref(), now.system), (Some("Ours"), true));
}

/// The customer `Infrastructure`, as an import brings it.
async fn system(app: &TestApp) -> Customer {
    let form = CustomerForm { name: "Infrastructure".into(), ..Default::default() };
    let id: model::CustomerId = "Infrastructure".parse().unwrap();
    let (draft, created_at) = (form.parse().unwrap(), None);
    let rows = [ImportedCustomer { id: id.clone(), draft, keep_status: false, created_at }];
    let new = OnDuplicate::Error;
    store::customers::import_batch(&app.store, &operator(), &rows, new, false).await.unwrap();
    app.store.flush().await.unwrap();
    store::customers::get(&app.store, &id).await.unwrap()
}
