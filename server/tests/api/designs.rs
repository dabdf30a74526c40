//! The catalogue of service designs: by plain forms, and by the functions the browser's program calls.
//!
//! Whoever asks over HTTP is `local`, a Super User; what others may is tested in the store.

use model::{Design, DesignForm, DesignStatus, DesignSummary};
use reqwest::Response;

use crate::helpers::{TestApp, header, operator};

const LIST: &str = "/orchestration/designs";
const NEW: &str = "/orchestration/designs/new";
const PORT: &str = r#"{ "type": "object", "properties": { "vlan": { "type": "integer" } } }"#;

/// A design that is there before the test begins.
async fn port(app: &TestApp, version: &str) -> Design {
    let form = DesignForm {
        id: "port".into(),
        version: version.into(),
        title: "Access Port".into(),
        description: String::new(),
        schema: PORT.into(),
    };
    store::designs::create(&app.store, &operator(), &form.parse().unwrap()).await.unwrap()
}

async fn there(app: &TestApp, version: &str) -> Design {
    store::designs::get(&app.store, "port", version).await.unwrap()
}

fn fields<'a>(version: &'a str, title: &'a str, schema: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("id", "port"),
        ("design_version", version),
        ("title", title),
        ("description", ""),
        ("schema", schema),
    ]
}

/// Follows the way a form leads after it succeeded, and returns the catalogue's text.
async fn list_after(app: &TestApp, response: Response, notice: &str) -> String {
    assert_eq!(response.status(), 303);
    let list = header(&response, "location").to_owned();
    assert_eq!(list, format!("{LIST}?notice={notice}"));
    app.get(&list).await.text().await.unwrap()
}

#[tokio::test]
async fn the_catalogue_shows_every_version_and_who_uses_it() {
    let app = TestApp::spawn().await;
    port(&app, "1").await;
    let acme = app.customer("Acme", "").await;
    app.active_instance(&acme, "vpn-7").await;
    let response = app.get(LIST).await;
    assert_eq!(response.status(), 200);
    let page = response.text().await.unwrap();
    for shown in ["Access Port", "Layer 3 VPN", "eline-l2circuit-nsm", "6 versions"] {
        assert!(page.contains(shown), "{shown}");
    }
    // In Customers, Instances and the catalogue alike.
    assert!(page.contains("href=\"/orchestration/designs\""));
}

#[tokio::test]
async fn a_form_adds_a_version_of_a_design() {
    let app = TestApp::spawn().await;
    let response = app.post(NEW, &fields("1.0", " Access   Port ", PORT)).await;
    let page = list_after(&app, response, "design-added").await;
    assert!(page.contains("Access Port") && page.contains("Design added"));
    let made = there(&app, "1.0").await;
    assert_eq!((made.status, made.description), (DesignStatus::Offered, None));
}

#[tokio::test]
async fn a_refused_form_comes_back_as_it_was_typed() {
    let app = TestApp::spawn().await;
    let schema = "{ \"type\": \"object\", \"title\": \"</textarea><b>\", }";
    let response = app.post(NEW, &fields("1.0", "", schema)).await;
    assert_eq!(response.status(), 422);
    let page = response.text().await.unwrap();
    assert!(page.contains("Title is missing"), "the reason is missing");
    assert!(page.contains("Schema is not JSON: trailing comma"), "the reason is missing");
    assert!(page.contains("&lt;/textarea&gt;&lt;b&gt;"), "the schema is gone or not escaped");
    assert!(page.contains("value=\"port\""), "the id is gone");

    let schema = r#"{ "type": "object", "properties": { "vlan": { "type": "int" } } }"#;
    let response = app.post(NEW, &fields("1.0", "Port", schema)).await;
    assert_eq!(response.status(), 422);
    let page = response.text().await.unwrap();
    assert!(
        page.contains("/properties/vlan/type: &quot;int&quot;")
            || page.contains("/properties/vlan/type: \"int\"")
    );
}

#[tokio::test]
async fn a_schema_may_be_long_and_what_is_longer_is_refused() {
    let app = TestApp::spawn().await;
    let schema = |length: usize| {
        let start = r#"{"type":"object","description":""#;
        // Each of these takes three bytes in a form.
        format!("{start}{}\"}}", "ä".repeat((length - start.len()) / 2 - 1))
    };
    let most = schema(64 * 1024);
    assert!(most.len() > 65_000);
    let response = app.post(NEW, &fields("1", "Port", &most)).await;
    list_after(&app, response, "design-added").await;
    let response = app.post(NEW, &fields("2", "Port", &schema(66 * 1024))).await;
    assert_eq!(response.status(), 422);
    assert!(response.text().await.unwrap().contains("65,536 is the most"));
    let response = app.post(NEW, &fields("2", "Port", &"ä".repeat(40_000))).await;
    assert_eq!(response.status(), 413);
}

#[tokio::test]
async fn a_version_can_be_the_start_of_the_next() {
    let app = TestApp::spawn().await;
    port(&app, "1").await;
    let page = app.get(&format!("{NEW}?from=port&version=1")).await;
    assert_eq!(page.status(), 200);
    let page = page.text().await.unwrap();
    assert!(page.contains("value=\"port\"") && page.contains("value=\"Access Port\""));
    assert!(page.contains("\"vlan\""), "the schema is missing");
    assert_eq!(app.get(&format!("{NEW}?from=port&version=9")).await.status(), 404);
}

#[tokio::test]
async fn a_form_changes_a_version_and_the_second_of_two_is_refused() {
    let app = TestApp::spawn().await;
    port(&app, "1").await;
    let edit = format!("{LIST}/port/1/edit");
    let save = async |title| {
        let fields = [("version", "1"), ("title", title), ("schema", PORT)];
        app.post(&edit, &fields).await
    };
    let page = list_after(&app, save("Port One").await, "design-updated").await;
    assert!(page.contains("Port One"));
    let second = save("Port Two").await;
    assert_eq!(second.status(), 409);
    let page = second.text().await.unwrap();
    assert!(page.contains("Port One") && page.contains("Port Two"), "both versions must be shown");
    assert!(page.contains("name=\"version\" value=\"2\""), "the next save replaces what was shown");
}

#[tokio::test]
async fn a_version_that_is_used_stays_as_it_is_and_the_page_says_why() {
    let app = TestApp::spawn().await;
    let form = [("version", "1"), ("title", "Other"), ("schema", PORT)];
    let acme = app.customer("Acme", "").await;
    app.active_instance(&acme, "vpn-7").await;
    let used = DesignForm {
        id: "l3vpn".into(),
        version: "1.0".into(),
        title: "VPN".into(),
        schema: PORT.into(),
        ..Default::default()
    };
    store::designs::create(&app.store, &operator(), &used.parse().unwrap()).await.unwrap();
    let response = app.post(&format!("{LIST}/l3vpn/1.0/edit"), &form).await;
    assert_eq!(response.status(), 409);
    let page = response.text().await.unwrap();
    let reason = "l3vpn 1.0 cannot be changed any more. A service instance uses it.";
    assert!(page.contains(reason), "the reason is missing");
    assert!(page.contains("value=\"Other\""), "what was typed is gone");
}

#[tokio::test]
async fn a_form_retires_a_version_and_offers_it_again() {
    let app = TestApp::spawn().await;
    port(&app, "1").await;
    let path = format!("{LIST}/port/1/status");
    let question = app.get(&path).await.text().await.unwrap();
    assert!(question.contains("Retire port 1"));
    let retire = [("version", "1"), ("status", "retired")];
    let page = list_after(&app, app.post(&path, &retire).await, "design-retired").await;
    assert!(page.contains("Retired"));
    let again = app.post(&path, &retire).await;
    assert_eq!(again.status(), 409);
    assert!(
        again.text().await.unwrap().contains("Offer port 1"),
        "what can be done now is missing"
    );
    let offer = [("version", "2"), ("status", "offered")];
    list_after(&app, app.post(&path, &offer).await, "design-offered").await;
    assert_eq!(there(&app, "1").await.status, DesignStatus::Offered);
    assert_eq!(app.post(&path, &[("version", "3"), ("status", "gone")]).await.status(), 422);
}

#[tokio::test]
async fn every_panel_has_its_url_and_what_is_not_there_is_not_found() {
    let app = TestApp::spawn().await;
    for path in ["new", "l3vpn/1.0.0", "l3vpn/1.0.0/edit", "l3vpn/1.0.0/status"] {
        assert_eq!(app.get(&format!("{LIST}/{path}")).await.status(), 200, "{path}");
    }
    for path in ["l3vpn/9", "l3vpn/9/edit", "none/1.0.0/status", "l3vpn/1.0.0/gone", "l3vpn"] {
        assert_eq!(app.get(&format!("{LIST}/{path}")).await.status(), 404, "{path}");
    }
    assert_eq!(app.post(LIST, &[("title", "x")]).await.status(), 405);
    assert_eq!(app.post(&format!("{LIST}/l3vpn/1.0.0"), &[("title", "x")]).await.status(), 405);
}

#[tokio::test]
async fn the_details_show_the_schema_and_link_to_the_instances() {
    let app = TestApp::spawn().await;
    let page = app.get(&format!("{LIST}/l3vpn/1.0.0")).await.text().await.unwrap();
    assert!(page.contains("Layer 3 VPN") && page.contains("route_target"));
    assert!(page.contains("filter=design%3D%3Dl3vpn%3Bversion%3D%3D1.0.0"));
}

#[tokio::test]
async fn forms_work_below_a_prefix() {
    let app = TestApp::spawn_at("/orchestration/inventory").await;
    let response = app.post(NEW, &fields("1", "Port", PORT)).await;
    assert_eq!(
        header(&response, "location"),
        "/orchestration/inventory/orchestration/designs?notice=design-added"
    );
    let page = app.get(LIST).await.text().await.unwrap();
    assert!(page.contains("href=\"/orchestration/inventory/orchestration/designs/port/1\""));
}

#[tokio::test]
async fn functions_add_read_change_and_retire_designs() {
    let app = TestApp::spawn().await;
    let form = [
        ("form[id]", "port"),
        ("form[version]", "1"),
        ("form[title]", "Port"),
        ("form[schema]", PORT),
    ];
    let made: DesignSummary = read(app.post("/api/designs/create", &form).await).await;
    assert_eq!((made.title.as_str(), made.revision), ("Port", 1));
    assert_eq!(app.post("/api/designs/create", &form).await.status(), 422);

    let mut changed = form.to_vec();
    changed[2].1 = "Access Port";
    changed.push(("revision", "1"));
    let saved: DesignSummary = read(app.post("/api/designs/update", &changed).await).await;
    assert_eq!((saved.title.as_str(), saved.revision), ("Access Port", 2));
    changed[2].1 = "Another";
    let stale = app.post("/api/designs/update", &changed).await;
    assert_eq!(stale.status(), 409);
    assert!(stale.text().await.unwrap().contains("Access Port"), "what is there now is missing");

    let retire = [("id", "port"), ("version", "1"), ("revision", "2"), ("status", "retired")];
    let retired: DesignSummary = read(app.post("/api/designs/set-status", &retire).await).await;
    assert_eq!((retired.status, retired.revision), (DesignStatus::Retired, 3));

    let whole = app.get("/api/designs/get?id=port&version=1").await.text().await.unwrap();
    assert!(whole.contains("\"may_change\":true") && whole.contains("\"instances\":0"), "{whole}");
    assert_eq!(app.get("/api/designs/get?id=port&version=2").await.status(), 404);
    let list = app.get("/api/designs/list").await.text().await.unwrap();
    assert!(list.contains("\"status\":\"retired\""), "{list}");
}

async fn read<T: serde::de::DeserializeOwned>(response: Response) -> T {
    assert_eq!(response.status(), 200);
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}
