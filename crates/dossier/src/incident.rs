//! Sự cố: what the office spoilt, who pays for it, and that it apologised (NĐ 61/2018 Điều 21).
//!
//! A fact of the history. It must never stop a clock, move a date or become a charge: the office's fault costs the office.

use crate::Dossier;
use motcua_kernel::{AgencyId, Instant, Vnd};
use serde::{Deserialize, Serialize};

/// What was spoilt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IncidentKind {
    /// Mất, thất lạc giấy tờ.
    PapersLost,
    /// Hư hỏng giấy tờ.
    PapersDamaged,
    /// Sai kết quả.
    WrongResult,
}

impl IncidentKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::PapersLost, Self::PapersDamaged, Self::WrongResult];
}

/// An incident as the state knows it; what happened and the apology are texts of its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// When it was recorded.
    pub at: Instant,
    /// What.
    pub kind: IncidentKind,
    /// The agency at fault, which bears the cost.
    pub agency: AgencyId,
    /// What it cost, in whole đồng: a replacement, a journey, nothing. Never owed by the citizen.
    pub cost: Vnd,
}

impl Dossier {
    /// Whether the result that is out, not one before it, was reported as wrong.
    pub fn is_result_reported_wrong(&self) -> bool {
        let ready = self.result.as_ref().and_then(|it| it.ready);
        let of_it = |it: &&Incident| ready.is_some_and(|ready| ready <= it.at);
        self.incidents.iter().filter(of_it).any(|it| it.kind == IncidentKind::WrongResult)
    }
}
