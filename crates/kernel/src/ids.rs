//! Typed ids. A `DossierId` can not be passed where an `AgencyId` is meant; the shell makes them as `UUIDv7`.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

typed_ids! {
    /// A person's account in the system.
    AccountId;
    /// A node of the agency tree; codes are reused over time, ids never.
    AgencyId;
    /// One application (hồ sơ).
    DossierId;
    /// Dossiers received in one visit (hồ sơ liên thông).
    BundleId;
    /// An applicant or helper; names and addresses live in an erasable row under this id.
    PartyId;
    /// A stored file.
    FileId;
    /// Free text (a reason, a note, an answer) kept in an erasable row; events carry this id, never the words.
    TextId;
    /// A procedure across all its versions.
    ProcedureId;
    /// One dated version of a procedure, which a dossier pins.
    ProcedureVersionId;
    /// A file of open paper dossiers that was sent to be taken over.
    PaperBatchId;
    /// A head's leave to enter later what was received on paper.
    LateEntryPermitId;
    /// A cashier's drawer for one shift.
    DrawerId;
    /// One line of the book of money.
    MoneyMovementId;
    /// A series of receipts.
    ReceiptSeriesId;
    /// Numbers of a series that were given to a cashier.
    ReceiptStockId;
    /// Numbers of a series that a cashier gave back.
    ReceiptReturnId;
}

/// The number of a leg (công đoạn của cơ quan) inside its route, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LegNo(pub u16);

impl fmt::Display for LegNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
