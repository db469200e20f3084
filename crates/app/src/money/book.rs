//! Sổ thu chi: whatever a history says of money that is the agency's is written into its book in the same transaction, and
//! cash into the drawer of whoever took it.

use super::drawers::opened;
use crate::{AppError, Context};
use motcua_catalogue::ChargeKind;
use motcua_dossier::{By, Dossier, Entry, Event};
use motcua_fees::{BookKind, BookLine, BookMeans, BookSubject, Booked, booked};
use motcua_kernel::{Actor, DrawerId, MoneyMovementId, Refusal, Vnd};
use motcua_storage::drawers;
use motcua_storage::{Tx, money_book, receipts};

/// Writes what `entries` bring.
pub(crate) async fn keep(
    tx: &Tx,
    context: &Context,
    after: &Dossier,
    entries: &[Entry],
) -> Result<(), AppError> {
    for entry in entries {
        let parts = booked(after, entry);
        let By::Officer(actor) = entry.by else { continue };
        if parts.is_empty() {
            continue;
        }
        let drawer = drawer_of(tx, context, actor, (after, entry), &parts).await?;
        let mut lines = Vec::with_capacity(parts.len());
        for part in parts {
            let id = MoneyMovementId(context.ids.next(entry.recorded)?);
            lines.push(line(id, actor, (after, entry), drawer, part));
        }
        money_book::add(tx, &lines).await?;
        if let Event::PaymentReversed { payment, .. } = &entry.event {
            let number = after.reception.as_ref().map_or_else(String::new, |it| it.number.to_string());
            let minutes = format!("{number} ({})", entry.seq);
            receipts::resettle(tx, (after.id, *payment), "deleted", &minutes, actor.account).await?;
        }
    }
    Ok(())
}

fn line(
    id: MoneyMovementId,
    actor: Actor,
    (after, entry): (&Dossier, &Entry),
    drawer: Option<DrawerId>,
    part: Booked,
) -> BookLine {
    let kind = after.charge(&part.charge).map_or(ChargeKind::Fee, |it| it.kind);
    let subject = BookSubject { dossier: after.id, seq: entry.seq, charge: part.charge, kind };
    BookLine {
        id,
        agency: after.receiving().unwrap_or(actor.agency),
        account: actor.account,
        at: entry.recorded,
        drawer,
        kind: part.kind,
        means: part.means,
        amount: part.amount,
        subject: Some(subject),
        receipt: part.receipt,
        note: None,
    }
}

/// Where cash goes into or comes out of. What is taken back comes out of the drawer it went into, as long as that is not
/// counted; what is paid back comes out of the drawer of whoever pays it, and there must be enough in it.
async fn drawer_of(
    tx: &Tx,
    context: &Context,
    actor: Actor,
    (after, entry): (&Dossier, &Entry),
    parts: &[Booked],
) -> Result<Option<DrawerId>, AppError> {
    if parts.iter().all(|it| it.means != BookMeans::Cash) {
        return Ok(None);
    }
    if let Event::PaymentReversed { payment, .. } = &entry.event {
        return drawer_of_payment(tx, after, *payment).await.map(Some);
    }
    let drawer = held(tx, context, actor, entry).await?;
    let out: Vnd = parts.iter().map(|it| it.amount).filter(|it| *it < Vnd::ZERO).sum();
    if out < Vnd::ZERO {
        let inside: Vnd = money_book::of_drawer(tx, drawer).await?.iter().map(|it| it.amount).sum();
        if inside.plus(out) < Vnd::ZERO {
            return Err(Refusal::new("app.drawer-too-little").with("inside", inside).at("means").into());
        }
    }
    Ok(Some(drawer))
}

async fn drawer_of_payment(tx: &Tx, after: &Dossier, payment: u32) -> Result<DrawerId, AppError> {
    let lines = money_book::of_dossier(tx, after.id).await?;
    let is_it = |it: &&BookLine| {
        it.kind == BookKind::Payment && it.subject.as_ref().is_some_and(|it| it.seq == payment)
    };
    let drawer = lines.iter().find(is_it).and_then(|it| it.drawer);
    let counted = || Refusal::new("app.drawer-counted").at("payment");
    let drawer = drawer.ok_or_else(counted)?;
    if drawers::hold(tx, drawer).await? { Ok(drawer) } else { Err(counted().into()) }
}

/// The open drawer of the actor; the first cash of a shift opens one, with nothing in it.
async fn held(tx: &Tx, context: &Context, actor: Actor, entry: &Entry) -> Result<DrawerId, AppError> {
    if let Some(drawer) = drawers::hold_open(tx, actor.agency, actor.account).await? {
        return Ok(drawer);
    }
    let id = DrawerId(context.ids.next(entry.recorded)?);
    drawers::open(tx, &opened(id, actor, entry.recorded)?).await?;
    Ok(id)
}
