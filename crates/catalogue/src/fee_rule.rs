//! What a version says is owed, as data. Working out an amount is the work of the crate `fees`.

use motcua_kernel::Vnd;
use serde::{Deserialize, Serialize};

/// Phí pays for a service, lệ phí for an act of the state; the law keeps them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChargeKind {
    /// Phí.
    Fee,
    /// Lệ phí.
    StateFee,
    /// Nghĩa vụ thuế, by notice of the tax office; tracked, never taken at the counter.
    Tax,
    /// Cước bưu chính.
    Postage,
}

/// Who takes the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Collector {
    /// The counter.
    Counter,
    /// The account of the agency.
    AgencyAccount,
    /// The Treasury, by a notice with number and deadline.
    Treasury,
    /// The postal carrier.
    Carrier,
}

/// When it must be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DueWhen {
    /// With the application.
    AtReception,
    /// While the dossier is processed, when an agency has assessed it.
    DuringProcessing,
    /// Before the result is handed out.
    AtReturn,
}

/// One step of a tiered price: units up to and including `up_to` cost `each`; the last tier is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Last unit of this tier, counted from 1; absent in the last tier.
    #[serde(default)]
    pub up_to: Option<u32>,
    /// Price of one unit.
    pub each: Vnd,
}

/// How the amount is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case", deny_unknown_fields)]
pub enum FeeAmount {
    /// One amount.
    Fixed {
        /// What is owed.
        amount: Vnd,
    },
    /// A price for each unit (copies, pages, square metres), in tiers, with a highest sum.
    PerUnit {
        /// What is counted, in Vietnamese (`bản`, `trang`).
        unit: String,
        /// Prices, rising by `up_to`; the last one open.
        tiers: Vec<Tier>,
        /// The most that is owed.
        #[serde(default)]
        cap: Option<Vnd>,
    },
    /// An agency works it out during processing; until then nothing is owed.
    Assessed,
}

/// One line of the price list of a case and channel. Unknown fields are refused by its amount, which sees what the
/// line itself does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRule {
    /// Its code inside the version (`le-phi-cap-giay`).
    pub code: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Fee, state fee, tax or postage.
    pub kind: ChargeKind,
    /// The amount.
    #[serde(flatten)]
    pub amount: FeeAmount,
    /// Who takes it.
    pub collector: Collector,
    /// When it must be paid.
    pub due: DueWhen,
    /// The act it stands on.
    pub basis: String,
    /// Whether the province has confirmed it; an unconfirmed line is shown as such and owed as written.
    #[serde(default)]
    pub confirmed: bool,
}
