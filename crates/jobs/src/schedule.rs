//! When recurring work is to be done. Each schedule parts time into slots; a slot is named by its first moment.

use motcua_kernel::{Instant, SAIGON};

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Every so many minutes, counted from midnight of the first of January 1970 in Việt Nam; at least one.
    Every {
        /// So many.
        minutes: u32,
    },
    /// Each day at this time of Việt Nam.
    DailyAt {
        /// 0 to 23.
        hour: u8,
        /// 0 to 59.
        minute: u8,
    },
}

impl Schedule {
    /// The slot that `now` is in.
    pub fn slot(self, now: Instant) -> Instant {
        let (length, offset) = self.length_and_offset();
        let local = now.micros().saturating_sub(offset);
        Instant::from_micros(local.div_euclid(length).saturating_mul(length).saturating_add(offset))
    }

    /// When the next slot begins.
    pub fn next(self, now: Instant) -> Instant {
        let (length, _) = self.length_and_offset();
        Instant::from_micros(self.slot(now).micros().saturating_add(length))
    }

    /// How long a slot is and when the first one began, in microseconds.
    fn length_and_offset(self) -> (i64, i64) {
        let local_midnight = -i64::from(SAIGON.whole_seconds()) * 1_000_000;
        match self {
            Self::Every { minutes } => (i64::from(minutes.max(1)) * MINUTE, local_midnight),
            Self::DailyAt { hour, minute } => {
                (DAY, local_midnight + (i64::from(hour) * 60 + i64::from(minute)) * MINUTE)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::parse_instant;

    fn check(schedule: Schedule, now: &str, slot: &str, next: &str) {
        let [now, slot, next] = [now, slot, next].map(|it| parse_instant(it).unwrap());
        assert_eq!((schedule.slot(now), schedule.next(now)), (slot, next));
    }

    #[test]
    fn a_day_begins_at_its_time_of_viet_nam() {
        let morning = Schedule::DailyAt { hour: 7, minute: 30 };
        check(morning, "2026-11-30T07:29", "2026-11-29T07:30", "2026-11-30T07:30");
        check(morning, "2026-11-30T07:30", "2026-11-30T07:30", "2026-12-01T07:30");
        check(morning, "2026-12-31T23:59", "2026-12-31T07:30", "2027-01-01T07:30");
    }

    #[test]
    fn minutes_are_counted_from_midnight() {
        let quarter = Schedule::Every { minutes: 15 };
        check(quarter, "2026-11-30T00:14", "2026-11-30T00:00", "2026-11-30T00:15");
        check(quarter, "2026-11-30T10:45", "2026-11-30T10:45", "2026-11-30T11:00");
        let hourly = Schedule::Every { minutes: 60 };
        check(hourly, "1969-12-31T23:10", "1969-12-31T23:00", "1970-01-01T00:00");
    }
}
