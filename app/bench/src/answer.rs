//! One answer of the program. It is unpacked and read after the clock has stopped.

use std::time::Duration;

use serde::de::DeserializeOwned;

/// What came back, and how long that took.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// How the body is packed; empty when it is not.
    pub encoding: String,
    /// The body as it was sent.
    pub body: Vec<u8>,
    /// From before the request until the last byte.
    pub took: Duration,
}

impl Answer {
    /// The body as text; any other status than 200 is an error.
    pub fn text(&self) -> Result<String, String> {
        let text = self.unpacked()?;
        if self.status == 200 {
            return Ok(text);
        }
        let begin: String = text.chars().take(200).collect();
        Err(format!("status {}: {begin}", self.status))
    }

    /// The body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, String> {
        serde_json::from_str(&self.text()?).map_err(|error| error.to_string())
    }

    fn unpacked(&self) -> Result<String, String> {
        let bytes = match self.encoding.as_str() {
            "" => self.body.clone(),
            "br" => {
                let mut unpacked = Vec::new();
                brotli_decompressor::BrotliDecompress(&mut self.body.as_slice(), &mut unpacked)
                    .map_err(|error| format!("it cannot be unpacked: {error}"))?;
                unpacked
            }
            other => return Err(format!("it is packed as {other}, which was not expected")),
        };
        String::from_utf8(bytes).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, encoding: &str, body: &[u8]) -> Answer {
        Answer { status, encoding: encoding.into(), body: body.into(), took: Duration::ZERO }
    }

    #[test]
    fn only_an_answer_of_status_200_counts() {
        assert_eq!(answer(200, "", b"[1, 2]").json(), Ok(vec![1, 2]));
        let error = answer(503, "", b"busy").text().unwrap_err();
        assert_eq!(error, "status 503: busy");
    }

    #[test]
    fn a_packed_answer_is_unpacked() {
        // "hi" as brotli writes it without compressing.
        assert_eq!(
            answer(200, "br", &[0x10, 0x00, 0x10, b'h', b'i', 0x03]).text(),
            Ok("hi".into())
        );
        assert!(answer(200, "br", b"").text().is_err());
        assert!(answer(200, "zip", b"").text().is_err());
    }
}
