//! The sessions of a week in which an agency is open. Knows weekdays only, never dates: holidays and swaps are elsewhere.

use crate::clock_time::{self, minute_of_day};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use time::{Time, Weekday};

/// One stretch of opening time, from its first minute up to its last; written `07:00-11:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Session {
    from: Time,
    to: Time,
}

/// The sessions of each weekday, in order and apart; at least one in the week.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Week", into = "Week")]
pub struct OpeningHours {
    /// From Monday on.
    week: [Cow<'static, [Session]>; 7],
}

/// Why a list of sessions is no week of opening hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// A session that ends before it begins, or is not written in whole minutes.
    #[error("`{0}` is no session like 07:00-11:30")]
    NoSession(String),
    /// Two sessions of a day overlap or are out of order.
    #[error("the sessions of {0} overlap or are out of order")]
    Overlap(Weekday),
    /// Never open: no limit could ever end.
    #[error("the week has no session")]
    NeverOpen,
}

impl Session {
    /// From `from` until `to`; nothing unless it is later, both in whole minutes.
    pub fn new(from: Time, to: Time) -> Option<Self> {
        let whole = |time: Time| time.second() == 0 && time.nanosecond() == 0;
        (from < to && whole(from) && whole(to)).then_some(Self { from, to })
    }

    /// The first minute.
    pub const fn from(self) -> Time {
        self.from
    }

    /// When it closes.
    pub const fn to(self) -> Time {
        self.to
    }

    /// How long it lasts, in minutes.
    pub fn minutes(self) -> u32 {
        minute_of_day(self.to) - minute_of_day(self.from)
    }

    /// Whether it is open at `time`; at the closing minute it no longer is.
    pub fn is_open(self, time: Time) -> bool {
        self.from <= time && time < self.to
    }
}

const MORNING: Session = Session { from: time::macros::time!(07:00), to: time::macros::time!(11:30) };
const AFTERNOON: Session = Session { from: time::macros::time!(13:30), to: time::macros::time!(17:00) };
const FULL_DAY: Cow<'static, [Session]> = Cow::Borrowed(&[MORNING, AFTERNOON]);
const CLOSED: Cow<'static, [Session]> = Cow::Borrowed(&[]);

impl OpeningHours {
    /// Monday to Friday, 07:00–11:30 and 13:30–17:00: eight hours a day.
    pub const DEFAULT: Self =
        Self { week: [FULL_DAY, FULL_DAY, FULL_DAY, FULL_DAY, FULL_DAY, CLOSED, CLOSED] };

    /// The sessions of each day, from Monday on.
    ///
    /// # Errors
    /// When sessions overlap or are out of order, or the whole week is closed.
    pub fn new(week: [Vec<Session>; 7]) -> Result<Self, HoursError> {
        let mut weekday = Weekday::Monday;
        for sessions in &week {
            if sessions.windows(2).any(|pair| matches!(pair, [first, second] if second.from < first.to)) {
                return Err(HoursError::Overlap(weekday));
            }
            weekday = weekday.next();
        }
        if week.iter().all(Vec::is_empty) {
            return Err(HoursError::NeverOpen);
        }
        Ok(Self { week: week.map(Cow::Owned) })
    }

    /// The sessions of an ordinary `weekday`; empty when the agency is closed.
    pub fn on(&self, weekday: Weekday) -> &[Session] {
        self.week.get(usize::from(weekday.number_days_from_monday())).map_or(&[], |day| day)
    }

    /// The sessions of a rest day worked in exchange for another: those of the fullest weekday, since a whole working
    /// day is made up for.
    pub fn on_makeup_day(&self) -> &[Session] {
        let mut fullest: &[Session] = &[];
        for day in &self.week {
            if total_minutes(day) > total_minutes(fullest) {
                fullest = day;
            }
        }
        fullest
    }
}

impl Default for OpeningHours {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The opening minutes of one day.
pub fn total_minutes(sessions: &[Session]) -> u32 {
    sessions.iter().map(|session| session.minutes()).sum()
}

impl FromStr for Session {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, HoursError> {
        text.split_once('-')
            .and_then(|(from, to)| Self::new(clock_time::parse(from)?, clock_time::parse(to)?))
            .ok_or_else(|| HoursError::NoSession(text.to_owned()))
    }
}

impl TryFrom<String> for Session {
    type Error = HoursError;

    fn try_from(text: String) -> Result<Self, HoursError> {
        text.parse()
    }
}

impl fmt::Display for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", clock_time::text(self.from), clock_time::text(self.to))
    }
}

impl From<Session> for String {
    fn from(session: Session) -> Self {
        session.to_string()
    }
}

/// How a week is written in configuration: a day that is not named is closed.
#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Week {
    monday: Vec<Session>,
    tuesday: Vec<Session>,
    wednesday: Vec<Session>,
    thursday: Vec<Session>,
    friday: Vec<Session>,
    saturday: Vec<Session>,
    sunday: Vec<Session>,
}

impl TryFrom<Week> for OpeningHours {
    type Error = HoursError;

    fn try_from(week: Week) -> Result<Self, HoursError> {
        Self::new([
            week.monday,
            week.tuesday,
            week.wednesday,
            week.thursday,
            week.friday,
            week.saturday,
            week.sunday,
        ])
    }
}

impl From<OpeningHours> for Week {
    fn from(hours: OpeningHours) -> Self {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] =
            hours.week.map(Cow::into_owned);
        Self { monday, tuesday, wednesday, thursday, friday, saturday, sunday }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_week_has_forty_hours() {
        let minutes: u32 = OpeningHours::DEFAULT.week.iter().map(|day| total_minutes(day)).sum();
        assert_eq!(minutes, 40 * 60);
    }

    #[test]
    fn hours_survive_writing_and_reading() {
        let json = serde_json::to_string(&OpeningHours::DEFAULT).unwrap();
        assert!(json.contains(r#""monday":["07:00-11:30","13:30-17:00"]"#), "{json}");
        assert_eq!(serde_json::from_str::<OpeningHours>(&json).unwrap(), OpeningHours::DEFAULT);
    }

    #[test]
    fn impossible_hours_are_refused() {
        for json in [
            r"{}",
            r#"{"monday":["11:30-07:00"]}"#,
            r#"{"monday":["07:00-11:30","11:00-17:00"]}"#,
            r#"{"monday":["13:30-17:00","07:00-11:30"]}"#,
            r#"{"monday":["07:00"]}"#,
        ] {
            assert!(serde_json::from_str::<OpeningHours>(json).is_err(), "{json}");
        }
    }
}
