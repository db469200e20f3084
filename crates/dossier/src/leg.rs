//! Công đoạn: the part one agency owes, as planned at reception and as it went.

use crate::SentLetter;
use motcua_calendar::TimeLimit;
use motcua_catalogue::LegKind;
use motcua_kernel::{AccountId, AgencyId, FileId, Instant, LegNo, TextId};
use serde::{Deserialize, Serialize};

/// A leg as planned when the dossier was received, or when a consultation was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegPlan {
    /// Its number in the route; consultations asked on the way get the numbers after.
    pub no: LegNo,
    /// What is done, in Vietnamese.
    pub name: String,
    /// Who owes it.
    pub agency: AgencyId,
    /// What it is for.
    pub kind: LegKind,
    /// Its own time.
    pub budget: TimeLimit,
    /// The legs before it.
    pub after: Vec<LegNo>,
    /// How many steps it has.
    pub steps: u16,
    /// Whether its approval makes the dossier's result.
    pub decides: bool,
    /// When it should be finished if every leg before it takes its full budget.
    pub planned_end: Instant,
    /// The liaison unit that records what its agency does, for an agency outside the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liaison: Option<AgencyId>,
}

/// What is proposed or decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// The result asked for.
    Granted {
        /// Code of the result type in the pinned version.
        result: String,
        /// The draft or the result itself.
        file: Option<FileId>,
    },
    /// Từ chối giải quyết, a result too.
    Refused {
        /// The written reason (NĐ 63/2010 Điều 18(5)).
        reason: TextId,
    },
}

/// Where a leg stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum LegStatus {
    /// Legs before it are not finished.
    Waiting,
    /// Handed over, not yet accepted.
    Sent {
        /// When it was sent.
        at: Instant,
    },
    /// The receiver has a question about the hand-over; it is still the sender's.
    Questioned {
        /// When it was sent.
        sent: Instant,
        /// The question.
        question: TextId,
    },
    /// The receiver sent it back to the sender.
    SentBack {
        /// Why.
        reason: TextId,
    },
    /// Accepted and being worked on.
    Active {
        /// Who works on it, when someone took or got it.
        assignee: Option<AccountId>,
        /// Steps done.
        steps_done: u16,
    },
    /// A result waits for the signer.
    Proposed {
        /// Who proposed it.
        by: AccountId,
        /// What.
        outcome: Outcome,
    },
    /// Signed, to be numbered and stamped.
    Approved {
        /// What.
        outcome: Outcome,
        /// Who signed.
        signer: AccountId,
    },
    /// Done.
    Finished {
        /// When.
        at: Instant,
    },
}

impl LegStatus {
    /// Whether the agency of the leg has it in hand.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Active { .. } | Self::Proposed { .. } | Self::Approved { .. })
    }

    /// Who works on it; nobody at the counter, and nobody who signs or stamps.
    pub const fn assignee(&self) -> Option<AccountId> {
        match self {
            Self::Active { assignee, .. } => *assignee,
            Self::Waiting
            | Self::Sent { .. }
            | Self::Questioned { .. }
            | Self::SentBack { .. }
            | Self::Proposed { .. }
            | Self::Approved { .. }
            | Self::Finished { .. } => None,
        }
    }

    /// Whether it is done.
    pub const fn is_finished(&self) -> bool {
        self.finished().is_some()
    }

    /// When it was done.
    pub const fn finished(&self) -> Option<Instant> {
        match self {
            Self::Finished { at } => Some(*at),
            Self::Waiting
            | Self::Sent { .. }
            | Self::Questioned { .. }
            | Self::SentBack { .. }
            | Self::Active { .. }
            | Self::Proposed { .. }
            | Self::Approved { .. } => None,
        }
    }
}

/// A leg in the current state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// As planned.
    pub plan: LegPlan,
    /// Where it stands.
    pub status: LegStatus,
    /// When it was last sent or, once accepted, when it was accepted; none while it was never sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Instant>,
    /// Letters to an agency outside, in the order in which they went.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<SentLetter>,
}
