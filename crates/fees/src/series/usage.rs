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
    let all = || book.series().first..=book.series().last;
    let came_before = book.received() < first;
    let came_within = (first..=last).contains(&book.received());
    let left_before = |number: &u32| book.fate(*number).is_some_and(|it| it.on < first);
    let left_by_end = |number: &u32| book.fate(*number).is_some_and(|it| it.on <= last);
    let left_as = |is: fn(&Fate) -> bool| -> NumberRanges {
        let within = |it: &FateRecorded| (first..=last).contains(&it.on) && is(&it.fate);
        book.fates().iter().filter(|(_, it)| within(it)).map(|(number, _)| *number).collect()
    };
    UsageReport {
        opening: all().filter(|it| came_before && !left_before(it)).collect(),
        received: all().filter(|_| came_within).collect(),
        used: left_as(|it| matches!(it, Fate::Used)),
        deleted: left_as(|it| matches!(it, Fate::Deleted { .. })),
        lost: left_as(|it| matches!(it, Fate::Lost { .. })),
        spoiled: left_as(|it| matches!(it, Fate::Spoiled { .. })),
        closing: all().filter(|it| (came_before || came_within) && !left_by_end(it)).collect(),
    }
}
