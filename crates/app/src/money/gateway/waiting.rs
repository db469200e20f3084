//! Tiền chờ xử lý: what came through the gateway and could not be booked. A person books it for a dossier, or says what
//! became of it; then it waits no more, and stays in the log.

use super::take::no_such_credit;
use crate::act::act_with_credit;
use crate::money::receipt::ReceiptWish;
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, DossierNumber, PaymentMeans};
use motcua_fees::{Taking, settled_by};
use motcua_kernel::{Actor, AgencyId, Refusal, Vnd};
use motcua_storage::gateway_callbacks::{self, CallbackRow, Settlement};
use motcua_storage::{Tx, dossiers};

/// Credits that are looked at at once.
pub const MOST_CREDITS: u64 = 200;
/// Answers that the log shows.
pub const LATEST: u64 = 50;
const LONGEST_NOTE: usize = 500;

/// Money that waits, with the dossier it was ordered for.
#[derive(Clone, Debug)]
pub struct WaitingCredit {
    /// It.
    pub row: CallbackRow,
    /// The number of the dossier, where the order is known.
    pub number: Option<DossierNumber>,
}

/// A credit to be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditBooking {
    /// Which.
    pub credit: String,
    /// For which dossier.
    pub number: DossierNumber,
    /// The number on the pre-printed receipt that is given for it.
    pub receipt: Option<u32>,
}

/// What waits at an agency, the oldest first: at most `MOST_CREDITS`.
///
/// # Errors
/// When the store fails.
pub async fn waiting_credits(context: &Context, agency: AgencyId) -> Result<Vec<WaitingCredit>, AppError> {
    let reader = context.store.reader();
    let mut found = Vec::new();
    for row in gateway_callbacks::waiting(&reader, agency, MOST_CREDITS).await? {
        let dossier = match row.dossier {
            Some(id) => Some(dossiers::load(&reader, id).await?),
            None => None,
        };
        let number = dossier.and_then(|it| it.reception).map(|it| it.number);
        found.push(WaitingCredit { row, number });
    }
    Ok(found)
}

/// The latest answers of the gateway for an agency, taken or not, the latest first: at most `LATEST`.
///
/// # Errors
/// When the store fails.
pub async fn latest_callbacks(context: &Context, agency: AgencyId) -> Result<Vec<CallbackRow>, AppError> {
    Ok(gateway_callbacks::latest(&context.store.reader(), agency, LATEST).await?)
}

/// Books money that waits for a dossier of the actor's agency.
///
/// # Errors
/// Refused when it waits no more, when there is no such dossier here, when the amount does not fit what it owes, and as
/// `record_payment`; `Stale` when another person was first.
pub async fn book_credit(
    context: &Context,
    actor: Actor,
    wanted: &CreditBooking,
) -> Result<Dossier, AppError> {
    let credit = open(context, actor, &wanted.credit).await?;
    let (Some(amount), Some(reference)) = (credit.amount, credit.transaction) else {
        return Err(no_such_credit().into());
    };
    let found = dossiers::by_number(&context.store.reader(), &wanted.number).await?;
    let unknown = || Refusal::new("app.statement-number-unknown").with("number", &wanted.number).at("number");
    let dossier = found.filter(|it| it.receiving() == Some(actor.agency)).ok_or_else(unknown)?;
    book(context, actor, (&dossier, wanted), (amount, reference)).await
}

async fn book(
    context: &Context,
    actor: Actor,
    (dossier, wanted): (&Dossier, &CreditBooking),
    (amount, reference): (Vnd, String),
) -> Result<Dossier, AppError> {
    let command = Command { actor, dossier: dossier.id, seen: dossier.seq, once: None };
    let wish = ReceiptWish { amount, number: wanted.receipt };
    let how = PaymentMeans::Transfer { reference };
    act_with_credit(context, command, (&wish, &wanted.credit), |dossier, now, receipt| {
        let pinned = context.province.pinned(dossier)?;
        let paid = settled_by(dossier, amount)?;
        let taking = Taking { paid, how: how.clone(), receipt, given: None };
        motcua_intake::record_payment(dossier, &pinned, actor, taking, now)
    })
    .await
}

/// Says what became of money that waits otherwise, as when the gateway paid it back.
///
/// # Errors
/// Refused when it waits no more, or without words.
pub async fn settle_credit(
    context: &Context,
    actor: Actor,
    credit: &str,
    words: &str,
) -> Result<(), AppError> {
    let note = words.trim();
    let readable = !note.chars().any(|it| it.is_control() && it != '\n' && it != '\r');
    if note.is_empty() || note.chars().count() > LONGEST_NOTE || !readable {
        return Err(Refusal::new("app.gateway-note-wrong").with("most", LONGEST_NOTE).at("words").into());
    }
    let open = open(context, actor, credit).await?;
    let at = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            let it = Settlement { by: actor.account, at, booked: None, note: Some(note) };
            if gateway_callbacks::settle(tx, &open.fingerprint, &it).await? {
                return Ok(());
            }
            Err(no_such_credit().into())
        })
        .await
}

/// It, as long as it waits and the agency may know of it.
async fn open(context: &Context, actor: Actor, credit: &str) -> Result<CallbackRow, AppError> {
    let found = gateway_callbacks::find(&context.store.reader(), credit).await?;
    let waits = |it: &CallbackRow| {
        it.outcome == gateway_callbacks::WAITS
            && it.settled.is_none()
            && it.agency.is_none_or(|agency| agency == actor.agency)
    };
    Ok(found.filter(waits).ok_or_else(no_such_credit)?)
}
