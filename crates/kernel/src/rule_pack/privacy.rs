//! What strangers may see, and which law protects the rest.

use super::Parameter;
use serde::{Deserialize, Serialize};

/// The law that protects the people of a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DataLaw {
    /// The duty of secrecy alone (NĐ 63/2010 Điều 18(4)).
    #[serde(rename = "secrecy")]
    Secrecy,
    /// NĐ 13/2023/NĐ-CP.
    #[serde(rename = "decree-13-2023")]
    Decree13Of2023,
    /// Luật 91/2025/QH15 with NĐ 356/2025.
    #[serde(rename = "law-91-2025")]
    Law91Of2025,
}

/// Rules of looking up and of personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrivacyRules {
    /// Whether dates may be shown to one who knows only the number.
    pub dates_by_number_alone: Parameter<bool>,
    /// The law that protects personal data.
    pub law: Parameter<DataLaw>,
    /// Hours in which a breach is reported; absent where nothing is set.
    pub breach_notice_hours: Parameter<Option<u32>>,
}
