//! Commands on many customers, and undoing deletes, as the browser's program calls them.

use app::error::AppError;
use model::{
    BulkCommand, BulkProgress, Customer, CustomerDraft, CustomerQuery, CustomerStatus,
    DeletedCustomer, Page, Restore, Selection, bulk::BulkReason,
};
use reqwest::Response;
use serde::de::DeserializeOwned;
use store::OnDuplicate;

use crate::helpers::{TestApp, header, operator};

const BULK: &str = "/api/customers/bulk";

#[tokio::test]
async fn a_delete_is_undone_by_the_function_for_it() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "CRM-1").await;
    let fields = [("id", acme.id.as_str()), ("version", "1")];
    assert_eq!(app.post("/api/customers/delete", &fields).await.status(), 200);

    let page: Page<DeletedCustomer> = read(app.get("/api/customers/deleted?query=").await).await;
    assert_eq!((page.total, &page.rows[0].customer.id), (1, &acme.id));
    assert_eq!(page.rows[0].deleted_by, "local");

    let fields = [("id", acme.id.as_str())];
    let restored: Customer = read(app.post("/api/customers/restore", &fields).await).await;
    assert_eq!((restored.id, restored.version), (acme.id.clone(), 2));
    let list = app.get("/orchestration/customers").await.text().await.unwrap();
    assert!(list.contains("CRM-1"));

    let again = app.post("/api/customers/restore", &fields).await;
    assert_eq!(again.status(), 404);
    assert_eq!(error(again).await, AppError::NotRestored(BulkReason::Gone));
}

#[tokio::test]
async fn a_restore_that_is_refused_names_who_is_in_the_way() {
    let app = TestApp::spawn().await;
    let old = app.customer("Old", "CRM-1").await;
    let fields = [("id", old.id.as_str()), ("version", "1")];
    app.post("/api/customers/delete", &fields).await;
    let new = app.customer("New", "crm-1").await;
    let refused = app.post("/api/customers/restore", &[("id", old.id.as_str())]).await;
    assert_eq!(refused.status(), 409);
    let error = error(refused).await;
    assert_eq!(error.to_string(), "Reference Number CRM-1 is now used by New.");
    let AppError::NotRestored(BulkReason::ReferenceTaken { holder, .. }) = error else {
        panic!("{error:?}");
    };
    assert_eq!(holder.id, new.id);
}

#[tokio::test]
async fn the_deleted_come_in_pages_that_a_url_names() {
    let app = TestApp::spawn().await;
    let customers = many(&app, 30).await;
    run(&app, &BulkCommand::Delete(ids(&customers))).await;
    let first: Page<DeletedCustomer> =
        read(app.get("/api/customers/deleted?query=size%3D25").await).await;
    assert_eq!((first.rows.len(), first.total), (25, 30));
    let next = CustomerQuery::default().at(model::PageStart::After(first.next.unwrap()));
    let next = format!("size=25&{}", next.to_query_string());
    let path = app.url("/api/customers/deleted");
    let url = reqwest::Url::parse_with_params(&path, [("query", next)]).unwrap();
    let second = app.get(&format!("/api/customers/deleted?{}", url.query().unwrap())).await;
    let second: Page<DeletedCustomer> = read(second).await;
    assert_eq!((second.rows.len(), second.first, second.next), (5, 26, None));
}

#[tokio::test]
async fn progress_comes_line_by_line_and_ends_complete() {
    let app = TestApp::spawn().await;
    let customers = many(&app, 450).await;
    app.active_instance(&customers[7], "vpn-7").await;
    let response = app.post_json(BULK, &BulkCommand::Delete(matching("nordic", 450))).await;
    assert_eq!(response.status(), 200);
    assert_eq!(header(&response, "content-type"), "application/x-ndjson");
    let steps = steps(response).await;
    let begin = &steps[0];
    assert_eq!((begin.done, begin.total, begin.complete), (0, 450, false));
    assert!(steps.len() > 2 && steps.iter().map(|step| step.done).is_sorted());
    let end = steps.last().unwrap();
    assert_eq!((end.done, end.counts.done, end.counts.blocked), (450, 449, 1));
    assert!(end.complete && steps[..steps.len() - 1].iter().all(|step| !step.complete));
    let rows: Vec<_> = steps.iter().flat_map(|step| &step.rows).collect();
    assert_eq!((rows.len(), rows[0].name.as_deref()), (1, Some("Nordic 007")));
    let list = app.get("/orchestration/customers").await.text().await.unwrap();
    assert!(list.contains("Nordic 007") && !list.contains("Nordic 008"));

    let undo = BulkCommand::Restore(Restore::Batch(end.batch.clone().unwrap()));
    let undone = run(&app, &undo).await;
    assert_eq!((undone.total, undone.counts.done, undone.complete), (449, 449, true));
    let history = store::customers::history(&app.store, &customers[8].id).await.unwrap();
    assert_eq!(
        (history[0].action.as_str(), history[0].origin.as_str()),
        ("customer.restore", "web")
    );
}

#[tokio::test]
async fn progress_can_be_read_compressed_as_well() {
    let app = TestApp::spawn().await;
    many(&app, 3).await;
    let command = BulkCommand::SetStatus(matching("", 3), CustomerStatus::Inactive);
    let mut response = app.post_json_with(BULK, &command, &[("accept-encoding", "gzip")]).await;
    assert_eq!(header(&response, "content-encoding"), "gzip");
    assert!(response.chunk().await.unwrap().is_some());
}

#[tokio::test]
async fn a_command_that_nobody_listens_to_any_more_stops() {
    let app = TestApp::spawn().await;
    many(&app, 4_000).await;
    let mut response = app.post_json(BULK, &BulkCommand::Delete(matching("", 4_000))).await;
    let begin = response.chunk().await.unwrap().unwrap();
    assert!(String::from_utf8_lossy(&begin).contains("\"done\":0"));
    drop(response);
    loop {
        let left = store::customers::count(&app.store).await.unwrap();
        assert!(left > 0, "all were deleted");
        let query = CustomerQuery::default();
        let listed = store::customers::find(&app.store, &query, 1).await.unwrap().total;
        let touch = BulkCommand::SetStatus(matching("", listed), CustomerStatus::Inactive);
        let response = app.post_json(BULK, &touch).await;
        // Nothing is gone once nobody deletes any more.
        if response.status() == 200 && steps(response).await.last().unwrap().counts.gone == 0 {
            break;
        }
    }
}

#[tokio::test]
async fn what_refuses_a_command_before_its_first_row_has_its_status() {
    let app = TestApp::spawn().await;
    let customers = many(&app, 3).await;
    let changed = app.post_json(BULK, &BulkCommand::Delete(matching("nordic", 4))).await;
    assert_eq!(changed.status(), 409);
    assert_eq!(error(changed).await, AppError::SelectionChanged { expected: 4, now: 3 });

    let query = CustomerQuery { filter: "nme==x".into(), ..Default::default() };
    let bad = Selection::Matching { query, expected: 0 };
    assert_eq!(app.post_json(BULK, &BulkCommand::Delete(bad)).await.status(), 422);
    let most = model::bulk::MAX_SELECTED;
    let too_many = (0..=most).map(|n| format!("c-{n}").parse().unwrap()).collect();
    let too_many = BulkCommand::Delete(Selection::Ids(too_many));
    assert_eq!(app.post_json(BULK, &too_many).await.status(), 422);
    for nonsense in ["", "{", "{\"delete\":{\"everything\":1}}", "{\"command\":7}"] {
        assert_eq!(app.post_text(BULK, nonsense).await.status(), 422, "{nonsense}");
    }
    let abroad = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
    let delete = BulkCommand::Delete(ids(&customers));
    assert_eq!(app.post_json_with(BULK, &delete, &abroad).await.status(), 403);
    assert_eq!(store::customers::count(&app.store).await.unwrap(), 3);
}

/// So many customers, named `Nordic 000` and so on.
pub async fn many(app: &TestApp, number: usize) -> Vec<Customer> {
    let drafts: Vec<_> = (0..number)
        .map(|n| CustomerDraft {
            name: format!("Nordic {n:03}"),
            reference: Some(format!("N-{n}")),
            description: None,
            status: CustomerStatus::Active,
        })
        .collect();
    for drafts in drafts.chunks(store::MAX_BATCH) {
        let new = OnDuplicate::Error;
        store::customers::upsert_batch(&app.store, &operator(), drafts, new, false).await.unwrap();
    }
    app.store.flush().await.unwrap();
    let mut customers = store::customers::matching(&app.store, &Default::default()).await.unwrap();
    customers.next().await.unwrap()
}

async fn run(app: &TestApp, command: &BulkCommand) -> BulkProgress {
    steps(app.post_json(BULK, command).await).await.pop().unwrap()
}

async fn steps(response: Response) -> Vec<BulkProgress> {
    let text = response.text().await.unwrap();
    let steps = text.lines().map(serde_json::from_str::<Result<BulkProgress, AppError>>);
    steps.map(|step| step.unwrap().unwrap()).collect()
}

async fn read<T: DeserializeOwned>(response: Response) -> T {
    assert_eq!(response.status(), 200);
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

async fn error(response: Response) -> AppError {
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

fn ids(customers: &[Customer]) -> Selection {
    Selection::Ids(customers.iter().map(|customer| customer.id.clone()).collect())
}

fn matching(q: &str, expected: u64) -> Selection {
    let query = CustomerQuery { q: q.into(), ..Default::default() };
    Selection::Matching { query, expected }
}
