//! Sheets of handing something over: papers from unit to unit, a result to its applicant.

use crate::{Day, Moment, PaperRow, Person};
use serde::Serialize;

/// Phiếu bàn giao: what goes to the next unit or to the post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HandoverList {
    /// Bên giao.
    pub from: String,
    /// Bên nhận.
    pub to: String,
    /// When.
    pub at: Moment,
    /// What goes over.
    pub rows: Vec<HandoverRow>,
    /// Người giao.
    pub handed_by: Option<String>,
    /// Người nhận.
    pub accepted_by: Option<String>,
}

/// One dossier or result that goes over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HandoverRow {
    /// Mã hồ sơ.
    pub dossier: String,
    /// Tên TTHC.
    pub procedure: String,
    /// Chủ hồ sơ.
    pub applicant: String,
    /// Số giấy tờ: how many papers.
    pub papers: u32,
    /// Hẹn trả.
    pub due: Option<Moment>,
    /// Ghi chú.
    pub note: Option<String>,
}

/// Phiếu biên nhận kết quả: who took a result, and what went back with it (NĐ 61/2018 Điều 6(2)b, 20(2)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResultReceipt {
    /// Chủ hồ sơ.
    pub applicant: String,
    /// Tên TTHC.
    pub procedure: String,
    /// Người nhận.
    pub receiver: Person,
    /// Giấy ủy quyền, of a receiver who is another person.
    pub authority: Option<String>,
    /// What was handed out.
    pub results: Vec<ResultRow>,
    /// Originals that went back.
    pub returned: Vec<PaperRow>,
    /// When.
    pub at: Option<Moment>,
    /// Phương thức nhận kết quả.
    pub way: Option<String>,
    /// Người trả kết quả.
    pub officer: Option<String>,
}

/// One result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResultRow {
    /// Tên kết quả.
    pub name: String,
    /// Số, ký hiệu.
    pub number: Option<String>,
    /// Ngày ký.
    pub signed: Option<Day>,
    /// Số bản.
    pub copies: u32,
}
