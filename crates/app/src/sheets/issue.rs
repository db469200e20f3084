//! Phát hành: a sheet is made, kept by the sum of its bytes, and written into the history of its dossier.

use super::facts::Facts;
use super::{Wanted, answers, money, papers, possible, slip, track};
use crate::act::act;
use crate::files::{FilePurpose, NewFile, add, folder, remove};
use crate::money::series::series_of_payment;
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, Entry, Event, IssuedSheet};
use motcua_fees::series::ReceiptSeries;
use motcua_forms::{Body, Content, Copies, Document, FormKind, FormSet};
use motcua_kernel::{Actor, FileId, Refusal};
use motcua_storage::dossiers;
use std::fmt::Write;

/// What is to be made, of which site.
#[derive(Clone, Debug)]
pub struct Order {
    /// The sheet.
    pub wanted: Wanted,
    /// The address of the site, for its codes.
    pub site: String,
    /// Whether the province is made up.
    pub content: Content,
}

/// A sheet that was issued.
#[derive(Clone, Debug)]
pub struct IssuedNow {
    /// The dossier after it.
    pub dossier: Dossier,
    /// The file.
    pub file: FileId,
    /// What was wrong with the province's template, where the built-in one had to do.
    pub fault: Option<Refusal>,
}

/// The bytes of a sheet as it would be now; nothing is kept and it proves nothing.
///
/// # Errors
/// Refused when the dossier can not have it.
pub async fn preview(
    context: &Context,
    actor: Actor,
    dossier: &Dossier,
    order: &Order,
) -> Result<Vec<u8>, AppError> {
    let history = dossiers::history(&context.store.reader(), dossier.id).await?;
    let (bytes, _, _) = made(context, actor, (dossier, &history), order, None).await?;
    Ok(bytes)
}

/// Makes it, keeps it and writes it down.
///
/// # Errors
/// Refused when the dossier can not have it, or there is no room for files; `Stale` when the dossier has gone on.
pub async fn issue(context: &Context, command: Command, order: &Order) -> Result<IssuedNow, AppError> {
    let reader = context.store.reader();
    let dossier = dossiers::load(&reader, command.dossier).await?;
    let history = dossiers::history(&reader, command.dossier).await?;
    let file = FileId(context.ids.next(context.clock.now())?);
    let proof = format!("{}/kiem-chung/{file}", order.site);
    let made = made(context, command.actor, (&dossier, &history), order, Some(proof)).await?;
    let (bytes, number, fault) = made;
    let mut arriving = folder(context)?.receive(file).await?;
    arriving.write(&bytes).await?;
    let kept = arriving.keep().await?;
    let sheet =
        IssuedSheet { form: order.wanted.kind.code().to_owned(), file, sha256: hex(&kept.sha256), number };
    let name = format!("{}.pdf", order.wanted.kind.code());
    let new = NewFile { kept, name, purpose: FilePurpose::Other };
    add(context, command.actor, &dossier, vec![new]).await?;
    let issued =
        act(context, command, Vec::new(), |_, _| Ok(vec![Event::SheetIssued { sheet: sheet.clone() }]));
    let dossier = match issued.await {
        Ok(dossier) => dossier,
        Err(failure) => {
            // What no history names is no sheet.
            remove(context, command.actor, &dossier, file).await?;
            return Err(failure);
        }
    };
    if dossier.sheets.iter().any(|it| it.sheet.file == file) {
        return Ok(IssuedNow { dossier, file, fault });
    }
    // It was sent twice: what the first sending made stands.
    remove(context, command.actor, &dossier, file).await?;
    let first = dossier.sheets.iter().rev().find(|it| it.sheet.form == order.wanted.kind.code());
    let file = first.map(|it| it.sheet.file).ok_or(AppError::NotFound)?;
    Ok(IssuedNow { dossier, file, fault })
}

type Made = (Vec<u8>, Option<String>, Option<Refusal>);

async fn made(
    context: &Context,
    actor: Actor,
    (dossier, history): (&Dossier, &[Entry]),
    order: &Order,
    proof: Option<String>,
) -> Result<Made, AppError> {
    if !possible(dossier, history).contains(&order.wanted) {
        return Err(Refusal::new("app.sheet-not-possible").into());
    }
    let facts = Facts::load(context, actor, (dossier, history), (&order.site, order.content)).await?;
    let series = match (order.wanted.kind, order.wanted.of) {
        (FormKind::MoneyReceipt, Some(seq)) => series_of_payment(context, dossier.id, seq).await?,
        _ => None,
    };
    let (body, number) = body(&facts, order.wanted, series.as_ref())?;
    let mut letterhead = facts.letterhead();
    letterhead.number.clone_from(&number);
    let document = Document { letterhead, marks: facts.marks(proof), body };
    let set = set_of(context, dossier)?.clone();
    let press = context.press.clone();
    let printed =
        tokio::task::spawn_blocking(move || press.0.render_or_built_in(&set, &[document], Copies::All));
    let printed = printed.await.map_err(|_| Refusal::new("app.sheet-not-made"))?;
    let printed = printed.map_err(|fault| fault.refusal())?;
    let fault = printed.fault.map(|it| it.refusal());
    Ok((printed.pdf.bytes, number, fault))
}

/// The forms of the pack a dossier was received under; of a visit without one, those in force.
fn set_of<'a>(context: &'a Context, dossier: &Dossier) -> Result<&'a FormSet, Refusal> {
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

/// A sum as 64 digits.
pub(super) fn hex(sum: &[u8]) -> String {
    let mut text = String::with_capacity(sum.len() * 2);
    for byte in sum {
        // Writing to a string can not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
