//! Times as programs send them.

/// Whether the text is a time in UTC as RFC 3339 writes it, up to nanoseconds.
pub fn is_utc(text: &str) -> bool {
    let Some(local) = text.strip_suffix('Z').or_else(|| text.strip_suffix("+00:00")) else {
        return false;
    };
    let (whole, fraction) = local.split_once('.').unwrap_or((local, "0"));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !(1..=9).contains(&fraction.len()) || !digits(fraction) {
        return false;
    }
    let shape = whole.bytes().map(|b| if b.is_ascii_digit() { b'0' } else { b });
    if !shape.eq(*b"0000-00-00T00:00:00") {
        return false;
    }
    let number = |from: usize, to: usize| whole[from..to].parse::<u32>().unwrap_or(u32::MAX);
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day) && number(11, 13) < 24 && number(14, 16) < 60 && number(17, 19) < 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_time_in_utc_is_one() {
        for right in ["2026-12-31T00:00:00Z", "2000-02-29T23:59:59.123456789Z"] {
            assert!(is_utc(right), "{right}");
        }
        for wrong in [
            "",
            "Z",
            "2026-12-31",
            "2026-12-31T00:00Z",
            "2026-12-31T00:00:00",
            "2026-12-31 00:00:00Z",
            "2026-12-31T00:00:00+01:00",
            "2026-12-31T00:00:00.Z",
            "2026-12-31T00:00:00.1234567890Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-04-31T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:60Z",
            "2026-01-01T00:00:0xZ",
            "２026-01-01T00:00:00Z",
        ] {
            assert!(!is_utc(wrong), "{wrong}");
        }
    }
}
