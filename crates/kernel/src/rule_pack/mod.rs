//! The law's parameters of a period, as data: a pack inherits from the one before and states only what changed.
//!
//! A dossier keeps the pack in force on its day of receipt. Whoever needs a number the law sets asks the pack; no crate
//! repeats one. A room per subject; `rows` lists a pack for people and programs.

mod number;
mod office;
mod online;
mod oversight;
mod packs;
mod parameter;
mod privacy;
mod reception;
mod rows;
mod supplement;
mod terms;

pub use number::{NumberFormat, NumberRules};
pub use office::{OfficeRules, Territory, UnitName};
pub use online::{OnlineNotice, OnlinePlace, OnlineRules, ServiceLevels};
pub use oversight::{
    CatalogueRules, ControlUnit, CostMethod, DayUnit, Evaluation, PetitionRules, ProcedureParts,
    ReportPeriod, ReportRules, ReportSheets,
};
pub use packs::{PackError, RulePacks};
pub use parameter::{Confidence, Parameter, TimeOfDay};
pub use privacy::{DataLaw, PrivacyRules};
pub use reception::{FormSet, IdentityPaper, ReceiptDuty, ReceptionRules, Scanning};
pub use rows::{Change, PackRow, RowValue, pack_rows};
pub use supplement::{SupplementPolicy, SupplementRules};
pub use terms::{ApologyForm, ApologyRules, EndingRules, HandoverRules};

use crate::Date;
use serde::{Deserialize, Serialize};

/// Every parameter of a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulePack {
    /// `2025-07`.
    pub code: String,
    /// First day on which a received dossier takes this pack.
    pub from: Parameter<Date>,
    /// The acts it stands on.
    pub basis: String,
    /// Who receives, and where.
    pub office: OfficeRules,
    /// The counter.
    pub reception: ReceptionRules,
    /// Dossier numbers.
    pub number: NumberRules,
    /// Handing over.
    pub handover: HandoverRules,
    /// Asking for more papers.
    pub supplement: SupplementRules,
    /// Apologies and new dates.
    pub apology: ApologyRules,
    /// Ends.
    pub ending: EndingRules,
    /// Services on the net.
    pub online: OnlineRules,
    /// Look-ups and personal data.
    pub privacy: PrivacyRules,
    /// Procedures and their publication.
    pub catalogue: CatalogueRules,
    /// Reports and evaluation.
    pub reports: ReportRules,
    /// Petitions.
    pub petitions: PetitionRules,
}
