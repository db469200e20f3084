//! How long an agency may take: amounts with units, one after another. Says nothing about when the clock starts.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Sixty minutes of opening time (giờ làm việc).
    WorkingHour,
    /// Days on which the agency works (ngày làm việc).
    WorkingDay,
    /// Days of the calendar (ngày).
    CalendarDay,
    /// Months, ending on the corresponding day (tháng; BLDS 2015 Điều 148(3)).
    Month,
}

/// One stretch of a time limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Phase {
    /// How many units; 0 days means the same day.
    pub amount: u32,
    /// The unit counted.
    pub unit: Unit,
}

/// One or more phases, each starting where the one before it ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<Phase>", into = "Vec<Phase>")]
pub struct TimeLimit {
    phases: Vec<Phase>,
}

/// Why a text or a list is no time limit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeLimitError {
    /// No phase at all.
    #[error("a time limit has at least one phase")]
    Empty,
    /// A phase that cannot be read.
    #[error(
        "`{0}` is not like `5 working days`, `30 calendar days`, `4 working hours`, `1 month` or `same day`"
    )]
    Unreadable(String),
}

impl TimeLimit {
    /// The phases in order; nothing when there is none.
    pub fn new(phases: Vec<Phase>) -> Option<Self> {
        (!phases.is_empty()).then_some(Self { phases })
    }

    /// A number of working days.
    pub fn working_days(amount: u32) -> Self {
        Self::of(amount, Unit::WorkingDay)
    }

    /// A number of calendar days.
    pub fn calendar_days(amount: u32) -> Self {
        Self::of(amount, Unit::CalendarDay)
    }

    /// A number of working hours.
    pub fn working_hours(amount: u32) -> Self {
        Self::of(amount, Unit::WorkingHour)
    }

    /// A number of months.
    pub fn months(amount: u32) -> Self {
        Self::of(amount, Unit::Month)
    }

    /// To be finished on the working day of receipt.
    pub fn same_day() -> Self {
        Self::working_days(0)
    }

    /// The phases in order; never empty.
    pub fn phases(&self) -> &[Phase] {
        &self.phases
    }

    /// Whether the work is to be finished on the day of receipt.
    pub fn is_same_day(&self) -> bool {
        self.phases.iter().all(|phase| phase.amount == 0 && phase.unit != Unit::WorkingHour)
    }

    fn of(amount: u32, unit: Unit) -> Self {
        Self { phases: vec![Phase { amount, unit }] }
    }
}

impl TryFrom<Vec<Phase>> for TimeLimit {
    type Error = TimeLimitError;

    fn try_from(phases: Vec<Phase>) -> Result<Self, TimeLimitError> {
        Self::new(phases).ok_or(TimeLimitError::Empty)
    }
}

impl From<TimeLimit> for Vec<Phase> {
    fn from(limit: TimeLimit) -> Self {
        limit.phases
    }
}

impl FromStr for TimeLimit {
    type Err = TimeLimitError;

    fn from_str(text: &str) -> Result<Self, TimeLimitError> {
        text.split(" then ").map(str::parse).collect::<Result<Vec<Phase>, _>>()?.try_into()
    }
}

impl FromStr for Phase {
    type Err = TimeLimitError;

    fn from_str(text: &str) -> Result<Self, TimeLimitError> {
        let unreadable = || TimeLimitError::Unreadable(text.trim().to_owned());
        if text.trim() == "same day" {
            return Ok(Self { amount: 0, unit: Unit::WorkingDay });
        }
        let (amount, unit) = text.trim().split_once(' ').ok_or_else(unreadable)?;
        let unit = match unit.trim() {
            "working hour" | "working hours" => Unit::WorkingHour,
            "working day" | "working days" => Unit::WorkingDay,
            "calendar day" | "calendar days" => Unit::CalendarDay,
            "month" | "months" => Unit::Month,
            _ => return Err(unreadable()),
        };
        Ok(Self { amount: amount.parse().map_err(|_| unreadable())?, unit })
    }
}

impl fmt::Display for TimeLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, phase) in self.phases.iter().enumerate() {
            let joint = if place == 0 { "" } else { " then " };
            write!(f, "{joint}{phase}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::WorkingHour => "working hour",
            Unit::WorkingDay => "working day",
            Unit::CalendarDay => "calendar day",
            Unit::Month => "month",
        };
        let plural = if self.amount == 1 { "" } else { "s" };
        write!(f, "{} {unit}{plural}", self.amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_written_as_they_are_read() {
        for text in [
            "5 working days",
            "1 working day",
            "30 calendar days then 5 working days",
            "4 working hours",
            "1 month",
            "0 working days",
        ] {
            assert_eq!(text.parse::<TimeLimit>().unwrap().to_string(), text);
        }
        assert_eq!("same day".parse(), Ok(TimeLimit::same_day()));
    }

    #[test]
    fn what_is_no_limit_is_refused() {
        for text in ["", "5", "five working days", "-1 month", "5 days", "1 month then", "99999999999 months"]
        {
            assert!(text.parse::<TimeLimit>().is_err(), "{text}");
        }
        assert_eq!(TimeLimit::new(vec![]), None);
        assert!(serde_json::from_str::<TimeLimit>("[]").is_err());
    }

    #[test]
    fn a_limit_is_stored_as_a_list_of_phases() {
        let json = serde_json::to_string(&TimeLimit::working_days(5)).unwrap();
        assert_eq!(json, r#"[{"amount":5,"unit":"working-day"}]"#);
        assert_eq!(serde_json::from_str::<TimeLimit>(&json).unwrap(), TimeLimit::working_days(5));
    }
}
