//! When a term ends: receipt, cut-off and limit in; the moment and its explanation out.
//!
//! Choices the law leaves open: a term in days or months ends at the closing of its last day (Điều 148(6) would allow
//! 24:00, when nobody can hand anything out); a phase begins on the day the one before it ended, rest days moved
//! first. Never earlier than the receipt, never on a rest day.

use crate::{
    CutOff, CutOffEffect, DayKind, Explanation, ExplanationItem, Phase, SkipReason, TimeLimit, Unit,
    WorkingCalendar,
};
use motcua_kernel::{Date, Instant};
use time::{Month, Weekday};

/// A due moment and why it is that one.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Due {
    /// The end of the term.
    pub at: Instant,
    /// Every rule and skipped day that led to it.
    pub explanation: Explanation,
}

/// Spans longer than this are explained by a count of rest days instead of by naming each.
const LONGEST_NAMED_SPAN: i64 = 366;
/// How many undecided years an explanation names.
const PROJECTED_YEARS_NAMED: usize = 3;

impl WorkingCalendar {
    /// When `limit` ends for a file received at `start`.
    ///
    /// The day of receipt is not counted by days and months, also when it is a rest day; working hours begin with the
    /// next session. A limit of 0 days ends on the day of receipt, or if that is no longer possible on the next working
    /// day.
    pub fn due(&self, start: Instant, limit: &TimeLimit, cut_off: Option<CutOff>) -> Due {
        let mut term = Term {
            calendar: self,
            at: start,
            date: start.date(),
            items: vec![ExplanationItem::StartedOn { at: start }],
        };
        if let Some(rule) = cut_off {
            term.apply_cut_off(rule, limit);
        }
        term.begin(limit);
        for phase in limit.phases() {
            term.items.push(ExplanationItem::Phase { phase: *phase, from: term.at });
            term.add(*phase);
        }
        term.name_projected_years(start.date());
        term.items.push(ExplanationItem::DueOn { at: term.at });
        Due { at: term.at, explanation: Explanation { items: term.items } }
    }

    /// Why `date` is no working day.
    fn rest_reason(&self, date: Date) -> SkipReason {
        match self.days().exception(date) {
            Some((DayKind::Holiday, name)) => SkipReason::Holiday { name: name.to_owned() },
            Some((DayKind::Observed, name)) => SkipReason::Observed { name: name.to_owned() },
            Some((DayKind::SubstitutedOff, name)) => {
                SkipReason::SubstitutedOff { name: name.to_owned(), worked_on: date_at_end(name) }
            }
            Some((DayKind::MakeupWorkday, _)) | None => match date.weekday() {
                Weekday::Saturday | Weekday::Sunday => SkipReason::Weekend,
                Weekday::Monday
                | Weekday::Tuesday
                | Weekday::Wednesday
                | Weekday::Thursday
                | Weekday::Friday => SkipReason::Closed,
            },
        }
    }
}

/// A term being counted: where it has got to, and what led there.
struct Term<'a> {
    calendar: &'a WorkingCalendar,
    at: Instant,
    date: Date,
    items: Vec<ExplanationItem>,
}

impl Term<'_> {
    fn apply_cut_off(&mut self, rule: CutOff, limit: &TimeLimit) {
        let applies = match rule.effect {
            CutOffEffect::HandoverOnly => false,
            CutOffEffect::ClockNextDay => true,
            CutOffEffect::SameDayElseNextDay => limit.is_same_day(),
        };
        if !applies {
            return;
        }
        if !self.calendar.is_working_day(self.date) {
            self.postpone();
            self.items.push(ExplanationItem::ClockOpened { at: self.at });
        } else if self.at.floor_minute().time() > rule.at {
            self.postpone();
            let counted_from = self.date;
            self.items.push(ExplanationItem::CutOffApplied {
                at: rule.at,
                effect: rule.effect,
                counted_from,
            });
        }
    }

    /// Hours begin in a session, a same-day term on a day that still lasts.
    fn begin(&mut self, limit: &TimeLimit) {
        let Some(first) = limit.phases().first() else { return };
        if first.unit == Unit::WorkingHour {
            let opening = self.calendar.next_opening(self.at);
            if opening != self.at {
                self.explain_days(self.date, opening.date());
                self.at = opening;
                self.date = opening.date();
                self.items.push(ExplanationItem::ClockOpened { at: opening });
            }
        } else if first.amount == 0
            && self.calendar.closing(self.date).is_none_or(|closing| closing <= self.at)
        {
            self.postpone();
            self.items.push(ExplanationItem::ClockOpened { at: self.at });
        }
    }

    /// As if received when the next working day opens.
    fn postpone(&mut self) {
        let next = self.calendar.add_working_days(self.date, 1);
        self.explain_days(self.date, next);
        self.date = next;
        self.at = self.calendar.opening(next).unwrap_or(Instant::MAX);
    }

    fn add(&mut self, phase: Phase) {
        let Phase { amount, unit } = phase;
        match unit {
            Unit::WorkingHour => {
                let end = self.calendar.add_minutes(self.at, u64::from(amount) * 60);
                self.explain_days(self.date, end.date());
                self.date = end.date();
                self.at = end;
            }
            Unit::WorkingDay => {
                let end = self.calendar.add_working_days(self.date, amount);
                self.explain_days(self.date, end);
                self.end_on(end);
            }
            Unit::CalendarDay => {
                let last = self.date.checked_add(time::Duration::days(i64::from(amount)));
                self.end_on_or_after(last.unwrap_or(Date::MAX));
            }
            Unit::Month => self.end_on_or_after(corresponding_day(self.date, amount)),
        }
    }

    fn end_on_or_after(&mut self, last: Date) {
        let end = self.calendar.next_working_day_on_or_after(last);
        if end != last {
            let reason = self.calendar.rest_reason(last);
            self.items.push(ExplanationItem::MovedFromRestDay { from: last, to: end, reason });
            self.explain_days(last, end);
        }
        self.end_on(end);
    }

    fn end_on(&mut self, date: Date) {
        self.date = date;
        self.at = self.calendar.closing(date).unwrap_or(Instant::MAX);
    }

    /// Names the rest days and the worked swaps after `from` up to `to`.
    fn explain_days(&mut self, from: Date, to: Date) {
        let span = (to - from).whole_days();
        if span > LONGEST_NAMED_SPAN {
            let days = u64::try_from(span).unwrap_or_default();
            let days = days.saturating_sub(self.calendar.working_days_between(from, to));
            self.items.push(ExplanationItem::SkippedCount { days });
            return;
        }
        let mut date = from;
        while date < to {
            let Some(next) = date.next_day() else { break };
            date = next;
            if !self.calendar.is_working_day(date) {
                let reason = self.calendar.rest_reason(date);
                self.items.push(ExplanationItem::SkippedDay { date, reason });
            } else if let Some((DayKind::MakeupWorkday, _)) = self.calendar.days().exception(date) {
                self.items.push(ExplanationItem::WorkedSwap { date });
            }
        }
    }

    fn name_projected_years(&mut self, start: Date) {
        let undecided =
            (start.year()..=self.date.year()).filter(|year| !self.calendar.days().is_announced(*year));
        let named = undecided.take(PROJECTED_YEARS_NAMED).map(|year| ExplanationItem::ProjectedYear { year });
        self.items.extend(named);
    }
}

/// The day of the same number `months` later, or the last day of a shorter month (BLDS 2015 Điều 148(3)).
fn corresponding_day(date: Date, months: u32) -> Date {
    let month_count = i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1 + i64::from(months);
    let found = || {
        let year = i32::try_from(month_count.div_euclid(12)).ok()?;
        let month = Month::try_from(u8::try_from(month_count.rem_euclid(12) + 1).ok()?).ok()?;
        Date::from_calendar_date(year, month, date.day().min(month.length(year))).ok()
    };
    found().unwrap_or(Date::MAX)
}

/// The date a name such as `Ngày nghỉ (thay cho ngày 22/08/2026)` ends in.
fn date_at_end(name: &str) -> Option<Date> {
    let mut parts = name.trim_end_matches(')').rsplit(' ').next()?.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}
