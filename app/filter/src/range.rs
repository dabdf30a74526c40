//! Ranges of numbers and of time, and what they come to.

use std::{fmt, ops::RangeInclusive};

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, Utc};

use crate::value::{self, ValueError};

/// A range of whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberRange {
    /// Less than this.
    Less(u64),
    /// This or less.
    AtMost(u64),
    /// More than this.
    Greater(u64),
    /// This or more.
    AtLeast(u64),
    /// From the first, which is not the larger one, to the second, both included.
    Between(u64, u64),
}

impl NumberRange {
    /// The smallest and the largest number in the range; `None` where there is none (less than 0).
    pub fn bounds(self) -> Option<RangeInclusive<u64>> {
        match self {
            Self::Less(n) => n.checked_sub(1).map(|last| 0..=last),
            Self::AtMost(n) => Some(0..=n),
            Self::Greater(n) => n.checked_add(1).map(|first| first..=u64::MAX),
            Self::AtLeast(n) => Some(n..=u64::MAX),
            Self::Between(from, to) => Some(from..=to),
        }
    }

    /// The numbers it is written with.
    pub(crate) fn values(self) -> Vec<u64> {
        match self {
            Self::Less(n) | Self::AtMost(n) | Self::Greater(n) | Self::AtLeast(n) => vec![n],
            Self::Between(from, to) => vec![from, to],
        }
    }
}

/// A range of time as written; [`DateRange::period`] says what it comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateRange {
    /// Within the day, or exactly at the instant.
    Is(Moment),
    /// Before the day begins, or before the instant.
    Before(Moment),
    /// After the day ends, or after the instant.
    After(Moment),
    /// From the first to the second, both included, days as a whole. Never backwards.
    Between(Moment, Moment),
    /// From so many times 24 hours ago until now, both included.
    LastDays(u32),
}

impl DateRange {
    /// The period it comes to at this time.
    pub fn period(self, now: DateTime<Utc>) -> Period {
        match self {
            Self::Is(moment) => Period::new(moment.start(), moment.end()),
            Self::Before(moment) => Period { from: None, until: Some(moment.start()) },
            Self::After(moment) => Period { from: Some(moment.end()), until: None },
            Self::Between(from, to) => Period::new(from.start(), to.end()),
            Self::LastDays(days) => Period {
                from: now.checked_sub_days(Days::new(days.into())),
                until: Some(just_after(now)),
            },
        }
    }

    /// The values it is written with.
    pub(crate) fn values(self) -> Vec<String> {
        match self {
            Self::Is(moment) | Self::Before(moment) | Self::After(moment) => {
                vec![moment.to_string()]
            }
            Self::Between(from, to) => vec![from.to_string(), to.to_string()],
            Self::LastDays(days) => vec![days.to_string()],
        }
    }
}

/// A half-open stretch of time: from its start, included, until its end, excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first instant; `None` for ever back.
    pub from: Option<DateTime<Utc>>,
    /// The first instant after it; `None` for ever on.
    pub until: Option<DateTime<Utc>>,
}

impl Period {
    fn new(from: DateTime<Utc>, until: DateTime<Utc>) -> Self {
        Self { from: Some(from), until: Some(until) }
    }

    /// Whether the instant lies in it.
    pub fn contains(self, at: DateTime<Utc>) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }
}

/// A day in UTC, or an instant to the nanosecond; years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// `2026-11-24`
    Day(NaiveDate),
    /// `2026-11-24T10:00:00Z`
    Instant(DateTime<Utc>),
}

impl Moment {
    /// Reads a day or an RFC 3339 time in any zone; the error says what would be right.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        read(text).ok_or_else(|| value::not_a_date(text))
    }

    /// The first instant of it.
    pub fn start(self) -> DateTime<Utc> {
        match self {
            Self::Day(day) => day.and_time(NaiveTime::MIN).and_utc(),
            Self::Instant(at) => at,
        }
    }

    /// The first instant after it.
    pub fn end(self) -> DateTime<Utc> {
        match self {
            Self::Day(_) => self.start() + TimeDelta::days(1),
            Self::Instant(at) => just_after(at),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => {
                write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
            }
            Self::Instant(at) => f.write_str(&at.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
        }
    }
}

fn read(text: &str) -> Option<Moment> {
    let moment = match text.len() {
        10 => Moment::Day(day(text)?),
        // Chrono takes a space for the T; one form is enough.
        _ if text.as_bytes().get(10) == Some(&b' ') => return None,
        _ => Moment::Instant(instant(text)?),
    };
    (1..=9999).contains(&moment.start().year()).then_some(moment)
}

fn day(text: &str) -> Option<NaiveDate> {
    let [year, month, day] = text.split('-').collect::<Vec<_>>().try_into().ok()?;
    let number = |text: &str, digits: usize| {
        let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
        if plain { text.parse::<u32>().ok() } else { None }
    };
    let year = i32::try_from(number(year, 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(month, 2)?, number(day, 2)?)
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    let at = DateTime::parse_from_rfc3339(text).ok()?;
    // A leap second counts as the end of the second before it, which has a text of its own.
    DateTime::from_timestamp(at.timestamp(), at.timestamp_subsec_nanos().min(999_999_999))
}

/// The next instant there is, at the resolution of the clock.
fn just_after(at: DateTime<Utc>) -> DateTime<Utc> {
    at.checked_add_signed(TimeDelta::nanoseconds(1)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn a_date_is_a_day_or_an_instant_in_any_zone() {
        for (text, canonical) in [
            ("2026-11-24", "2026-11-24"),
            ("0001-01-01", "0001-01-01"),
            ("9999-12-31", "9999-12-31"),
            ("2026-11-24T10:00:00Z", "2026-11-24T10:00:00Z"),
            ("2026-11-24t10:00:00.5z", "2026-11-24T10:00:00.500Z"),
            ("2026-11-24T01:30:00+02:00", "2026-11-23T23:30:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999999999Z"),
        ] {
            let moment = Moment::parse(text).unwrap();
            assert_eq!(moment.to_string(), canonical);
            assert_eq!(Moment::parse(canonical).unwrap(), moment);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "today",
            "24.11.2026",
            "2026-11-31",
            "2026-1-1",
            "+026-01-01",
            "26-11-2024",
            "0000-01-01",
            "10000-01-01",
            "2026-11-24T10:00:00",
            "2026-11-24 10:00:00Z",
            "0001-01-01T00:00:00+01:00",
            "9999-12-31T23:59:59-01:00",
            "２０２６-11-24",
        ] {
            assert!(Moment::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_day_is_all_of_it_and_an_instant_only_itself() {
        let day = Moment::parse("2026-11-24").unwrap();
        let instant = Moment::parse("2026-11-24T10:00:00Z").unwrap();
        let now = at("2030-01-01T00:00:00Z");
        let holds = |range: DateRange, text: &str| range.period(now).contains(at(text));
        for (range, inside, outside) in [
            (DateRange::Is(day), "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"),
            (DateRange::Is(day), "2026-11-24T23:59:59.999999999Z", "2026-11-23T23:59:59.9Z"),
            (DateRange::Is(instant), "2026-11-24T10:00:00Z", "2026-11-24T10:00:00.000000001Z"),
            (DateRange::Before(day), "2026-11-23T23:59:59Z", "2026-11-24T00:00:00Z"),
            (DateRange::Before(instant), "2026-11-24T09:59:59Z", "2026-11-24T10:00:00Z"),
            (DateRange::After(day), "2026-11-25T00:00:00Z", "2026-11-24T23:59:59Z"),
            (DateRange::After(instant), "2026-11-24T10:00:00.000000001Z", "2026-11-24T10:00:00Z"),
            (DateRange::Between(day, day), "2026-11-24T12:00:00Z", "2026-11-25T00:00:00Z"),
            (DateRange::Between(instant, day), "2026-11-24T10:00:00Z", "2026-11-24T09:59:59Z"),
            (DateRange::Between(instant, instant), "2026-11-24T10:00:00Z", "2026-11-24T10:00:01Z"),
        ] {
            assert!(holds(range, inside), "{range:?} {inside}");
            assert!(!holds(range, outside), "{range:?} {outside}");
        }
    }

    #[test]
    fn the_last_days_are_counted_back_from_now_and_end_there() {
        let now = at("2026-11-24T10:00:00Z");
        let period = DateRange::LastDays(7).period(now);
        assert!(period.contains(now));
        assert!(period.contains(at("2026-11-17T10:00:00Z")));
        assert!(!period.contains(at("2026-11-17T09:59:59.999999999Z")));
        assert!(!period.contains(at("2026-11-24T10:00:00.000000001Z")));
        for now in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            DateRange::LastDays(36_500).period(now);
        }
    }

    #[test]
    fn number_ranges_say_when_there_is_nothing_in_them() {
        assert_eq!(NumberRange::Less(0).bounds(), None);
        assert_eq!(NumberRange::Greater(u64::MAX).bounds(), None);
        assert_eq!(NumberRange::Less(3).bounds(), Some(0..=2));
        assert_eq!(NumberRange::AtMost(3).bounds(), Some(0..=3));
        assert_eq!(NumberRange::Greater(3).bounds(), Some(4..=u64::MAX));
        assert_eq!(NumberRange::AtLeast(3).bounds(), Some(3..=u64::MAX));
        assert_eq!(NumberRange::Between(1, 5).bounds(), Some(1..=5));
    }
}
