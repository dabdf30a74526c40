//! The site's files, which are part of the program: what the build put into the site's folder.

use app::server_side::Assets;
use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

const PROGRAM: &str = "customer-inventory";

const A_YEAR: &str = "public, max-age=31536000, immutable";
/// For the icon, which has a name that stays: browsers look for it at each change of the address.
const A_DAY: &str = "public, max-age=86400";
const ASK_AGAIN: &str = "no-cache";

/// The icon of all pages.
pub const ICON: &str = "favicon.png";

#[derive(RustEmbed)]
#[folder = "$SITE_FOLDER"]
#[allow_missing = true]
struct Site;

/// URL paths of the files that pages need, below `base`.
pub fn paths(base: &str) -> Assets {
    let path = |start: &str, extension| {
        let name = find(start, extension).unwrap_or_else(|| format!("pkg/{start}{extension}"));
        format!("{base}/{name}")
    };
    Assets {
        script: path(PROGRAM, ".js"),
        split: path("__wasm_split", ".js"),
        wasm: path(PROGRAM, ".wasm"),
        style: path(PROGRAM, ".css"),
    }
}

/// Answers a request for a file of the site, compressed where the browser takes it.
pub fn serve(path: &str, request: &HeaderMap) -> Response {
    let Some((file, encoding)) = choose(path, request) else {
        return (StatusCode::NOT_FOUND, "There is no such file.").into_response();
    };
    let etag = etag(&file, encoding);
    let mut response = if is_current(request, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Body::from(file.data).into_response();
        insert(&mut response, header::CONTENT_TYPE, &content_type(path));
        if let Some(encoding) = encoding {
            insert(&mut response, header::CONTENT_ENCODING, encoding.name);
        }
        response
    };
    let cache = match path {
        ICON => A_DAY,
        path if is_hashed(path) => A_YEAR,
        _ => ASK_AGAIN,
    };
    insert(&mut response, header::CACHE_CONTROL, cache);
    insert(&mut response, header::VARY, "accept-encoding");
    insert(&mut response, header::ETAG, &etag);
    response
}

/// The names of files in the site's folder of the program. The build names them after their content:
/// `customer-inventory.<hash>.js`.
fn find(start: &str, extension: &str) -> Option<String> {
    let start = format!("pkg/{start}");
    let mut names = Site::iter();
    let name = names.find(|name| name.starts_with(&start) && name.ends_with(extension));
    name.map(|name| name.into_owned())
}

struct Encoding {
    name: &'static str,
    suffix: &'static str,
}

const ENCODINGS: [Encoding; 2] =
    [Encoding { name: "br", suffix: ".br" }, Encoding { name: "gzip", suffix: ".gz" }];

fn choose(path: &str, request: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static Encoding>)> {
    ENCODINGS
        .iter()
        .filter(|encoding| accepts(request, encoding.name))
        .find_map(|encoding| {
            Some((Site::get(&format!("{path}{}", encoding.suffix))?, Some(encoding)))
        })
        .or_else(|| Some((Site::get(path)?, None)))
}

/// Whether `Accept-Encoding` names this encoding and does not exclude it with `;q=0`.
fn accepts(request: &HeaderMap, encoding: &str) -> bool {
    request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|item| {
            let mut parts = item.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
            let weight = parts.find_map(|part| part.strip_prefix("q=")?.trim().parse::<f32>().ok());
            named && weight.is_none_or(|weight| weight > 0.0)
        })
}

fn content_type(path: &str) -> String {
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let text = mime.type_() == "text";
    format!("{mime}{}", if text { "; charset=utf-8" } else { "" })
}

fn is_hashed(path: &str) -> bool {
    const HASH: usize = 22; // MD5 in unpadded base 64
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').rev().nth(1).is_some_and(|part| part.len() == HASH)
}

fn etag(file: &EmbeddedFile, encoding: Option<&Encoding>) -> String {
    let hash = file.metadata.sha256_hash();
    let hash: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hash}{}\"", encoding.map_or("", |encoding| encoding.suffix))
}

fn is_current(request: &HeaderMap, etag: &str) -> bool {
    let known = request.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    known.is_some_and(|known| {
        known.split(',').any(|one| one.trim().trim_start_matches("W/") == etag)
    })
}

/// Inserts a header whose value is known to be plain text.
fn insert(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = value.parse() {
        response.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepting(value: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, value.parse().unwrap())])
    }

    #[test]
    fn an_encoding_is_accepted_when_named_and_not_excluded() {
        assert!(accepts(&accepting("gzip, deflate, br"), "br"));
        assert!(accepts(&accepting("gzip;q=0.5, BR;q=1.0"), "br"));
        assert!(!accepts(&accepting("gzip, br;q=0"), "br"));
        assert!(!accepts(&accepting("brotli"), "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }

    #[test]
    fn only_a_file_named_after_its_content_is_kept_for_a_year() {
        assert!(is_hashed("pkg/customer-inventory.AAAAAAAAAAAAAAAAAAAAAA.js"));
        assert!(!is_hashed("pkg/customer-inventory.js"));
        assert!(!is_hashed(ICON));
    }

    #[test]
    fn browsers_are_told_what_a_file_is() {
        assert_eq!(content_type("a.wasm"), "application/wasm");
        assert_eq!(content_type("a.js"), "text/javascript; charset=utf-8");
        assert_eq!(content_type("a.png"), "image/png");
    }

    #[test]
    fn the_files_of_a_page_are_below_the_base_path() {
        let paths = paths("/x/y");
        assert!(paths.split.starts_with("/x/y/pkg/__wasm_split"), "{}", paths.split);
        for path in [paths.script, paths.wasm, paths.style] {
            assert!(path.starts_with("/x/y/pkg/customer-inventory"), "{path}");
        }
    }
}
