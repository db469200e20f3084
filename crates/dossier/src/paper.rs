//! Hồ sơ giấy: dossiers that were received on paper before they were entered here. The only ones whose receipt has another
//! time than its recording; each says why, and every figure can tell them apart.

use crate::Dossier;
use motcua_kernel::{AccountId, AgencyId, Instant, LateEntryPermitId, PaperBatchId};
use serde::{Deserialize, Serialize};

/// How a dossier came from paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "kebab-case")]
pub enum PaperOrigin {
    /// Hồ sơ tồn: open when the office began to work with the system.
    CarriedOver {
        /// The number of its paper slip.
        slip: String,
        /// The file it came with.
        batch: PaperBatchId,
        /// The head who approved that file, another person than the one who sent it.
        approved_by: AccountId,
    },
    /// Nhập bù: received while the system was out of reach.
    LateEntry {
        /// The number of the paper slip.
        slip: String,
        /// Whose leave it was entered by, and why.
        permit: LateEntryPermitId,
    },
}

impl PaperOrigin {
    /// The number of the slip the citizen holds.
    pub fn slip(&self) -> &str {
        match self {
            Self::CarriedOver { slip, .. } | Self::LateEntry { slip, .. } => slip,
        }
    }

    /// Whether it is hồ sơ tồn.
    pub const fn is_carried_over(&self) -> bool {
        matches!(self, Self::CarriedOver { .. })
    }
}

/// Why an office received on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LateGround {
    /// Mất điện, mất mạng, sự cố hệ thống.
    Outage,
    /// Tiếp nhận lưu động: outside the office.
    OutsideOffice,
}

/// A head's leave to enter later what one agency received on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateEntryPermit {
    /// Its id.
    pub id: LateEntryPermitId,
    /// Whose counter.
    pub agency: AgencyId,
    /// Why.
    pub ground: LateGround,
    /// In words; of the office, not of a person.
    pub reason: String,
    /// The first moment of receipt on paper.
    pub from: Instant,
    /// The last one.
    pub until: Instant,
    /// How many paper slips were written.
    pub slips: u32,
    /// Until when they may be entered.
    pub enter_by: Instant,
    /// Who gave it.
    pub granted_by: AccountId,
    /// When.
    pub granted: Instant,
}

impl Dossier {
    /// How it came from paper, if it did.
    pub fn paper_origin(&self) -> Option<&PaperOrigin> {
        self.reception.as_ref()?.origin.as_deref()
    }
}
