//! While what lists are read from is being made.

use crate::helpers::TestApp;

#[tokio::test]
async fn lists_say_that_they_are_being_prepared_and_come_back() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "CRM-1").await;
    app.store.distrust_index();

    let ready = app.get("/readyz").await;
    assert_eq!(ready.status(), 503);
    assert!(ready.text().await.unwrap().contains("the search index is being made"));
    for path in ["/orchestration/customers", "/orchestration/instances"] {
        let page = app.get(path).await;
        assert_eq!(page.status(), 503, "{path}");
        assert!(page.text().await.unwrap().contains("The list is being prepared"), "{path}");
    }

    // What does not come from a list goes on, and is in the lists when they are back.
    let details = app.get(&format!("/orchestration/customers/{}", acme.id)).await;
    assert!(details.text().await.unwrap().contains("CRM-1"));
    app.customer("Globex", "CRM-2").await;
    app.store.check_index().await.unwrap();
    assert_eq!(app.get("/readyz").await.status(), 200);
    let page = app.get("/orchestration/customers").await.text().await.unwrap();
    assert!(page.contains("CRM-1") && page.contains("CRM-2"));
}
