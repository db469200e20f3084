//! Sheets that ask for papers: before receipt (guidance) and after it (supplement).

use crate::{AskedPaper, Day, OfficerContact, Person};
use serde::Serialize;

/// Phiếu hướng dẫn: the papers went home; complete and once (NĐ 61/2018 Điều 15(3)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GuidanceSlip {
    /// Tiếp nhận yêu cầu của.
    pub person: Person,
    /// Nội dung yêu cầu.
    pub procedure: String,
    /// What is lacking or to be made anew.
    pub papers: Vec<AskedPaper>,
    /// Lý do; obligatory (NĐ 63/2010 Điều 18(5)).
    pub reason: String,
    /// Whom to ask.
    pub contact: OfficerContact,
    /// Người hướng dẫn.
    pub officer: Option<String>,
}

/// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SupplementRequest {
    /// Tiếp nhận yêu cầu của.
    pub person: Person,
    /// Nội dung yêu cầu.
    pub procedure: String,
    /// What is to be brought.
    pub papers: Vec<AskedPaper>,
    /// Lý do; obligatory (NĐ 63/2010 Điều 18(5)).
    pub reason: String,
    /// The last day to bring it.
    pub until: Option<Day>,
    /// Whom to ask.
    pub contact: OfficerContact,
    /// Người hướng dẫn.
    pub officer: Option<String>,
}
