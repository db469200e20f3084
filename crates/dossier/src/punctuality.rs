//! Early, on time or late: one definition for every screen, sheet and call.
//!
//! Judged against the lawful date, the first date as a second figure; a reappointment must never count.

use crate::course::Course;
use crate::{Calendars, Entry};
use motcua_calendar::{TimeLimit, Unit, WorkingCalendar};
use motcua_kernel::Instant;
use serde::{Deserialize, Serialize};

/// How an end lies to a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Punctuality {
    /// Trước hạn.
    Early,
    /// Đúng hạn.
    OnTime,
    /// Quá hạn.
    Late,
}

/// How a dossier stands to one date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "stands", content = "how", rename_all = "kebab-case")]
pub enum Standing {
    /// Open, not overdue.
    InTime,
    /// Open and overdue.
    Overdue,
    /// The result is at the counter.
    Solved(Punctuality),
    /// Withdrawn, stopped or annulled: not judged.
    EndedOtherwise,
}

/// How a dossier stands to its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Standings {
    /// To the lawful date: the one that counts.
    pub lawful: Standing,
    /// To the date printed at receipt: the second figure.
    pub first: Standing,
}

/// How `ended` lies to `due` under `limit`. Limits that end in days or months: an earlier day is early, the due day on
/// time, a later day late. Limits that end in hours: more than `early_margin_minutes` working minutes before the due
/// minute is early, after it late.
pub fn punctuality(
    limit: &TimeLimit,
    due: Instant,
    ended: Instant,
    calendar: &WorkingCalendar,
    early_margin_minutes: u32,
) -> Punctuality {
    if limit.phases().last().is_some_and(|phase| phase.unit == Unit::WorkingHour) {
        if ended.floor_minute() > due.floor_minute() {
            Punctuality::Late
        } else if calendar.measure(ended, due) > i64::from(early_margin_minutes) {
            Punctuality::Early
        } else {
            Punctuality::OnTime
        }
    } else {
        match ended.date().cmp(&due.date()) {
            std::cmp::Ordering::Less => Punctuality::Early,
            std::cmp::Ordering::Equal => Punctuality::OnTime,
            std::cmp::Ordering::Greater => Punctuality::Late,
        }
    }
}

/// How the dossier stands as known at `until`; nothing when nothing was received by then. While it stands still, it is
/// judged by the moment it came to stand.
pub fn standings(
    history: &[Entry],
    calendars: &Calendars,
    early_margin_minutes: u32,
    until: Instant,
) -> Option<Standings> {
    // Hands do not matter here, so neither does the time for accepting a hand-over.
    let course = Course::walk(history, calendars, 0, until)?;
    let calendar = calendars.of(course.receiving);
    let standing = |limit, due| {
        let how = punctuality(limit, due, course.judged_at(), calendar, early_margin_minutes);
        match (course.ended, course.has_result, how) {
            (Some(_), true, _) => Standing::Solved(how),
            (Some(_), false, _) => Standing::EndedOtherwise,
            (None, _, Punctuality::Late) => Standing::Overdue,
            (None, _, Punctuality::Early | Punctuality::OnTime) => Standing::InTime,
        }
    };
    Some(Standings {
        lawful: standing(course.limit, course.lawful),
        first: standing(&course.reception.limit, course.reception.dates.first),
    })
}
