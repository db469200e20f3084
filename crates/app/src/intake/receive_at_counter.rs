//! Tiếp nhận tại quầy: a complete dossier gets its number and its dates.

use crate::act::follow;
use crate::{AppError, Context};
use motcua_calendar::Explanation;
use motcua_dossier::{By, Dossier, DossierNumber, Filing};
use motcua_intake::{ReceiveFacts, receive, resolve_agencies};
use motcua_kernel::{Actor, DossierId, Instant, Refusal};
use motcua_storage::{Tx, dossiers, serials};

/// What the clerk gives the person.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The dossier as received.
    pub dossier: Dossier,
    /// Why the date is what it is.
    pub explanation: Explanation,
}

/// Receives `filing` at the counter of the actor's agency.
///
/// # Errors
/// Refused when the filing is not complete or not allowed; nothing is stored then, and no number is used.
pub async fn receive_at_counter(
    context: &Context,
    actor: Actor,
    filing: Filing,
) -> Result<Receipt, AppError> {
    let now = context.clock.now();
    let id = DossierId(context.ids.next(now)?);
    let province = &context.province;
    if filing.receiving != actor.agency {
        return Err(Refusal::new("app.other-counter").at("receiving").into());
    }
    let version = province.version(filing.version)?;
    let pack =
        province.packs.on(now.date()).ok_or_else(|| Refusal::new("app.no-pack").with("date", now.date()))?;
    let case = version.case(&filing.case).ok_or_else(|| Refusal::new("intake.case-unknown").at("case"))?;
    let agencies = resolve_agencies(&case.route, &province.agencies, &filing, now.date())?;
    let facts = ReceiveFacts { version, pack, calendars: &province.calendars, agencies: &agencies };
    // Decided once with a number that is not used, so that what can be refused is refused before the row that gives
    // numbers is locked.
    receive(&facts, filing.clone(), number(context, &filing, 1, now)?, now)?;
    context
        .store
        .write(async |tx: &Tx| {
            let serial = serials::next(tx, filing.receiving, &now.date().to_string()).await?;
            let received = receive(&facts, filing.clone(), number(context, &filing, serial, now)?, now)?;
            let (dossier, entries) = follow(id, None, By::Officer(actor), received.events, now)?;
            dossiers::insert(tx, &dossier, &entries).await?;
            Ok(Receipt { dossier, explanation: received.explanation })
        })
        .await
}

fn number(context: &Context, filing: &Filing, serial: u32, now: Instant) -> Result<DossierNumber, Refusal> {
    let province = &context.province;
    let date = now.date();
    let pack = province.packs.on(date).ok_or_else(|| Refusal::new("app.no-pack").with("date", date))?;
    let agency = province
        .agencies
        .get(filing.receiving)
        .filter(|it| it.validity.holds_on(date))
        .ok_or_else(|| Refusal::new("app.agency-not-in-force").at("receiving"))?;
    let width = pack.number_serial_width.value;
    Ok(DossierNumber::write(pack.number_format.value, &agency.code, date, serial, width))
}
