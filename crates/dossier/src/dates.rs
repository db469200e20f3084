//! The three dates of a dossier. None overwrites another: lateness is judged against the lawful one.

use motcua_calendar::{TimeLimit, Unit, WorkingCalendar};
use motcua_kernel::Instant;
use serde::{Deserialize, Serialize};

/// First, lawful and reappointed date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// Printed at receipt.
    pub first: Instant,
    /// The first one, moved only by lawful supplement, payment or suspension.
    pub lawful: Instant,
    /// Set after an apology; cures nothing.
    pub reappointed: Option<Instant>,
}

impl Dates {
    /// The dates on the day of receipt.
    pub const fn at_receipt(due: Instant) -> Self {
        Self { first: due, lawful: due, reappointed: None }
    }

    /// The date people go by: a reappointed one, unless lawful pauses have since moved the lawful one past it.
    pub fn in_force(&self) -> Instant {
        self.new_date().unwrap_or(self.lawful)
    }

    /// The reappointed date while it is the one in force: later than the lawful one, so that something is owed for it.
    pub fn new_date(&self) -> Option<Instant> {
        self.reappointed.filter(|it| *it > self.lawful)
    }
}

/// The lawful date after a pause: hours and working days move by the working minutes of the pause; calendar days and
/// months by its days, and on to the next working day when that is none (BLDS 2015 Điều 148(5)).
pub fn moved_by_pause(
    calendar: &WorkingCalendar,
    limit: &TimeLimit,
    lawful: Instant,
    paused: Instant,
    resumed: Instant,
) -> Instant {
    let in_working_time =
        limit.phases().last().is_none_or(|phase| matches!(phase.unit, Unit::WorkingHour | Unit::WorkingDay));
    if in_working_time {
        let minutes = calendar.measure(paused, resumed);
        return calendar.add_minutes(lawful, u64::try_from(minutes).unwrap_or(0));
    }
    let days = (resumed.date() - paused.date()).whole_days().max(0);
    let date = lawful.date().checked_add(time::Duration::days(days)).unwrap_or(time::Date::MAX);
    let date = calendar.next_working_day_on_or_after(date);
    calendar.closing(date).unwrap_or(lawful).max(lawful)
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::parse_instant;

    #[test]
    fn people_go_by_the_later_of_the_lawful_and_the_new_date() {
        let at = |text: &str| parse_instant(text).unwrap();
        let (lawful, new) = (at("2026-11-27T17:00"), at("2026-12-02T17:00"));
        let mut dates = Dates::at_receipt(lawful);
        let check = |dates: Dates, in_force, new_date| {
            assert_eq!((dates.in_force(), dates.new_date()), (in_force, new_date), "{dates:?}");
        };
        check(dates, lawful, None);
        dates.reappointed = Some(new);
        check(dates, new, Some(new));
        // A suspension of nine days: nothing is owed for the new date any more.
        dates.lawful = at("2026-12-11T17:00");
        check(dates, dates.lawful, None);
        dates.lawful = new;
        check(dates, new, None);
    }
}
