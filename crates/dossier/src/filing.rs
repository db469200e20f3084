//! What was filed and under which rules it was received.

use crate::{BundlePlace, Dates, DossierNumber, InsteadOfSigning, PaperOrigin, PriorityGround};
use motcua_calendar::{CutOff, TimeLimit};
use motcua_catalogue::Channel;
use motcua_kernel::{AgencyId, Instant, PartyId, ProcedureVersionId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a person brought: the same whether it is received, guided or not received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// The pinned version.
    pub version: ProcedureVersionId,
    /// Its case.
    pub case: String,
    /// How it came.
    pub channel: Channel,
    /// The agency whose counter stands before the person (nơi tiếp nhận).
    pub receiving: AgencyId,
    /// The agency that must solve it (cơ quan có thẩm quyền).
    pub competent: AgencyId,
    /// Chủ hồ sơ.
    pub applicant: PartyId,
    /// Người nộp thay, when another person brings it.
    pub helper: Option<PartyId>,
    /// Answers to the questions that choose optional legs.
    pub answers: BTreeMap<String, bool>,
    /// Papers handed in.
    pub components: Vec<ComponentGiven>,
    /// Units counted for prices per unit, by code of the fee rule.
    pub quantities: BTreeMap<String, u32>,
    /// Papers of the case that are not handed in here: in a bundle they come with another child, or are the result this
    /// one waits for.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub elsewhere: BTreeSet<String>,
    /// Where the papers were handed in (nơi nộp), when that is not the receiving agency: reception does not depend on the
    /// boundaries of communes (NĐ 118/2025). It passed them on and owes nothing; it may follow the dossier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_in_at: Option<AgencyId>,
    /// Why whoever came is served first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<PriorityGround>,
    /// How the applicant confirms who can not sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of_signing: Option<InsteadOfSigning>,
}

/// A paper handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentGiven {
    /// Code of the component in the pinned case.
    pub code: String,
    /// Originals handed in.
    pub originals: u16,
    /// Copies handed in.
    pub copies: u16,
}

/// The facts fixed at reception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reception {
    /// Mã số hồ sơ.
    pub number: DossierNumber,
    /// The moment of receipt, the same that chose number, cut-off and dates.
    pub at: Instant,
    /// Code of the rule pack in force then.
    pub pack: String,
    /// The limit of case and channel.
    pub limit: TimeLimit,
    /// Its cut-off.
    pub cut_off: Option<CutOff>,
    /// First, lawful and reappointed date.
    pub dates: Dates,
    /// Its place among the dossiers of the same visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle: Option<Box<BundlePlace>>,
    /// How it came from paper: only then was the receipt recorded later than it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Box<PaperOrigin>>,
}

impl Reception {
    /// The moment from which the first date was counted: receipt, or when the result it waits for was planned.
    pub fn begins(&self) -> Instant {
        self.bundle.as_ref().and_then(|it| it.after).map_or(self.at, |it| it.planned)
    }
}
