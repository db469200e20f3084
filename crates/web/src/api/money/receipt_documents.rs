//! Receipt series as programs read them.

use super::receipts::Quarter;
use crate::Site;
use crate::api::documents::{AgencyDocument, agency};
use crate::words::{self, key_of};
use motcua_app::money::series::{HandedBack, Holding, SeriesSheet};
use motcua_fees::series::{NumberRanges, ReceiptSeries, UsageReport};
use serde::Serialize;
use utoipa::ToSchema;

/// A series with what is left of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeriesDocument {
    /// Its id.
    pub id: String,
    /// Whose.
    pub agency: AgencyDocument,
    /// Mẫu số.
    pub form: String,
    /// Ký hiệu.
    pub symbol: String,
    /// Quyển số.
    pub book: Option<String>,
    /// `pre-printed`, `self-printed` or `electronic`.
    pub kind: String,
    /// First number, as written.
    pub first: String,
    /// Last number, as written.
    pub last: String,
    /// Đơn vị phát hành.
    pub issuer: String,
    /// When it was opened.
    pub opened: String,
    /// Fewer numbers than this in a hand are too few.
    pub warn_below: u32,
    /// Numbers in nobody's hand.
    pub not_given: Vec<RangeDocument>,
    /// What each cashier was given, in the order of time.
    pub holdings: Vec<HoldingDocument>,
    /// What cashiers gave back unused, in the order of time.
    pub handed_back: Vec<HandedBackDocument>,
}

/// Numbers that a cashier gave back unused.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandedBackDocument {
    /// Id of the account.
    pub cashier: String,
    /// The first number, as written.
    pub first: String,
    /// The last number, as written.
    pub last: String,
    /// Id of the account that recorded it.
    pub by: String,
    /// When.
    pub at: String,
}

/// Numbers from one to another, both included.
#[derive(Debug, Serialize, ToSchema)]
pub struct RangeDocument {
    /// The first, as written.
    pub first: String,
    /// The last, as written.
    pub last: String,
}

/// Numbers a cashier was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct HoldingDocument {
    /// Id of the account.
    pub cashier: String,
    /// The first number, as written.
    pub first: String,
    /// The last number, as written.
    pub last: String,
    /// The next number, as written; null when all are used or accounted for.
    pub next: Option<String>,
    /// How many are left.
    pub left: u32,
    /// Whether all that this cashier has left of the series is too few.
    pub few: bool,
}

/// Series of receipts.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeriesList {
    /// The newest first.
    pub items: Vec<SeriesDocument>,
}

/// What became of the numbers of a series in a quarter. What there was and what came is what left and what is there.
#[derive(Debug, Serialize, ToSchema)]
pub struct UsageDocument {
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
    /// Tồn đầu kỳ.
    pub opening: ColumnDocument,
    /// Nhận trong kỳ.
    pub received: ColumnDocument,
    /// Sử dụng.
    pub used: ColumnDocument,
    /// Xóa bỏ.
    pub deleted: ColumnDocument,
    /// Mất.
    pub lost: ColumnDocument,
    /// Hủy.
    pub spoiled: ColumnDocument,
    /// Tồn cuối kỳ.
    pub closing: ColumnDocument,
}

/// Numbers of one column of the report.
#[derive(Debug, Serialize, ToSchema)]
pub struct ColumnDocument {
    /// How many.
    pub count: u64,
    /// Which.
    pub ranges: Vec<RangeDocument>,
}

/// A series.
pub fn document(site: &Site, sheet: &SeriesSheet) -> SeriesDocument {
    let it = &sheet.series;
    SeriesDocument {
        id: sheet.id.to_string(),
        agency: agency(site, sheet.agency),
        form: it.form.clone(),
        symbol: it.symbol.clone(),
        book: it.book.clone(),
        kind: key_of(&it.kind, ""),
        first: it.written(it.first),
        last: it.written(it.last),
        issuer: it.issuer.clone(),
        opened: words::moment(sheet.opened),
        warn_below: sheet.warn_below,
        not_given: sheet.not_given.iter().map(|range| written(it, *range)).collect(),
        holdings: sheet.holdings.iter().map(|holding| held(sheet, holding)).collect(),
        handed_back: sheet.handed_back.iter().map(|back| handed_back(sheet, back)).collect(),
    }
}

fn held(sheet: &SeriesSheet, holding: &Holding) -> HoldingDocument {
    let series = &sheet.series;
    HoldingDocument {
        cashier: holding.cashier.to_string(),
        first: series.written(holding.first),
        last: series.written(holding.last),
        next: holding.next.map(|it| series.written(it)),
        left: holding.left,
        few: sheet.left_of(holding.cashier) < sheet.warn_below,
    }
}

fn handed_back(sheet: &SeriesSheet, back: &HandedBack) -> HandedBackDocument {
    HandedBackDocument {
        cashier: back.cashier.to_string(),
        first: sheet.series.written(back.first),
        last: sheet.series.written(back.last),
        by: back.by.to_string(),
        at: words::moment(back.at),
    }
}

/// The report of a quarter.
pub fn usage_document(series: &ReceiptSeries, quarter: Quarter, report: &UsageReport) -> UsageDocument {
    let column = |it: &NumberRanges| ColumnDocument {
        count: it.count(),
        ranges: it.ranges().iter().map(|range| written(series, *range)).collect(),
    };
    UsageDocument {
        from: quarter.first.to_string(),
        until: quarter.last.to_string(),
        opening: column(&report.opening),
        received: column(&report.received),
        used: column(&report.used),
        deleted: column(&report.deleted),
        lost: column(&report.lost),
        spoiled: column(&report.spoiled),
        closing: column(&report.closing),
    }
}

fn written(series: &ReceiptSeries, (first, last): (u32, u32)) -> RangeDocument {
    RangeDocument { first: series.written(first), last: series.written(last) }
}
