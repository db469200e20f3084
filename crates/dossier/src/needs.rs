//! What a counter sees to for whoever stands before it: who is served first, and who confirms without signing.

use serde::{Deserialize, Serialize};

/// Đối tượng ưu tiên: whom the office helps first (NĐ 63/2010 Điều 18(8)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PriorityGround {
    /// Người có công với cách mạng.
    Merit,
    /// Người cao tuổi.
    Elderly,
    /// Người khuyết tật.
    Disabled,
    /// Phụ nữ mang thai.
    Pregnant,
    /// Người nghèo.
    Poor,
}

impl PriorityGround {
    /// Every ground.
    pub const ALL: [Self; 5] = [Self::Merit, Self::Elderly, Self::Disabled, Self::Pregnant, Self::Poor];
    /// Where they stand.
    pub const BASIS: &str = "NĐ 63/2010 Điều 18(8)";
}

/// How an applicant who can not sign confirms what was filed and taken. No ground in law is recorded for it yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InsteadOfSigning {
    /// Điểm chỉ.
    Fingerprint,
    /// A witness signs on the slip.
    Witness,
}

impl InsteadOfSigning {
    /// Each of them.
    pub const ALL: [Self; 2] = [Self::Fingerprint, Self::Witness];
}
