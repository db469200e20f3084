//! Days and moments as parts that a form puts its own words between. Which words those are, a template says; nothing here
//! knows a clock, or another offset than that of Việt Nam.

use motcua_kernel::{Date, Instant};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// A day on a form. The template sees `day`, `month`, `year` with the leading zeros of official papers (NĐ 30/2020, annex I:
/// days under 10 and the months 1 and 2) and `short`, as tables show it: `05/03/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(pub Date);

/// A moment on a form, to the minute. The template sees what it sees of a [`Day`], and `hour`, `minute` and `clock`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(pub Instant);

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl From<Instant> for Moment {
    fn from(instant: Instant) -> Self {
        Self(instant)
    }
}

impl Day {
    fn day(self) -> String {
        format!("{:02}", self.0.day())
    }

    fn month(self) -> String {
        let month = u8::from(self.0.month());
        if month < 3 { format!("{month:02}") } else { month.to_string() }
    }

    fn short(self) -> String {
        format!("{:02}/{:02}/{}", self.0.day(), u8::from(self.0.month()), self.0.year())
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut parts = serializer.serialize_struct("Day", 4)?;
        parts.serialize_field("day", &self.day())?;
        parts.serialize_field("month", &self.month())?;
        parts.serialize_field("year", &self.0.year().to_string())?;
        parts.serialize_field("short", &self.short())?;
        parts.end()
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let local = self.0.to_local();
        let day = Day(local.date());
        let (hour, minute) = (format!("{:02}", local.hour()), format!("{:02}", local.minute()));
        let mut parts = serializer.serialize_struct("Moment", 7)?;
        parts.serialize_field("hour", &hour)?;
        parts.serialize_field("minute", &minute)?;
        parts.serialize_field("clock", &format!("{hour}:{minute}"))?;
        parts.serialize_field("day", &day.day())?;
        parts.serialize_field("month", &day.month())?;
        parts.serialize_field("year", &local.year().to_string())?;
        parts.serialize_field("short", &day.short())?;
        parts.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json, to_value};
    use time::macros::{date, time};

    #[test]
    fn small_days_and_the_months_one_and_two_have_a_zero_before_them() {
        let seen = |date| to_value(Day(date)).unwrap();
        let march = json!({"day": "05", "month": "3", "year": "2026", "short": "05/03/2026"});
        assert_eq!(seen(date!(2026 - 03 - 05)), march);
        assert_eq!(seen(date!(2026 - 02 - 15))["month"], "02");
        assert_eq!(seen(date!(2026 - 11 - 30))["month"], "11");
    }

    #[test]
    fn a_moment_is_what_the_clock_of_the_office_shows() {
        let moment = to_value(Moment(Instant::local(date!(2026 - 11 - 30), time!(07:05)))).unwrap();
        assert_eq!(moment["clock"], "07:05");
        assert_eq!(moment["short"], "30/11/2026");
    }
}
