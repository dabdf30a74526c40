//! Signs what the workflow engine gets, and checks that what comes in its name is from it.

use std::{fmt, fmt::Write};

use hmac::{Hmac, Mac};
use sha2::Sha256;

/// The header that carries a signature: `t=<seconds since 1970>,v1=<hexadecimal digits>`.
pub const HEADER: &str = "x-signature";

/// How old a signature may be, or how far ahead the other side's clock, in seconds. Whoever overhears
/// a request cannot send it again later.
pub const TOLERANCE: u64 = 300;

/// Fewest characters of a secret.
pub const MIN_SECRET: usize = 16;

/// What this program and the engine know, and nobody else. It is never shown.
#[derive(Clone)]
pub struct Secret(Hmac<Sha256>);

/// A secret with fewer characters than [`MIN_SECRET`] could be found by trying.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("it has {0} characters, and {MIN_SECRET} are the fewest; `openssl rand -hex 32` makes one")]
pub struct TooShort(usize);

/// Why something is not taken as the engine's.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSignature {
    /// There is none.
    #[error(
        "X-Signature is missing. It must be t=<seconds since 1970>,v1=<HMAC-SHA256 of \"<t>.<body>\" \
         in hexadecimal>."
    )]
    Missing,
    /// It is not one.
    #[error(
        "X-Signature cannot be read. It must be t=<seconds since 1970>,v1=<HMAC-SHA256 of \
         \"<t>.<body>\" in hexadecimal>."
    )]
    Malformed,
    /// It is one of something else.
    #[error(
        "X-Signature does not fit: the secret is another, or the body was changed after signing."
    )]
    Wrong,
    /// It was right once, or will be.
    #[error(
        "X-Signature is {0} seconds away from the time here, and {TOLERANCE} are the most: sign again \
         for each request, and compare the clocks."
    )]
    Stale(u64),
}

impl Secret {
    /// Takes a secret that is long enough.
    pub fn new(text: &str) -> Result<Self, TooShort> {
        let length = text.chars().count();
        if length < MIN_SECRET {
            return Err(TooShort(length));
        }
        // The key of an HMAC may have any length, so that this is no other error.
        Hmac::new_from_slice(text.as_bytes()).map(Self).map_err(|_| TooShort(length))
    }

    /// The header for a body that is sent at `now`, in seconds since 1970.
    pub fn sign(&self, now: u64, body: &[u8]) -> String {
        let mut header = format!("t={now},v1=");
        for byte in self.code(now, body).finalize().into_bytes() {
            // Writing to a string does not fail.
            let _ = write!(header, "{byte:02x}");
        }
        header
    }

    /// Whether a body that came at `now` with this header is from who knows the secret. One of several
    /// `v1` will do, so that an engine can sign with an old and a new secret while they change.
    pub fn verify(&self, header: Option<&str>, now: u64, body: &[u8]) -> Result<(), BadSignature> {
        let (time, codes) =
            read(header.ok_or(BadSignature::Missing)?).ok_or(BadSignature::Malformed)?;
        let code = self.code(time, body);
        // Compares in constant time: how long it takes does not tell how much of a guess is right.
        if !codes.iter().any(|one| code.clone().verify_slice(one).is_ok()) {
            return Err(BadSignature::Wrong);
        }
        match now.abs_diff(time) {
            0..=TOLERANCE => Ok(()),
            apart => Err(BadSignature::Stale(apart)),
        }
    }

    fn code(&self, time: u64, body: &[u8]) -> Hmac<Sha256> {
        self.0.clone().chain_update(format!("{time}.")).chain_update(body)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// The time and the codes of a header. Other names are left for later versions.
fn read(header: &str) -> Option<(u64, Vec<[u8; 32]>)> {
    let (mut time, mut codes) = (None, Vec::new());
    for part in header.split(',') {
        match part.trim().split_once('=')? {
            ("t", digits) if time.is_none() => time = Some(digits.parse().ok()?),
            ("t", _) => return None,
            ("v1", digits) => codes.push(bytes(digits)?),
            _ => {}
        }
    }
    Some((time?, codes)).filter(|(_, codes)| !codes.is_empty())
}

fn bytes(digits: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if digits.len() != 2 * bytes.len() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
        let digit = |digit: u8| char::from(digit).to_digit(16);
        *byte = u8::try_from(16 * digit(pair[0])? + digit(pair[1])?).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_774_000_000;
    const BODY: &[u8] = br#"{"attempt":1}"#;

    fn secret() -> Secret {
        Secret::new("0123456789abcdef").unwrap()
    }

    fn verify(header: &str, now: u64, body: &[u8]) -> Result<(), BadSignature> {
        secret().verify(Some(header), now, body)
    }

    #[test]
    fn a_signature_is_what_openssl_computes() {
        // printf '1774000000.{"attempt":1}' | openssl dgst -sha256 -hmac 0123456789abcdef
        let code = "ee8f4b59f31dd2e00226ca0f2a293518895bad1f5b4faae055e23dc41d80dbc0";
        assert_eq!(secret().sign(NOW, BODY), format!("t=1774000000,v1={code}"));
    }

    #[test]
    fn what_was_signed_here_is_taken_within_five_minutes() {
        let header = secret().sign(NOW, BODY);
        for now in [NOW, NOW + TOLERANCE, NOW - TOLERANCE] {
            assert_eq!(verify(&header, now, BODY), Ok(()), "{now}");
        }
        for now in [NOW + TOLERANCE + 1, NOW - TOLERANCE - 1] {
            assert_eq!(verify(&header, now, BODY), Err(BadSignature::Stale(301)), "{now}");
        }
        assert_eq!(verify(&header, 0, BODY), Err(BadSignature::Stale(NOW)));
    }

    #[test]
    fn another_secret_body_or_time_is_refused() {
        let header = secret().sign(NOW, BODY);
        let other = Secret::new("0123456789abcdeF").unwrap().sign(NOW, BODY);
        assert_eq!(verify(&other, NOW, BODY), Err(BadSignature::Wrong));
        assert_eq!(verify(&header, NOW, br#"{"attempt":2}"#), Err(BadSignature::Wrong));
        assert_eq!(verify(&header, NOW, b""), Err(BadSignature::Wrong));
        let later = header.replace("t=1774000000", "t=1774000001");
        assert_eq!(verify(&later, NOW, BODY), Err(BadSignature::Wrong));
        // A stale one that was never right is not said to be stale.
        assert_eq!(verify(&other, 0, BODY), Err(BadSignature::Wrong));
    }

    #[test]
    fn every_changed_digit_is_noticed() {
        let header = secret().sign(NOW, BODY);
        for at in header.len() - 64..header.len() {
            let digit = if header.as_bytes()[at] == b'0' { "1" } else { "0" };
            let changed = [&header[..at], digit, &header[at + 1..]].concat();
            assert_eq!(verify(&changed, NOW, BODY), Err(BadSignature::Wrong), "{changed}");
        }
    }

    #[test]
    fn one_of_two_signatures_is_enough_and_other_versions_are_passed_over() {
        let old = Secret::new("the secret before this").unwrap().sign(NOW, BODY);
        let (_, code) = secret()
            .sign(NOW, BODY)
            .split_once(',')
            .map(|(t, v)| (t.to_owned(), v.to_owned()))
            .unwrap();
        assert_eq!(verify(&format!("{old}, {code},v2=x"), NOW, BODY), Ok(()));
        assert_eq!(verify(&old, NOW, BODY), Err(BadSignature::Wrong));
    }

    #[test]
    fn what_is_no_signature_says_how_one_looks() {
        let right = secret().sign(NOW, BODY);
        let (time, code) = right.split_once(',').unwrap();
        for header in [
            "",
            "t=1774000000",
            code,
            "t=,v1=",
            "v1",
            &format!("t=-1,{code}"),
            &format!("t=soon,{code}"),
            &format!("t=99999999999999999999,{code}"),
            &format!("{time},{time},{code}"),
            &right[..right.len() - 1],
            &format!("{right}0"),
            &format!("{}+f", &right[..right.len() - 2]),
            &format!("{}é", &right[..right.len() - 2]),
        ] {
            assert_eq!(verify(header, NOW, BODY), Err(BadSignature::Malformed), "{header}");
        }
        let missing = secret().verify(None, NOW, BODY).unwrap_err();
        assert_eq!(missing, BadSignature::Missing);
        assert!(missing.to_string().contains("t=<seconds since 1970>,v1="), "{missing}");
    }

    #[test]
    fn a_secret_is_long_and_never_shown() {
        let error = Secret::new("0123456789abcde").unwrap_err();
        assert!(
            error.to_string().contains("it has 15 characters, and 16 are the fewest"),
            "{error}"
        );
        assert!(Secret::new(&"ß".repeat(16)).is_ok() && Secret::new(&"x".repeat(500)).is_ok());
        assert_eq!(format!("{:?}", secret()), "Secret");
    }
}
