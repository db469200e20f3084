//! Biên lai: the number that is given for money, out of the numbers the cashier was given, or the office's own sheet where
//! there are none.

use super::series::{book_of_series, free_behind, next_in_hand, series_of_row};
use crate::{AppError, Command};
use motcua_dossier::{Dossier, MoneyReceipt};
use motcua_fees::series::{ReceiptSeries, SeriesKind};
use motcua_kernel::{Actor, Instant, Refusal, Vnd};
use motcua_storage::receipts::{self, NumberRow, SeriesRow, StockRow};
use motcua_storage::{Tx, serials};

/// What a receipt is to be given for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptWish {
    /// The money.
    pub amount: Vnd,
    /// The number the cashier reads on the paper, for numbers that are printed already.
    pub number: Option<u32>,
}

/// Takes the next one. The number of a pre-printed receipt is confirmed, never invented: the cashier says which lies on top.
pub(crate) async fn take(
    tx: &Tx,
    command: Command,
    (before, now): (&Dossier, Instant),
    wish: &ReceiptWish,
) -> Result<MoneyReceipt, AppError> {
    let actor = command.actor;
    let Some((row, stock)) = held(tx, actor).await? else {
        return slip(tx, command, now).await;
    };
    let series = series_of_row(&row)?;
    match series.kind {
        SeriesKind::PrePrinted => {
            must_be_next(&series, &stock, wish)?;
            book_of_series(tx, &row).await?.confirm(actor.account, stock.next, now.date())?;
        }
        SeriesKind::SelfPrinted | SeriesKind::Electronic => {}
    }
    let behind = free_behind(tx, &stock, stock.next).await?;
    receipts::advance(tx, stock.id, stock.next, behind).await?;
    let settled = NumberRow {
        series: row.id,
        number: stock.next,
        fate: "used".to_owned(),
        payment: Some((before.id, before.seq.saturating_add(1))),
        amount: wish.amount,
        minutes: None,
        account: actor.account,
        recorded_by: actor.account,
        at: now,
    };
    receipts::settle(tx, &settled).await?;
    let number = series.written(stock.next);
    Ok(MoneyReceipt::Series { form: series.form, symbol: series.symbol, number })
}

/// The numbers that are next, their series held. Whoever held it before may have used up what was seen.
async fn held(tx: &Tx, actor: Actor) -> Result<Option<(SeriesRow, StockRow)>, AppError> {
    let mut held = None;
    loop {
        let Some((series, stock)) = next_in_hand(tx, actor.agency, actor.account).await? else {
            return Ok(None);
        };
        if held == Some(series.id) {
            return Ok(Some((series, stock)));
        }
        receipts::hold_series(tx, series.id).await?;
        held = Some(series.id);
    }
}

fn must_be_next(series: &ReceiptSeries, stock: &StockRow, wish: &ReceiptWish) -> Result<(), Refusal> {
    let next = series.written(stock.next);
    match wish.number {
        None => Err(Refusal::new("app.receipt-to-confirm").with("number", next).at("receipt")),
        Some(number) if number != stock.next => {
            Err(Refusal::new("app.receipt-not-next").with("number", next).at("receipt"))
        }
        Some(_) => Ok(()),
    }
}

/// Phiếu thu, numbered by agency and year.
async fn slip(tx: &Tx, command: Command, now: Instant) -> Result<MoneyReceipt, AppError> {
    let year = now.date().year();
    let number = serials::next(tx, command.actor.agency, &format!("phieu-thu/{year}")).await?;
    Ok(MoneyReceipt::Slip { number: format!("PT{:02}-{number:06}", year.rem_euclid(100)) })
}
