//! Between rows and the rules of receipts: a series, a book, and the number that is next.
//!
//! What is kept was decided when it was recorded; nothing is decided here.

use crate::AppError;
use motcua_fees::series::{Fate, FateRecorded, NumbersIssued, ReceiptBook, ReceiptSeries, SeriesKind};
use motcua_kernel::{AccountId, AgencyId};
use motcua_storage::receipts::{self, NumberRow, SeriesRow, StockRow};
use motcua_storage::{Handle, StoreError};
use std::collections::BTreeMap;

const KINDS: [SeriesKind; 3] = [SeriesKind::PrePrinted, SeriesKind::SelfPrinted, SeriesKind::Electronic];

/// The word by which a kind is kept.
pub(super) const fn kind_word(kind: SeriesKind) -> &'static str {
    match kind {
        SeriesKind::PrePrinted => "pre-printed",
        SeriesKind::SelfPrinted => "self-printed",
        SeriesKind::Electronic => "electronic",
    }
}

/// The word by which a fate is kept.
pub(super) const fn fate_word(fate: &Fate) -> &'static str {
    match fate {
        Fate::Used => "used",
        Fate::Spoiled { .. } => "spoiled",
        Fate::Lost { .. } => "lost",
        Fate::Deleted { .. } => "deleted",
    }
}

/// The series of a row.
pub(crate) fn series_of_row(row: &SeriesRow) -> Result<ReceiptSeries, StoreError> {
    let kind = KINDS.into_iter().find(|it| kind_word(*it) == row.kind);
    Ok(ReceiptSeries {
        form: row.form.clone(),
        symbol: row.symbol.clone(),
        book: Some(row.book.clone()).filter(|it| !it.is_empty()),
        kind: kind.ok_or_else(|| corrupt(row, format!("kind {}", row.kind)))?,
        first: row.first,
        last: row.last,
        width: row.width,
        issuer: row.issuer.clone(),
    })
}

/// The whole book of a series.
pub(in crate::money) async fn book_of_series(
    handle: &impl Handle,
    row: &SeriesRow,
) -> Result<ReceiptBook, AppError> {
    let given = receipts::given(handle, row.id).await?;
    let issue = |it: StockRow| NumbersIssued {
        cashier: it.account,
        first: it.first,
        last: it.last,
        on: it.given_at.date(),
    };
    let mut fates = BTreeMap::new();
    for number in receipts::numbers_of(handle, row.id).await? {
        fates.insert(number.number, fate(row, number)?);
    }
    // What was given back whole is nobody's.
    let issues = given.into_iter().filter(|it| it.first <= it.last).map(issue).collect();
    Ok(ReceiptBook::restored(series_of_row(row)?, row.opened_at.date(), issues, fates)?)
}

fn fate(row: &SeriesRow, number: NumberRow) -> Result<FateRecorded, StoreError> {
    let minutes = number.minutes.unwrap_or_default();
    let fate = match number.fate.as_str() {
        "used" => Fate::Used,
        "spoiled" => Fate::Spoiled { minutes },
        "lost" => Fate::Lost { minutes },
        "deleted" => Fate::Deleted { minutes },
        other => return Err(corrupt(row, format!("fate {other}"))),
    };
    Ok(FateRecorded { fate, on: number.at.date(), by: number.account })
}

/// The numbers a cashier uses next at an agency: of the series it was given first, the lowest.
pub(in crate::money) async fn next_in_hand(
    handle: &impl Handle,
    agency: AgencyId,
    account: AccountId,
) -> Result<Option<(SeriesRow, StockRow)>, StoreError> {
    let mut open = receipts::stock_of(handle, agency, account).await?;
    open.retain(|(_, it)| it.next <= it.last);
    let Some(series) = open.first().map(|(it, _)| it.id) else { return Ok(None) };
    Ok(open.into_iter().filter(|(it, _)| it.id == series).min_by_key(|(_, it)| it.next))
}

/// The first number of a stock behind `number` that nothing became of; behind the last one when there is none.
pub(in crate::money) async fn free_behind(
    handle: &impl Handle,
    stock: &StockRow,
    number: u32,
) -> Result<u32, StoreError> {
    let mut free = number.saturating_add(1);
    for taken in receipts::settled(handle, stock.series, (free, stock.last)).await? {
        if taken != free {
            break;
        }
        free = free.saturating_add(1);
    }
    Ok(free)
}

fn corrupt(row: &SeriesRow, what: String) -> StoreError {
    StoreError::Corrupt { table: "receipt_series", id: row.id.to_string(), what }
}
