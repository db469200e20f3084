//! Báo cáo tình hình sử dụng biên lai: of a quarter, or of any other period, for one book.
//!
//! Counts nothing twice: every number stands in one column of what left, or in the closing stock.

use super::{Fate, FateRecorded, NumberRanges, ReceiptBook};
use motcua_kernel::Date;

/// The columns of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageReport {
    /// Tồn đầu kỳ.
    pub opening: NumberRanges,
    /// Nhận trong kỳ.
    pub received: NumberRanges,
    /// Sử dụng.
    pub used: NumberRanges,
    /// Xóa bỏ.
    pub deleted: NumberRanges,
    /// Mất.
    pub lost: NumberRanges,
    /// Hủy.
    pub spoiled: NumberRanges,
    /// Tồn cuối kỳ.
    pub closing: NumberRanges,
}

/// What the period from `first` to `last`, both included, did to the book; everything is empty when it came later.
pub fn usage_report(book: &ReceiptBook, first: Date, last: Date) -> UsageReport {
    let came_before = book.received() < first;
    let came_within = (first..=last).contains(&book.received());
    let whole = |there: bool| there.then_some((book.series().first, book.series().last));
    let left_by = |begins: u32, ends: u32, is_gone: &dyn Fn(Date) -> bool| -> Vec<u32> {
        book.fates()
            .range(begins..=ends)
            .filter(|(_, it)| is_gone(it.on))
            .map(|(number, _)| *number)
            .collect()
    };
    let left_as = |is: fn(&Fate) -> bool| -> NumberRanges {
        let within = |it: &FateRecorded| (first..=last).contains(&it.on) && is(&it.fate);
        book.fates().iter().filter(|(_, it)| within(it)).map(|(number, _)| *number).collect()
    };
    UsageReport {
        opening: NumberRanges::without(whole(came_before), |begins, ends| {
            left_by(begins, ends, &|on| on < first)
        }),
        received: NumberRanges::without(whole(came_within), |_, _| Vec::new()),
        used: left_as(|it| matches!(it, Fate::Used)),
        deleted: left_as(|it| matches!(it, Fate::Deleted { .. })),
        lost: left_as(|it| matches!(it, Fate::Lost { .. })),
        spoiled: left_as(|it| matches!(it, Fate::Spoiled { .. })),
        closing: NumberRanges::without(whole(came_before || came_within), |begins, ends| {
            left_by(begins, ends, &|on| on <= last)
        }),
    }
}
