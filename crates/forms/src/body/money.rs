//! Phiếu thu. Without a series of receipts behind it the sheet says that it takes no receipt's place; a number is never
//! made here.

use crate::{Moment, MoneyLine, Person};
use motcua_kernel::Vnd;
use serde::Serialize;

/// Phiếu thu, or biên lai where a series stands behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MoneyReceipt {
    /// Người nộp tiền; `id_number` is the tax code or the number of the ID paper.
    pub payer: Person,
    /// Lý do nộp.
    pub reason: String,
    /// What was paid. The sheet adds them up.
    pub lines: Vec<MoneyLine>,
    /// Hình thức thanh toán: `Tiền mặt`, `Chuyển khoản`.
    pub method: String,
    /// Mã giao dịch.
    pub reference: Option<String>,
    /// Of cash: what was given and returned.
    pub cash: Option<Cash>,
    /// When.
    pub at: Moment,
    /// The receipt of the series; none: the sheet says so.
    pub series: Option<ReceiptSeries>,
    /// Người thu tiền.
    pub cashier: Option<String>,
}

/// Cash across the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Cash {
    /// Tiền khách đưa.
    pub given: Vnd,
    /// Tiền trả lại.
    pub change: Vnd,
}

/// A receipt of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReceiptSeries {
    /// Mẫu số.
    pub form: String,
    /// Ký hiệu.
    pub symbol: String,
    /// Quyển số.
    pub book: Option<String>,
    /// Số.
    pub number: String,
    /// How it is made.
    pub kind: ReceiptKind,
}

/// How receipts of a series are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReceiptKind {
    /// Đặt in: the receipt is another paper, our sheet names it.
    PrePrinted,
    /// Tự in: our sheet is the receipt.
    SelfPrinted,
    /// Điện tử: our sheet shows what was issued.
    Electronic,
}

impl MoneyReceipt {
    /// The sum of its lines.
    pub fn total(&self) -> Vnd {
        self.lines.iter().map(|it| it.amount).sum()
    }
}
