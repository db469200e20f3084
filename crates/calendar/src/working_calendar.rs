//! The working time of one agency: which days it works, adding working time, measuring it, and when it receives.
//!
//! Immutable and cheap to clone; a changed calendar is another value. Never reads the clock. Open for reception and
//! working for deadlines are two questions with two sets of hours.

use crate::clock_time::minute_of_day;
use crate::hours::total_minutes;
use crate::table::{Count, Reached, Table};
use crate::{DayCalendar, DayKind, OpeningHours, Session};
use motcua_kernel::{Date, Instant, Validity};
use std::sync::{Arc, OnceLock};

static DEFAULT_HOURS: OpeningHours = OpeningHours::DEFAULT;

/// The days of the country and the hours of one agency.
#[derive(Clone, Debug)]
pub struct WorkingCalendar {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    days: Arc<DayCalendar>,
    hours: Vec<(Validity, OpeningHours)>,
    reception: Vec<(Validity, OpeningHours)>,
    table: OnceLock<Table>,
}

impl WorkingCalendar {
    /// An agency with `hours` for deadlines and `reception` for its counter. Of several that hold on a date the last
    /// counts; where no hours hold, [`OpeningHours::DEFAULT`]; where no reception holds, the hours for deadlines.
    pub fn new(
        days: impl Into<Arc<DayCalendar>>,
        hours: Vec<(Validity, OpeningHours)>,
        reception: Vec<(Validity, OpeningHours)>,
    ) -> Self {
        let inner = Inner { days: days.into(), hours, reception, table: OnceLock::new() };
        Self { inner: Arc::new(inner) }
    }

    /// The dated exceptions it works with.
    pub fn days(&self) -> &DayCalendar {
        &self.inner.days
    }

    /// Whether `date` counts as a working day for deadlines; half days and worked rest days do.
    pub fn is_working_day(&self, date: Date) -> bool {
        !self.sessions(date).is_empty()
    }

    /// Whether the counter receives people at this moment.
    pub fn is_reception_open(&self, at: Instant) -> bool {
        self.reception_sessions(at.date()).iter().any(|session| session.is_open(at.time()))
    }

    /// The sessions counted for deadlines on `date`.
    pub fn sessions(&self, date: Date) -> &[Session] {
        self.on_date(self.hours_on(date), date)
    }

    /// The sessions in which the counter receives on `date`.
    pub fn reception_sessions(&self, date: Date) -> &[Session] {
        let reception = holding(&self.inner.reception, date).unwrap_or_else(|| self.hours_on(date));
        self.on_date(reception, date)
    }

    /// The working minutes of `date`; 0 on a rest day.
    pub fn nominal_day_minutes(&self, date: Date) -> u32 {
        total_minutes(self.sessions(date))
    }

    /// The `amount`-th working day after `start`, which is not counted (BLDS 2015 Điều 147); `start` itself for 0.
    pub fn add_working_days(&self, start: Date, amount: u32) -> Date {
        match (amount, start.next_day()) {
            (0, _) | (_, None) => start,
            (_, Some(next)) => {
                self.reach(Count::Days, next, u64::from(amount)).map_or(Date::MAX, |(day, _)| day)
            }
        }
    }

    /// `date` itself when it is a working day, or the first one after it (BLDS 2015 Điều 148(5)).
    pub fn next_working_day_on_or_after(&self, date: Date) -> Date {
        self.reach(Count::Days, date, 1).map_or(Date::MAX, |(day, _)| day)
    }

    /// The earliest moment at which `minutes` of working time have passed since the minute of `start`: a session's
    /// closing rather than the next opening. Adding 0 gives `start` itself.
    pub fn add_minutes(&self, start: Instant, minutes: u64) -> Instant {
        if minutes == 0 {
            return start;
        }
        let needed = minutes.saturating_add(self.passed_on_day(start));
        let Some((date, part)) = self.reach(Count::Minutes, start.date(), needed) else {
            return Instant::MAX;
        };
        let mut left = part;
        for session in self.sessions(date) {
            let length = u64::from(session.minutes());
            if left <= length {
                return Instant::local(date, session.from())
                    .plus_minutes(i64::try_from(left).unwrap_or(i64::MAX));
            }
            left -= length;
        }
        Instant::MAX
    }

    /// Working minutes from `earlier` to `later`, both cut down to the whole minute; 0 when they are the wrong way
    /// round.
    pub fn measure(&self, earlier: Instant, later: Instant) -> i64 {
        let (earlier, later) = (earlier.floor_minute(), later.floor_minute());
        if later <= earlier {
            return 0;
        }
        let whole_days = self.total(Count::Minutes, earlier.date(), later.date());
        let minutes = whole_days + self.passed_on_day(later) - self.passed_on_day(earlier);
        i64::try_from(minutes).unwrap_or(i64::MAX)
    }

    /// Working days after `from` up to and including `to`; 0 when they are the wrong way round.
    pub fn working_days_between(&self, from: Date, to: Date) -> u64 {
        match (from.next_day(), to.next_day()) {
            (Some(first), Some(end)) => self.total(Count::Days, first, end),
            (Some(first), None) => self.total(Count::Days, first, to) + u64::from(self.is_working_day(to)),
            (None, _) => 0,
        }
    }

    /// When the last session of `date` ends; nothing on a rest day.
    pub fn closing(&self, date: Date) -> Option<Instant> {
        self.sessions(date).last().map(|session| Instant::local(date, session.to()))
    }

    /// When a promise for `date` is over: at closing, and when that is no working day at closing of the next one (BLDS 2015
    /// Điều 148(5)).
    pub fn end_of_promise(&self, date: Date) -> Instant {
        let day = self.next_working_day_on_or_after(date);
        self.closing(day).unwrap_or_else(|| Instant::end_of(day))
    }

    /// When the first session of `date` begins; nothing on a rest day.
    pub fn opening(&self, date: Date) -> Option<Instant> {
        self.sessions(date).first().map(|session| Instant::local(date, session.from()))
    }

    /// `at` itself while open, or the beginning of the next session.
    pub fn next_opening(&self, at: Instant) -> Instant {
        let (date, time) = (at.date(), at.time());
        for session in self.sessions(date) {
            if session.is_open(time) {
                return at;
            }
            if time < session.from() {
                return Instant::local(date, session.from());
            }
        }
        self.opening(self.add_working_days(date, 1)).filter(|opening| at < *opening).unwrap_or(Instant::MAX)
    }

    fn hours_on(&self, date: Date) -> &OpeningHours {
        holding(&self.inner.hours, date).unwrap_or(&DEFAULT_HOURS)
    }

    fn on_date<'a>(&self, hours: &'a OpeningHours, date: Date) -> &'a [Session] {
        match self.inner.days.exception(date) {
            None => hours.on(date.weekday()),
            Some((DayKind::MakeupWorkday, _)) => hours.on_makeup_day(),
            Some((DayKind::Holiday | DayKind::Observed | DayKind::SubstitutedOff, _)) => &[],
        }
    }

    /// Whole working minutes of the day of `at` that lie before its minute.
    fn passed_on_day(&self, at: Instant) -> u64 {
        let now = minute_of_day(at.time());
        let passed = |session: &Session| {
            now.clamp(minute_of_day(session.from()), minute_of_day(session.to()))
                - minute_of_day(session.from())
        };
        self.sessions(at.date()).iter().map(|session| u64::from(passed(session))).sum()
    }

    fn table(&self) -> &Table {
        self.inner.table.get_or_init(|| Table::build(|date| self.nominal_day_minutes(date)))
    }

    /// The total of the days from `from` up to `until`, which is not included.
    fn total(&self, count: Count, from: Date, until: Date) -> u64 {
        let (first, end) = Table::inside(from, until);
        let walked = self.walk(count, from, until.min(first)) + self.walk(count, from.max(end), until);
        walked + self.table().between(count, first, end)
    }

    fn walk(&self, count: Count, from: Date, until: Date) -> u64 {
        let mut total = 0;
        let mut date = from;
        while date < until {
            total += count.of_day(self.nominal_day_minutes(date));
            let Some(next) = date.next_day() else { break };
            date = next;
        }
        total
    }

    /// The day from `from` on that brings the total to `needed` (at least 1), and how much of that is left for it.
    /// Nothing when the calendar of the world ends first.
    fn reach(&self, count: Count, from: Date, needed: u64) -> Option<(Date, u64)> {
        let (mut date, mut missing) = (from, needed);
        loop {
            match self.table().reach(count, date, missing) {
                Some(Reached::On { date, part }) => return Some((date, part)),
                Some(Reached::Beyond { next, missing: left }) => (date, missing) = (next, left),
                None => {
                    let today = count.of_day(self.nominal_day_minutes(date));
                    if today >= missing {
                        return Some((date, missing));
                    }
                    missing -= today;
                    date = date.next_day()?;
                }
            }
        }
    }
}

/// The last entry that holds on `date`.
fn holding(hours: &[(Validity, OpeningHours)], date: Date) -> Option<&OpeningHours> {
    hours.iter().rev().find(|(validity, _)| validity.holds_on(date)).map(|(_, hours)| hours)
}
