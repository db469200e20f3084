//! What is seen of receipts: series with what is left in whose hand, the own next number, and the report of a quarter.

use super::rows::{book_of_series, next_in_hand, series_of_row};
use crate::accounts::staff;
use crate::{AppError, Context};
use motcua_fees::series::{ReceiptSeries, UsageReport, usage_report};
use motcua_identity::{Account, Action, Scope, permits};
use motcua_kernel::{AccountId, AgencyId, Date, DossierId, Instant, ReceiptSeriesId};
use motcua_storage::receipts::{self, SeriesRow, StockRow};
use motcua_storage::{Handle, StoreError};

/// A series with what is left of it.
#[derive(Clone, Debug)]
pub struct SeriesSheet {
    /// Its id.
    pub id: ReceiptSeriesId,
    /// Whose.
    pub agency: AgencyId,
    /// What stands on its receipts.
    pub series: ReceiptSeries,
    /// When it was opened.
    pub opened: Instant,
    /// Under how many numbers in a hand are too few.
    pub warn_below: u32,
    /// Numbers in nobody's hand, as ranges with both ends.
    pub not_given: Vec<(u32, u32)>,
    /// What each cashier was given, in the order of time.
    pub holdings: Vec<Holding>,
    /// What was given back unused, in the order of time.
    pub handed_back: Vec<HandedBack>,
}

/// Numbers that a cashier gave back unused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedBack {
    /// By whom.
    pub cashier: AccountId,
    /// The first number.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// Who recorded it.
    pub by: AccountId,
    /// When.
    pub at: Instant,
}

/// Numbers a cashier was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Whose.
    pub cashier: AccountId,
    /// The first number.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// The next one; none when all are used or accounted for.
    pub next: Option<u32>,
    /// How many are left.
    pub left: u32,
}

/// The receipt a cashier gives next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextReceipt {
    /// Its series.
    pub id: ReceiptSeriesId,
    /// What stands on it.
    pub series: ReceiptSeries,
    /// Its number; none when all that were given are used up.
    pub next: Option<u32>,
    /// How many are left.
    pub left: u32,
    /// Whether that is too few.
    pub few: bool,
}

/// A number that was spoilt, lost or crossed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUsed {
    /// The number.
    pub number: u32,
    /// `spoiled`, `lost` or `deleted`.
    pub fate: String,
    /// The number of the minutes.
    pub minutes: String,
    /// Who recorded it.
    pub by: AccountId,
    /// When.
    pub at: Instant,
}

impl SeriesSheet {
    /// How many numbers of a cashier are left.
    pub fn left_of(&self, cashier: AccountId) -> u32 {
        self.holdings.iter().filter(|it| it.cashier == cashier).map(|it| it.left).sum()
    }

    /// How many are left in hands and in nobody's.
    pub fn left(&self) -> u32 {
        let not_given: u32 = self.not_given.iter().map(|(first, last)| last - first + 1).sum();
        not_given.saturating_add(self.holdings.iter().map(|it| it.left).sum())
    }
}

/// The latest series of agencies, the newest first.
///
/// # Errors
/// When the store fails.
pub async fn series_at(
    context: &Context,
    agencies: &[AgencyId],
    most: u64,
) -> Result<Vec<SeriesSheet>, AppError> {
    let reader = context.store.reader();
    let mut sheets = Vec::new();
    for row in receipts::series_at(&reader, agencies, most).await? {
        sheets.push(sheet(&reader, &row).await?);
    }
    Ok(sheets)
}

/// One series.
///
/// # Errors
/// Not found when there is none.
pub async fn receipt_series(context: &Context, id: ReceiptSeriesId) -> Result<SeriesSheet, AppError> {
    let reader = context.store.reader();
    let row = receipts::load_series(&reader, id).await?;
    Ok(sheet(&reader, &row).await?)
}

/// The numbers of a series that were not used, in rising order.
///
/// # Errors
/// When the store fails.
pub async fn numbers_not_used(context: &Context, id: ReceiptSeriesId) -> Result<Vec<NotUsed>, AppError> {
    let rows = receipts::not_used(&context.store.reader(), id).await?;
    let seen = |it: receipts::NumberRow| NotUsed {
        number: it.number,
        fate: it.fate,
        minutes: it.minutes.unwrap_or_default(),
        by: it.recorded_by,
        at: it.at,
    };
    Ok(rows.into_iter().map(seen).collect())
}

/// What became of the numbers of a series from the day `first` to the day `last`.
///
/// # Errors
/// Not found when there is no such series.
pub async fn usage_of(
    context: &Context,
    id: ReceiptSeriesId,
    (first, last): (Date, Date),
) -> Result<UsageReport, AppError> {
    let reader = context.store.reader();
    let row = receipts::load_series(&reader, id).await?;
    Ok(usage_report(&book_of_series(&reader, &row).await?, first, last))
}

/// The receipt a cashier gives next at an agency; nothing when it was never given numbers there.
///
/// # Errors
/// When the store fails.
pub async fn next_receipt(
    context: &Context,
    agency: AgencyId,
    account: AccountId,
) -> Result<Option<NextReceipt>, AppError> {
    let reader = context.store.reader();
    let next = next_in_hand(&reader, agency, account).await?;
    let given = receipts::stock_of(&reader, agency, account).await?;
    let Some(row) = next.as_ref().map(|it| &it.0).or(given.last().map(|it| &it.0)) else { return Ok(None) };
    let mut left = 0;
    for (_, stock) in given.iter().filter(|it| it.0.id == row.id) {
        left += left_in(&reader, stock).await?;
    }
    Ok(Some(NextReceipt {
        id: row.id,
        series: series_of_row(row)?,
        next: next.as_ref().map(|it| it.1.next),
        left,
        few: left < row.warn_below,
    }))
}

/// Who takes money at an agency, by name.
///
/// # Errors
/// When the store fails.
pub async fn cashiers_of(context: &Context, agency: AgencyId) -> Result<Vec<Account>, AppError> {
    let (tree, today) = (&context.province.agencies, context.clock.now().date());
    let mut cashiers = staff(context, agency).await?;
    let scope = Scope::at(agency);
    cashiers.retain(|it| permits(tree, it, Action::UseReceipts, &scope, today).is_ok());
    Ok(cashiers)
}

async fn sheet(handle: &impl Handle, row: &SeriesRow) -> Result<SeriesSheet, StoreError> {
    let mut holdings = Vec::new();
    for stock in receipts::given(handle, row.id).await?.into_iter().filter(|it| it.first <= it.last) {
        let left = left_in(handle, &stock).await?;
        let next = Some(stock.next).filter(|it| *it <= stock.last);
        holdings.push(Holding { cashier: stock.account, first: stock.first, last: stock.last, next, left });
    }
    let not_given = gaps((row.first, row.last), &holdings);
    let back = |it: receipts::ReturnRow| HandedBack {
        cashier: it.account,
        first: it.first,
        last: it.last,
        by: it.recorded_by,
        at: it.at,
    };
    let handed_back = receipts::returned(handle, row.id).await?.into_iter().map(back).collect();
    Ok(SeriesSheet {
        id: row.id,
        agency: row.agency,
        series: series_of_row(row)?,
        opened: row.opened_at,
        warn_below: row.warn_below,
        not_given,
        holdings,
        handed_back,
    })
}

async fn left_in(handle: &impl Handle, stock: &StockRow) -> Result<u32, StoreError> {
    let ahead = receipts::settled(handle, stock.series, (stock.next, stock.last)).await?;
    let open = (u64::from(stock.last) + 1).saturating_sub(u64::from(stock.next));
    Ok(u32::try_from(open).unwrap_or(u32::MAX).saturating_sub(u32::try_from(ahead.len()).unwrap_or(u32::MAX)))
}

/// What lies between the ranges that were given.
fn gaps((first, last): (u32, u32), given: &[Holding]) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = given.iter().map(|it| (it.first, it.last)).collect();
    ranges.sort_unstable();
    let (mut gaps, mut from) = (Vec::new(), first);
    for (begins, ends) in ranges {
        if from < begins {
            gaps.push((from, begins - 1));
        }
        from = ends.saturating_add(1);
    }
    if from <= last {
        gaps.push((from, last));
    }
    gaps
}

/// The series of the receipt that was given for the payment that entry `seq` recorded; none where it was the office's own
/// sheet.
///
/// # Errors
/// When the store fails.
pub(crate) async fn series_of_payment(
    context: &Context,
    dossier: DossierId,
    seq: u32,
) -> Result<Option<ReceiptSeries>, AppError> {
    let reader = context.store.reader();
    let Some(number) = receipts::of_payment(&reader, (dossier, seq)).await? else { return Ok(None) };
    let row = receipts::load_series(&reader, number.series).await?;
    Ok(Some(series_of_row(&row)?))
}
