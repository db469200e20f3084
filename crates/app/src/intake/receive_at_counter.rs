//! Tiếp nhận tại quầy: a complete dossier gets its number and its dates.

use super::found::{Found, book_on, number};
use super::{Submission, late};
use crate::act::follow;
use crate::keep::{LookUp, keep_new};
use crate::once::or_first_time;
use crate::{AppError, Context, notices};
use motcua_calendar::Explanation;
use motcua_dossier::{By, Dossier};
use motcua_intake::{Arrival, receive_at};
use motcua_kernel::{Actor, DossierId, Refusal};
use motcua_storage::{Tx, parties, serials, status_views};

/// What the clerk gives the person.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The dossier as received.
    pub dossier: Dossier,
    /// Why the date is what it is.
    pub explanation: Explanation,
    /// How the person follows it.
    pub look_up: LookUp,
}

/// Receives what was brought at the counter of the actor's agency.
///
/// # Errors
/// Refused when the filing is not complete or not allowed; nothing is stored then, and no number is used.
pub async fn receive_at_counter(
    context: &Context,
    actor: Actor,
    submission: impl Into<Submission>,
) -> Result<Receipt, AppError> {
    let Submission { filing, parties, reach, once, late } = submission.into();
    let now = context.clock.now();
    let id = DossierId(context.ids.next(now)?);
    let look_up = LookUp::new(context)?;
    let province = &context.province;
    if filing.receiving != actor.agency {
        return Err(Refusal::new("app.other-counter").at("receiving").into());
    }
    let arrival = late::arrival(&context.store.reader(), actor, late.as_ref(), now).await?;
    let found = Found::for_filing(context, &filing, arrival.at)?;
    let facts = found.facts();
    let book = book_on(context, arrival.at.date())?;
    let decide = |serial, arrival: &Arrival| {
        receive_at(&facts, filing.clone(), number(context, &filing, serial, arrival.at)?, None, arrival)
    };
    // Decided once with a number that is not used, so that what can be refused is refused before the row that gives
    // numbers is locked.
    decide(1, &arrival)?;
    let received = context
        .store
        .write(async |tx: &Tx| {
            if let Some(once) = once {
                once.keep(tx, actor.account, id, 1, now).await?;
            }
            parties::insert(tx, &parties).await?;
            let serial = serials::next(tx, filing.receiving, &book).await?;
            // Again, now that no other can enter by the same leave.
            let arrival = late::arrival(tx, actor, late.as_ref(), now).await?;
            let received = decide(serial, &arrival)?;
            let (dossier, entries) = follow(id, None, By::Officer(actor), received.events, now)?;
            keep_new(tx, province, &dossier, &entries, Some((&look_up, 0))).await?;
            let known = (parties.as_slice(), reach.as_slice());
            Box::pin(notices::begin(tx, context, (&dossier, &entries), known)).await?;
            late::claim_slip(tx, actor.agency, late.as_ref(), &arrival, id).await?;
            Ok(Receipt { dossier, explanation: received.explanation, look_up: look_up.clone() })
        })
        .await;
    match received {
        Ok(receipt) => Ok(receipt),
        Err(failure) => receipt(context, or_first_time(context, actor.account, once, failure).await?).await,
    }
}

/// What was given to the person, to be given once more.
///
/// # Errors
/// Not found when it has no number.
pub async fn receipt(context: &Context, dossier: Dossier) -> Result<Receipt, AppError> {
    let explanation = context.province.explain_first_date(&dossier).ok_or(AppError::NotFound)?;
    let view = status_views::by_dossier(&context.store.reader(), dossier.id).await?;
    let view = view.ok_or(AppError::NotFound)?;
    Ok(Receipt { dossier, explanation, look_up: LookUp { token: view.token, code: view.code } })
}
