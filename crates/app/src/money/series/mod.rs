//! Biên lai: series that are opened, numbers that are given to a cashier, and numbers that are accounted for when they were
//! spoilt, lost or crossed out. Whoever changes a series holds its row first, so that no number goes two ways.
//!
//! A number is never given twice and never taken back: what became of it stays.

mod hand_back;
mod looks;
mod rows;

pub use hand_back::hand_back_numbers;
pub(crate) use looks::series_of_payment;
pub use looks::{
    HandedBack, Holding, NextReceipt, NotUsed, SeriesSheet, cashiers_of, next_receipt, numbers_not_used,
    receipt_series, series_at, usage_of,
};
pub(crate) use rows::series_of_row;
pub(super) use rows::{book_of_series, free_behind, next_in_hand};

use crate::{AppError, Context};
use motcua_fees::series::{Fate, NumbersIssued, ReceiptSeries};
use motcua_kernel::{AccountId, Actor, AgencyId, Instant, ReceiptSeriesId, ReceiptStockId, Refusal, Vnd};
use motcua_storage::receipts::{self, NumberRow, SeriesRow, StockRow};
use motcua_storage::{Tx, serials};
use rows::{fate_word, kind_word};

/// Under how many numbers in a hand are too few, until somebody says otherwise.
pub const WARN_BELOW: u32 = 10;

/// A series that is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesWish {
    /// For which agency.
    pub agency: AgencyId,
    /// What stands on its receipts.
    pub series: ReceiptSeries,
    /// Under how many numbers in a hand are too few.
    pub warn_below: u32,
}

/// For whose numbers a person answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// For those in its own hand.
    Own,
    /// For all of the agency, in hands or not.
    All,
}

/// Opens a series.
///
/// # Errors
/// Refused when it is none, and when the agency has numbers of it already.
pub async fn open_series(
    context: &Context,
    actor: Actor,
    wish: SeriesWish,
) -> Result<ReceiptSeriesId, AppError> {
    wish.series.check()?;
    let now = context.clock.now();
    let row = row_of(ReceiptSeriesId(context.ids.next(now)?), actor, wish, now);
    context
        .store
        .write(async |tx: &Tx| {
            // Series of one agency are opened one after the other, so that each sees those before it.
            serials::next(tx, row.agency, "receipt-series").await?;
            let same = |it: &SeriesRow| {
                (&it.form, &it.symbol, &it.book) == (&row.form, &row.symbol, &row.book)
                    && it.first <= row.last
                    && row.first <= it.last
            };
            if let Some(there) = receipts::series_of(tx, row.agency).await?.into_iter().find(same) {
                let written = series_of_row(&there)?;
                let refusal = Refusal::new("app.series-overlaps").with("first", written.written(there.first));
                return Err(refusal.with("last", written.written(there.last)).at("first").into());
            }
            receipts::open_series(tx, &row).await?;
            Ok(row.id)
        })
        .await
}

fn row_of(id: ReceiptSeriesId, actor: Actor, wish: SeriesWish, now: Instant) -> SeriesRow {
    let SeriesWish { agency, series, warn_below } = wish;
    SeriesRow {
        id,
        agency,
        form: series.form,
        symbol: series.symbol,
        book: series.book.unwrap_or_default(),
        kind: kind_word(series.kind).to_owned(),
        first: series.first,
        last: series.last,
        width: series.width,
        issuer: series.issuer,
        warn_below,
        opened_by: actor.account,
        opened_at: now,
    }
}

/// Gives the numbers from `first` to `last` to a cashier of the agency.
///
/// # Errors
/// Refused when the person takes no money there, when the range leaves the series, and when a number of it was given before
/// or has a fate; not found when there is no such series.
pub async fn give_numbers(
    context: &Context,
    actor: Actor,
    id: ReceiptSeriesId,
    cashier: AccountId,
    (first, last): (u32, u32),
) -> Result<(), AppError> {
    let agency = receipts::load_series(&context.store.reader(), id).await?.agency;
    if !cashiers_of(context, agency).await?.iter().any(|it| it.id == cashier) {
        return Err(Refusal::new("app.not-a-cashier").at("cashier").into());
    }
    let now = context.clock.now();
    let stock = StockRow {
        id: ReceiptStockId(context.ids.next(now)?),
        series: id,
        account: cashier,
        first,
        last,
        next: first,
        given_by: actor.account,
        given_at: now,
    };
    context
        .store
        .write(async |tx: &Tx| {
            receipts::hold_series(tx, id).await?;
            let row = receipts::load_series(tx, id).await?;
            let issue = NumbersIssued { cashier, first, last, on: now.date() };
            book_of_series(tx, &row).await?.issue(issue)?;
            Ok(receipts::give(tx, &stock).await?)
        })
        .await
}

/// Accounts for a number that was spoilt, lost or crossed out; when it was the next of a hand, the one behind it is now.
///
/// # Errors
/// Refused when the person does not answer for the number, when it has a fate, and when the minutes are missing; not found
/// when there is no such series.
pub async fn account_for_number(
    context: &Context,
    actor: Actor,
    (id, answers): (ReceiptSeriesId, Answers),
    number: u32,
    fate: Fate,
) -> Result<(), AppError> {
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            receipts::hold_series(tx, id).await?;
            let row = receipts::load_series(tx, id).await?;
            let mut book = book_of_series(tx, &row).await?;
            let account = match (answers, book.holder(number)) {
                (Answers::Own, None) => return Err(not_in_hand(&book.series().written(number)).into()),
                (Answers::Own, Some(_)) => actor.account,
                (Answers::All, holder) => holder.unwrap_or(actor.account),
            };
            book.account_for(account, number, fate.clone(), now.date())?;
            let settled = NumberRow {
                series: id,
                number,
                fate: fate_word(&fate).to_owned(),
                payment: None,
                amount: Vnd::ZERO,
                minutes: fate.minutes().map(|it| it.trim().to_owned()),
                account,
                recorded_by: actor.account,
                at: now,
            };
            receipts::settle(tx, &settled).await?;
            let given = receipts::given(tx, id).await?;
            if let Some(stock) = given.iter().find(|it| it.next == number && number <= it.last) {
                receipts::advance(tx, stock.id, number, free_behind(tx, stock, number).await?).await?;
            }
            Ok(())
        })
        .await
}

fn not_in_hand(number: &str) -> Refusal {
    Refusal::new("fees.series-not-in-hand").with("number", number).at("number")
}
