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
