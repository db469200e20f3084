//! Sự cố: the office lost or damaged papers, or gave a wrong result. It pays and apologises (NĐ 61/2018 Điều 21).
//!
//! Never a pause, never a charge: what the office spoilt costs the citizen neither time nor money.

use crate::guard::{at_agency, not_before_last, receiving};
use motcua_dossier::{Dossier, Event, IncidentKind, Status};
use motcua_kernel::{Actor, AgencyId, Instant, Refusal, TextId, Vnd};

/// The agency corrects and pays.
pub const ARTICLE: &str = "NĐ 61/2018 Điều 21";

/// What was spoilt, by whom, and at what cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncidentReport {
    /// What.
    pub kind: IncidentKind,
    /// The agency at fault, which bears the cost.
    pub agency: AgencyId,
    /// The cost in whole đồng, as far as it is known; zero when there is none.
    pub cost: Vnd,
    /// What happened.
    pub account: TextId,
    /// The apology.
    pub apology: TextId,
}

/// Records an incident; also after the end, when most wrong results are found. Only a result that has reached the counter
/// or left it can be wrong for the citizen.
///
/// # Errors
/// Unless the dossier was received and not annulled, the agency at fault has part in it, the actor is at that agency or
/// at the receiving one, the cost is not below zero, and for a wrong result one is out.
pub fn record_incident(
    dossier: &Dossier,
    actor: Actor,
    report: IncidentReport,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    not_before_last(dossier, now)?;
    let receiving = receiving(dossier)?;
    if dossier.reception.is_none() || matches!(dossier.status, Status::Annulled { .. }) {
        return Err(Refusal::new("routing.not-running"));
    }
    let IncidentReport { kind, agency, cost, account, apology } = report;
    if agency != actor.agency {
        at_agency(actor, receiving)?;
    }
    if !has_part(dossier, agency) {
        return Err(Refusal::new("routing.agency-without-part").at("agency"));
    }
    if cost < Vnd::ZERO {
        return Err(Refusal::new("routing.cost-below-zero").under(ARTICLE).at("cost"));
    }
    match kind {
        IncidentKind::WrongResult => result_is_out(dossier)?,
        IncidentKind::PapersLost | IncidentKind::PapersDamaged => {}
    }
    Ok(vec![Event::IncidentRecorded { kind, agency, cost, account, apology }])
}

/// The counters and every agency that has, had or will have a leg.
fn has_part(dossier: &Dossier, agency: AgencyId) -> bool {
    let counters = dossier.filing.iter().flat_map(|it| [it.receiving, it.competent]);
    counters.chain(dossier.legs.iter().map(|it| it.plan.agency)).any(|it| it == agency)
}

/// The result is ready or was handed out.
pub fn result_is_out(dossier: &Dossier) -> Result<(), Refusal> {
    if matches!(dossier.status, Status::ResultReady { .. } | Status::Returned { .. }) {
        Ok(())
    } else {
        Err(Refusal::new("routing.no-result-out"))
    }
}
