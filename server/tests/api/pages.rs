//! Which URL shows what, at the root of a host and below a portal's prefix.

use crate::helpers::{TestApp, header};

const PREFIX: &str = "/orchestration/inventory";

#[tokio::test]
async fn the_root_leads_to_the_list() {
    let app = TestApp::spawn().await;
    let response = app.get("/").await;
    assert_eq!(response.status(), 303);
    assert_eq!(header(&response, "location"), "/orchestration/customers");
}

#[tokio::test]
async fn the_list_shows_the_customers_there_are() {
    let app = TestApp::spawn().await;
    app.customer("Umbrella & Sons <GmbH>", "CRM-77").await;
    let response = app.get("/orchestration/customers").await;
    assert_eq!(response.status(), 200);
    assert!(header(&response, "content-type").starts_with("text/html"));
    let page = response.text().await.unwrap();
    assert!(page.contains("Customer Inventory"));
    assert!(page.contains("Umbrella &amp; Sons &lt;GmbH&gt;"));
    assert!(page.contains("CRM-77"));
}

#[tokio::test]
async fn the_list_is_searched_by_its_url() {
    let app = TestApp::spawn().await;
    app.customer("Acme", "").await;
    app.customer("Globex", "").await;
    let page = app.get("/orchestration/customers?q=glob").await.text().await.unwrap();
    assert!(page.contains("Globex"));
    assert!(!page.contains("Acme"));
}

#[tokio::test]
async fn the_services_of_a_customer_have_a_page() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "").await;
    app.active_instance(&acme, "vpn-7").await;
    let path = format!("/orchestration/instances?customer={}", acme.id);
    let response = app.get(&path).await;
    assert_eq!(response.status(), 200);
    let page = response.text().await.unwrap();
    assert!(page.contains("vpn-7") && page.contains("Acme"));
}

#[tokio::test]
async fn every_page_below_the_list_has_its_url() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "").await;
    for path in
        ["new", acme.id.as_ref(), &format!("{}/edit", acme.id), &format!("{}/delete", acme.id)]
    {
        let response = app.get(&format!("/orchestration/customers/{path}")).await;
        assert_eq!(response.status(), 200, "{path}");
    }
}

#[tokio::test]
async fn an_unknown_page_is_not_found() {
    for base in ["/", PREFIX] {
        let app = TestApp::spawn_at(base).await;
        for path in ["/nowhere", "/orchestration/nowhere", "/orchestration/customers/a/b/c"] {
            let response = app.get(path).await;
            assert_eq!(response.status(), 404, "{path}");
            assert!(header(&response, "content-type").starts_with("text/html"), "{path}");
        }
    }
}

#[tokio::test]
async fn an_unknown_customer_is_not_found() {
    let app = TestApp::spawn().await;
    for path in ["no-such-id", "no-such-id/edit", "no-such-id/delete"] {
        let response = app.get(&format!("/orchestration/customers/{path}")).await;
        assert_eq!(response.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn only_forms_are_posted() {
    let app = TestApp::spawn().await;
    assert_eq!(app.post("/orchestration/customers", &[("name", "x")]).await.status(), 405);
    assert_eq!(app.post("/healthz", &[]).await.status(), 405);
}

#[tokio::test]
async fn a_prefix_leads_to_the_list_below_it() {
    let app = TestApp::spawn_at(PREFIX).await;
    for path in [PREFIX.to_owned(), format!("{PREFIX}/")] {
        let response = app.get_outside(&path).await;
        assert_eq!(response.status(), 303, "{path}");
        assert_eq!(header(&response, "location"), format!("{PREFIX}/orchestration/customers"));
    }
}

#[tokio::test]
async fn nothing_is_outside_the_prefix_but_the_way_in() {
    let app = TestApp::spawn_at(PREFIX).await;
    for path in
        ["/", "/orchestration/customers", "/healthz", "/favicon.png", "/orchestration/inventory2"]
    {
        let response = app.get_outside(path).await;
        assert_eq!(response.status(), 404, "{path}");
        let page = response.text().await.unwrap();
        assert!(page.contains(&format!("href=\"{PREFIX}/orchestration/customers\"")), "{path}");
    }
}

#[tokio::test]
async fn everything_works_below_a_prefix() {
    let app = TestApp::spawn_at(PREFIX).await;
    app.customer("Acme", "").await;
    assert_eq!(app.get("/healthz").await.status(), 200);
    assert_eq!(app.get("/readyz").await.status(), 200);

    let response = app.get("/orchestration/customers").await;
    assert_eq!(response.status(), 200);
    let page = response.text().await.unwrap();
    assert!(page.contains("Acme"));
    for attribute in ["href=\"", "src=\"", "action=\""] {
        for link in page.split(attribute).skip(1) {
            let (link, _) = link.split_once('"').unwrap();
            let local = link.starts_with('/');
            assert!(!local || link.starts_with(&format!("{PREFIX}/")), "{attribute}{link}");
        }
    }

    let api = app.get("/api/customers/named?name=acme&except=").await;
    assert_eq!(api.status(), 200);
    assert!(api.text().await.unwrap().contains("Acme"));

    let added = app.post("/orchestration/customers/new", &[("name", "Globex")]).await;
    assert_eq!(added.status(), 303);
    let list = header(&added, "location").to_owned();
    assert!(list.starts_with(&format!("{PREFIX}/orchestration/customers?")), "{list}");
    assert!(app.get_outside(&list).await.text().await.unwrap().contains("Globex"));
}

#[tokio::test]
async fn a_filter_cannot_end_the_field_it_is_shown_in() {
    let app = TestApp::spawn().await;
    let path = "/orchestration/customers?filter=%3C/textarea%3E%3Cb%3E";
    let page = app.get(path).await.text().await.unwrap();
    assert!(page.contains("&lt;/textarea&gt;&lt;b&gt;"));
    assert!(!page.contains("</textarea><b>"));
}
