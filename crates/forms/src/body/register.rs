//! Sổ theo dõi hồ sơ, opened each year.

use crate::{Day, Moment};
use serde::Serialize;

/// Sổ theo dõi hồ sơ (TT 01/2018 Điều 10(2)): a year's book, or a span of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Register {
    /// The year it was opened for.
    pub year: i32,
    /// Quyển số.
    pub book: String,
    /// Từ ngày.
    pub from: Day,
    /// Đến ngày.
    pub until: Day,
    /// In the order of their receipt.
    pub rows: Vec<RegisterRow>,
    /// Who keeps the book.
    pub keeper: Option<String>,
    /// Who vouches for it.
    pub head: Option<String>,
}

/// One dossier in the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegisterRow {
    /// STT: its serial of the year.
    pub serial: String,
    /// Mã hồ sơ.
    pub dossier: String,
    /// Nội dung hồ sơ (tên TTHC).
    pub procedure: String,
    /// Số lượng (bộ).
    pub sets: u32,
    /// Họ tên chủ hồ sơ.
    pub applicant: String,
    /// Địa chỉ.
    pub address: Option<String>,
    /// Số điện thoại.
    pub phone: Option<String>,
    /// Cơ quan chủ trì giải quyết.
    pub agency: Option<String>,
    /// Nhận hồ sơ.
    pub received: Moment,
    /// Hẹn trả kết quả.
    pub due: Option<Moment>,
    /// Ngày nhận kết quả.
    pub returned: Option<Moment>,
    /// Phương thức nhận kết quả.
    pub return_way: Option<String>,
    /// Bên giao, who signs.
    pub handed_by: Option<String>,
    /// Bên nhận, who signs.
    pub taken_by: Option<String>,
    /// Ghi chú.
    pub note: Option<String>,
}
