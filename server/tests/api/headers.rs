//! What every answer carries, and which requests are not even looked at.

use server::{Application, Error, Hosts, Settings};

use crate::helpers::{TestApp, header, settings};

const NEW: &str = "/orchestration/customers/new";

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let app = TestApp::spawn().await;
    for path in ["/healthz", "/orchestration/customers", "/pkg/missing.js", "/api/missing"] {
        let response = app.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(header(&response, name), value, "{name} of {path}");
        }
        assert!(header(&response, "permissions-policy").contains("camera=()"), "{path}");
        let policy = header(&response, "content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
    }
}

#[tokio::test]
async fn a_page_allows_only_scripts_with_its_own_nonce() {
    let app = TestApp::spawn().await;
    let mut policies = Vec::new();
    for _ in 0..2 {
        let response = app.get("/orchestration/customers").await;
        let policy = header(&response, "content-security-policy").to_owned();
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        let (_, rest) = policy.split_once("'nonce-").expect(&policy);
        let (nonce, _) = rest.split_once('\'').unwrap();
        let page = response.text().await.unwrap();
        for script in page.split("<script").skip(1) {
            let (tag, _) = script.split_once('>').unwrap();
            assert!(tag.contains(nonce), "<script{tag}>");
        }
        policies.push(policy);
    }
    assert_ne!(policies[0], policies[1]);
}

#[tokio::test]
async fn pages_are_not_kept_by_anyone() {
    let app = TestApp::spawn().await;
    for path in ["/orchestration/customers", "/healthz"] {
        assert_eq!(header(&app.get(path).await, "cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn a_request_id_is_echoed_or_made_up() {
    let app = TestApp::spawn().await;
    let given = app.get_with("/healthz", &[("x-request-id", "proxy-17.a")]).await;
    assert_eq!(header(&given, "x-request-id"), "proxy-17.a");
    let made_up = app.get("/healthz").await;
    assert_eq!(header(&made_up, "x-request-id").len(), 36);
    let long = "x".repeat(65);
    for bad in ["two words", "<b>", &long] {
        let replaced = app.get_with("/healthz", &[("x-request-id", bad)]).await;
        assert_eq!(header(&replaced, "x-request-id").len(), 36, "{bad}");
    }
}

#[tokio::test]
async fn a_form_sent_by_another_site_is_refused() {
    let app = TestApp::spawn().await;
    let fields = [("name", "Smuggled")];
    for headers in [
        [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")],
        [("origin", "https://evil.example"), ("accept", "text/html")],
        [("origin", "null"), ("accept", "text/html")],
    ] {
        for path in [NEW, "/api/customers/create"] {
            let response = app.post_with(path, &fields, &headers).await;
            assert_eq!(response.status(), 403, "{path} {headers:?}");
        }
    }
    let page = app.get("/orchestration/customers").await.text().await.unwrap();
    assert!(!page.contains("Smuggled"));
}

#[tokio::test]
async fn a_foreign_name_for_this_machine_is_refused() {
    let named = Hosts::Local { and: vec!["portal.example.net".into()] };
    let app = TestApp::spawn_with(|settings| settings.hosts = named).await;
    for (host, status) in [
        ("evil.example:3000", 421),
        ("", 421),
        ("portal.example.net", 200),
        ("localhost:3000", 200),
    ] {
        let response = app.get_with("/orchestration/customers", &[("host", host)]).await;
        assert_eq!(response.status(), status, "{host}");
    }
}

#[tokio::test]
async fn a_body_that_is_too_big_is_refused() {
    let app = TestApp::spawn_with(|settings| settings.max_body_bytes = 1000).await;
    let long = "x".repeat(2000);
    for path in [NEW, "/api/customers/create"] {
        assert_eq!(app.post(path, &[("name", &long)]).await.status(), 413, "{path}");
    }
}

#[tokio::test]
async fn pages_are_compressed_for_browsers_that_take_it() {
    let app = TestApp::spawn().await;
    for encoding in ["br", "gzip"] {
        let page = app.get_with("/orchestration/customers", &[("accept-encoding", encoding)]).await;
        assert_eq!(header(&page, "content-encoding"), encoding);
    }
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let app = TestApp::spawn().await;
    let taken = app.url("").trim_start_matches("http://").to_owned();
    let settings = Settings { addr: taken.parse().unwrap(), ..settings() };
    let Err(Error::Failed(message)) = Application::build(settings).await.map(|_| ()) else {
        panic!("two applications on one port")
    };
    assert!(message.contains(&taken), "{message}");
}
