//! A line of the desk: what is to be done on which dossier, by whom, and how long there is.

use crate::Site;
use crate::pages::time_left::span_shortly;
use crate::pages::{Page, names};
use motcua_app::look::DeskLine;
use motcua_calendar::WorkingCalendar;
use motcua_dossier::{DeskGroup, DeskTask, Dossier, Horizon, Party, Status};
use motcua_kernel::{AccountId, DossierId, Instant, LegNo, Message, PartyId};
use std::collections::BTreeMap;

/// From this share of its time on a dossier is shown as one to hurry with.
const NEARLY_USED: i64 = 80;

/// Something to do.
pub struct Line {
    /// The dossier.
    pub id: DossierId,
    /// Which row of the desk: dossier and slot.
    pub row: String,
    /// The leg, or 0.
    pub slot: u16,
    /// The number.
    pub number: String,
    /// Its end, by which people speak of it.
    pub tail: String,
    /// Whose; none where it must not be shown or was erased.
    pub applicant: Option<String>,
    /// Why they are served first, in words.
    pub priority: Option<String>,
    /// What was applied for.
    pub procedure: String,
    /// What is to be done.
    pub task: String,
    /// The leg, or that it lies at the counter.
    pub leg: String,
    /// Who has it in hand.
    pub worker: Option<Worker>,
    /// Whether anybody of the agency may take it.
    pub free: bool,
    /// How long there is.
    pub left: Left,
}

/// Who has a leg in hand.
pub struct Worker {
    /// The letters on its sign.
    pub sign: String,
    /// The last words of the name, by which colleagues call each other.
    pub called: String,
    /// The whole name.
    pub name: String,
}

/// What is left of a lawful date, over a bar.
pub struct Left {
    /// `ok`, `warn`, `late`, `hold` or `neutral`.
    pub kind: &'static str,
    /// In words.
    pub words: String,
    /// The date in words.
    pub due: String,
    /// How much of the time is used, in percent.
    pub used: i64,
}

/// Everything lines are made with.
pub struct Lines<'a> {
    /// The site.
    pub site: &'a Site,
    /// The page.
    pub page: &'a Page,
    /// The borders of the groups.
    pub horizon: &'a Horizon,
    /// Applicants, where they may be shown.
    pub applicants: &'a BTreeMap<PartyId, Option<Party>>,
    /// Names of those who work here.
    pub workers: &'a BTreeMap<AccountId, String>,
    /// The moment of the page.
    pub now: Instant,
}

impl Lines<'_> {
    /// A row of the desk in words, with the group it lies in.
    pub fn line(&self, it: &DeskLine) -> (DeskGroup, Line) {
        let (dossier, row) = (&it.dossier, &it.row);
        let number = names::number(dossier);
        let group = self.horizon.group(row.clock, row.due);
        let leg = dossier.leg(LegNo(row.slot)).filter(|_| row.slot > 0);
        let applicant = self.applicants.get(&row.applicant).and_then(Option::as_ref);
        let line = Line {
            id: dossier.id,
            row: format!("{}.{}", dossier.id, row.slot),
            slot: row.slot,
            tail: tail(&number).to_owned(),
            number,
            applicant: applicant.map(|it| it.name.as_str().to_owned()),
            priority: applicant.and_then(|_| names::priority(self.page, dossier)),
            procedure: names::procedure(self.site, dossier),
            task: self.page.word("desk-task", row.task.key()),
            leg: leg.map_or_else(|| at_counter(self.page, it), |it| it.plan.name.clone()),
            worker: row.assignee.and_then(|it| self.workers.get(&it)).map(|it| worker(it)),
            free: row.task == DeskTask::Take,
            left: left(self.site, self.page, dossier, group, self.now),
        };
        (group, line)
    }
}

/// What is left of the lawful date of a dossier that lies in `group`, in the working time of its counter.
pub fn left(site: &Site, page: &Page, dossier: &Dossier, group: DeskGroup, now: Instant) -> Left {
    let (Some(reception), Some(receiving)) = (&dossier.reception, dossier.receiving()) else {
        return Left { kind: "neutral", words: String::new(), due: String::new(), used: 0 };
    };
    let calendar = site.context.province.calendars.of(receiving);
    let due = reception.dates.lawful;
    let until = paused_since(&dossier.status).unwrap_or(now);
    let used = share(calendar, reception.begins(), until, due);
    let (kind, words) = match group {
        DeskGroup::Late => ("late", said(page, "label.desk-late", calendar, due, calendar.measure(due, now))),
        DeskGroup::Paused => ("hold", paused(page, calendar, &dossier.status, now)),
        DeskGroup::Ready => ("neutral", page.t("label.desk-ready")),
        DeskGroup::Today | DeskGroup::Soon => {
            ("warn", said(page, "label.desk-left", calendar, due, calendar.measure(now, due)))
        }
        DeskGroup::ThisWeek | DeskGroup::NextWeek | DeskGroup::Later => {
            let days = calendar.working_days_between(now.date(), due.date());
            let kind = if used >= NEARLY_USED { "warn" } else { "ok" };
            (
                kind,
                page.say(
                    &Message::new("label.desk-left").with("time", page.t1("label.span-days", "days", days)),
                ),
            )
        }
    };
    let used = if group == DeskGroup::Ready { 100 } else { used };
    Left { kind, words, due: page.say(&Message::new("label.due-on").with("at", due)), used }
}

fn said(page: &Page, key: &'static str, calendar: &WorkingCalendar, at: Instant, minutes: i64) -> String {
    if minutes == 0 {
        return page.t("label.left-none");
    }
    page.t1(key, "time", span_shortly(page, calendar, at, minutes))
}

/// For how many working days it has stood still.
fn paused(page: &Page, calendar: &WorkingCalendar, status: &Status, now: Instant) -> String {
    let days = paused_since(status).map_or(0, |it| calendar.working_days_between(it.date(), now.date()));
    if days == 0 { page.t("label.desk-paused-today") } else { page.t1("label.desk-paused", "days", days) }
}

const fn paused_since(status: &Status) -> Option<Instant> {
    match status {
        Status::SupplementRequested { since, .. }
        | Status::AwaitingPayment { since, .. }
        | Status::Suspended { since, .. }
        | Status::AwaitingPredecessor { since } => Some(*since),
        Status::GuidanceGiven
        | Status::NotReceived { .. }
        | Status::Received
        | Status::InProcess
        | Status::ResultSigned { .. }
        | Status::ResultReady { .. }
        | Status::Returned { .. }
        | Status::Withdrawn { .. }
        | Status::Stopped { .. }
        | Status::Annulled { .. }
        | Status::Imported => None,
    }
}

/// The share of the working time from `begins` to `due` that has passed by `until`, in percent.
fn share(calendar: &WorkingCalendar, begins: Instant, until: Instant, due: Instant) -> i64 {
    let whole = calendar.measure(begins, due);
    if whole == 0 {
        return 100;
    }
    (calendar.measure(begins, until).saturating_mul(100) / whole).clamp(0, 100)
}

/// That it lies at the counter; and where the citizen is awaited, for what.
fn at_counter(page: &Page, line: &DeskLine) -> String {
    if line.row.task == DeskTask::AwaitCitizen {
        page.word("status", line.dossier.status.code())
    } else {
        page.t("label.at-counter")
    }
}

/// The end of a number by which people at one desk tell it from others: day and place in it.
pub fn tail(number: &str) -> &str {
    number.rmatch_indices('-').nth(1).map_or(number, |(at, _)| number.get(at + 1..).unwrap_or(number))
}

fn worker(name: &str) -> Worker {
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.get(words.len().saturating_sub(2)..).unwrap_or_default();
    Worker {
        sign: last.iter().filter_map(|it| it.chars().next()).flat_map(char::to_uppercase).collect(),
        called: last.join(" "),
        name: name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_speak_of_the_end_of_a_number() {
        assert_eq!(tail("H13.163.01-261116-0001"), "261116-0001");
        assert_eq!(tail("H13-2012-17"), "2012-17");
        assert_eq!(tail("17"), "17");
        assert_eq!(tail("H13-17"), "H13-17");
    }

    #[test]
    fn colleagues_are_called_by_the_end_of_their_names() {
        let shown = |name| (worker(name).sign, worker(name).called);
        assert_eq!(shown("Lý Thị Sa Mol"), ("SM".to_owned(), "Sa Mol".to_owned()));
        assert_eq!(shown("đạt"), ("Đ".to_owned(), "đạt".to_owned()));
        assert_eq!(shown(""), (String::new(), String::new()));
    }
}
