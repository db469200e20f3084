//! Báo cáo tình hình sử dụng biên lai: the books of receipts of an agency in a quarter, column by column.

use crate::Day;
use serde::Serialize;

/// Báo cáo tình hình sử dụng biên lai thu phí, lệ phí.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReceiptUsage {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// A row for each book.
    pub rows: Vec<ReceiptUsageRow>,
    /// Người lập.
    pub keeper: Option<String>,
    /// Thủ trưởng đơn vị.
    pub head: Option<String>,
}

/// One book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReceiptUsageRow {
    /// Mẫu số, ký hiệu, quyển.
    pub series: String,
    /// Tồn đầu kỳ.
    pub opening: NumbersOf,
    /// Nhận trong kỳ.
    pub received: NumbersOf,
    /// Sử dụng.
    pub used: NumbersOf,
    /// Xóa bỏ.
    pub deleted: NumbersOf,
    /// Mất.
    pub lost: NumbersOf,
    /// Hủy.
    pub spoiled: NumbersOf,
    /// Tồn cuối kỳ.
    pub closing: NumbersOf,
}

/// Numbers of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NumbersOf {
    /// From number to number: `0000001–0000050; 0000052`.
    pub ranges: String,
    /// How many.
    pub count: u64,
}
