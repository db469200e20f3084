//! A month of the calendar, as figures of several months name it.

use motcua_kernel::{Date, Instant};
use std::fmt;
use std::str::FromStr;

/// A month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    year: i32,
    month: u8,
}

impl Month {
    /// That of a moment.
    pub fn of(at: Instant) -> Self {
        Self::with(at.date())
    }

    /// That of a date.
    pub fn with(date: Date) -> Self {
        Self { year: date.year(), month: u8::from(date.month()) }
    }

    /// The one before.
    #[must_use]
    pub const fn before(self) -> Self {
        if self.month == 1 {
            Self { year: self.year - 1, month: 12 }
        } else {
            Self { year: self.year, month: self.month - 1 }
        }
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        let month = time::Month::try_from(self.month).unwrap_or(time::Month::January);
        Date::from_calendar_date(self.year, month, 1).unwrap_or(Date::MIN)
    }

    /// Its number in the year.
    pub const fn number(self) -> u8 {
        self.month
    }

    /// Its year.
    pub const fn year(self) -> i32 {
        self.year
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (year, month) = text.split_once('-').ok_or(())?;
        let (year, month): (i32, u8) = (year.parse().map_err(|_| ())?, month.parse().map_err(|_| ())?);
        let known = (1900..=9998).contains(&year) && (1..=12).contains(&month);
        known.then_some(Self { year, month }).ok_or(())
    }
}
