//! Instants: microseconds since 1970 in UTC, read by people in the one offset of Việt Nam.

use crate::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, Time, UtcOffset};

/// The offset of Việt Nam, +07:00, without daylight saving.
pub const SAIGON: UtcOffset = time::macros::offset!(+7);

const MICROS_PER_MINUTE: i64 = 60_000_000;

/// A moment, in whole microseconds UTC. Stored and hashed as that integer.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// The latest moment the calendar can name (end of the year 9999); additions stop here instead of overflowing.
    pub const MAX: Self = Self(253_402_275_599_999_999);
    /// The earliest moment accepted (start of the year 1 in UTC).
    pub const MIN: Self = Self(-62_135_596_800_000_000);

    /// From microseconds since 1970-01-01T00:00Z, clamped to the years 1 to 9999.
    pub const fn from_micros(micros: i64) -> Self {
        if micros > Self::MAX.0 {
            Self::MAX
        } else if micros < Self::MIN.0 {
            Self::MIN
        } else {
            Self(micros)
        }
    }

    /// Microseconds since 1970-01-01T00:00Z.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The moment when the clocks of Việt Nam show `time` on `date`.
    pub fn local(date: Date, time: Time) -> Self {
        Self::from(date.with_time(time).assume_offset(SAIGON))
    }

    /// The last moment of `date` in Việt Nam: the next is midnight, and of the following day.
    pub fn end_of(date: Date) -> Self {
        let midnight = date.next_day().map(|it| Self::local(it, Time::MIDNIGHT));
        midnight.map_or(Self::MAX, |it| Self::from_micros(it.0 - 1))
    }

    /// What calendar and clock of Việt Nam show.
    pub fn to_local(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .to_offset(SAIGON)
    }

    /// The date in Việt Nam.
    pub fn date(self) -> Date {
        self.to_local().date()
    }

    /// The time of day in Việt Nam.
    pub fn time(self) -> Time {
        self.to_local().time()
    }

    /// Cut down to the whole minute, as both ends of every measured interval are.
    #[must_use]
    pub const fn floor_minute(self) -> Self {
        Self(self.0 - self.0.rem_euclid(MICROS_PER_MINUTE))
    }

    /// Moved by whole minutes of elapsed (not working) time, clamped to the range of the type.
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self::from_micros(self.0.saturating_add(minutes.saturating_mul(MICROS_PER_MINUTE)))
    }

    /// Microseconds from `earlier` to `self`, negative when `self` comes first.
    pub const fn micros_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}

impl From<OffsetDateTime> for Instant {
    fn from(moment: OffsetDateTime) -> Self {
        let micros = moment.unix_timestamp_nanos().div_euclid(1_000);
        Self::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.to_local().format(&Rfc3339).map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Reads RFC 3339 (`2026-08-28T10:00:00+07:00`), or without an offset a local time of Việt Nam (`2026-08-28T10:00`).
pub fn parse_instant(text: &str) -> Option<Instant> {
    if let Ok(moment) = OffsetDateTime::parse(text, &Rfc3339) {
        return Some(moment.into());
    }
    let (date, clock) = text.split_once(['T', ' '])?;
    let mut parts = clock.split(':').map(str::parse::<u8>);
    let hour = parts.next()?.ok()?;
    let minute = parts.next()?.ok()?;
    let second = parts.next().unwrap_or(Ok(0)).ok()?;
    if parts.next().is_some() {
        return None;
    }
    Some(Instant::local(parse_date(date)?, Time::from_hms(hour, minute, second).ok()?))
}

/// Reads a date as ISO 8601 (`2026-08-28`).
pub fn parse_date(text: &str) -> Option<Date> {
    Date::parse(text, time::macros::format_description!("[year]-[month]-[day]")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_without_offset_is_read_as_vietnamese_time() {
        let given = parse_instant("2026-08-28T10:00").unwrap();
        assert_eq!(given.to_string(), "2026-08-28T10:00:00+07:00");
        assert_eq!(given, parse_instant("2026-08-28T03:00:00Z").unwrap());
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in ["", "T", "2026-02-30T10:00", "2026-01-01T25:00", "2026-01-01T10:00:00:00", "hôm nay"] {
            assert_eq!(parse_instant(text), None, "{text}");
        }
    }

    #[test]
    fn the_day_changes_at_midnight_in_viet_nam() {
        let evening = parse_instant("2026-06-14T16:59:59Z").unwrap();
        let night = parse_instant("2026-06-14T17:00:00Z").unwrap();
        assert_ne!(evening.date(), night.date());
    }

    #[test]
    fn a_day_ends_a_moment_before_midnight_in_viet_nam() {
        let end = Instant::end_of(parse_date("2026-06-14").unwrap());
        assert_eq!(end.date(), parse_date("2026-06-14").unwrap());
        let midnight = parse_instant("2026-06-14T17:00:00Z").unwrap();
        assert_eq!(midnight.micros_since(end), 1);
        assert_eq!(Instant::end_of(Date::MAX), Instant::MAX);
    }

    #[test]
    fn cutting_to_the_minute_goes_down_also_before_1970() {
        assert_eq!(Instant::from_micros(-1).floor_minute().micros(), -MICROS_PER_MINUTE);
    }

    #[test]
    fn the_edges_can_be_shown() {
        assert!(Instant::MAX.to_string().starts_with("9999-12-31T"));
        assert!(!Instant::MIN.to_string().is_empty());
        assert_eq!(Instant::MAX.plus_minutes(i64::MAX), Instant::MAX);
    }
}
