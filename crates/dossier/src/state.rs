//! The current state of a dossier: what `apply` made of its history, and what deciding functions ask of it.

use crate::{
    Charge, Correction, Ending, Exempted, Filing, ImportedCase, Incident, Issued, Leg, LegStatus, Payment,
    Rebasing, Reception, Refund, Reopening, Status, SupplementItem,
};
use motcua_catalogue::LegKind;
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

/// A result that was signed, numbered and stamped, and the way it has gone since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedResult {
    /// Its number.
    pub number: String,
    /// When it was numbered; the agencies' time ends here.
    pub signed: Instant,
    /// When the counter had it; the citizen's clock ends here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready: Option<Instant>,
    /// When it was handed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Instant>,
    /// Whether it is a refusal.
    pub refused: bool,
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
    /// What was paid, in the order it was recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<Payment>,
    /// What need not be paid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exemptions: Vec<Exempted>,
    /// What is, or is asked to be, paid back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<Refund>,
    /// Official sheets that were issued.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<Issued>,
    /// Codes of the charges whose payment is or was last awaited.
    #[serde(default)]
    pub awaited_charges: Vec<String>,
    /// Every request for more papers.
    pub supplements: Vec<Supplement>,
    /// The numbered result.
    #[serde(default)]
    pub result: Option<SignedResult>,
    /// Results that were out and turned out wrong, the first one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<SignedResult>,
    /// How it ended; none while it is open, or was annulled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<Ending>,
    /// Every time it was opened again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reopenings: Vec<Reopening>,
    /// What the office spoilt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incidents: Vec<Incident>,
    /// How often a return date was set anew.
    pub reappointments: u32,
    /// Who asked for an annulment that waits for another person.
    pub annulment: Option<(AccountId, TextId)>,
    /// Who asked for which correction that waits for another person.
    pub correction: Option<(AccountId, Correction)>,
    /// What re-basing to another version has left.
    #[serde(default, skip_serializing_if = "Rebasing::is_nothing")]
    pub rebasing: Rebasing,
    /// When it was entered, if it came from paper; else it was received then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Instant>,
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

    /// Whether the counter sends this leg: no leg of this dossier comes before it.
    pub fn starts_at_counter(&self, leg: &Leg) -> bool {
        leg.plan.after.iter().all(|no| self.leg(*no).is_none())
    }

    /// Whether a leg is a consultation asked on the way. One of the route is always followed by another leg; nothing
    /// ever waits for the number of one asked on the way.
    pub fn was_asked(&self, leg: &Leg) -> bool {
        leg.plan.kind == LegKind::Consultation
            && !self.legs.iter().any(|next| next.plan.after.contains(&leg.plan.no))
    }

    /// An unanswered opinion that only leg `no` can have asked for: the state does not keep who asked, so while several
    /// legs are in hand none is held up for another's opinion.
    pub fn unanswered_before(&self, no: LegNo) -> Option<&Leg> {
        if self.open_legs().any(|leg| leg.plan.kind == LegKind::Process && leg.plan.no != no) {
            return None;
        }
        self.legs.iter().find(|leg| !leg.status.is_finished() && self.was_asked(leg))
    }

    /// Whether a result is signed: then nothing can be withdrawn or stopped.
    pub const fn has_result(&self) -> bool {
        matches!(
            self.status,
            Status::ResultSigned { .. } | Status::ResultReady { .. } | Status::Returned { .. }
        )
    }

    /// When the citizen's clock ended, if it did; still known when the result was handed out.
    pub fn ended(&self) -> Option<Instant> {
        self.result.as_ref().and_then(|it| it.ready).or_else(|| self.status.ended())
    }

    /// The agency that received it.
    pub fn receiving(&self) -> Option<AgencyId> {
        self.filing.as_ref().map(|it| it.receiving)
    }
}
