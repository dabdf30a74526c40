//! JSON from the server: its answers, and what it writes into a page.
//!
//! The browser reads it with the parser that it has anyway. `serde_json` would bring another, once
//! for text and once for bytes, and with it the tables for printing floating-point numbers: a tenth
//! of the program.

mod browser;
mod resource;

use std::{error::Error, fmt};

use leptos::{
    server::codee::{Decoder, Encoder},
    server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post},
};
use serde::{Serialize, de::DeserializeOwned};

pub use resource::Resource;

/// The value that this text stands for.
pub fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Unreadable> {
    if cfg!(feature = "ssr") {
        serde_json::from_slice(text).map_err(|_| Unreadable)
    } else {
        browser::read(text)
    }
}

/// For `#[server(output = Answer)]`: the result as JSON.
pub type Answer = Post<Json>;

/// The encoding of all this.
pub struct Json;

impl ContentType for Json {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for Json {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for Json {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for Json {
    type Error = Unreadable;

    fn decode(bytes: Bytes) -> Result<T, Unreadable> {
        read(&bytes)
    }
}

impl<T: Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = Unreadable;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Unreadable> {
        read(text.as_bytes())
    }
}

/// The text is not JSON, or not that of the type. It does not say where: nobody is told, and to say
/// it takes the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("This is not what was expected.")
    }
}

impl Error for Unreadable {}

impl serde::de::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
