//! Nghĩa vụ tài chính: the clock stands while the citizen pays what an agency has assessed.
//!
//! Never for what is due only at the return: that does not keep an agency from working.

use crate::Pinned;
use crate::standing::{must_run, received, stands_in};
use motcua_catalogue::DueWhen;
use motcua_dossier::{Dossier, Event, Status, moved_by_pause};
use motcua_kernel::{Instant, Refusal};
use std::collections::BTreeSet;

/// The wait for the payment of `charges` (codes) until `pay_by`, the deadline of the notice.
///
/// # Errors
/// Refused unless the dossier is received or in process and nothing is signed; when no charge is named, one is unknown,
/// named twice or due only at the return; or when `pay_by` is not after `now`.
pub fn await_payment(
    dossier: &Dossier,
    charges: Vec<String>,
    pay_by: Instant,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    received(dossier)?;
    must_run(dossier)?;
    if charges.is_empty() {
        return Err(Refusal::new("intake.charges-empty").at("charges"));
    }
    let mut seen = BTreeSet::new();
    for (index, code) in charges.iter().enumerate() {
        let refuse = |key| Err(Refusal::new(key).with("code", code).at(format!("charges.{index}")));
        match dossier.charges.iter().find(|it| it.code == *code) {
            None => return refuse("intake.charge-unknown"),
            Some(_) if !seen.insert(code) => return refuse("intake.charge-twice"),
            Some(charge) if charge.due == DueWhen::AtReturn => return refuse("intake.charge-due-at-return"),
            Some(_) => {}
        }
    }
    if pay_by <= now {
        return Err(Refusal::new("intake.pay-by-past").with("pay_by", pay_by).at("pay_by"));
    }
    Ok(vec![Event::PaymentAwaited { charges, pay_by }])
}

/// The payment, with the lawful date moved by the wait, in the calendar of the receiving agency.
///
/// # Errors
/// Refused unless a payment is awaited.
pub fn confirm_payment(dossier: &Dossier, pinned: &Pinned<'_>, now: Instant) -> Result<Vec<Event>, Refusal> {
    let Status::AwaitingPayment { since, .. } = dossier.status else {
        return Err(stands_in(&dossier.status));
    };
    let under = pinned.dossier(dossier)?;
    let reception = under.reception;
    let lawful = moved_by_pause(under.calendar, &reception.limit, reception.dates.lawful, since, now);
    Ok(vec![Event::PaymentConfirmed { lawful }])
}
