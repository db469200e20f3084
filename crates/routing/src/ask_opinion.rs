//! Lấy ý kiến: another agency is asked, with content and time, beside the leg that asks (NĐ 61/2018 Điều 19(5)).
//!
//! A consultation never starts a leg and is no reason to stop the citizen's clock.

use crate::guard::{own_leg, running};
use motcua_calendar::{TimeLimit, WorkingCalendar};
use motcua_catalogue::LegKind;
use motcua_dossier::{Dossier, Event, Leg, LegPlan, LegStatus};
use motcua_kernel::{Actor, AgencyId, Instant, LegNo, Refusal, TextId};

/// What an opinion is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpinionRequest {
    /// The leg that asks.
    pub asking: LegNo,
    /// Who is asked.
    pub agency: AgencyId,
    /// The liaison unit that writes to it, for one outside the system.
    pub liaison: Option<AgencyId>,
    /// How long it may take.
    pub budget: TimeLimit,
    /// What is asked.
    pub question: TextId,
}

/// Name of a consultation's leg, as the citizen reads it.
const NAME: &str = "Lấy ý kiến";

/// Asks for an opinion; the new leg is sent at once and due by `calendar`, that of the agency asked.
///
/// # Errors
/// Unless the dossier runs, the actor is at the asking leg's agency, that leg processes and is being worked on, and
/// another agency is asked.
pub fn ask_opinion(
    dossier: &Dossier,
    actor: Actor,
    request: OpinionRequest,
    calendar: &WorkingCalendar,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    running(dossier, now)?;
    let asking = own_leg(dossier, actor, request.asking)?;
    if asking.plan.kind != LegKind::Process || !matches!(asking.status, LegStatus::Active { .. }) {
        return Err(Refusal::new("routing.leg-not-active").with("leg", request.asking));
    }
    if request.agency == actor.agency {
        return Err(Refusal::new("routing.asks-itself").at("agency"));
    }
    let plan = LegPlan {
        no: next_number(dossier).ok_or(Refusal::new("routing.too-many-legs"))?,
        name: NAME.to_owned(),
        agency: request.agency,
        kind: LegKind::Consultation,
        planned_end: calendar.due(now, &request.budget, None).at,
        budget: request.budget,
        after: Vec::new(),
        steps: 0,
        decides: false,
        liaison: request.liaison,
    };
    Ok(vec![Event::ConsultationAsked { asking: request.asking, plan, question: request.question }])
}

/// Whether a leg is a consultation asked on the way. One of the route is always followed by another leg (a published
/// route has no dead end); nothing ever waits for the number of one asked on the way.
pub fn was_asked(dossier: &Dossier, leg: &Leg) -> bool {
    leg.plan.kind == LegKind::Consultation
        && !dossier.legs.iter().any(|next| next.plan.after.contains(&leg.plan.no))
}

/// A consultation asked on the way and not yet answered.
pub fn unanswered(dossier: &Dossier) -> Option<&Leg> {
    dossier.legs.iter().find(|leg| !leg.status.is_finished() && was_asked(dossier, leg))
}

/// An unanswered consultation that only leg `no` can have asked. The state does not keep who asked; while several legs
/// are open none is held up for another's opinion, and the result waits for all of them (`propose`).
pub fn unanswered_before(dossier: &Dossier, no: LegNo) -> Option<&Leg> {
    let others = |leg: &Leg| leg.plan.kind == LegKind::Process && leg.plan.no != no;
    if dossier.open_legs().any(others) { None } else { unanswered(dossier) }
}

/// The number after every leg of the dossier and every leg one of them names, needed or not: a consultation must not
/// be taken for a leg the route left out.
fn next_number(dossier: &Dossier) -> Option<LegNo> {
    let named = dossier.legs.iter().flat_map(|leg| leg.plan.after.iter().copied().chain([leg.plan.no]));
    named.max().map_or(Some(0), |last| Some(last.0)).and_then(|last| last.checked_add(1)).map(LegNo)
}
