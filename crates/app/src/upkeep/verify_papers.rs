//! Each receipt in use stands for a payment of the history and the other way round; each line of a bank statement that is
//! booked is a payment by transfer of its amount.

use crate::money::series::series_of_row;
use motcua_dossier::{Dossier, MoneyReceipt, Payment, PaymentMeans};
use motcua_storage::receipts::{self, NumberRow};
use motcua_storage::statement_lines::{self, StatementRow};
use motcua_storage::{Reader, StoreError};

/// The first thing that is wrong with the receipts and the statement lines of a dossier.
pub(super) async fn receipts_and_lines(
    reader: &Reader,
    dossier: &Dossier,
) -> Result<Option<String>, StoreError> {
    let numbers = receipts::of_dossier(reader, dossier.id).await?;
    for number in &numbers {
        let series = series_of_row(&receipts::load_series(reader, number.series).await?)?;
        let written = series.written(number.number);
        let given = MoneyReceipt::Series { form: series.form, symbol: series.symbol, number: written };
        if let Some(what) = receipt_fault(dossier, number, &given) {
            return Ok(Some(format!("receipt {}: {what}", given.name())));
        }
    }
    let stands = |payment: &Payment| numbers.iter().filter(|it| seq_of(it) == Some(payment.seq)).count() == 1;
    let of_series =
        dossier.payments.iter().filter(|it| matches!(it.receipt, Some(MoneyReceipt::Series { .. })));
    if let Some(payment) = of_series.into_iter().find(|it| !stands(it)) {
        return Ok(Some(format!("entry {}: its receipt stands in no series, or twice", payment.seq)));
    }
    let lines = statement_lines::booked_for(reader, dossier.id).await?;
    let wrong = lines.iter().find_map(|(line, seq)| Some((line, line_fault(dossier, line, *seq)?)));
    Ok(wrong.map(|(line, what)| format!("statement line {}: {what}", line.fingerprint.as_str())))
}

fn seq_of(number: &NumberRow) -> Option<u32> {
    number.payment.map(|(_, seq)| seq)
}

fn receipt_fault(dossier: &Dossier, number: &NumberRow, given: &MoneyReceipt) -> Option<&'static str> {
    let Some(payment) = seq_of(number).and_then(|it| dossier.payment(it)) else {
        return Some("stands for no payment of the history");
    };
    if payment.receipt.as_ref() != Some(given) {
        return Some("the payment it stands for names another");
    }
    if payment.total() != number.amount {
        return Some("its amount is not that of its payment");
    }
    let fate = if payment.reversed.is_some() { "deleted" } else { "used" };
    (number.fate != fate).then_some("its fate is not that of its payment")
}

fn line_fault(dossier: &Dossier, line: &StatementRow, seq: u32) -> Option<&'static str> {
    let Some(payment) = dossier.payment(seq) else { return Some("booked for no payment of the history") };
    if !matches!(payment.how, PaymentMeans::Transfer { .. }) {
        return Some("booked for a payment that is no transfer");
    }
    (payment.total() != line.amount).then_some("its amount is not that of its payment")
}
