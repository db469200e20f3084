//! Giờ yên lặng: when no message rings in anybody's pocket. The clock is that of Việt Nam, which knows no summer time.

use motcua_kernel::Instant;
use time::Time;

/// The hours of the day in which SMS and Zalo wait; they may span midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    from: Time,
    to: Time,
}

impl Default for QuietHours {
    /// From nine in the evening to seven in the morning.
    fn default() -> Self {
        Self { from: time::macros::time!(21:00), to: time::macros::time!(7:00) }
    }
}

impl QuietHours {
    /// From the first to before the second time of day; the same twice: no quiet hours.
    pub const fn new(from: Time, to: Time) -> Self {
        Self { from, to }
    }

    /// `21:00-07:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        Some(Self { from: clock(from)?, to: clock(to)? })
    }

    /// Whether `at` is one of them.
    pub fn covers(&self, at: Instant) -> bool {
        let time = at.time();
        if self.from <= self.to {
            self.from <= time && time < self.to
        } else {
            self.from <= time || time < self.to
        }
    }

    /// The first moment from `now` on that is not quiet: `now` itself, or when the quiet hours end.
    #[must_use]
    pub fn next(&self, now: Instant) -> Instant {
        if !self.covers(now) {
            return now;
        }
        let today = Instant::local(now.date(), self.to);
        if today > now {
            return today;
        }
        now.date().next_day().map_or(Instant::MAX, |it| Instant::local(it, self.to))
    }
}

fn clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    Time::from_hms(hour.parse().ok()?, minute.parse().ok()?, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::parse_instant;
    use proptest::prelude::*;

    fn at(text: &str) -> Instant {
        parse_instant(&format!("2026-11-{text}")).unwrap()
    }

    #[test]
    fn what_would_ring_at_night_waits_for_the_morning() {
        let usual = QuietHours::default();
        for (now, next) in [
            ("30T20:59", "30T20:59"),
            ("29T21:00", "30T07:00"),
            ("29T23:30", "30T07:00"),
            ("30T00:00", "30T07:00"),
            ("30T06:59", "30T07:00"),
            ("30T07:00", "30T07:00"),
            ("30T12:00", "30T12:00"),
        ] {
            assert_eq!(usual.next(at(now)), at(next), "{now}");
        }
        let noon = QuietHours::parse("11:30-13:30").unwrap();
        assert_eq!(noon.next(at("30T12:00")), at("30T13:30"));
        assert_eq!(noon.next(at("30T13:30")), at("30T13:30"));
        let none = QuietHours::parse("07:00-07:00").unwrap();
        assert_eq!(none.next(at("30T07:00")), at("30T07:00"));
        assert_eq!(QuietHours::parse("21:00"), None);
        assert_eq!(QuietHours::parse("21:00-25:00"), None);
    }

    proptest! {
        #[test]
        fn the_next_moment_is_loud_soon_and_stays(
            from in 0_u32..1440, to in 0_u32..1440, micros in 0_i64..4_000_000_000_000_000,
        ) {
            let clock = |minute: u32| {
                Time::from_hms(u8::try_from(minute / 60).unwrap(), u8::try_from(minute % 60).unwrap(), 0).unwrap()
            };
            let quiet = QuietHours::new(clock(from), clock(to));
            let now = Instant::from_micros(micros);
            let next = quiet.next(now);
            prop_assert!(!quiet.covers(next));
            prop_assert!(next >= now);
            prop_assert!(next.micros_since(now) < 24 * 60 * 60_000_000);
            prop_assert_eq!(quiet.next(next), next);
            if next > now {
                let before = Instant::from_micros(next.micros() - 1);
                prop_assert!(quiet.covers(before) && quiet.covers(now));
            }
        }
    }
}
