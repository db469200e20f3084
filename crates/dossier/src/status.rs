//! The states of a dossier: a closed list, each with what it alone knows, which clock runs, and where reports put it.

use motcua_kernel::{Instant, TextId};
use serde::{Deserialize, Serialize};

/// Why a dossier stands still by law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SuspensionGround {
    /// A court has ordered or deals with it.
    Court,
    /// A dispute is pending.
    Dispute,
    /// An authority outside must decide first.
    OutsideAuthority,
}

/// Why a dossier was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StopGround {
    /// The applicant asked for it (NĐ 118/2025 Điều 21).
    ByApplicant,
    /// No supplement in its time.
    NoSupplement,
    /// No payment in its time.
    NoPayment,
    /// The result it waited for will not come: that procedure was refused or ended.
    NoPredecessor,
}

/// Whose clock runs in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockHolder {
    /// The offices: the limit runs.
    Office,
    /// The citizen: a supplement or payment is awaited.
    Citizen,
    /// Nobody: a lawful suspension.
    Suspension,
    /// Another dossier of the bundle, whose result this one begins on.
    Predecessor,
    /// None: before receipt or after the end.
    Stopped,
}

/// Where reports count a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bucket {
    /// A visit without a number: not counted as received.
    NotCounted,
    /// Open, the limit running.
    Open,
    /// Open, paused: an "of which" of open.
    Paused,
    /// Solved, with a result or a refusal.
    Solved,
    /// Withdrawn, stopped, lapsed or annulled.
    EndedOtherwise,
}

/// Where a dossier stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum Status {
    /// Incomplete at the counter: papers went home with the guidance slip.
    GuidanceGiven,
    /// Not received, with a written reason.
    NotReceived {
        /// The reason.
        reason: TextId,
    },
    /// Received; no agency has accepted it yet.
    Received,
    /// Received in a bundle; it begins on the result of another dossier of it.
    AwaitingPredecessor {
        /// Since when.
        since: Instant,
    },
    /// With one or several agencies.
    InProcess,
    /// Papers are awaited from the citizen.
    SupplementRequested {
        /// Since when.
        since: Instant,
        /// When it lapses.
        answer_by: Instant,
    },
    /// A payment is awaited from the citizen.
    AwaitingPayment {
        /// Since when.
        since: Instant,
        /// When it lapses.
        pay_by: Instant,
    },
    /// Standing still by law.
    Suspended {
        /// Why.
        ground: SuspensionGround,
        /// Since when.
        since: Instant,
    },
    /// Signed, numbered and stamped; on its way to the counter.
    ResultSigned {
        /// Number of the result.
        number: String,
        /// When.
        at: Instant,
        /// Whether it is a refusal.
        refused: bool,
    },
    /// At the counter: the citizen's clock ends here.
    ResultReady {
        /// When.
        at: Instant,
        /// Whether it is a refusal.
        refused: bool,
    },
    /// Handed out.
    Returned {
        /// When.
        at: Instant,
        /// Whether it was a refusal.
        refused: bool,
    },
    /// Withdrawn by the applicant.
    Withdrawn {
        /// When.
        at: Instant,
    },
    /// Stopped.
    Stopped {
        /// When.
        at: Instant,
        /// Why.
        ground: StopGround,
    },
    /// Entered by mistake; its number stays used.
    Annulled {
        /// When.
        at: Instant,
    },
    /// A case of an imported event log: it follows no route of ours.
    Imported,
}

impl Status {
    /// The citizen's last moment to answer or pay, while one of the two is awaited.
    pub const fn awaited_until(&self) -> Option<Instant> {
        match self {
            Self::SupplementRequested { answer_by: until, .. }
            | Self::AwaitingPayment { pay_by: until, .. } => Some(*until),
            Self::GuidanceGiven
            | Self::NotReceived { .. }
            | Self::Received
            | Self::AwaitingPredecessor { .. }
            | Self::InProcess
            | Self::Suspended { .. }
            | Self::ResultSigned { .. }
            | Self::ResultReady { .. }
            | Self::Returned { .. }
            | Self::Withdrawn { .. }
            | Self::Stopped { .. }
            | Self::Annulled { .. }
            | Self::Imported => None,
        }
    }

    /// Its name, as stored rows, addresses and texts write it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::GuidanceGiven => "guidance-given",
            Self::NotReceived { .. } => "not-received",
            Self::Received => "received",
            Self::AwaitingPredecessor { .. } => "awaiting-predecessor",
            Self::InProcess => "in-process",
            Self::SupplementRequested { .. } => "supplement-requested",
            Self::AwaitingPayment { .. } => "awaiting-payment",
            Self::Suspended { .. } => "suspended",
            Self::ResultSigned { .. } => "result-signed",
            Self::ResultReady { .. } => "result-ready",
            Self::Returned { .. } => "returned",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Stopped { .. } => "stopped",
            Self::Annulled { .. } => "annulled",
            Self::Imported => "imported",
        }
    }

    /// Whose clock runs.
    pub const fn clock(&self) -> ClockHolder {
        match self {
            Self::Received | Self::InProcess | Self::ResultSigned { .. } => ClockHolder::Office,
            Self::SupplementRequested { .. } | Self::AwaitingPayment { .. } => ClockHolder::Citizen,
            Self::Suspended { .. } => ClockHolder::Suspension,
            Self::AwaitingPredecessor { .. } => ClockHolder::Predecessor,
            Self::GuidanceGiven
            | Self::NotReceived { .. }
            | Self::ResultReady { .. }
            | Self::Returned { .. }
            | Self::Withdrawn { .. }
            | Self::Stopped { .. }
            | Self::Annulled { .. }
            | Self::Imported => ClockHolder::Stopped,
        }
    }

    /// Where reports count it.
    pub const fn bucket(&self) -> Bucket {
        match self {
            Self::GuidanceGiven | Self::NotReceived { .. } | Self::Imported => Bucket::NotCounted,
            Self::Received | Self::InProcess => Bucket::Open,
            Self::AwaitingPredecessor { .. }
            | Self::SupplementRequested { .. }
            | Self::AwaitingPayment { .. }
            | Self::Suspended { .. } => Bucket::Paused,
            Self::ResultSigned { .. } | Self::ResultReady { .. } | Self::Returned { .. } => Bucket::Solved,
            Self::Withdrawn { .. } | Self::Stopped { .. } | Self::Annulled { .. } => Bucket::EndedOtherwise,
        }
    }

    /// The national code of the state (law.md 2.2).
    pub const fn national_code(&self) -> Option<u8> {
        Some(match self {
            Self::GuidanceGiven | Self::Annulled { .. } | Self::Imported => return None,
            Self::Received | Self::AwaitingPredecessor { .. } => 2,
            Self::NotReceived { .. } => 3,
            Self::InProcess | Self::Suspended { .. } | Self::ResultSigned { .. } => 4,
            Self::SupplementRequested { .. } => 5,
            Self::AwaitingPayment { .. } => 6,
            Self::Withdrawn { .. } => 7,
            Self::Stopped { .. } => 8,
            Self::ResultReady { .. } => 9,
            Self::Returned { .. } => 10,
        })
    }

    /// Whether the dossier waits for the citizen, a lawful ground or another dossier.
    pub const fn is_paused(&self) -> bool {
        matches!(self.clock(), ClockHolder::Citizen | ClockHolder::Suspension | ClockHolder::Predecessor)
    }

    /// Whether there is still something to do or to get: neither handed back nor ended otherwise.
    pub const fn is_open(&self) -> bool {
        match self {
            Self::Received
            | Self::AwaitingPredecessor { .. }
            | Self::InProcess
            | Self::SupplementRequested { .. }
            | Self::AwaitingPayment { .. }
            | Self::Suspended { .. }
            | Self::ResultSigned { .. }
            | Self::ResultReady { .. } => true,
            Self::GuidanceGiven
            | Self::NotReceived { .. }
            | Self::Returned { .. }
            | Self::Withdrawn { .. }
            | Self::Stopped { .. }
            | Self::Annulled { .. }
            | Self::Imported => false,
        }
    }

    /// Whether agencies may work on it.
    pub const fn is_running(&self) -> bool {
        matches!(self, Self::Received | Self::InProcess)
    }

    /// When the citizen's clock ended, if it did.
    pub const fn ended(&self) -> Option<Instant> {
        match self {
            Self::ResultReady { at, .. }
            | Self::Withdrawn { at }
            | Self::Stopped { at, .. }
            | Self::Annulled { at } => Some(*at),
            Self::GuidanceGiven
            | Self::NotReceived { .. }
            | Self::Received
            | Self::AwaitingPredecessor { .. }
            | Self::InProcess
            | Self::SupplementRequested { .. }
            | Self::AwaitingPayment { .. }
            | Self::Suspended { .. }
            | Self::ResultSigned { .. }
            | Self::Returned { .. }
            | Self::Imported => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_status_is_stored_under_its_code() {
        let at = Instant::MIN;
        let reason = TextId(Uuid::from_u128(1));
        for status in [
            Status::GuidanceGiven,
            Status::NotReceived { reason },
            Status::Received,
            Status::AwaitingPredecessor { since: at },
            Status::InProcess,
            Status::SupplementRequested { since: at, answer_by: at },
            Status::AwaitingPayment { since: at, pay_by: at },
            Status::Suspended { ground: SuspensionGround::Court, since: at },
            Status::ResultSigned { number: String::new(), at, refused: false },
            Status::ResultReady { at, refused: false },
            Status::Returned { at, refused: false },
            Status::Withdrawn { at },
            Status::Stopped { at, ground: StopGround::ByApplicant },
            Status::Annulled { at },
            Status::Imported,
        ] {
            assert_eq!(serde_json::to_value(&status).unwrap()["status"], status.code());
        }
    }
}
