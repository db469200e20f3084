//! Bắt đầu theo kết quả thủ tục trước: what becomes of a dossier that waited for the result of another in its bundle.
//!
//! Its limit begins with that result and never earlier; where there will be none, it is stopped, and nobody has to ask.

use crate::Pinned;
use crate::standing::stands_in;
use motcua_calendar::CutOff;
use motcua_dossier::{Calendars, Dossier, Event, Leg, Outlook, Status, StopGround};
use motcua_kernel::{Instant, LegNo, Refusal};
use std::collections::BTreeMap;

/// The beginning of `dossier` when its predecessor's result is signed, in the calendar of the receiving agency; its stop
/// when there will be no result; nothing while the predecessor is open.
///
/// # Errors
/// Refused unless it waits for a predecessor.
pub fn follow_predecessor(
    dossier: &Dossier,
    pinned: &Pinned<'_>,
    predecessor: Outlook,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    if !matches!(dossier.status, Status::AwaitingPredecessor { .. }) {
        return Err(stands_in(&dossier.status));
    }
    match predecessor {
        Outlook::Open => Ok(Vec::new()),
        Outlook::Failed => Ok(vec![Event::Stopped { ground: StopGround::NoPredecessor, reason: None }]),
        Outlook::Granted => {
            let under = pinned.dossier(dossier)?;
            let reception = under.reception;
            let lawful = under.calendar.due(now, &reception.limit, reception.cut_off).at;
            let cut_off = reception.cut_off;
            let planned = planned_ends(&dossier.legs, pinned.calendars, now, cut_off, lawful);
            Ok(vec![Event::Begun { lawful, planned }])
        }
    }
}

/// When each leg should be finished if the first begin at `began`, with the cut-off of the channel, and each takes its full
/// budget, none past `lawful`.
pub fn planned_ends(
    legs: &[Leg],
    calendars: &Calendars,
    began: Instant,
    cut_off: Option<CutOff>,
    lawful: Instant,
) -> Vec<(LegNo, Instant)> {
    let mut ends: BTreeMap<LegNo, Instant> = BTreeMap::new();
    // The legs ahead of a leg may have a higher number: go round until all are planned.
    while let Some(leg) =
        legs.iter().find(|leg| !ends.contains_key(&leg.plan.no) && is_next(leg, legs, &ends))
    {
        let ahead = leg.plan.after.iter().filter_map(|no| ends.get(no)).max().copied();
        let (start, cut_off) = ahead.map_or((began, cut_off), |end| (end, None));
        let end = calendars.of(leg.plan.agency).due(start, &leg.plan.budget, cut_off).at;
        ends.insert(leg.plan.no, end.min(lawful));
    }
    ends.into_iter().collect()
}

fn is_next(leg: &Leg, legs: &[Leg], ends: &BTreeMap<LegNo, Instant>) -> bool {
    let known = |no: &LegNo| legs.iter().any(|it| it.plan.no == *no);
    leg.plan.after.iter().all(|no| ends.contains_key(no) || !known(no))
}
