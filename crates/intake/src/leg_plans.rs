//! The plan of the legs one dossier needs: who owes each, after which, and until when.
//!
//! Planned ends are guides for the agencies; the citizen's dates come from the limit of the procedure and never from here.

use crate::ReceiveFacts;
use crate::decides::deciding_leg;
use motcua_calendar::CutOff;
use motcua_catalogue::{LegKind, Route, RouteLeg};
use motcua_dossier::{Filing, LegPlan};
use motcua_kernel::{AgencyId, Instant, LegNo, Refusal};
use std::collections::{BTreeMap, BTreeSet};

/// The needed legs by rising number, exactly one of them deciding.
///
/// Each leg of an agency outside the system has its liaison unit.
///
/// A leg behind one that is not needed comes after those before that one. A leg begins when all before it take their
/// full budget; the first ones at receipt, with the cut-off of the channel.
pub fn leg_plans(
    facts: &ReceiveFacts<'_>,
    route: &Route,
    filing: &Filing,
    cut_off: Option<CutOff>,
    now: Instant,
) -> Result<Vec<LegPlan>, Refusal> {
    let order = route.in_order();
    if order.len() < route.legs.len() {
        return Err(Refusal::new("intake.route-broken"));
    }
    let mut stands_for: BTreeMap<LegNo, BTreeSet<LegNo>> = BTreeMap::new();
    let mut plans: BTreeMap<LegNo, LegPlan> = BTreeMap::new();
    for leg in order {
        let after: BTreeSet<LegNo> =
            leg.after.iter().filter_map(|no| stands_for.get(no)).flatten().copied().collect();
        if route.needed(leg, &filing.answers) {
            let ended = after.iter().filter_map(|no| plans.get(no)).map(|it| it.planned_end).max();
            let (start, cut_off) = ended.map_or((now, cut_off), |end| (end, None));
            plans.insert(leg.no, plan(facts, leg, after, start, cut_off)?);
            stands_for.insert(leg.no, BTreeSet::from([leg.no]));
        } else {
            stands_for.insert(leg.no, after);
        }
    }
    let mut plans: Vec<LegPlan> = plans.into_values().collect();
    let deciding = deciding_leg(&plans)?;
    for plan in &mut plans {
        plan.decides = plan.no == deciding;
        plan.liaison = liaison(facts, plan, filing.receiving, now);
    }
    Ok(plans)
}

fn plan(
    facts: &ReceiveFacts<'_>,
    leg: &RouteLeg,
    after: BTreeSet<LegNo>,
    start: Instant,
    cut_off: Option<CutOff>,
) -> Result<LegPlan, Refusal> {
    let agency = facts.agencies.get(&leg.no).copied().ok_or_else(|| {
        Refusal::new("intake.agency-not-found")
            .with("leg", leg.no)
            .with("name", &leg.name)
            .at(format!("legs.{}", leg.no))
    })?;
    Ok(LegPlan {
        no: leg.no,
        name: leg.name.clone(),
        agency,
        kind: leg.kind,
        budget: leg.budget.clone(),
        after: after.into_iter().collect(),
        steps: u16::try_from(leg.steps.len()).unwrap_or(u16::MAX),
        decides: false,
        planned_end: facts.calendars.of(agency).due(start, &leg.budget, cut_off).at,
        liaison: None,
    })
}

/// Who records the leg, if its agency is outside the system on the day it is received. A result is returned by people who
/// work in it.
fn liaison(facts: &ReceiveFacts<'_>, plan: &LegPlan, receiving: AgencyId, now: Instant) -> Option<AgencyId> {
    match plan.kind {
        LegKind::Process | LegKind::Consultation => facts.tree.liaison_of(plan.agency, receiving, now.date()),
        LegKind::Return => None,
    }
}
