//! Khoản phải thu: one amount owed on a dossier. What was paid stands in `payment`.

use motcua_catalogue::{ChargeKind, Collector, DueWhen};
use motcua_kernel::Vnd;
use serde::{Deserialize, Serialize};

/// One line owed, as computed from the pinned version's fee rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// Code of the fee rule.
    pub code: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Fee, state fee, tax or postage.
    pub kind: ChargeKind,
    /// The amount; `None` until an agency has assessed it.
    pub amount: Option<Vnd>,
    /// How many units were counted, for prices per unit.
    pub quantity: Option<u32>,
    /// Who takes it.
    pub collector: Collector,
    /// When it must be paid.
    pub due: DueWhen,
    /// The act it stands on.
    pub basis: String,
    /// Whether the province has confirmed the price.
    pub confirmed: bool,
}
