//! Giấy tiếp nhận hồ sơ và hẹn trả kết quả.

use crate::{Moment, MoneyLine, PaperRow, Person};
use motcua_kernel::Vnd;
use serde::Serialize;

/// Giấy tiếp nhận hồ sơ và hẹn trả kết quả; in 2012 giấy biên nhận hồ sơ (NĐ 63/2010 Điều 18(3)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AcceptanceSlip {
    /// Tiếp nhận hồ sơ của: whose dossier it is.
    pub applicant: Person,
    /// Người nộp, where somebody else brought it.
    pub submitter: Option<String>,
    /// Nội dung yêu cầu giải quyết: the procedure, with its case.
    pub procedure: String,
    /// Thành phần hồ sơ.
    pub papers: Vec<PaperRow>,
    /// Số lượng hồ sơ, in sets (bộ).
    pub sets: Option<u32>,
    /// Thời gian giải quyết theo quy định, in words: `15 ngày làm việc`.
    pub time_limit: Option<String>,
    /// Thời gian nhận hồ sơ.
    pub received: Moment,
    /// Thời gian trả kết quả; none while it can not be said yet.
    pub due: Option<Moment>,
    /// Why it is that day, in one sentence.
    pub due_explained: Option<String>,
    /// Giai đoạn 2, of a procedure that is solved in two.
    pub second_stage: Option<SecondStage>,
    /// Đăng ký nhận kết quả tại.
    pub return_at: Option<String>,
    /// Phí, lệ phí.
    pub fees: SlipFees,
    /// How to pay by phone what is owed.
    pub payment: Option<PaymentCode>,
    /// The procedures of a visit for several, each with its own date; empty for one alone.
    pub bundle: Vec<BundleRow>,
    /// Vào Sổ theo dõi hồ sơ.
    pub book: Option<BookPlace>,
    /// Báo tin: who is told what and where, addresses in part only.
    pub told: Option<String>,
    /// Hỏi bằng tin nhắn: what to send where, with the code of the slip.
    pub ask_by_text: Option<String>,
    /// Người tiếp nhận.
    pub officer: Option<String>,
}

/// Giai đoạn 2: received and returned again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SecondStage {
    /// Nhận.
    pub received: Option<Moment>,
    /// Trả.
    pub due: Option<Moment>,
}

/// What is owed at reception and what was paid of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SlipFees {
    /// Each fee. Empty: nothing is owed.
    pub lines: Vec<MoneyLine>,
    /// Paid by the moment of printing.
    pub paid: Vnd,
    /// Why less is owed, or when the rest is due.
    pub note: Option<String>,
}

/// A transfer that a banking app reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaymentCode {
    /// The `VietQR` text, printed as a QR code.
    pub payload: String,
    /// The amount in it.
    pub amount: Vnd,
    /// Nội dung chuyển khoản.
    pub reference: String,
    /// Whose account, in words.
    pub account: String,
}

/// One procedure of a visit for several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BundleRow {
    /// Mã hồ sơ.
    pub dossier: String,
    /// Tên TTHC.
    pub procedure: String,
    /// Cơ quan giải quyết.
    pub agency: String,
    /// Hẹn trả; none where it waits for another's result.
    pub due: Option<Moment>,
}

/// Where a dossier stands in the year's book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BookPlace {
    /// Quyển số.
    pub book: String,
    /// Số thứ tự.
    pub serial: String,
}
