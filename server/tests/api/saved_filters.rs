//! Saved filters: by the functions the browser's program calls, and what a list page opens with.
//!
//! Whoever asks over HTTP is `local`, a Super User; what others may is tested in the store.

use model::{
    CustomerSort, InstanceSort, SavedFilter,
    Visibility::{Private, Shared},
};
use reqwest::Response;
use serde::de::DeserializeOwned;

use crate::helpers::{TestApp, header, operator};

const CUSTOMERS: &str = "/orchestration/customers";
const INSTANCES: &str = "/orchestration/instances";

async fn read<T: DeserializeOwned>(response: Response) -> T {
    assert_eq!(response.status(), 200);
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

async fn save(app: &TestApp, name: &str, query: &str, visibility: &str) -> Response {
    let form = [
        ("form[name]", name),
        ("form[page]", "customers"),
        ("form[query]", query),
        ("form[visibility]", visibility),
    ];
    app.post("/api/saved-filters/create", &form).await
}

async fn open_with(app: &TestApp, saved: &SavedFilter) {
    let fields = [("page", saved.page.as_str()), ("id", saved.id.as_str())];
    assert_eq!(app.post("/api/saved-filters/set-default", &fields).await.status(), 200);
}

#[tokio::test]
async fn functions_save_list_change_and_delete_filters() {
    let app = TestApp::spawn().await;
    let made: SavedFilter =
        read(save(&app, " Large  ones ", "sort=-services&row=51", "").await).await;
    assert_eq!((made.name.as_str(), made.query.as_str()), ("Large ones", "sort=-services"));
    assert_eq!((made.owner.as_str(), made.visibility), ("local", Private));
    let get = format!("/api/saved-filters/get?id={}", made.id);
    assert_eq!(read::<SavedFilter>(app.get(&get).await).await, made);

    let id = made.id.to_string();
    let update = [
        ("id", id.as_str()),
        ("version", "1"),
        ("form[name]", "Acme's"),
        ("form[page]", "customers"),
        ("form[query]", "q=acme"),
        ("form[visibility]", "shared"),
    ];
    let changed: SavedFilter = read(app.post("/api/saved-filters/update", &update).await).await;
    assert_eq!((changed.version, changed.visibility), (2, Shared));
    let list: Vec<SavedFilter> =
        read(app.get("/api/saved-filters/list?page=customers").await).await;
    assert_eq!(list, [changed]);
    let list: Vec<SavedFilter> =
        read(app.get("/api/saved-filters/list?page=instances").await).await;
    assert_eq!(list, []);

    let delete = [("id", id.as_str()), ("version", "2")];
    assert_eq!(app.post("/api/saved-filters/delete", &delete).await.status(), 200);
    assert_eq!(app.get(&get).await.status(), 404);
}

#[tokio::test]
async fn functions_answer_with_the_status_that_says_what_is_wrong() {
    let app = TestApp::spawn().await;
    let made: SavedFilter = read(save(&app, "Acme", "q=acme", "shared").await).await;
    for (name, query, visibility, field) in [
        ("", "", "", "name"),
        ("ACME", "", "", "name"),
        ("Other", "filter=color==red", "", "query"),
        ("Other", "", "secret", "visibility"),
    ] {
        let refused = save(&app, name, query, visibility).await;
        assert_eq!(refused.status(), 422, "{field}");
        let text = refused.text().await.unwrap();
        assert!(text.contains(&format!("\"field\":\"{field}\"")), "{text}");
    }
    let id = made.id.to_string();
    let delete = [("id", id.as_str()), ("version", "7")];
    let stale = app.post("/api/saved-filters/delete", &delete).await;
    assert_eq!(stale.status(), 409);
    assert!(
        stale.text().await.unwrap().contains("\"name\":\"Acme\""),
        "what is there now is missing"
    );
    assert_eq!(app.get("/api/saved-filters/list?page=devices").await.status(), 422);
    let nothing = [("page", "customers"), ("id", "no-such-id")];
    assert_eq!(app.post("/api/saved-filters/set-default", &nothing).await.status(), 404);
}

#[tokio::test]
async fn what_others_keep_for_themselves_is_not_there() {
    let app = TestApp::spawn().await;
    let hidden = app.saved_filter::<CustomerSort>("ana", "Acme", "q=acme", Private).await;
    let shared = app.saved_filter::<CustomerSort>("ana", "Globex", "q=globex", Shared).await;
    let list: Vec<SavedFilter> =
        read(app.get("/api/saved-filters/list?page=customers").await).await;
    let seen: Vec<_> = list.iter().map(|saved| (&saved.id, saved.mine, saved.may_change)).collect();
    assert_eq!(seen, [(&shared.id, false, true)]);
    assert_eq!(app.get(&format!("/api/saved-filters/get?id={}", hidden.id)).await.status(), 404);
    let fields = [("page", "customers"), ("id", hidden.id.as_str())];
    assert_eq!(app.post("/api/saved-filters/set-default", &fields).await.status(), 404);

    // A link with its parameters shows the same to everybody, whatever becomes of the filter.
    app.customer("Acme", "").await;
    app.customer("Globex", "").await;
    let link = format!("{CUSTOMERS}?q=acme&saved={}", hidden.id);
    let page = app.get(&link).await.text().await.unwrap();
    assert!(page.contains("Acme") && !page.contains("Globex"));
}

#[tokio::test]
async fn a_list_page_without_parameters_opens_with_the_default() {
    for base in ["/", "/orchestration/inventory"] {
        let app = TestApp::spawn_at(base).await;
        app.customer("Acme", "").await;
        app.customer("Globex", "").await;
        let shared =
            app.saved_filter::<CustomerSort>("ana", "Acme", "q=acme&page=last", Shared).await;
        open_with(&app, &shared).await;
        for bare in [CUSTOMERS.to_owned(), format!("{CUSTOMERS}?")] {
            let response = app.get(&bare).await;
            assert_eq!(response.status(), 303, "{bare}");
            let target = header(&response, "location");
            assert_eq!(
                target,
                format!("{}{CUSTOMERS}?q=acme&saved={}", base.trim_end_matches('/'), shared.id)
            );
            let page = app.get_outside(target).await;
            assert_eq!(page.status(), 200);
            let page = page.text().await.unwrap();
            assert!(page.contains("Acme") && !page.contains("Globex"));
        }
        assert_eq!(app.get(INSTANCES).await.status(), 200);
    }
}

#[tokio::test]
async fn the_default_changes_nothing_where_the_url_says_anything() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "").await;
    let default = app.saved_filter::<CustomerSort>("local", "None", "q=nobody", Private).await;
    open_with(&app, &default).await;
    for parameters in ["q=acme", "saved=none", "q=", "page=last", "sort=name", "notice=created"] {
        let response = app.get(&format!("{CUSTOMERS}?{parameters}")).await;
        assert_eq!(response.status(), 200, "{parameters}");
        assert!(response.text().await.unwrap().contains("Acme"), "{parameters}");
    }
    for panel in ["new".to_owned(), acme.id.to_string(), format!("{}/edit", acme.id)] {
        assert_eq!(app.get(&format!("{CUSTOMERS}/{panel}")).await.status(), 200, "{panel}");
    }
    assert_eq!(app.get("/nowhere").await.status(), 404);
}

#[tokio::test]
async fn every_list_page_has_its_own_default_until_it_is_taken_away() {
    let app = TestApp::spawn().await;
    let failed =
        app.saved_filter::<InstanceSort>("local", "Failed", "filter=state==failed", Private).await;
    open_with(&app, &failed).await;
    let response = app.get(INSTANCES).await;
    assert_eq!(
        header(&response, "location"),
        format!("{INSTANCES}?filter=state%3D%3Dfailed&saved={}", failed.id)
    );
    assert_eq!(app.get(CUSTOMERS).await.status(), 200);

    let none = [("page", "instances")];
    assert_eq!(app.post("/api/saved-filters/set-default", &none).await.status(), 200);
    assert_eq!(app.get(INSTANCES).await.status(), 200);
    open_with(&app, &failed).await;
    store::saved_filters::delete(&app.store, &operator(), &failed.id, 1).await.unwrap();
    assert_eq!(app.get(INSTANCES).await.status(), 200);
}

#[tokio::test]
async fn a_default_that_can_no_longer_be_read_says_so() {
    let app = TestApp::spawn().await;
    let red = app.saved_filter::<CustomerSort>("local", "Red", "q=red", Private).await;
    open_with(&app, &red).await;
    let outdated = "UPDATE saved_filter SET query = 'filter=color%3D%3Dred'";
    app.store.connection().query(outdated, Default::default()).await.unwrap().check().unwrap();
    let response = app.get(CUSTOMERS).await;
    let page = app.get(header(&response, "location")).await;
    assert_eq!(page.status(), 422);
    assert!(page.text().await.unwrap().contains("The filter cannot be read"));
}
