//! Trả lại biên lai: numbers that a cashier did not use go back to whoever keeps the receipts, and may be given again.

use super::rows::book_of_series;
use super::{Answers, not_in_hand};
use crate::{AppError, Context};
use motcua_kernel::{Actor, ReceiptReturnId, ReceiptSeriesId, Refusal};
use motcua_storage::receipts::{self, ReturnRow};
use motcua_storage::{StoreError, Tx};

/// Takes the numbers from `first` to `last` back from whoever holds them.
///
/// # Errors
/// Refused when the person does not answer for the numbers, when they are not the end of what was given at once, and when one
/// of them has a fate; not found when there is no such series.
pub async fn hand_back_numbers(
    context: &Context,
    actor: Actor,
    (id, answers): (ReceiptSeriesId, Answers),
    (first, last): (u32, u32),
) -> Result<(), AppError> {
    let now = context.clock.now();
    let back = ReceiptReturnId(context.ids.next(now)?);
    let done = context
        .store
        .write(async |tx: &Tx| {
            receipts::hold_series(tx, id).await?;
            let row = receipts::load_series(tx, id).await?;
            let mut book = book_of_series(tx, &row).await?;
            let holder = book.holder(first).filter(|it| match answers {
                Answers::Own => *it == actor.account,
                Answers::All => true,
            });
            let elsewhere = || not_in_hand(&book.series().written(first)).at("first");
            let cashier = holder.ok_or_else(elsewhere)?;
            book.hand_back(cashier, (first, last), now.date())?;
            let given = receipts::given(tx, id).await?;
            let stock = given.iter().find(|it| it.account == cashier && it.last == last && it.first <= first);
            let stock = stock.ok_or_else(|| StoreError::Stale { what: format!("receipts of {id}") })?;
            let row = ReturnRow {
                id: back,
                series: id,
                account: cashier,
                first,
                last,
                recorded_by: actor.account,
                at: now,
            };
            Ok(receipts::take_back(tx, stock.id, &row).await?)
        })
        .await;
    match done {
        Err(AppError::Store(StoreError::Stale { .. })) => {
            Err(Refusal::new("app.receipts-used-meanwhile").at("first").into())
        }
        other => other,
    }
}
