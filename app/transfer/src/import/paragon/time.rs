//! Times as the API writes them.

use chrono::{DateTime, NaiveDateTime, SecondsFormat};

/// A time as RFC 3339 in UTC, if the text is one. Where it names no zone it is UTC, which servers keep;
/// a blank may stand for the `T`.
pub fn utc(text: &str) -> Option<String> {
    let zoned = DateTime::parse_from_rfc3339(text).map(|time| time.to_utc());
    let local =
        || NaiveDateTime::parse_from_str(&text.replacen(' ', "T", 1), "%Y-%m-%dT%H:%M:%S%.f");
    let time = zoned.or_else(|_| local().map(|time| time.and_utc())).ok()?;
    Some(time.to_rfc3339_opts(SecondsFormat::Nanos, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_with_and_without_a_zone() {
        for (text, read) in [
            ("2026-01-31T12:00:00Z", Some("2026-01-31T12:00:00.000000000Z")),
            ("2026-01-31T12:00:00.5+02:00", Some("2026-01-31T10:00:00.500000000Z")),
            ("2026-01-31T12:00:00.123456", Some("2026-01-31T12:00:00.123456000Z")),
            ("2026-01-31 12:00:00", Some("2026-01-31T12:00:00.000000000Z")),
            ("2026-01-31", None),
            ("yesterday", None),
        ] {
            assert_eq!(utc(text).as_deref(), read, "{text}");
            assert!(read.is_none_or(model::time::is_utc));
        }
    }
}
