//! How much time a dossier has left, in working time and in words. A pause does not make late, and what has ended has no
//! time left.

use super::Page;
use motcua_calendar::WorkingCalendar;
use motcua_dossier::{Bucket, ClockHolder, Dossier};
use motcua_kernel::{Instant, Message};

const HOUR: i64 = 60;

/// How urgent a dossier is, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Urgency {
    /// Past its lawful date.
    Late,
    /// Due before the end of today.
    Today,
    /// One working day or less is left.
    Soon,
    /// More is left.
    Later,
    /// The limit does not run.
    Paused,
    /// The citizen's clock has ended.
    Over,
}

impl Urgency {
    /// The class of its tag.
    const fn tag(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Today | Self::Soon => "warn",
            Self::Later => "neutral",
            Self::Paused => "hold",
            Self::Over => "ok",
        }
    }
}

/// What is left of a lawful date.
#[derive(Clone, Debug)]
pub struct TimeLeft {
    /// In words.
    pub words: String,
    /// The class of its tag.
    pub tag: &'static str,
}

impl TimeLeft {
    /// What is left of `lawful` at `now`, counted in `calendar`.
    pub fn of(
        page: &Page,
        calendar: &WorkingCalendar,
        dossier: &Dossier,
        lawful: Instant,
        now: Instant,
    ) -> Self {
        let said =
            |urgency: Urgency, message: Message| Self { words: page.say(&message), tag: urgency.tag() };
        if dossier.status.bucket() == Bucket::EndedOtherwise {
            return Self { tag: "neutral", ..said(Urgency::Over, Message::new("label.left-over")) };
        }
        if let Some(ended) = dossier.ended() {
            let late = calendar.measure(lawful, ended);
            if late == 0 {
                return said(Urgency::Over, Message::new("label.left-ended"));
            }
            let message =
                Message::new("label.left-ended-late").with("time", span(page, calendar, lawful, late));
            return Self { tag: "late", ..said(Urgency::Over, message) };
        }
        match dossier.status.clock() {
            ClockHolder::Stopped => said(Urgency::Over, Message::new("label.left-over")),
            ClockHolder::Citizen => said(Urgency::Paused, Message::new("label.left-citizen")),
            ClockHolder::Suspension => said(Urgency::Paused, Message::new("label.left-suspended")),
            ClockHolder::Predecessor => said(Urgency::Paused, Message::new("label.left-predecessor")),
            ClockHolder::Office => {
                let (urgency, message) = running(page, calendar, lawful, now);
                said(urgency, message)
            }
        }
    }
}

fn running(page: &Page, calendar: &WorkingCalendar, lawful: Instant, now: Instant) -> (Urgency, Message) {
    let late = calendar.measure(lawful, now);
    if late > 0 {
        let time = span(page, calendar, lawful, late);
        return (Urgency::Late, Message::new("label.left-late").with("time", time));
    }
    let left = calendar.measure(now, lawful);
    if left == 0 {
        return (Urgency::Today, Message::new("label.left-none"));
    }
    let time = span(page, calendar, lawful, left);
    if lawful.date() <= now.date() {
        return (Urgency::Today, Message::new("label.left-today").with("time", time));
    }
    let days = calendar.working_days_between(now.date(), lawful.date());
    if days <= 1 {
        return (Urgency::Soon, Message::new("label.left-soon").with("time", time));
    }
    (Urgency::Later, Message::new("label.left-days").with("days", days))
}

/// The same by its largest part: what is left of a day or an hour is not said.
pub fn span_shortly(page: &Page, calendar: &WorkingCalendar, at: Instant, minutes: i64) -> String {
    let day = length_of_day(calendar, at);
    if minutes >= day {
        page.t1("label.span-days", "days", minutes / day)
    } else if minutes >= HOUR {
        page.t1("label.span-hours", "hours", minutes / HOUR)
    } else {
        page.t1("label.span-minutes", "minutes", minutes)
    }
}

/// The working minutes of the day at `at`, or of the next one that has some.
fn length_of_day(calendar: &WorkingCalendar, at: Instant) -> i64 {
    i64::from(calendar.nominal_day_minutes(calendar.next_working_day_on_or_after(at.date()))).max(HOUR)
}

/// Working minutes as people say them: days of the length of the one at `at`, hours, and minutes when there is no day.
pub fn span(page: &Page, calendar: &WorkingCalendar, at: Instant, minutes: i64) -> String {
    let day = length_of_day(calendar, at);
    let (days, rest) = (minutes / day, minutes % day);
    let (hours, minutes) = (rest / HOUR, rest % HOUR);
    let mut parts = Vec::new();
    if days > 0 {
        parts.push(page.t1("label.span-days", "days", days));
    }
    if hours > 0 {
        parts.push(page.t1("label.span-hours", "hours", hours));
    }
    if days == 0 && (minutes > 0 || hours == 0) {
        parts.push(page.t1("label.span-minutes", "minutes", minutes));
    }
    parts.join(" ")
}
