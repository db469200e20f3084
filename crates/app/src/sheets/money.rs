//! Phiếu thu, or what shows the receipt of a series that was given.

use super::Wanted;
use super::facts::{Facts, person, written};
use super::papers::not_possible;
use motcua_dossier::{MoneyReceipt as Given, PaidCharge, PaymentMeans};
use motcua_fees::series::{ReceiptSeries as Series, SeriesKind};
use motcua_forms::body::{Cash, MoneyReceipt, ReceiptKind, ReceiptSeries};
use motcua_forms::{Body, Moment, MoneyLine, Person};
use motcua_kernel::{Message, Refusal};

/// Of the payment that an entry recorded, unless it was taken back. Its number is that of the sheet.
pub(super) fn receipt(
    facts: &Facts<'_>,
    wanted: Wanted,
    series: Option<&Series>,
) -> Result<(Body, Option<String>), Refusal> {
    let entry = facts.entry(wanted)?;
    let payment =
        facts.dossier.payment(entry.seq).filter(|it| it.reversed.is_none()).ok_or_else(not_possible)?;
    let (method, reference) = match &payment.how {
        PaymentMeans::Cash => ("label.sheet-paid-cash", None),
        PaymentMeans::Transfer { reference } => ("label.sheet-paid-transfer", Some(reference.clone())),
        PaymentMeans::Notice { .. } | PaymentMeans::OnPaper { .. } => return Err(not_possible()),
    };
    let (series, number) = match payment.receipt.as_ref().ok_or_else(not_possible)? {
        Given::Slip { number } => (None, Some(number.clone())),
        Given::Series { form, symbol, number } => {
            let series = ReceiptSeries {
                form: form.clone(),
                symbol: symbol.clone(),
                book: series.and_then(|it| it.book.clone()),
                number: number.clone(),
                kind: made_as(series.ok_or_else(not_possible)?.kind),
            };
            (Some(series), None)
        }
    };
    let line = |it: &PaidCharge| {
        let charge = facts.dossier.charge(&it.code);
        MoneyLine { name: charge.map_or_else(|| it.code.clone(), |it| it.name.clone()), amount: it.amount }
    };
    let body = MoneyReceipt {
        payer: payer(facts),
        reason: facts.subject(),
        lines: payment.paid.iter().map(line).collect(),
        method: written(&Message::new(method)),
        reference,
        cash: payment.given.zip(payment.change()).map(|(given, change)| Cash { given, change }),
        at: Moment(payment.at),
        series,
        cashier: facts.officer(entry),
    };
    Ok((body.into(), number))
}

/// Whether our sheet is the receipt, names one that was printed before, or shows one that was issued.
const fn made_as(kind: SeriesKind) -> ReceiptKind {
    match kind {
        SeriesKind::PrePrinted => ReceiptKind::PrePrinted,
        SeriesKind::SelfPrinted => ReceiptKind::SelfPrinted,
        SeriesKind::Electronic => ReceiptKind::Electronic,
    }
}

/// Whoever stands there: the helper where there is one.
fn payer(facts: &Facts<'_>) -> Person {
    facts.helper.as_ref().map_or_else(|| facts.person(), person)
}
