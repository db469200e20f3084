//! The current state of a dossier: what `apply` made of its history, and what deciding functions ask of it.

use crate::{Charge, Correction, Filing, ImportedCase, Leg, LegStatus, Reception, Status, SupplementItem};
use motcua_kernel::{AccountId, AgencyId, DossierId, Instant, LegNo, TextId};
use serde::{Deserialize, Serialize};

/// One request for more papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// What was asked for.
    pub items: Vec<SupplementItem>,
    /// When.
    pub asked: Instant,
    /// When it was complete, if it is.
    pub completed: Option<Instant>,
}

/// A dossier as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Its id.
    pub id: DossierId,
    /// How many events made it.
    pub seq: u32,
    /// When the last one was recorded; nothing is recorded before it.
    pub last_recorded: Instant,
    /// Where it stands.
    pub status: Status,
    /// What was filed; none for a case of an imported log.
    pub filing: Option<Filing>,
    /// Number, pack, dates; none for a visit without a number.
    pub reception: Option<Reception>,
    /// The legs that are needed, by rising number; consultations at the end.
    pub legs: Vec<Leg>,
    /// What is owed.
    pub charges: Vec<Charge>,
    /// Every request for more papers.
    pub supplements: Vec<Supplement>,
    /// How often a return date was set anew.
    pub reappointments: u32,
    /// Who asked for an annulment that waits for another person.
    pub annulment: Option<(AccountId, TextId)>,
    /// Who asked for which correction that waits for another person.
    pub correction: Option<(AccountId, Correction)>,
    /// Attributes of an imported case.
    pub imported: Option<ImportedCase>,
}

impl Dossier {
    /// The leg with this number.
    pub fn leg(&self, no: LegNo) -> Option<&Leg> {
        self.legs.iter().find(|it| it.plan.no == no)
    }

    /// Legs in the hands of their agency.
    pub fn open_legs(&self) -> impl Iterator<Item = &Leg> {
        self.legs.iter().filter(|it| it.status.is_open())
    }

    /// Legs whose predecessors are all finished and which nobody has yet sent, in rising order. A consultation has no
    /// predecessors and is sent when it is asked.
    pub fn ready_legs(&self) -> impl Iterator<Item = &Leg> {
        self.legs.iter().filter(|leg| {
            matches!(leg.status, LegStatus::Waiting | LegStatus::SentBack { .. })
                && leg.plan.after.iter().all(|no| self.leg(*no).is_none_or(|it| it.status.is_finished()))
        })
    }

    /// Whether a result is signed: then nothing can be withdrawn or stopped.
    pub const fn has_result(&self) -> bool {
        matches!(
            self.status,
            Status::ResultSigned { .. } | Status::ResultReady { .. } | Status::Returned { .. }
        )
    }

    /// The agency that received it.
    pub fn receiving(&self) -> Option<AgencyId> {
        self.filing.as_ref().map(|it| it.receiving)
    }
}
