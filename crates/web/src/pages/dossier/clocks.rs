//! What each leg used of the time it was allowed, in days as people say them: "1 / 2½ ngày".

use crate::Site;
use crate::pages::{Page, limit};
use motcua_app::figures;
use motcua_calendar::WorkingCalendar;
use motcua_dossier::{Dossier, Entry, Leg, LegClock, LegStatus};
use motcua_kernel::{Instant, LegNo, Message};

/// A leg with its clock.
pub struct Clocked {
    /// How it looks: `done`, `now` or `todo`.
    pub class: &'static str,
    /// What is done.
    pub name: String,
    /// What was used of what is allowed; what is allowed when it has not begun.
    pub time: String,
    /// Whether it used more than it is allowed.
    pub over: bool,
}

/// The legs of a dossier with their clocks at `now`; with what is allowed alone where its pack is no longer known here.
pub fn way(site: &Site, page: &Page, dossier: &Dossier, history: &[Entry], now: Instant) -> Vec<Clocked> {
    let clocks = figures::clocks(&site.context.province, dossier, history, now).unwrap_or_default();
    dossier.legs.iter().map(|leg| clocked(site, page, leg, clock_of(&clocks, leg.plan.no))).collect()
}

fn clock_of(clocks: &[LegClock], no: LegNo) -> Option<&LegClock> {
    clocks.iter().find(|it| it.no == no)
}

fn clocked(site: &Site, page: &Page, leg: &Leg, clock: Option<&LegClock>) -> Clocked {
    let calendar = site.context.province.calendars.of(leg.plan.agency);
    let begun = clock.filter(|it| it.started.is_some());
    let time =
        begun.map_or_else(|| limit::in_words(page, &leg.plan.budget), |it| used_of(page, calendar, it));
    Clocked {
        class: class(&leg.status),
        name: leg.plan.name.clone(),
        time,
        over: begun.is_some_and(|it| it.overrun > 0),
    }
}

/// How a leg looks.
pub const fn class(status: &LegStatus) -> &'static str {
    match status {
        LegStatus::Finished { .. } => "done",
        LegStatus::Active { .. }
        | LegStatus::Proposed { .. }
        | LegStatus::Approved { .. }
        | LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::SentBack { .. } => "now",
        LegStatus::Waiting => "todo",
    }
}

/// `1 / 2½ ngày`, counted in working days of the agency; hours where a day was not allowed.
fn used_of(page: &Page, calendar: &WorkingCalendar, clock: &LegClock) -> String {
    let at = clock.started.unwrap_or(Instant::MIN);
    let day = calendar.nominal_day_minutes(calendar.next_working_day_on_or_after(at.date()));
    let day = i64::from(day).max(60);
    let (unit, key) = if clock.allowed_minutes >= day {
        (day, "label.leg-used-days")
    } else {
        (60, "label.leg-used-hours")
    };
    let message = Message::new(key);
    let message = message.with("used", halves(clock.used_minutes, unit));
    page.say(&message.with("allowed", halves(clock.allowed_minutes, unit)))
}

/// Minutes in halves of a unit, rounded to the nearest: `2½`.
pub fn halves(minutes: i64, unit: i64) -> String {
    let halves = (minutes.max(0) * 4 / unit + 1) / 2;
    match (halves / 2, halves % 2) {
        (0, 1) => "½".to_owned(),
        (whole, 0) => whole.to_string(),
        (whole, _) => format!("{whole}½"),
    }
}

#[cfg(test)]
mod tests {
    use super::halves;

    #[test]
    fn time_is_said_in_halves() {
        for (minutes, words) in
            [(0, "0"), (119, "0"), (121, "½"), (240, "½"), (480, "1"), (1200, "2½"), (-5, "0")]
        {
            assert_eq!(halves(minutes, 480), words, "{minutes}");
        }
    }
}
