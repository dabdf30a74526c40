//! Numbers and times as text that is the same on the server and in every browser.

/// `1234567` becomes `1,234,567`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

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
    fn thousands_are_set_apart() {
        let shown = [0, 999, 1000, 32527, 1234567].map(number);
        assert_eq!(shown, ["0", "999", "1,000", "32,527", "1,234,567"]);
    }

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
