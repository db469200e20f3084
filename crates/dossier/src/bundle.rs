//! Hồ sơ liên thông: the place of a dossier among those received in the same visit.
//!
//! Each child stays a dossier of its own, with its number, dates, fees and result; nothing here is added up.

use crate::{Dossier, Status};
use motcua_kernel::{BundleId, DossierId, Instant};
use serde::{Deserialize, Serialize};

/// Where a dossier stands in a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundlePlace {
    /// The bundle; its children share one slip.
    pub bundle: BundleId,
    /// Code of the group of procedures (`lt-khai-sinh`).
    pub group: String,
    /// Its code inside the group (`thuong-tru`).
    pub child: String,
    /// What it waits for; it began at receipt, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Predecessor>,
}

/// The dossier whose result another waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predecessor {
    /// Which.
    pub dossier: DossierId,
    /// When its result was to be there, as known at receipt: the dates printed on the slip count from here.
    pub planned: Instant,
}

/// What came of a dossier, for those that wait for its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// Nothing yet.
    Open,
    /// The result asked for is signed.
    Granted,
    /// Refused, withdrawn, stopped or annulled: there will be no result.
    Failed,
}

impl Dossier {
    /// Its place in a bundle, if it came in one.
    pub fn bundle(&self) -> Option<&BundlePlace> {
        self.reception.as_ref()?.bundle.as_deref()
    }

    /// The dossier whose result it waits for, while it does.
    pub fn awaits(&self) -> Option<DossierId> {
        let waits = matches!(self.status, Status::AwaitingPredecessor { .. });
        self.bundle().filter(|_| waits)?.after.map(|it| it.dossier)
    }

    /// What those that wait for its result have to expect.
    pub fn outlook(&self) -> Outlook {
        match &self.status {
            Status::ResultSigned { refused, .. }
            | Status::ResultReady { refused, .. }
            | Status::Returned { refused, .. } => {
                if *refused {
                    Outlook::Failed
                } else {
                    Outlook::Granted
                }
            }
            Status::Withdrawn { .. }
            | Status::Stopped { .. }
            | Status::Annulled { .. }
            | Status::NotReceived { .. } => Outlook::Failed,
            Status::GuidanceGiven
            | Status::Received
            | Status::AwaitingPredecessor { .. }
            | Status::InProcess
            | Status::SupplementRequested { .. }
            | Status::AwaitingPayment { .. }
            | Status::Suspended { .. }
            | Status::Imported => Outlook::Open,
        }
    }
}
