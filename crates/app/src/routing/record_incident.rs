//! Sự cố: what the office spoilt is recorded, with what it pays and its apology.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, IncidentKind};
use motcua_kernel::{AgencyId, TextId, Vnd};
use motcua_routing::IncidentReport;

/// What was spoilt, in words too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoilt {
    /// What.
    pub kind: IncidentKind,
    /// The agency at fault, which bears the cost.
    pub agency: AgencyId,
    /// The cost in whole đồng.
    pub cost: Vnd,
    /// What happened.
    pub account: String,
    /// The apology.
    pub apology: String,
}

/// Records an incident.
///
/// # Errors
/// Refused when the agency has no part in the dossier, or no result is out that could be wrong; `Stale` when another
/// person was first.
pub async fn record_incident(
    context: &Context,
    command: Command,
    spoilt: Spoilt,
) -> Result<Dossier, AppError> {
    let now = context.clock.now();
    let (account, apology) = (TextId(context.ids.next(now)?), TextId(context.ids.next(now)?));
    let Spoilt { kind, agency, cost, .. } = spoilt;
    let report = IncidentReport { kind, agency, cost, account, apology };
    act(context, command, vec![(account, spoilt.account), (apology, spoilt.apology)], |dossier, now| {
        motcua_routing::record_incident(dossier, command.actor, report, now)
    })
    .await
}
