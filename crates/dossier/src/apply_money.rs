//! What the events of money make of a dossier: assessed, paid, exempted, taken back, paid back.

use super::officer;
use crate::{
    Dossier, Entry, Event, Exempted, MoneyReceipt, PaidCharge, Payment, PaymentMeans, Refund, RefundState,
};
use motcua_kernel::Vnd;

/// An event of money.
#[expect(clippy::wildcard_enum_match_arm, reason = "`advance` sends only the events of money")]
pub(super) fn happen(state: &mut Dossier, entry: &Entry) -> Result<(), &'static str> {
    match &entry.event {
        Event::ChargeAssessed { code, amount } => assess(state, code, *amount).ok_or("nothing to assess"),
        Event::ChargesPaid { paid, how, receipt, given } => {
            pay(state, entry, (paid, how, receipt.as_ref(), *given)).ok_or("paid what is not owed")
        }
        Event::ChargeExempted { code, ground, amount, .. } => {
            state.charge(code).ok_or("no such charge")?;
            let (code, ground) = (code.clone(), ground.clone());
            state.exemptions.push(Exempted { seq: entry.seq, code, amount: *amount, ground });
            Ok(())
        }
        Event::PaymentReversed { payment, .. } => {
            let payment = state.payments.iter_mut().find(|it| it.seq == *payment && it.reversed.is_none());
            payment.ok_or("no such payment")?.reversed = Some(entry.seq);
            Ok(())
        }
        Event::RefundRequested { payment, parts, .. } => {
            state.payment(*payment).ok_or("no such payment")?;
            state.refunds.push(Refund {
                seq: entry.seq,
                at: entry.occurred,
                by: officer(entry).ok_or("no officer asks")?,
                payment: *payment,
                parts: parts.clone(),
                state: RefundState::Requested,
            });
            Ok(())
        }
        Event::RefundApproved { request } => {
            let by = officer(entry).ok_or("no officer approves")?;
            becomes(state, *request, RefundState::Approved { by })
        }
        Event::RefundDeclined { request, reason } => {
            becomes(state, *request, RefundState::Declined { reason: *reason })
        }
        Event::RefundPaid { request, how } => {
            becomes(state, *request, RefundState::Paid { seq: entry.seq, how: how.clone() })
        }
        _ => Err("no event of money"),
    }
}

fn assess(state: &mut Dossier, code: &str, amount: Vnd) -> Option<()> {
    let charge = state.charges.iter_mut().find(|it| it.code == code && it.amount.is_none())?;
    charge.amount = Some(amount);
    Some(())
}

fn pay(
    state: &mut Dossier,
    entry: &Entry,
    (paid, how, receipt, given): (&[PaidCharge], &PaymentMeans, Option<&MoneyReceipt>, Option<Vnd>),
) -> Option<()> {
    let owed = |it: &PaidCharge| state.charge(&it.code).is_some_and(|it| it.amount.is_some());
    if !paid.iter().all(owed) {
        return None;
    }
    state.payments.push(Payment {
        seq: entry.seq,
        at: entry.occurred,
        paid: paid.to_vec(),
        how: how.clone(),
        by: officer(entry),
        receipt: receipt.cloned(),
        given,
        reversed: None,
    });
    Some(())
}

/// A request is decided once, and only what was approved is paid.
fn becomes(state: &mut Dossier, request: u32, next: RefundState) -> Result<(), &'static str> {
    let refund = state.refunds.iter_mut().find(|it| it.seq == request).ok_or("no such refund")?;
    let follows = match next {
        RefundState::Requested => false,
        RefundState::Approved { .. } | RefundState::Declined { .. } => refund.is_requested(),
        RefundState::Paid { .. } => matches!(refund.state, RefundState::Approved { .. }),
    };
    if !follows {
        return Err("a refund that is not at this point");
    }
    refund.state = next;
    Ok(())
}
