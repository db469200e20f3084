//! All that a message may say, as typed values. A template can name nothing else, and what a kind of notice needs is there
//! whenever that kind is told.
//!
//! Made by the shell when a notice is sent; never stored as it is, for it holds names and reasons.

use crate::NoticeKind;
use motcua_dossier::{ReopenGround, SuspensionGround};
use motcua_kernel::{Instant, Vnd};
use serde::{Deserialize, Serialize};

/// What one notice tells of one dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// What happened, with what only that has.
    #[serde(flatten)]
    pub news: News,
    /// When.
    pub at: Instant,
    /// Mã số hồ sơ; none for a visit that got no number, and none while an address is not yet known to be theirs.
    pub number: Option<String>,
    /// Name of the procedure; none when it is sensitive.
    pub title: Option<String>,
    /// The office that received it: whom to call, and where results lie.
    pub receiving: Office,
    /// Who has it now, while an agency has (NĐ 224/2026 Điều 15(1)(g)).
    pub processing: Option<Processing>,
    /// When and by whom it was received; none for a visit.
    pub received: Option<Receipt>,
    /// The date that holds now: of the last appointment or, without one, the lawful one; none where none runs.
    pub due: Option<Instant>,
    /// When the result was there or handed out.
    pub done: Option<Instant>,
    /// How the reader is called; none while the address is not yet known to be theirs, and whenever that is unsure.
    pub addressee: Option<String>,
    /// The page where it can be followed.
    pub status_link: Option<String>,
    /// Where the reader ends these messages in one click.
    pub unsubscribe_link: Option<String>,
    /// Whether everything in it is made up.
    pub sample: bool,
}

impl Facts {
    /// Its kind.
    pub const fn kind(&self) -> NoticeKind {
        self.news.kind()
    }
}

/// An office as people reach it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: Option<String>,
    /// Its telephone.
    pub phone: Option<String>,
    /// When its counter is open, in one line.
    pub hours: Option<String>,
}

/// Who has a dossier in hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Processing {
    /// Name of the agency.
    pub agency: String,
    /// The person or their office, as the agency lets it be known.
    pub who: Option<String>,
    /// Since when.
    pub since: Instant,
}

/// How a dossier was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// When.
    pub at: Instant,
    /// The person or their office.
    pub by: Option<String>,
}

/// A paper or condition that is lacking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lacking {
    /// What; none where the address is not known to be theirs.
    pub name: Option<String>,
    /// Why; none where the reason was erased, or the address is not known to be theirs.
    pub reason: Option<String>,
}

/// A sum that is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owed {
    /// What for; none where the address is not known to be theirs.
    pub name: Option<String>,
    /// How much; none where it may be anybody's.
    pub amount: Option<Vnd>,
}

/// What happened, one variant for each [`NoticeKind`]. `reason`, `apology` and `account` are erasable texts: none where they
/// were erased, or the address is not known to be the reader's. What is owed and paid, where a result is on its way and why a
/// dossier stands still are none at an address that may be anybody's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each variant is told at the kind of its name, each field by its name")]
pub enum News {
    Received { code: Option<String> },
    NotReceived { reason: Option<String> },
    GuidanceGiven { lacking: Vec<Lacking> },
    BeingProcessed { agency: String },
    SupplementRequested { lacking: Vec<Lacking>, by: Instant },
    SupplementCompleted,
    PaymentAwaited { charges: Vec<Owed>, amount: Option<Vnd>, by: Instant },
    PaymentConfirmed { amount: Option<Vnd> },
    RefundApproved { amount: Option<Vnd> },
    RefundPaid { amount: Option<Vnd> },
    Suspended { ground: Option<SuspensionGround>, reason: Option<String> },
    Resumed,
    DateMoved { from: Instant, to: Instant },
    Reappointed { from: Instant, to: Instant, agency: String, apology: Option<String> },
    Apologised { agency: String, apology: Option<String> },
    AgencySucceeded { from: String, to: String },
    ResultReady { unpaid: Option<Vnd> },
    RefusalReady { reason: Option<String> },
    Returned,
    ReturnedByPost { tracking: Option<String> },
    ResultElectronic,
    Withdrawn,
    Stopped { at_request: bool },
    Lapsed { awaited: Awaited },
    Annulled,
    Corrected,
    Reopened { ground: ReopenGround },
    IncidentRecorded { agency: String, account: Option<String>, apology: Option<String> },
    SupplementExpiring { lacking: Vec<Lacking>, by: Instant },
    PaymentExpiring { charges: Vec<Owed>, amount: Option<Vnd>, by: Instant },
    NotCollected { since: Instant, unpaid: Option<Vnd> },
    VerifyAddress { link: Option<String>, code: Option<String> },
}

/// What did not come in its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Awaited {
    /// The papers asked for.
    Papers,
    /// The payment.
    Payment,
}

impl News {
    /// Of which kind it is.
    pub const fn kind(&self) -> NoticeKind {
        match self {
            Self::Received { .. } => NoticeKind::Received,
            Self::NotReceived { .. } => NoticeKind::NotReceived,
            Self::GuidanceGiven { .. } => NoticeKind::GuidanceGiven,
            Self::BeingProcessed { .. } => NoticeKind::BeingProcessed,
            Self::SupplementRequested { .. } => NoticeKind::SupplementRequested,
            Self::SupplementCompleted => NoticeKind::SupplementCompleted,
            Self::PaymentAwaited { .. } => NoticeKind::PaymentAwaited,
            Self::PaymentConfirmed { .. } => NoticeKind::PaymentConfirmed,
            Self::RefundApproved { .. } => NoticeKind::RefundApproved,
            Self::RefundPaid { .. } => NoticeKind::RefundPaid,
            Self::Suspended { .. } => NoticeKind::Suspended,
            Self::Resumed => NoticeKind::Resumed,
            Self::DateMoved { .. } => NoticeKind::DateMoved,
            Self::Reappointed { .. } => NoticeKind::Reappointed,
            Self::Apologised { .. } => NoticeKind::Apologised,
            Self::AgencySucceeded { .. } => NoticeKind::AgencySucceeded,
            Self::ResultReady { .. } => NoticeKind::ResultReady,
            Self::RefusalReady { .. } => NoticeKind::RefusalReady,
            Self::Returned => NoticeKind::Returned,
            Self::ReturnedByPost { .. } => NoticeKind::ReturnedByPost,
            Self::ResultElectronic => NoticeKind::ResultElectronic,
            Self::Withdrawn => NoticeKind::Withdrawn,
            Self::Stopped { .. } => NoticeKind::Stopped,
            Self::Lapsed { .. } => NoticeKind::Lapsed,
            Self::Annulled => NoticeKind::Annulled,
            Self::Corrected => NoticeKind::Corrected,
            Self::Reopened { .. } => NoticeKind::Reopened,
            Self::IncidentRecorded { .. } => NoticeKind::IncidentRecorded,
            Self::SupplementExpiring { .. } => NoticeKind::SupplementExpiring,
            Self::PaymentExpiring { .. } => NoticeKind::PaymentExpiring,
            Self::NotCollected { .. } => NoticeKind::NotCollected,
            Self::VerifyAddress { .. } => NoticeKind::VerifyAddress,
        }
    }
}
