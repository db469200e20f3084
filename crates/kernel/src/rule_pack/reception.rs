//! What is given and kept at the counter: receipt, forms, scans, the papers a person is known by.

use super::Parameter;
use serde::{Deserialize, Serialize};

/// When a receipt is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReceiptDuty {
    /// For each dossier (NĐ 63/2010 Điều 18(3)).
    Always,
    /// For each but those solved at once, unless asked for (NĐ 61/2018 Điều 17(4)).
    ExceptImmediate,
}

/// Which printed forms are in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormSet {
    /// The province's own receipt, register and routing slip.
    LocalForms,
    /// The six forms of TT 01/2018/TT-VPCP, A5 and A4.
    SixForms,
    /// The seven forms of TT 03/2025/TT-VPCP.
    SevenForms,
}

/// What is scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scanning {
    /// Each paper received (NĐ 61/2018 Điều 17(1)).
    Papers,
    /// Papers and results, as data (NĐ 107/2021).
    PapersAndResults,
    /// As before; data that is there already is used again, and some papers are exempt (TT 03/2025 Điều 5(2)).
    ReuseAndExemptions,
}

/// By what a person is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentityPaper {
    /// Chứng minh nhân dân, nine digits.
    IdentityCard,
    /// Căn cước công dân, twelve digits.
    CitizenCard,
    /// Số định danh cá nhân, twelve digits.
    PersonalNumber,
    /// The electronic identity.
    Vneid,
}

/// Rules of the counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceptionRules {
    /// When a receipt is owed.
    pub receipt: Parameter<ReceiptDuty>,
    /// The printed forms.
    pub forms: Parameter<FormSet>,
    /// What is scanned; absent where nothing must be.
    pub scanning: Parameter<Option<Scanning>>,
    /// By what a person is known.
    pub identity: Parameter<Vec<IdentityPaper>>,
}
