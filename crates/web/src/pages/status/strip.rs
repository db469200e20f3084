//! The strip of working days from the receipt to the appointment: what has passed, where it stands, what is still to come.
//!
//! One segment a working day of the receiving agency; days off are gaps. A long way is folded around today. It counts
//! nothing that is law: the dates are those of the view, the calendar only says which days are worked.

use crate::pages::Page;
use motcua_calendar::WorkingCalendar;
use motcua_dossier::PublicStatus;
use motcua_kernel::{Date, Instant, Message};

/// Segments that a phone can show beside each other.
const MOST: usize = 13;
/// Segments kept around today when the strip is folded.
const AROUND: usize = 2;

/// The strip, and what it says in words.
#[derive(Clone, Debug)]
pub struct Strip {
    /// Read aloud instead of the segments.
    pub words: String,
    /// One after the other.
    pub segments: Vec<Segment>,
}

/// One segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// `done`, `now`, `todo`, `hold`, `late` or `fold`.
    pub class: &'static str,
    /// Whether days off lie before it.
    pub after_rest: bool,
    /// Whether the appointment is on it.
    pub is_due: bool,
    /// Weekday, short; how many days it stands for when it is folded.
    pub weekday: String,
    /// Day of the month.
    pub day: String,
    /// Share of the day that has passed, in percent.
    pub passed: u64,
}

impl Strip {
    /// Of an open dossier; none when it has ended or its dates are not those of this calendar.
    pub fn of(page: &Page, view: &PublicStatus, calendar: &WorkingCalendar, now: Instant) -> Option<Self> {
        let due = view.dates.in_force().date();
        let first = view.received.date();
        if view.ended.is_some() || view.status == "awaiting-predecessor" || due < first {
            return None;
        }
        let last = due.max(now.date());
        let mut days = Vec::new();
        let mut before: Option<Date> = None;
        let mut date = first;
        while date <= last {
            if date == first || date == due || calendar.is_working_day(date) {
                let after_rest = before.is_some_and(|it| it.next_day() != Some(date));
                days.push(segment(page, view, calendar, now, Place { date, due, after_rest }));
                before = Some(date);
            }
            date = date.next_day()?;
        }
        let passed = days.iter().filter(|it| it.class == "done").count();
        let words = Message::new("label.strip").with("passed", passed).with("all", days.len());
        Some(Self { words: page.say(&words), segments: folded(days) })
    }
}

/// Where a segment lies.
#[derive(Clone, Copy)]
struct Place {
    date: Date,
    due: Date,
    after_rest: bool,
}

fn segment(
    page: &Page,
    view: &PublicStatus,
    calendar: &WorkingCalendar,
    now: Instant,
    place: Place,
) -> Segment {
    let Place { date, due, after_rest } = place;
    let today = now.date();
    let stands = view.paused_since.map(Instant::date).is_some_and(|since| since <= date && date <= today)
        || view.pauses.iter().any(|it| it.since.date() <= date && date < it.until.date());
    let class = match date {
        _ if stands => "hold",
        _ if date > due => "late",
        _ if date < today => "done",
        _ if date == today => "now",
        _ => "todo",
    };
    Segment {
        class,
        after_rest,
        is_due: date == due,
        weekday: page.word("weekday-short", &date.weekday().number_from_monday().to_string()),
        day: date.day().to_string(),
        passed: if date == today { share_of_day(calendar, now) } else { 100 },
    }
}

/// How much of the working time of today has passed, in percent.
fn share_of_day(calendar: &WorkingCalendar, now: Instant) -> u64 {
    let whole = u64::from(calendar.nominal_day_minutes(now.date()));
    let Some(opening) = calendar.opening(now.date()).filter(|_| whole > 0) else { return 0 };
    let passed = u64::try_from(calendar.measure(opening, now)).unwrap_or(0);
    (passed * 100 / whole).min(100)
}

/// The strip with what is far from today and from both ends taken together.
fn folded(days: Vec<Segment>) -> Vec<Segment> {
    if days.len() <= MOST {
        return days;
    }
    let today = days.iter().position(Segment::day_is_today).unwrap_or(0);
    let due = days.iter().position(|it| it.is_due).unwrap_or(days.len());
    let last = days.len() - 1;
    let is_kept = |at: usize| at == 0 || at == due || at == last || at.abs_diff(today) <= AROUND;
    let mut shown: Vec<Segment> = Vec::new();
    let mut hidden: Vec<Segment> = Vec::new();
    for (at, day) in days.into_iter().enumerate() {
        if is_kept(at) {
            shown.extend(taken_together(std::mem::take(&mut hidden)));
            shown.push(day);
        } else {
            hidden.push(day);
        }
    }
    shown
}

/// Several days as one segment; a single one stays itself.
fn taken_together(hidden: Vec<Segment>) -> Option<Segment> {
    let count = hidden.len();
    let first = hidden.into_iter().next()?;
    if count == 1 {
        return Some(first);
    }
    Some(Segment { weekday: format!("+{count}"), day: String::new(), after_rest: false, ..first })
}

impl Segment {
    /// Whether it is the day on which it is read.
    fn day_is_today(&self) -> bool {
        self.class == "now" || self.passed < 100
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{at, page, received};
    use super::*;
    use motcua_calendar::shipped;
    use motcua_dossier::Dates;
    use motcua_i18n::Locale;

    fn calendar() -> WorkingCalendar {
        WorkingCalendar::new(shipped(), Vec::new(), Vec::new())
    }

    /// Class and day of each segment; `|` before those after days off, `!` for the appointment.
    fn drawn(view: &PublicStatus, now: &str) -> String {
        let strip = Strip::of(&page(Locale::Vi), view, &calendar(), at(now)).unwrap();
        let segment = |it: &Segment| {
            let rest = if it.after_rest { "|" } else { "" };
            let due = if it.is_due { "!" } else { "" };
            let day = if it.day.is_empty() { &it.weekday } else { &it.day };
            format!("{rest}{day}{due}:{}", it.class)
        };
        strip.segments.iter().map(segment).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn eight_working_days_from_18_november_end_on_1_december() {
        let start = at("2026-11-18T08:42");
        let due = calendar().add_working_days(start.date(), 8);
        assert_eq!(due.to_string(), "2026-12-01");
        let mut view = received();
        view.received = start;
        view.dates = Dates::at_receipt(at("2026-12-01T17:00"));
        // Tuesday 24 November is Culture Day, a day off since 2026.
        assert_eq!(
            drawn(&view, "2026-11-23T09:00"),
            "18:done 19:done 20:done |23:now |25:todo 26:todo 27:todo |30:todo 1!:todo"
        );
    }

    #[test]
    fn a_pause_and_what_is_late_are_seen() {
        let mut view = received();
        view.paused_since = Some(at("2026-11-18T10:00"));
        assert_eq!(
            drawn(&view, "2026-11-20T09:00"),
            "16:done 17:done 18:hold 19:hold 20:hold |23:todo |25:todo 26:todo 27!:todo"
        );
        view.paused_since = None;
        assert!(drawn(&view, "2026-12-01T09:00").ends_with("27!:done |30:late 1:late"));
        view.dates.reappointed = Some(at("2026-11-30T17:00"));
        assert!(drawn(&view, "2026-12-01T09:00").ends_with("|30!:done 1:late"));
        view.dates.lawful = at("2026-12-02T17:00");
        assert!(drawn(&view, "2026-12-01T09:00").ends_with("|30:done 1:now 2!:todo"));
    }

    #[test]
    fn a_long_way_is_folded_around_today() {
        let mut view = received();
        view.dates = Dates::at_receipt(at("2027-01-15T17:00"));
        assert_eq!(
            drawn(&view, "2026-12-10T09:00"),
            "16:done +14:done 8:done 9:done 10:now 11:todo |14:todo +22:todo 15!:todo"
        );
    }

    #[test]
    fn what_has_ended_has_no_strip() {
        let mut view = received();
        view.ended = Some(at("2026-11-20T10:00"));
        assert!(Strip::of(&page(Locale::Vi), &view, &calendar(), at("2026-11-20T11:00")).is_none());
    }
}
