//! A sheet is made: the facts of its dossier, on the form of its rule pack, by the press.

use super::facts::Facts;
use super::issue::Order;
use super::signatory::signatory;
use super::{Wanted, answers, money, papers, possible, slip, track};
use crate::act::Words;
use crate::money::series::series_of_payment;
use crate::{AppError, Context};
use motcua_dossier::{Dossier, Entry};
use motcua_fees::series::ReceiptSeries;
use motcua_forms::{Body, Copies, Document, FormKind, FormSet};
use motcua_kernel::{Actor, Refusal};

/// The bytes, the sheet's own number, and what was wrong with the province's template.
pub(super) type Made = (Vec<u8>, Option<String>, Option<Refusal>);

/// What goes on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Printing {
    /// The sheet itself.
    Sheet,
    /// A copy that says so: which one.
    Copy(u32),
}

/// The sheet on paper; `proof` is the address that proves it.
pub(super) async fn made(
    context: &Context,
    actor: Actor,
    (dossier, history): (&Dossier, &[Entry]),
    order: &Order,
    (proof, printing, words): (Option<String>, Printing, &Words),
) -> Result<Made, AppError> {
    let mut document = saying(context, actor, (dossier, history), (order, proof), words).await?;
    if let Printing::Copy(place) = printing {
        document.marks.reprint = Some(place);
    }
    let number = document.letterhead.number.clone();
    let printed = context.print(set_of(context, dossier)?, vec![document], Copies::All).await?;
    let fault = printed.fault.map(|it| it.refusal());
    Ok((printed.pdf.bytes, number, fault))
}

/// What stands on the sheet, before it is on any form.
///
/// # Errors
/// Refused when the dossier can not have it.
pub async fn document(
    context: &Context,
    actor: Actor,
    (dossier, history): (&Dossier, &[Entry]),
    (order, proof): (&Order, Option<String>),
) -> Result<Document, AppError> {
    saying(context, actor, (dossier, history), (order, proof), &Vec::new()).await
}

/// The same with `words` that the store does not have yet.
async fn saying(
    context: &Context,
    actor: Actor,
    (dossier, history): (&Dossier, &[Entry]),
    (order, proof): (&Order, Option<String>),
    words: &Words,
) -> Result<Document, AppError> {
    if !possible(dossier, history).contains(&order.wanted) {
        return Err(Refusal::new("app.sheet-not-possible").into());
    }
    let mut facts = Facts::load(context, actor, (dossier, history), (&order.site, order.content)).await?;
    facts.words.extend(words.iter().map(|(id, body)| (*id, Some(body.clone()))));
    let series = match (order.wanted.kind, order.wanted.of) {
        (FormKind::MoneyReceipt, Some(seq)) => series_of_payment(context, dossier.id, seq).await?,
        _ => None,
    };
    let (mut body, number) = body(&facts, order.wanted, series.as_ref())?;
    if let Body::ApologyLetter(letter) = &mut body {
        letter.signatory = signatory(context, &facts, order.wanted).await?;
    }
    let mut letterhead = facts.letterhead();
    letterhead.number = number;
    Ok(Document { letterhead, marks: facts.marks(proof), body })
}

/// The forms of the pack a dossier was received under; of a visit without one, those in force.
pub(super) fn set_of<'a>(context: &'a Context, dossier: &Dossier) -> Result<&'a FormSet, Refusal> {
    let today = context.clock.now().date();
    let pack = match &dossier.reception {
        Some(reception) => Some(reception.pack.as_str()),
        None => context.province.packs.on(today).map(|it| it.code.as_str()),
    };
    let set = pack.and_then(|it| context.forms().for_pack(it));
    set.ok_or_else(|| Refusal::new("app.sheet-no-set"))
}

fn body(
    facts: &Facts<'_>,
    wanted: Wanted,
    series: Option<&ReceiptSeries>,
) -> Result<(Body, Option<String>), Refusal> {
    let plain = |body| (body, None);
    match wanted.kind {
        FormKind::AcceptanceSlip => slip::acceptance(facts).map(plain),
        FormKind::GuidanceSlip => papers::guidance(facts, wanted).map(plain),
        FormKind::SupplementRequest => papers::supplement(facts, wanted).map(plain),
        FormKind::RefusalSlip => answers::refusal(facts, wanted).map(plain),
        FormKind::ApologyLetter => answers::apology(facts, wanted).map(plain),
        FormKind::StopNotice => answers::stop(facts).map(plain),
        FormKind::ControlSlip => track::control(facts).map(plain),
        FormKind::ResultReceipt => track::result(facts).map(plain),
        FormKind::SatisfactionSlip => Ok(plain(track::satisfaction(facts))),
        FormKind::MoneyReceipt => money::receipt(facts, wanted, series),
        FormKind::Register
        | FormKind::HandoverList
        | FormKind::DayTakings
        | FormKind::MonthTakings
        | FormKind::BudgetRemittance
        | FormKind::ReceiptUsage => Err(papers::not_possible()),
    }
}
