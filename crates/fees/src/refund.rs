//! Hoàn trả: asked for by one person, allowed by another, paid by whoever has the drawer. Never more than was paid, and
//! never of money that a notice of the Treasury or a paper of before proves: that is not ours to give back.

use crate::pay::one_word;
use motcua_dossier::{Dossier, Event, PaidCharge, PaymentMeans, Refund, RefundState};
use motcua_kernel::{Actor, Refusal, TextId, Vnd};
use std::collections::BTreeSet;

/// Asks that `parts` of the payment that entry `payment` recorded are paid back. Also after the dossier has ended: then
/// most are.
///
/// # Errors
/// Refused unless the actor is at the agency that received the dossier; while another refund of it is asked for or not
/// paid yet; when there is no such payment or it was taken
/// back, when it came by notice or on paper, when nothing is named, a charge is named twice, or more is asked than is left
/// of it.
pub fn request_refund(
    dossier: &Dossier,
    actor: Actor,
    payment: u32,
    parts: Vec<PaidCharge>,
    reason: TextId,
) -> Result<Vec<Event>, Refusal> {
    must_be_here(dossier, actor)?;
    if dossier.open_refund().is_some() {
        return Err(Refusal::new("fees.refund-in-progress"));
    }
    let unknown = || Refusal::new("fees.payment-unknown").at("payment");
    let paid = dossier.payment(payment).filter(|it| it.reversed.is_none()).ok_or_else(unknown)?;
    if matches!(paid.how, PaymentMeans::Notice { .. } | PaymentMeans::OnPaper { .. }) {
        return Err(Refusal::new("fees.refund-not-ours").at("payment"));
    }
    if parts.is_empty() {
        return Err(Refusal::new("fees.refund-empty").at("amount"));
    }
    let mut seen = BTreeSet::new();
    for part in &parts {
        let left = dossier.refundable(payment, &part.code);
        if !seen.insert(&part.code) || left <= Vnd::ZERO {
            return Err(Refusal::new("fees.refund-nothing-left").at("amount"));
        }
        if part.amount <= Vnd::ZERO {
            return Err(Refusal::new("fees.refund-not-positive").at("amount"));
        }
        if part.amount > left {
            return Err(Refusal::new("fees.refund-more-than-paid").with("left", left).at("amount"));
        }
    }
    Ok(vec![Event::RefundRequested { payment, parts, reason }])
}

/// Allows the refund that is asked for.
///
/// # Errors
/// Refused unless the actor is at the receiving agency and another person than who asked, and when none is asked for.
pub fn approve_refund(dossier: &Dossier, actor: Actor) -> Result<Vec<Event>, Refusal> {
    let request = to_decide(dossier, actor)?.seq;
    Ok(vec![Event::RefundApproved { request }])
}

/// Declines it.
///
/// # Errors
/// As [`approve_refund`].
pub fn decline_refund(dossier: &Dossier, actor: Actor, reason: TextId) -> Result<Vec<Event>, Refusal> {
    let request = to_decide(dossier, actor)?.seq;
    Ok(vec![Event::RefundDeclined { request, reason }])
}

/// Records that the money went back, in cash or by transfer.
///
/// # Errors
/// Refused unless the actor is at the receiving agency and did not approve it; when none is approved; when a reference is
/// missing, too long or more than one word.
pub fn pay_refund(dossier: &Dossier, actor: Actor, how: PaymentMeans) -> Result<Vec<Event>, Refusal> {
    must_be_here(dossier, actor)?;
    let not_approved = || Refusal::new("fees.refund-not-approved");
    let refund = dossier.open_refund().ok_or_else(not_approved)?;
    match refund.state {
        RefundState::Approved { by } if by == actor.account => {
            return Err(Refusal::new("fees.refund-own-approval"));
        }
        RefundState::Approved { .. } => {}
        RefundState::Requested | RefundState::Declined { .. } | RefundState::Paid { .. } => {
            return Err(not_approved());
        }
    }
    let how = match how {
        PaymentMeans::Cash => PaymentMeans::Cash,
        PaymentMeans::Transfer { reference } => PaymentMeans::Transfer { reference: one_word(&reference)? },
        PaymentMeans::Notice { .. } | PaymentMeans::OnPaper { .. } => {
            return Err(Refusal::new("fees.refund-means").at("means"));
        }
    };
    Ok(vec![Event::RefundPaid { request: refund.seq, how }])
}

fn to_decide(dossier: &Dossier, actor: Actor) -> Result<&Refund, Refusal> {
    must_be_here(dossier, actor)?;
    let refund = dossier.open_refund().filter(|it| it.is_requested());
    let refund = refund.ok_or_else(|| Refusal::new("fees.refund-not-asked"))?;
    if refund.by == actor.account { Err(Refusal::new("fees.refund-own-request")) } else { Ok(refund) }
}

fn must_be_here(dossier: &Dossier, actor: Actor) -> Result<(), Refusal> {
    if dossier.receiving() == Some(actor.agency) { Ok(()) } else { Err(Refusal::new("fees.other-counter")) }
}
