//! Hands one order over to the workflow engine, and says in a few words why it was not taken.

use std::time::Duration;

use model::Delivery;
use reqwest::{Response, StatusCode, Url, header::CONTENT_TYPE, redirect::Policy};

use super::{Secret, Settings, request::Request, signature};
use crate::error::Error;

/// How long the engine's machine may take to answer at all.
const CONNECT: Duration = Duration::from_secs(5);
/// How long the engine may take to say that it has the order.
const ANSWER: Duration = Duration::from_secs(15);
/// Most characters that are shown of what the engine says to a refusal.
const SAID: usize = 200;

/// Why the engine does not have an order.
pub struct NotTaken {
    /// In words for people.
    pub why: String,
    /// Whether it would say the same to every other try.
    pub never: bool,
}

impl NotTaken {
    fn now(why: String) -> Self {
        Self { why, never: false }
    }
}

/// The way to the engine.
pub struct Client {
    http: reqwest::Client,
    url: Url,
    secret: Secret,
    public: String,
}

impl Client {
    /// Prepares everything but the connection. `here` is where this program listens, base path
    /// included.
    pub fn new(settings: Settings, here: String) -> Result<Self, Error> {
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            // An order goes where the operator said and nowhere else.
            .redirect(Policy::none())
            .user_agent(concat!("customer-inventory/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| Error::failed("cannot prepare for the workflow engine", error))?;
        let Settings { url, secret, public_url } = settings;
        let public = public_url.map_or(here, String::from).trim_end_matches('/').to_owned();
        Ok(Self { http, url, secret, public })
    }

    /// The engine has the order once this is `Ok`.
    pub async fn hand_over(&self, delivery: &Delivery) -> Result<(), NotTaken> {
        let key = delivery.key();
        let body =
            serde_json::to_vec(&Request::new(delivery, &key, &self.public)).map_err(|error| {
                NotTaken::now(format!("The order cannot be written as JSON: {error}."))
            })?;
        let signature = self.secret.sign(super::now(), &body);
        let request = self
            .http
            .post(self.url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header("idempotency-key", key)
            .header(signature::HEADER, signature)
            .body(body);
        match request.send().await {
            Ok(response) if response.status().is_success() => Ok(()),
            Ok(response) => {
                let never = response.status() == StatusCode::UNPROCESSABLE_ENTITY;
                Err(NotTaken { why: refusal(response).await, never })
            }
            Err(error) => Err(NotTaken::now(no_answer(&error))),
        }
    }
}

async fn refusal(response: Response) -> String {
    let status = response.status();
    match said(response).await {
        Some(said) => format!("The workflow engine answered {status}: {said}"),
        None => format!("The workflow engine answered {status}."),
    }
}

/// The beginning of a plain answer on one line. A page is none.
async fn said(mut response: Response) -> Option<String> {
    let mut bytes = Vec::new();
    while bytes.len() < 4 * SAID
        && let Ok(Some(chunk)) = response.chunk().await
    {
        bytes.extend_from_slice(&chunk);
    }
    let text = String::from_utf8_lossy(&bytes);
    let text = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|s| !s.is_empty());
    let text: String = text.collect::<Vec<_>>().join(" ").chars().take(SAID).collect();
    Some(text).filter(|text| !text.is_empty() && !text.starts_with('<'))
}

fn no_answer(error: &reqwest::Error) -> String {
    let mut root: &dyn std::error::Error = error;
    while let Some(source) = root.source() {
        root = source;
    }
    if error.is_connect() {
        format!("The workflow engine cannot be reached: {root}.")
    } else if error.is_timeout() {
        format!("The workflow engine did not answer within {} seconds.", ANSWER.as_secs())
    } else {
        format!("The connection to the workflow engine broke: {root}.")
    }
}
