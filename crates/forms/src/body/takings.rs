//! Bảng kê thu: what an agency took on a day, line by line, and in a month, day by day. Amounts come in as they were booked;
//! the sheet adds nothing that is not in its lines.

use crate::{Day, Moment};
use motcua_kernel::Vnd;
use serde::Serialize;

/// Bảng kê thu phí, lệ phí theo ngày.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayTakings {
    /// The day.
    pub day: Day,
    /// What was booked, in its order.
    pub rows: Vec<DayTaking>,
    /// What came to what, by kind of charge and form.
    pub sums: Vec<TakingsSum>,
    /// Người lập.
    pub keeper: Option<String>,
    /// Thủ trưởng đơn vị.
    pub head: Option<String>,
}

/// One line of the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayTaking {
    /// When.
    pub at: Moment,
    /// The receipt.
    pub receipt: Option<String>,
    /// Mã hồ sơ.
    pub dossier: Option<String>,
    /// Nội dung thu: kind of movement and charge.
    pub what: String,
    /// Tiền mặt or chuyển khoản.
    pub means: String,
    /// How much, in whole đồng; below zero when it went out.
    pub amount: Vnd,
}

/// What one kind of charge came to in one form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakingsSum {
    /// Kind and form, in words.
    pub what: String,
    /// What was paid, less what was taken back as entered by mistake.
    pub collected: Vnd,
    /// What was paid back, above zero.
    pub refunded: Vnd,
}

/// Bảng kê thu phí, lệ phí theo tháng.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MonthTakings {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// A row for each day on which money came or went.
    pub rows: Vec<MonthTaking>,
    /// Người lập.
    pub keeper: Option<String>,
    /// Thủ trưởng đơn vị.
    pub head: Option<String>,
}

/// One day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MonthTaking {
    /// The day.
    pub day: Day,
    /// How many receipts.
    pub receipts: u32,
    /// Phí, less what was taken back.
    pub fee: Vnd,
    /// Lệ phí, less what was taken back.
    pub state_fee: Vnd,
    /// Cước bưu chính and what is neither, less what was taken back.
    pub other: Vnd,
    /// Paid back, above zero.
    pub refunded: Vnd,
    /// Of what is left, in cash.
    pub cash: Vnd,
    /// Of what is left, on the account.
    pub transfer: Vnd,
}

impl MonthTaking {
    /// Taken before anything was paid back.
    pub const fn collected(&self) -> Vnd {
        self.fee.plus(self.state_fee).plus(self.other)
    }
}
