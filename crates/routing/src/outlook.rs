//! Where a dossier is heading: whether its lawful date can still be kept if every leg takes what its budget leaves it.
//!
//! Knows no pace of any office: a leg in hand is taken to be done at its planned end, or now when that has passed; what
//! comes after it keeps its plan while it can, and takes its whole budget when it can not. So it warns of what is late
//! already somewhere, and of nothing else.

use motcua_dossier::{Calendars, Dossier, Leg, LegStatus, Status};
use motcua_kernel::{AgencyId, Instant, LegNo};
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

/// What is to be expected; nothing of a dossier that does not run.
pub fn outlook(dossier: &Dossier, calendars: &Calendars, now: Instant) -> Option<Outlook> {
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
    let lawful = dossier.reception.as_ref()?.dates.lawful;
    let receiving = dossier.receiving()?;
    let mut ways: BTreeMap<LegNo, Way> = BTreeMap::new();
    for leg in dossier.legs.iter().filter(|it| !it.status.is_finished()) {
        let before = leg.plan.after.iter().filter_map(|no| ways.get(no)).max_by_key(|it| it.end).copied();
        ways.insert(leg.plan.no, way(leg, before, calendars, now));
    }
    let longest = ways.values().max_by_key(|it| it.end);
    let expected = longest.map_or(now, |it| it.end);
    let held = longest.and_then(|it| dossier.leg(it.through)).filter(|it| is_in_hand(it));
    let held = held.map(|leg| Held {
        leg: leg.plan.no,
        desk: leg.plan.desk(),
        behind: calendars.of(leg.plan.desk()).measure(leg.plan.planned_end, now),
    });
    Some(Outlook { expected, lawful, late_by: calendars.of(receiving).measure(lawful, expected), held })
}

/// How long the way to the end of a leg is, and through which leg it begins.
#[derive(Clone, Copy)]
struct Way {
    end: Instant,
    /// When it was to be there.
    planned: Instant,
    through: LegNo,
}

fn way(leg: &Leg, before: Option<Way>, calendars: &Calendars, now: Instant) -> Way {
    let planned = leg.plan.planned_end;
    let whole = |from| calendars.of(leg.plan.agency).due(from, &leg.plan.budget, None).at;
    let (end, through) = match (before, leg.since.filter(|_| is_in_hand(leg))) {
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

const fn is_in_hand(leg: &Leg) -> bool {
    match leg.status {
        LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::Active { .. }
        | LegStatus::Proposed { .. }
        | LegStatus::Approved { .. } => true,
        LegStatus::Waiting | LegStatus::SentBack { .. } | LegStatus::Finished { .. } => false,
    }
}
