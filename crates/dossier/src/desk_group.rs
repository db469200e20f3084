//! How a desk is laid out: by what is due when. The borders are moments worked out once for a desk and a time, so that a
//! store finds a group by comparing dates; what it permits is no business of it.

use crate::DeskClock;
use motcua_calendar::WorkingCalendar;
use motcua_kernel::{Date, Instant};

/// Days looked back for the last working moment: longer than any stretch of days off.
const LOOKED_BACK: usize = 60;

/// What lies together on a desk, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeskGroup {
    /// Working time has passed since the lawful date.
    Late,
    /// Due before the end of today.
    Today,
    /// Due on the next working day.
    Soon,
    /// Due after that, until Sunday.
    ThisWeek,
    /// Due in the week after.
    NextWeek,
    /// Due still later.
    Later,
    /// The limit does not run.
    Paused,
    /// The result lies ready.
    Ready,
}

/// A stretch of a desk: one clock, from one date to before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeskRange {
    /// Whether the limit runs.
    pub clock: DeskClock,
    /// Due at this moment or later.
    pub from: Option<Instant>,
    /// Due before this moment.
    pub before: Option<Instant>,
}

/// The borders of the groups at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// What was due before is late.
    pub late: Instant,
    /// The first moment of tomorrow.
    pub today: Instant,
    /// The first moment after the next working day.
    pub soon: Instant,
    /// The first moment of next week, or of the day after `soon` when that is later.
    pub this_week: Instant,
    /// The first moment of the week after next week.
    pub next_week: Instant,
}

impl Horizon {
    /// The borders at `now` in the working time of `calendar`.
    pub fn of(calendar: &WorkingCalendar, now: Instant) -> Self {
        let today = now.date();
        let sunday = sunday_of(today);
        let soon = after(calendar.add_working_days(today, 1));
        let this_week = after(sunday).max(soon);
        Self {
            late: last_working_moment(calendar, now),
            today: after(today),
            soon,
            this_week,
            next_week: after(sunday_of(sunday.next_day().unwrap_or(sunday))).max(this_week),
        }
    }

    /// Where something with this clock and date lies.
    pub fn group(&self, clock: DeskClock, due: Instant) -> DeskGroup {
        match clock {
            DeskClock::Paused => DeskGroup::Paused,
            DeskClock::Ended => DeskGroup::Ready,
            DeskClock::Running if due < self.late => DeskGroup::Late,
            DeskClock::Running if due < self.today => DeskGroup::Today,
            DeskClock::Running if due < self.soon => DeskGroup::Soon,
            DeskClock::Running if due < self.this_week => DeskGroup::ThisWeek,
            DeskClock::Running if due < self.next_week => DeskGroup::NextWeek,
            DeskClock::Running => DeskGroup::Later,
        }
    }

    /// The stretch of the desk that a group is.
    pub fn range(&self, group: DeskGroup) -> DeskRange {
        let running = |from, before| DeskRange { clock: DeskClock::Running, from, before };
        let whole = |clock| DeskRange { clock, from: None, before: None };
        match group {
            DeskGroup::Late => running(None, Some(self.late)),
            DeskGroup::Today => running(Some(self.late), Some(self.today)),
            DeskGroup::Soon => running(Some(self.today), Some(self.soon)),
            DeskGroup::ThisWeek => running(Some(self.soon), Some(self.this_week)),
            DeskGroup::NextWeek => running(Some(self.this_week), Some(self.next_week)),
            DeskGroup::Later => running(Some(self.next_week), None),
            DeskGroup::Paused => whole(DeskClock::Paused),
            DeskGroup::Ready => whole(DeskClock::Ended),
        }
    }
}

impl DeskGroup {
    /// All, in their order.
    pub const ALL: [Self; 8] = [
        Self::Late,
        Self::Today,
        Self::Soon,
        Self::ThisWeek,
        Self::NextWeek,
        Self::Later,
        Self::Paused,
        Self::Ready,
    ];

    /// As addresses and texts write it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Today => "today",
            Self::Soon => "soon",
            Self::ThisWeek => "this-week",
            Self::NextWeek => "next-week",
            Self::Later => "later",
            Self::Paused => "paused",
            Self::Ready => "ready",
        }
    }
}

/// `now` while the office works, or when it last stopped. Before that moment a date is past by working time.
fn last_working_moment(calendar: &WorkingCalendar, now: Instant) -> Instant {
    let mut date = now.date();
    for _ in 0..LOOKED_BACK {
        for session in calendar.sessions(date).iter().rev() {
            if Instant::local(date, session.from()) < now {
                return Instant::local(date, session.to()).min(now.floor_minute());
            }
        }
        let Some(before) = date.previous_day() else { break };
        date = before;
    }
    now.floor_minute()
}

fn sunday_of(date: Date) -> Date {
    let days = 7 - date.weekday().number_from_monday();
    (0..days).try_fold(date, |it, _| it.next_day()).unwrap_or(date)
}

/// The first moment after a day.
fn after(date: Date) -> Instant {
    Instant::from_micros(Instant::end_of(date).micros().saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_calendar::shipped;
    use motcua_kernel::parse_instant;

    fn at(text: &str) -> Instant {
        parse_instant(&format!("2026-11-{text}")).unwrap()
    }

    fn horizon(now: &str) -> Horizon {
        Horizon::of(&WorkingCalendar::new(shipped(), Vec::new(), Vec::new()), at(now))
    }

    #[track_caller]
    fn check(now: &str, due: &str, group: DeskGroup) {
        let horizon = horizon(now);
        assert_eq!(horizon.group(DeskClock::Running, at(due)), group, "{due} at {now}");
        let range = horizon.range(group);
        assert!(range.from.is_none_or(|it| it <= at(due)) && range.before.is_none_or(|it| at(due) < it));
    }

    #[test]
    fn a_date_lies_in_the_group_of_its_working_time() {
        // Wednesday, 11 November.
        check("11T09:00", "10T17:00", DeskGroup::Late);
        check("11T09:00", "11T08:59", DeskGroup::Late);
        check("11T09:00", "11T09:00", DeskGroup::Today);
        check("11T09:00", "11T17:00", DeskGroup::Today);
        check("11T09:00", "12T17:00", DeskGroup::Soon);
        check("11T09:00", "13T17:00", DeskGroup::ThisWeek);
        check("11T09:00", "16T17:00", DeskGroup::NextWeek);
        check("11T09:00", "23T17:00", DeskGroup::Later);
    }

    #[test]
    fn nothing_grows_late_while_the_office_is_closed() {
        check("11T17:30", "11T17:00", DeskGroup::Today);
        check("11T06:00", "10T17:00", DeskGroup::Late);
        // Saturday: what was due at closing on Friday was in time until then.
        check("14T10:00", "13T17:00", DeskGroup::Late);
        check("14T10:00", "16T17:00", DeskGroup::Soon);
        check("13T09:00", "16T17:00", DeskGroup::Soon);
    }

    #[test]
    fn what_does_not_run_has_groups_of_its_own() {
        let horizon = horizon("11T09:00");
        assert_eq!(horizon.group(DeskClock::Paused, at("02T17:00")), DeskGroup::Paused);
        assert_eq!(horizon.group(DeskClock::Ended, at("02T17:00")), DeskGroup::Ready);
    }
}
