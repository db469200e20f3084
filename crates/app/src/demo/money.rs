//! Money in the demo: what is due at a moment is paid at the counter then. What goes to the Treasury is left to its notice,
//! for which some dossiers wait.

use crate::money::{PaymentWait, Told, assess_charge, await_payment, record_payment};
use crate::{AppError, Command, Context};
use motcua_catalogue::{Collector, DueWhen};
use motcua_dossier::{Charge, Dossier, PaidCharge, PaymentMeans};
use motcua_kernel::{Actor, LegNo, Vnd};

/// What a notice of the demo asks for, for each charge, and the minutes until its last day: thirty days.
const NOTICED: Vnd = Vnd(2_500_000);
const NOTICE_MINUTES: i64 = 30 * 24 * 60;
/// One person in so many pays by transfer.
const BY_TRANSFER: u32 = 3;

/// `actor` takes all that is due `when`; the dossier as it is when nothing is.
pub(super) async fn taken(
    context: &Context,
    actor: Actor,
    dossier: Dossier,
    when: DueWhen,
) -> Result<Dossier, AppError> {
    let due = |it: &&Charge| it.due == when && it.collector != Collector::Treasury;
    let part = |it: &Charge| PaidCharge { code: it.code.clone(), amount: dossier.unpaid(it) };
    let paid: Vec<PaidCharge> =
        dossier.charges.iter().filter(due).map(part).filter(|it| it.amount > Vnd::ZERO).collect();
    if paid.is_empty() {
        return Ok(dossier);
    }
    let command = Command { actor, dossier: dossier.id, seen: dossier.seq, once: None };
    record_payment(context, command, Told { paid, how: means(&dossier), receipt: None, given: None }).await
}

/// Chosen by the last digits of the number, so that the same moment makes the same demo.
fn means(dossier: &Dossier) -> PaymentMeans {
    let reference = digits(dossier);
    let serial = reference.chars().last().and_then(|it| it.to_digit(10)).unwrap_or(1);
    if serial.is_multiple_of(BY_TRANSFER) { PaymentMeans::Transfer { reference } } else { PaymentMeans::Cash }
}

/// `actor`, who has `leg` in hand, assesses what goes to the Treasury and gives the notice of it.
pub(super) async fn noticed(
    context: &Context,
    actor: Actor,
    leg: LegNo,
    mut dossier: Dossier,
) -> Result<Dossier, AppError> {
    let command = |it: &Dossier| Command { actor, dossier: it.id, seen: it.seq, once: None };
    let treasury = |it: &&Charge| it.collector == Collector::Treasury && it.due != DueWhen::AtReturn;
    let charges: Vec<String> = dossier.charges.iter().filter(treasury).map(|it| it.code.clone()).collect();
    for code in &charges {
        dossier = assess_charge(context, command(&dossier), leg, code, NOTICED).await?;
    }
    let pay_by = context.clock.now().plus_minutes(NOTICE_MINUTES).date();
    await_payment(context, command(&dossier), PaymentWait { leg: Some(leg), charges, pay_by }).await
}

/// The Treasury says that all that is awaited was paid, and `actor` at the counter records it.
pub(super) async fn paid_by_notice(
    context: &Context,
    actor: Actor,
    dossier: &Dossier,
) -> Result<Dossier, AppError> {
    let part = |it: &Charge| PaidCharge { code: it.code.clone(), amount: dossier.unpaid(it) };
    let paid = dossier.awaited().map(part).collect();
    let how = PaymentMeans::Notice { number: digits(dossier) };
    let command = Command { actor, dossier: dossier.id, seen: dossier.seq, once: None };
    record_payment(context, command, Told { paid, how, receipt: None, given: None }).await
}

/// The number of a dossier as one word.
fn digits(dossier: &Dossier) -> String {
    let number = dossier.reception.as_ref().map_or("", |it| it.number.as_str());
    number.chars().filter(char::is_ascii_alphanumeric).collect()
}
