//! One browser's connection to the program: it stays open, and carries the headers a browser sends.

use std::time::Instant;

use reqwest::{Client, RequestBuilder};

use crate::{answer::Answer, error::Error};

const FORM: &str = "application/x-www-form-urlencoded";
const ENCODINGS: &str = "gzip, deflate, br, zstd";

/// A connection that is kept open from one request to the next.
#[derive(Clone)]
pub struct Connection {
    client: Client,
    origin: String,
}

impl Connection {
    /// To the program at this origin, `http://127.0.0.1:3000`; opened by the first request.
    pub fn to(origin: &str) -> Result<Self, Error> {
        let client = Client::builder().http1_only().pool_max_idle_per_host(1).build()?;
        Ok(Self { client, origin: origin.into() })
    }

    /// Calls a server function that reads.
    pub async fn call(&self, path: &str) -> Result<Answer, Error> {
        let request = self.client.get(format!("{}{path}", self.origin));
        answer(function(request)).await
    }

    /// Calls a server function that writes.
    pub async fn send(&self, (path, body): (&str, String)) -> Result<Answer, Error> {
        let request = self.client.post(format!("{}{path}", self.origin));
        answer(function(request).header("origin", &self.origin).body(body)).await
    }

    /// Opens a page.
    pub async fn page(&self, path: &str) -> Result<Answer, Error> {
        let request = self
            .client
            .get(format!("{}{path}", self.origin))
            .header("accept", "text/html,application/xhtml+xml")
            .header("sec-fetch-dest", "document")
            .header("sec-fetch-mode", "navigate")
            .header("sec-fetch-site", "none");
        answer(request).await
    }
}

/// What a script's request to its own origin has.
fn function(request: RequestBuilder) -> RequestBuilder {
    request
        .header("accept", "application/json")
        .header("content-type", FORM)
        .header("sec-fetch-dest", "empty")
        .header("sec-fetch-mode", "cors")
        .header("sec-fetch-site", "same-origin")
}

/// The clock runs from before the request until the last byte of its answer is here.
async fn answer(request: RequestBuilder) -> Result<Answer, Error> {
    let request = request.header("accept-encoding", ENCODINGS);
    let begun = Instant::now();
    let response = request.send().await?;
    let status = response.status().as_u16();
    let encoding = response.headers().get("content-encoding");
    let encoding = encoding.and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let body = response.bytes().await?;
    Ok(Answer { status, encoding, body: body.to_vec(), took: begun.elapsed() })
}
