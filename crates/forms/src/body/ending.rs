//! Sheets by which an agency answers with less than was asked: refusal, apology with a new date, stop.

use crate::{Addressee, Day, Moment, OfficerContact, Person, Signatory};
use serde::Serialize;

/// Phiếu từ chối tiếp nhận, giải quyết hồ sơ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusalSlip {
    /// Tiếp nhận yêu cầu của.
    pub person: Person,
    /// Nội dung yêu cầu giải quyết.
    pub procedure: String,
    /// Lý do không tiếp nhận, giải quyết; obligatory (NĐ 63/2010 Điều 18(5)).
    pub reason: String,
    /// Căn cứ: the article it rests on.
    pub ground: Option<String>,
    /// Where the person can turn to.
    pub competent: Option<String>,
    /// Whom to ask.
    pub contact: OfficerContact,
    /// Người tiếp nhận, who signs.
    pub officer: Option<String>,
}

/// Phiếu xin lỗi và hẹn lại ngày trả kết quả (NĐ 61/2018 Điều 19(9)); since 2025 văn bản xin lỗi và đề nghị gia hạn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ApologyLetter {
    /// Kính gửi.
    pub person: Addressee,
    /// The one-stop unit that is to tell the person and keep the new date.
    pub one_stop_unit: Option<String>,
    /// Lĩnh vực.
    pub field: Option<String>,
    /// Tên TTHC.
    pub procedure: String,
    /// Ngày tiếp nhận.
    pub received: Moment,
    /// Ngày hẹn trả cũ.
    pub due: Moment,
    /// Cơ quan chậm.
    pub late_agency: String,
    /// Lý do; obligatory.
    pub reason: String,
    /// Thời gian đề nghị gia hạn, in words: `03 ngày làm việc`.
    pub extension: Option<String>,
    /// Thời gian hẹn trả lại.
    pub new_due: Option<Moment>,
    /// Nơi nhận, beside the person and the archive.
    pub recipients: Vec<String>,
    /// Who signs.
    pub signatory: Signatory,
}

/// Thông báo dừng giải quyết hồ sơ (NĐ 118/2025 Điều 21; TT 03/2025 Điều 7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StopNotice {
    /// Kính gửi.
    pub person: Addressee,
    /// Tên TTHC.
    pub procedure: String,
    /// Ngày tiếp nhận.
    pub received: Moment,
    /// When the person asked to stop; none where nobody did.
    pub asked: Option<Day>,
    /// From when nothing is done any more.
    pub stopped: Moment,
    /// Lý do.
    pub reason: String,
    /// Papers that go back.
    pub returned_papers: Vec<String>,
    /// What becomes of money paid.
    pub money: Option<String>,
    /// Whom to ask.
    pub contact: OfficerContact,
    /// Nơi nhận, beside the person and the archive.
    pub recipients: Vec<String>,
    /// Who signs.
    pub signatory: Signatory,
}
