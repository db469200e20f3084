//! What there was to tell in a year, reckoned minute by minute from the histories and the file of days off: nothing here asks
//! the calendar or the terms of the house.
#![expect(clippy::wildcard_enum_match_arm, reason = "a test names only what it looks at")]

use super::Histories;
use motcua_dossier::{Dossier, LegStatus, Status, apply};
use motcua_kernel::{Date, Instant, LegNo, parse_date};
use std::collections::{BTreeMap, BTreeSet};
use time::Weekday;
use time::macros::{date, time};

const DAYS: &str = include_str!("../../../../config/calendars/vn_holidays_2007_2030.csv");
const MINUTE: i64 = 60_000_000;
/// Minutes that a day is worked in.
const HOURS: [std::ops::Range<usize>; 2] = [7 * 60..11 * 60 + 30, 13 * 60 + 30..17 * 60];
const A_DAY: usize = 24 * 60;
/// The first and the last day that anything is reckoned of.
const SPAN: [Date; 2] = [date!(2026 - 10 - 01), date!(2028 - 03 - 31)];
/// Heads hear after half a day, leaders after a day.
const UPWARDS: [(u8, u32); 2] = [(1, 240), (2, 480)];

/// How often what was told: kind and level.
pub type Count = BTreeMap<String, u32>;

/// Every minute of the span: whether it is worked in.
struct Minutes {
    worked: Vec<bool>,
}

impl Minutes {
    fn read() -> Self {
        let mut off = BTreeSet::new();
        let mut on = BTreeSet::new();
        for line in DAYS.lines().skip(1) {
            let mut fields = line.split(',');
            let day = parse_date(fields.next().unwrap()).unwrap();
            if fields.nth(1) == Some("makeup_workday") {
                on.insert(day)
            } else {
                off.insert(day)
            };
        }
        let mut worked = Vec::new();
        let mut day = SPAN[0];
        while day <= SPAN[1] {
            let rest = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            let works = on.contains(&day) || !rest && !off.contains(&day);
            worked.extend((0..A_DAY).map(|it| works && HOURS.iter().any(|hours| hours.contains(&it))));
            day = day.next_day().unwrap();
        }
        Self { worked }
    }

    fn start() -> i64 {
        Instant::local(SPAN[0], time!(0:00)).micros()
    }

    /// The moment at which so many minutes were worked since `at`.
    fn after(&self, at: Instant, minutes: u32) -> Instant {
        let mut minute = usize::try_from((at.micros() - Self::start()).div_euclid(MINUTE)).unwrap();
        assert_eq!((at.micros() - Self::start()) % MINUTE, 0, "everything happens at whole minutes: {at}");
        let mut left = minutes;
        while left > 0 {
            left -= u32::from(self.worked[minute]);
            minute += 1;
        }
        if minutes == 0 {
            at
        } else {
            Instant::from_micros(Self::start() + i64::try_from(minute).unwrap() * MINUTE)
        }
    }

    fn works(&self, day: Date) -> bool {
        let first = usize::try_from((day - SPAN[0]).whole_days()).unwrap() * A_DAY;
        self.worked[first..first + A_DAY].contains(&true)
    }

    fn opening(day: Date) -> Instant {
        Instant::local(day, time!(7:00))
    }

    fn closing(day: Date) -> Instant {
        Instant::local(day, time!(17:00))
    }

    /// The working day that lies so many before the one that ends with `day`.
    fn days_before(&self, day: Date, days: u32) -> Date {
        let mut seen = u32::from(self.works(day));
        let mut at = day;
        while seen <= days || !self.works(at) {
            at = at.previous_day().unwrap();
            seen += u32::from(self.works(at));
        }
        at
    }

    fn days_after(&self, day: Date, days: u32) -> Date {
        let mut left = days;
        let mut at = day;
        while left > 0 {
            at = at.next_day().unwrap();
            left -= u32::from(self.works(at));
        }
        at
    }
}

/// Something that is so from a moment on, until another if it is a warning.
#[derive(Clone, Copy, Debug)]
struct So {
    what: &'static str,
    leg: Option<LegNo>,
    level: u8,
    from: Instant,
    until: Option<Instant>,
}

pub struct Reckoning {
    minutes: Minutes,
    count: Count,
}

impl Reckoning {
    pub fn over(histories: &Histories, rounds: &[Instant]) -> Self {
        let mut it = Self { minutes: Minutes::read(), count: Count::new() };
        for (id, entries) in histories {
            it.live(*id, entries, rounds);
        }
        it.of_the_house(rounds);
        it
    }

    pub fn count(self) -> Count {
        self.count
    }

    fn one_more(&mut self, what: &str) {
        *self.count.entry(what.to_owned()).or_default() += 1;
    }

    /// One dossier, round by round: what is so in a round, and was not told with this or a later moment, is told.
    fn live(&mut self, id: motcua_kernel::DossierId, entries: &[motcua_dossier::Entry], rounds: &[Instant]) {
        let mut told: BTreeMap<(&str, Option<LegNo>, u8), Instant> = BTreeMap::new();
        let mut waiting = Waiting::new();
        let mut state: Option<Dossier> = None;
        let mut so: Vec<So> = Vec::new();
        let mut next = entries.iter().peekable();
        let mut latest = Instant::MIN;
        for now in rounds {
            // A clock that shows earlier days begins no round.
            if *now < latest {
                continue;
            }
            latest = *now;
            while let Some(entry) = next.next_if(|it| it.recorded < latest) {
                let after = apply(id, state.take(), entry).unwrap();
                look_for_waiting(&after, &mut waiting);
                so = self.so_with(&after, &waiting);
                state = Some(after);
            }
            let Some(dossier) = &state else { continue };
            if let Some((what, until)) = awaited(dossier)
                && *now > until
            {
                self.one_more(what);
                // The rule ends it in this round; its entry comes with the next.
                assert!(next.peek().is_some_and(|it| it.recorded == latest), "{id} was not ended");
                so.clear();
                continue;
            }
            for it in so.clone() {
                let is_so = it.from < *now && it.until.is_none_or(|until| *now <= until);
                let before = told.get(&(it.what, it.leg, it.level));
                if is_so && before.is_none_or(|before| *before < it.from) {
                    told.insert((it.what, it.leg, it.level), it.from);
                    match it.what {
                        "supplement-expiring" | "payment-expiring" => self.one_more(it.what),
                        what => self.one_more(&format!("{what} {}", it.level)),
                    }
                }
            }
        }
    }

    fn so_with(&self, dossier: &Dossier, waiting: &Waiting) -> Vec<So> {
        let minutes = &self.minutes;
        let mut so = Vec::new();
        let reception = dossier.reception.as_ref().unwrap();
        let one = |what, leg, level, from, until| So { what, leg, level, from, until };
        let over = |so: &mut Vec<So>, what, leg, at: Instant| {
            so.push(one(what, leg, 0, at, None));
            for (level, after) in UPWARDS {
                so.push(one(what, leg, level, minutes.after(at, after), None));
            }
        };
        let soon = |so: &mut Vec<So>, what, leg, days: u32, since: Option<Instant>, until: Instant| {
            let from = Minutes::opening(minutes.days_before(until.date(), days));
            if since.is_none_or(|since| from > since) {
                so.push(one(what, leg, 0, from, Some(until)));
            }
        };
        match &dossier.status {
            Status::Received | Status::InProcess | Status::ResultSigned { .. } => {
                for leg in &dossier.legs {
                    let (no, end) = (Some(leg.plan.no), leg.plan.planned_end);
                    match leg.status {
                        LegStatus::Waiting if leg.plan.after.iter().all(|it| dossier.leg(*it).is_none()) => {
                            over(&mut so, "counter-handover", no, self.leaves_by(reception.at));
                        }
                        LegStatus::Sent { at } | LegStatus::Questioned { sent: at, .. } => {
                            over(&mut so, "acceptance", no, minutes.after(at, 240));
                        }
                        LegStatus::Active { .. }
                        | LegStatus::Approved { .. }
                        | LegStatus::Proposed { .. } => {
                            soon(&mut so, "leg-soon", no, 1, leg.since, end);
                            over(&mut so, "leg", no, end);
                        }
                        _ => {}
                    }
                    for what in ["approval", "sent-back"] {
                        if let Some(since) = waiting.get(&(what, leg.plan.no)) {
                            over(&mut so, what, no, minutes.after(*since, 240));
                        }
                    }
                }
                let lawful = reception.dates.lawful;
                let from = Minutes::opening(minutes.days_before(lawful.date(), 2)).max(reception.at);
                so.push(one("lawful-soon", None, 0, from, Some(lawful)));
                over(&mut so, "lawful", None, lawful);
                // A new date that the lawful one has passed meanwhile is the date of nothing.
                if let Some(new) = reception.dates.reappointed.filter(|it| *it > lawful) {
                    soon(&mut so, "reappointed-soon", None, 1, Some(lawful), new);
                    over(&mut so, "reappointed", None, new);
                }
            }
            Status::SupplementRequested { answer_by, since } => {
                soon(&mut so, "supplement-expiring", None, 3, Some(*since), *answer_by);
            }
            Status::AwaitingPayment { pay_by, since } => {
                soon(&mut so, "payment-expiring", None, 3, Some(*since), *pay_by);
            }
            Status::ResultReady { at, .. } => {
                for (level, days) in [(0, 5), (1, 15), (2, 30)] {
                    let from = Minutes::opening(minutes.days_after(at.date(), days));
                    so.push(one("not-collected", None, level, from, None));
                }
            }
            _ => {}
        }
        so
    }

    /// The same working day; what comes after three, or when nobody works, by the opening of the next one.
    fn leaves_by(&self, received: Instant) -> Instant {
        let day = received.date();
        if self.minutes.works(day) && received <= Instant::local(day, time!(15:00)) {
            return Minutes::closing(day);
        }
        Minutes::opening(self.minutes.days_after(day, 1))
    }

    /// The days off of 2027 are kept by nobody: once a week from the first of November on. Of twelve people each has a token
    /// of three hundred days, and a password of a hundred and eighty that nobody changes.
    fn of_the_house(&mut self, rounds: &[Instant]) {
        let mut weeks = BTreeSet::new();
        let mut latest = Instant::MIN;
        for now in rounds {
            latest = latest.max(*now);
            weeks.insert((latest.date() - date!(2026 - 11 - 01)).whole_days() / 7);
        }
        self.count.insert("calendar-missing".to_owned(), u32::try_from(weeks.len()).unwrap());
        for what in ["token-soon", "token-ends", "password-soon", "password-ends"] {
            self.count.insert(what.to_owned(), 12);
        }
    }
}

fn awaited(dossier: &Dossier) -> Option<(&'static str, Instant)> {
    match &dossier.status {
        Status::SupplementRequested { answer_by, .. } => Some(("no-supplement", *answer_by)),
        Status::AwaitingPayment { pay_by, .. } => Some(("no-payment", *pay_by)),
        _ => None,
    }
}

/// Since when each leg has waited without a pause: proposed, or sent back.
type Waiting = BTreeMap<(&'static str, LegNo), Instant>;

fn look_for_waiting(dossier: &Dossier, waiting: &mut Waiting) {
    let runs = matches!(dossier.status, Status::Received | Status::InProcess | Status::ResultSigned { .. });
    for leg in &dossier.legs {
        for (what, waits) in [
            ("approval", matches!(leg.status, LegStatus::Proposed { .. })),
            ("sent-back", matches!(leg.status, LegStatus::SentBack { .. })),
        ] {
            if runs && waits {
                waiting.entry((what, leg.plan.no)).or_insert(dossier.last_recorded);
            } else {
                waiting.remove(&(what, leg.plan.no));
            }
        }
    }
}
