//! Sheets that go with a dossier: the control slip from hand to hand, the satisfaction slip home with its applicant.

use crate::Moment;
use serde::Serialize;

/// Phiếu kiểm soát quá trình giải quyết hồ sơ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ControlSlip {
    /// Kèm theo hồ sơ của.
    pub applicant: String,
    /// Nội dung yêu cầu giải quyết.
    pub procedure: String,
    /// Ngày nhận.
    pub received: Moment,
    /// Ngày giờ hẹn trả.
    pub due: Option<Moment>,
    /// Cơ quan (bộ phận) giải quyết.
    pub agency: String,
    /// Cơ quan phối hợp.
    pub coordinating: Vec<String>,
    /// Each hand-over; the last goes back to the one-stop unit. What has not happened is left to write on.
    pub rows: Vec<ControlRow>,
}

/// One hand-over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ControlRow {
    /// Who hands over.
    pub from: String,
    /// Who receives.
    pub to: String,
    /// Giao.
    pub handed: Option<Moment>,
    /// Người giao.
    pub handed_by: Option<String>,
    /// Nhận.
    pub accepted: Option<Moment>,
    /// Người nhận.
    pub accepted_by: Option<String>,
    /// Kết quả giải quyết of who hands over.
    pub punctual: Option<Punctual>,
    /// Ghi chú.
    pub note: Option<String>,
}

/// Kết quả giải quyết, against the time of the leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Punctual {
    /// Trước hạn.
    Early,
    /// Đúng hạn.
    OnTime,
    /// Quá hạn.
    Late,
}

/// Phiếu đánh giá. It never names who fills it in (NĐ 61/2018 Điều 27(3)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SatisfactionSlip {
    /// Tên TTHC.
    pub procedure: Option<String>,
    /// Cơ quan, đơn vị được đánh giá.
    pub unit: String,
    /// The address of the same questions, as a QR code.
    pub online_url: Option<String>,
}
