//! Where a dossier is heading: whether its lawful date can still be kept if every leg takes what its budget leaves it.
//!
//! Knows no pace of any office: a leg in hand is taken to be done at its planned end, or now when that has passed; what
//! comes after it keeps its plan while it can, and takes its whole budget when it can not. A plan with room to spare would
//! hide what nobody has touched until it is too late for a new date (NĐ 61/2018 Điều 19(9)), so thresholds stand beside it:
//! what was not taken up in its time, and what has half its time behind it and no proposal in the last days on which a new
//! date can be given, is taken to need its whole budget from now on.

use crate::guard::is_in_hand;
use crate::hand_over::starts_at_counter;
use crate::reappoint::apology_is_due;
use crate::terms::sent_off_by;
use motcua_dossier::{Calendars, Dossier, Leg, LegStatus, Status};
use motcua_kernel::{AgencyId, Instant, LegNo, RulePack};
use std::collections::BTreeMap;

/// What is to be expected of a running dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// When it will be ready, as far as budgets tell.
    pub expected: Instant,
    /// The lawful date.
    pub lawful: Instant,
    /// Working minutes of the receiving agency by which the one passes the other; 0 while the date can be kept.
    pub late_by: i64,
    /// What it waits for now on its longest way; nothing while it lies at the counter.
    pub held: Option<Held>,
    /// Why the date will be missed unless somebody acts; nothing while it can be kept.
    pub risk: Option<Risk>,
}

/// Why a lawful date is in danger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Risk {
    /// By the budgets it can not be kept any more.
    Behind,
    /// The counter has not sent it off in the time of the pack.
    NotSent,
    /// Its agency has not taken it up in the time of the pack.
    NotTakenUp,
    /// Half of its time is over, nothing is proposed, and the last days on which a new date can be given have come.
    NotProposed,
}

/// The leg that decides when the dossier is ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which leg.
    pub leg: LegNo,
    /// On whose desk.
    pub desk: AgencyId,
    /// Working minutes of this desk since the leg should have been done; 0 while it is in time.
    pub behind: i64,
}

impl Risk {
    /// As addresses and texts write it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Behind => "behind",
            Self::NotSent => "not-sent",
            Self::NotTakenUp => "not-taken-up",
            Self::NotProposed => "not-proposed",
        }
    }
}

/// What is to be expected, by `pack`, the one pinned at receipt; nothing of a dossier that does not run.
pub fn outlook(dossier: &Dossier, calendars: &Calendars, pack: &RulePack, now: Instant) -> Option<Outlook> {
    match dossier.status {
        Status::Received | Status::InProcess | Status::ResultSigned { .. } => {}
        Status::AwaitingPredecessor { .. }
        | Status::SupplementRequested { .. }
        | Status::AwaitingPayment { .. }
        | Status::Suspended { .. }
        | Status::GuidanceGiven
        | Status::NotReceived { .. }
        | Status::ResultReady { .. }
        | Status::Returned { .. }
        | Status::Withdrawn { .. }
        | Status::Stopped { .. }
        | Status::Annulled { .. }
        | Status::Imported => return None,
    }
    let seen = Seen { dossier, calendars, pack, now };
    let by_plan = seen.heading(None)?;
    if by_plan.late_by > 0 {
        return Some(Outlook { risk: Some(Risk::Behind), ..by_plan });
    }
    let open = dossier.legs.iter().filter(|it| !it.status.is_finished());
    let untouched = open.filter_map(|leg| Some((leg.plan.no, seen.threshold(leg)?)));
    let begun_now = untouched.filter_map(|(no, risk)| {
        Some(Outlook { risk: Some(risk), ..seen.heading(Some(no))? }).filter(|it| it.late_by > 0)
    });
    Some(begun_now.max_by_key(|it| it.expected).unwrap_or(by_plan))
}

struct Seen<'a> {
    dossier: &'a Dossier,
    calendars: &'a Calendars,
    pack: &'a RulePack,
    now: Instant,
}

impl Seen<'_> {
    /// What is to be expected if the leg `from_now` takes its whole budget from now on.
    fn heading(&self, from_now: Option<LegNo>) -> Option<Outlook> {
        let Self { dossier, calendars, now, .. } = *self;
        let lawful = dossier.reception.as_ref()?.dates.lawful;
        let receiving = dossier.receiving()?;
        let mut ways: BTreeMap<LegNo, Way> = BTreeMap::new();
        for leg in dossier.legs.iter().filter(|it| !it.status.is_finished()) {
            let before = leg.plan.after.iter().filter_map(|no| ways.get(no)).max_by_key(|it| it.end).copied();
            let whole = from_now == Some(leg.plan.no);
            ways.insert(leg.plan.no, way(leg, before, calendars, (now, whole)));
        }
        let longest = ways.values().max_by_key(|it| it.end);
        let expected = longest.map_or(now, |it| it.end);
        let held = longest.and_then(|it| dossier.leg(it.through)).filter(|it| is_in_hand(it));
        let held = held.map(|leg| Held {
            leg: leg.plan.no,
            desk: leg.plan.desk(),
            behind: calendars.of(leg.plan.desk()).measure(leg.plan.planned_end, now),
        });
        let late_by = calendars.of(receiving).measure(lawful, expected);
        Some(Outlook { expected, lawful, late_by, held, risk: None })
    }

    /// Why a leg is not taken to keep its plan.
    fn threshold(&self, leg: &Leg) -> Option<Risk> {
        let Self { dossier, calendars, pack, now } = *self;
        let desk = calendars.of(leg.plan.desk());
        match leg.status {
            LegStatus::Waiting if starts_at_counter(dossier, leg) => {
                let counter = calendars.of(dossier.receiving()?);
                let by = sent_off_by(dossier.reception.as_ref()?, counter, pack);
                (now > by).then_some(Risk::NotSent)
            }
            LegStatus::Sent { at } | LegStatus::Questioned { sent: at, .. } => {
                let by = desk.add_minutes(at, u64::from(pack.handover.acceptance_minutes.value));
                (now > by).then_some(Risk::NotTakenUp)
            }
            LegStatus::Active { .. } => {
                let counter = calendars.of(dossier.receiving()?);
                let begun = leg.since?;
                let end = leg.plan.planned_end;
                let end = if begun > end { desk.due(begun, &leg.plan.budget, None).at } else { end };
                let half_gone = desk.measure(begun, now).saturating_mul(2) > desk.measure(begun, end);
                (half_gone && apology_is_due(dossier, pack, counter, now)).then_some(Risk::NotProposed)
            }
            LegStatus::Waiting
            | LegStatus::SentBack { .. }
            | LegStatus::Proposed { .. }
            | LegStatus::Approved { .. }
            | LegStatus::Finished { .. } => None,
        }
    }
}

/// How long the way to the end of a leg is, and through which leg it begins.
#[derive(Clone, Copy)]
struct Way {
    end: Instant,
    /// When it was to be there.
    planned: Instant,
    through: LegNo,
}

fn way(leg: &Leg, before: Option<Way>, calendars: &Calendars, (now, whole_from_now): (Instant, bool)) -> Way {
    let planned = leg.plan.planned_end;
    let whole = |from| calendars.of(leg.plan.agency).due(from, &leg.plan.budget, None).at;
    let (end, through) = match (before, leg.since.filter(|_| is_in_hand(leg))) {
        (None, _) if whole_from_now => (whole(now).max(planned), leg.plan.no),
        (Some(before), _) if before.end <= before.planned => (planned, before.through),
        (Some(before), _) => (whole(before.end).max(planned), before.through),
        // Begun after it should have been done, it is given its whole time.
        (None, Some(since)) if since > planned => (whole(since).max(now), leg.plan.no),
        (None, Some(_)) => (planned.max(now), leg.plan.no),
        (None, None) if now <= planned => (planned, leg.plan.no),
        (None, None) => (whole(now), leg.plan.no),
    };
    Way { end, planned, through }
}
