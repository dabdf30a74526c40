//! Numbers and times as text that is the same on the server and in every browser.

pub use model::text::grouped as number;

/// `1 customer`, `2 customers`.
pub fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// An RFC 3339 time in UTC to the minute: `2026-11-23 21:50 UTC`.
pub fn time(rfc3339: &str) -> String {
    match (rfc3339.get(0..10), rfc3339.get(11..16)) {
        (Some(date), Some(minute)) => format!("{date} {minute} UTC"),
        _ => rfc3339.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular() {
        assert_eq!(count(1, "customer", "customers"), "1 customer");
        assert_eq!(count(1000, "customer", "customers"), "1,000 customers");
    }

    #[test]
    fn times_are_shown_to_the_minute_with_their_zone() {
        assert_eq!(time("2026-11-23T21:50:06.123Z"), "2026-11-23 21:50 UTC");
        assert_eq!(time("soon"), "soon");
    }
}
