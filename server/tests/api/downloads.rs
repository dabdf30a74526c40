//! Lists as CSV files.

use model::{Actor, CustomerQuery, PageStart};
use reqwest::Response;
use transfer::ImportOptions;

use crate::{
    bulk::many,
    helpers::{TestApp, header},
};

const CUSTOMERS: &str = "/orchestration/customers.csv";
const INSTANCES: &str = "/orchestration/instances.csv";

#[tokio::test]
async fn a_download_holds_all_pages_of_the_list_in_its_order() {
    let app = TestApp::spawn().await;
    many(&app, 130).await;
    app.customer("Other", "").await;
    let question = "filter=name%3Dstarts%3Dnordic&sort=-name";
    let (lines, response) = lines(app.get(&format!("{CUSTOMERS}?{question}")).await).await;
    assert_eq!(header(&response, "content-type"), "text/csv; charset=utf-8");
    let file = header(&response, "content-disposition");
    assert!(file.starts_with("attachment; filename=\"customers-20") && file.ends_with(".csv\""));
    assert_eq!(header(&response, "x-content-type-options"), "nosniff");
    assert_eq!(
        lines[0],
        "\u{feff}Customer ID,Name,Reference Number,Description,Status,Created,Updated"
    );
    let mut query = CustomerQuery::from_query_string(question);
    let (mut listed, mut pages) = (Vec::new(), 0);
    loop {
        let page = store::customers::list(&app.store, &query).await.unwrap();
        listed.extend(page.rows.iter().map(|c| format!("{},{},", c.id, c.name)));
        pages += 1;
        let Some(next) = page.next else { break };
        query.start = PageStart::After(next);
    }
    assert_eq!((listed.len(), pages), (130, 3));
    assert_eq!(lines.len(), 131);
    assert!(lines[1..].iter().zip(&listed).all(|(line, row)| line.starts_with(row)));
}

#[tokio::test]
async fn a_download_holds_the_rows_that_are_named() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "").await;
    let globex = app.customer("Globex", "").await;
    app.customer("Other", "").await;
    let path = format!("{CUSTOMERS}?ids={},gone,{}&filter=name%3D%3Dother", globex.id, acme.id);
    let (lines, _) = lines(app.get(&path).await).await;
    assert_eq!(lines.len(), 3);
    assert!(lines[1].contains("Globex") && lines[2].contains("Acme"));
    let (lines, _) = self::lines(app.get(&format!("{CUSTOMERS}?ids=")).await).await;
    assert_eq!(lines.len(), 1, "none are named");
}

#[tokio::test]
async fn a_list_without_rows_is_a_file_with_a_header() {
    let app = TestApp::spawn_at("/orchestration/inventory").await;
    for path in [CUSTOMERS, INSTANCES] {
        let (lines, _) = lines(app.get(path).await).await;
        assert_eq!(lines.len(), 1, "{lines:?}");
    }
}

#[tokio::test]
async fn the_services_of_a_customer_are_a_file_too() {
    let app = TestApp::spawn().await;
    let acme = app.customer("Acme", "").await;
    let vpn = app.active_instance(&acme, "vpn-7").await;
    let other = app.customer("Other", "").await;
    app.active_instance(&other, "vpn-8").await;
    let path = format!("{INSTANCES}?customer={}", acme.id);
    let (lines, response) = lines(app.get(&path).await).await;
    assert!(header(&response, "content-disposition").contains("\"instances-20"));
    let row = format!("{},vpn-7,{},Acme,l3vpn,1.0,active,", vpn.id, acme.id);
    assert!(lines.len() == 2 && lines[1].starts_with(&row), "{lines:?}");
}

#[tokio::test]
async fn a_download_can_be_imported_again_and_runs_nothing_in_a_spreadsheet() {
    let app = TestApp::spawn().await;
    let names = ["=HYPERLINK(\"http://evil.example\")", "+1", "-2", "@x", "'=1", "'t Hooft"];
    for name in names {
        app.customer(name, name).await;
    }
    let text = app.get(CUSTOMERS).await.text().await.unwrap();
    for line in text.lines().skip(1) {
        for cell in line.split(',') {
            let cell = cell.trim_start_matches('"');
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{line}");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("customers.csv");
    std::fs::write(&file, text).unwrap();
    let options = ImportOptions::new(&file);
    let operator = Actor::local("test");
    let report = transfer::import::customers(&app.store, &operator, &options, &mut |_| {}).await;
    let report = report.unwrap();
    assert_eq!((report.rows, report.unchanged), (6, 6), "{report:?}");
}

#[tokio::test]
async fn a_download_that_cannot_be_is_refused_in_words() {
    let app = TestApp::spawn().await;
    let too_many = (0..1_001).map(|n| format!("c-{n}")).collect::<Vec<_>>().join(",");
    for (question, says) in [
        ("filter=nme%3D%3Dx".to_owned(), "nme"),
        ("ids=a%20b".to_owned(), "\"a b\" is not an identifier"),
        (format!("ids={too_many}"), "1,001 rows were chosen one by one; 1,000 is the most."),
    ] {
        let response = app.get(&format!("{CUSTOMERS}?{question}")).await;
        assert_eq!(response.status(), 422, "{says}");
        assert!(header(&response, "content-type").starts_with("text/plain"));
        assert_eq!(header(&response, "content-disposition"), "");
        let text = response.text().await.unwrap();
        assert!(text.contains(says), "{text}");
    }
    assert_eq!(app.post(CUSTOMERS, &[]).await.status(), 405);
    app.store.distrust_index();
    assert_eq!(app.get(CUSTOMERS).await.status(), 503);
}

/// The lines of a file, and the answer without its text.
async fn lines(mut response: Response) -> (Vec<String>, Response) {
    assert_eq!(response.status(), 200);
    let mut bytes = Vec::new();
    while let Some(part) = response.chunk().await.unwrap() {
        bytes.extend(part);
    }
    let text = String::from_utf8(bytes).unwrap();
    (text.lines().map(str::to_owned).collect(), response)
}
