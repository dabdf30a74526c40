//! The site's files. The browser program is there only after `make site`; tests that need it say
//! so and pass without it.

use crate::helpers::{TestApp, header};

#[tokio::test]
async fn a_file_that_is_not_there_is_not_found() {
    let app = TestApp::spawn().await;
    for path in ["/pkg/missing.js", "/pkg/..%2fCargo.toml", "/pkg/%2fetc%2fpasswd", "/pkg/"] {
        assert_eq!(app.get(path).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn the_files_named_by_a_page_are_kept_for_a_year() {
    for base in ["/", "/orchestration/inventory"] {
        let app = TestApp::spawn_at(base).await;
        let page = app.get("/orchestration/customers").await.text().await.unwrap();
        let files = files_of(&page);
        for (extension, kind) in [
            (".js", "text/javascript; charset=utf-8"),
            (".wasm", "application/wasm"),
            (".css", "text/css; charset=utf-8"),
        ] {
            let file = files.iter().find(|file| file.ends_with(extension)).expect(extension);
            assert!(file.starts_with(&format!("{}/pkg/", base.trim_end_matches('/'))), "{file}");
            let response = app.get_outside(file).await;
            if response.status() == 404 {
                return eprintln!("skipped: there is no site; `make site` builds it");
            }
            assert_eq!(header(&response, "content-type"), kind);
            let cache = header(&response, "cache-control");
            assert!(cache.contains("max-age=31536000") && cache.contains("immutable"), "{cache}");
        }
    }
}

#[tokio::test]
async fn files_come_compressed_as_the_build_left_them() {
    let app = TestApp::spawn().await;
    let page = app.get("/orchestration/customers").await.text().await.unwrap();
    let wasm = files_of(&page).into_iter().find(|file| file.ends_with(".wasm")).unwrap();
    let plain = app.get(&wasm).await;
    if plain.status() == 404 {
        return eprintln!("skipped: there is no site; `make site` builds it");
    }
    assert_eq!(header(&plain, "content-encoding"), "");
    let plain = plain.bytes().await.unwrap();
    assert_eq!(&plain[..4], b"\0asm");
    for (accepted, chosen) in [("gzip, deflate, br, zstd", "br"), ("gzip, br;q=0", "gzip")] {
        let small = app.get_with(&wasm, &[("accept-encoding", accepted)]).await;
        assert_eq!(header(&small, "content-encoding"), chosen);
        assert_eq!(header(&small, "content-type"), "application/wasm");
        assert!(header(&small, "vary").contains("accept-encoding"));
        assert!(small.bytes().await.unwrap().len() < plain.len() / 2);
    }
}

#[tokio::test]
async fn a_browser_that_has_the_icon_is_told_to_keep_it() {
    for base in ["/", "/orchestration/inventory"] {
        let app = TestApp::spawn_at(base).await;
        let icon = app.get("/favicon.png").await;
        if icon.status() == 404 {
            return eprintln!("skipped: there is no site; `make site` builds it");
        }
        assert_eq!(header(&icon, "content-type"), "image/png");
        assert_eq!(header(&icon, "cache-control"), "public, max-age=86400");
        let etag = header(&icon, "etag").to_owned();
        let again = app.get_with("/favicon.png", &[("if-none-match", &etag)]).await;
        assert_eq!(again.status(), 304);
    }
}

/// All links to files of the site in a page.
fn files_of(page: &str) -> Vec<String> {
    page.split('"').filter(|text| text.contains("/pkg/")).map(str::to_owned).collect()
}
