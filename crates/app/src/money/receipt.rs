//! Biên lai: the number that is given for money, out of the numbers the cashier was given, or the office's own sheet where
//! there are none.

use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, MoneyReceipt};
use motcua_kernel::{Instant, Refusal, Vnd};
use motcua_storage::receipts::{self, NumberRow, SeriesRow, StockRow};
use motcua_storage::{Tx, serials};

/// Of series that were printed before, whose numbers are on the paper already.
pub(crate) const PRE_PRINTED: &str = "pre-printed";

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
    context: &Context,
    command: Command,
    (before, now): (&Dossier, Instant),
    wish: &ReceiptWish,
) -> Result<MoneyReceipt, AppError> {
    let actor = command.actor;
    let stock = receipts::stock_of(tx, actor.agency, actor.account).await?;
    let Some((series, stock)) = stock.into_iter().find(|(_, it)| it.next <= it.last) else {
        return slip(tx, context, command, now).await;
    };
    if series.kind == PRE_PRINTED {
        must_be_next(&series, &stock, wish)?;
    }
    receipts::take(tx, stock.id, stock.next).await?;
    let settled = NumberRow {
        series: series.id,
        number: stock.next,
        fate: "used".to_owned(),
        payment: Some((before.id, before.seq.saturating_add(1))),
        amount: wish.amount,
        minutes: None,
        account: actor.account,
        at: now,
    };
    receipts::settle(tx, &settled).await?;
    let number = written(&series, stock.next);
    Ok(MoneyReceipt::Series { form: series.form, symbol: series.symbol, number })
}

/// A number with its leading zeros.
pub(crate) fn written(series: &SeriesRow, number: u32) -> String {
    format!("{number:0width$}", width = usize::from(series.width))
}

fn must_be_next(series: &SeriesRow, stock: &StockRow, wish: &ReceiptWish) -> Result<(), Refusal> {
    let next = written(series, stock.next);
    match wish.number {
        None => Err(Refusal::new("app.receipt-to-confirm").with("number", next).at("receipt")),
        Some(number) if number != stock.next => {
            Err(Refusal::new("app.receipt-not-next").with("number", next).at("receipt"))
        }
        Some(_) => Ok(()),
    }
}

/// Phiếu thu, numbered by agency and year.
async fn slip(tx: &Tx, _context: &Context, command: Command, now: Instant) -> Result<MoneyReceipt, AppError> {
    let year = now.date().year();
    let number = serials::next(tx, command.actor.agency, &format!("phieu-thu/{year}")).await?;
    Ok(MoneyReceipt::Slip { number: format!("PT{:02}-{number:06}", year.rem_euclid(100)) })
}
