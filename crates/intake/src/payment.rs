//! Nghĩa vụ tài chính: the clock stands while the citizen pays what an agency has assessed, and runs again with the last
//! of it.
//!
//! No single article says so for every procedure: provincial systems let the clock stand at status 6 of the national list
//! (practice, I), and the land rules of 2024 do not count the time in which taxes are paid (S).
//!
//! Never for what is due only at the return: that does not keep an agency from working. Never ended by anybody's word:
//! only money that came, or the Treasury's notice of it, ends a wait.

use crate::Pinned;
use crate::standing::must_run;
use motcua_catalogue::{DueWhen, FeeRule, LegKind};
use motcua_dossier::{Charge, Dossier, Event, LegStatus, PaidCharge, Status, moved_by_pause};
use motcua_fees::Taking;
use motcua_kernel::{Actor, Date, Instant, LegNo, Refusal, TextId, Vnd};
use std::collections::BTreeSet;

/// What is waited for, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentWait {
    /// The leg on behalf of which the notice was given; the counter, if absent.
    pub leg: Option<LegNo>,
    /// Codes of the charges.
    pub charges: Vec<String>,
    /// The last day of the notice.
    pub pay_by: Date,
}

/// The wait for a payment. It lasts to the end of the last day of the notice, at midnight and not at closing time: money
/// for the Treasury passes no counter, and a term in days has its whole last day (BLDS 2015 Điều 148(6)); when that day
/// is no working day, to the end of the next one (Điều 148(5)).
///
/// # Errors
/// Refused unless the dossier is received or in process and nothing is signed; unless the actor's agency is working on
/// the leg, or is the receiving one where no leg is named; when no charge is named, one is unknown, named twice, due only
/// at the return, not assessed, or has nothing left to be paid; and when the last day is over.
pub fn await_payment(
    dossier: &Dossier,
    pinned: &Pinned<'_>,
    actor: Actor,
    wait: PaymentWait,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    must_run(dossier)?;
    must_be_the_actors(dossier, actor, wait.leg)?;
    if wait.charges.is_empty() {
        return Err(Refusal::new("intake.charges-empty").at("charges"));
    }
    let mut seen = BTreeSet::new();
    for (index, code) in wait.charges.iter().enumerate() {
        let at = |refusal: Refusal| refusal.at(format!("charges.{index}"));
        let unknown = || at(Refusal::new("intake.charge-unknown").with("code", code));
        let charge = dossier.charge(code).ok_or_else(unknown)?;
        let new = seen.insert(code);
        must_be_payable(dossier, charge, new).map_err(at)?;
    }
    if wait.pay_by < now.date() {
        return Err(Refusal::new("intake.pay-by-past").with("pay_by", wait.pay_by).at("pay_by"));
    }
    let last_day = pinned.dossier(dossier)?.calendar.next_working_day_on_or_after(wait.pay_by);
    Ok(vec![Event::PaymentAwaited { charges: wait.charges, pay_by: Instant::end_of(last_day) }])
}

/// The agency that works on the leg; without a leg the receiving one. Who is asked for an opinion asks for no money.
fn must_be_the_actors(dossier: &Dossier, actor: Actor, leg: Option<LegNo>) -> Result<(), Refusal> {
    let Some(no) = leg else {
        let receives = dossier.receiving() == Some(actor.agency);
        return if receives { Ok(()) } else { Err(Refusal::new("intake.wait-of-other-counter").at("leg")) };
    };
    let in_hand = dossier.leg(no).is_some_and(|it| {
        it.plan.desk() == actor.agency
            && it.plan.kind != LegKind::Consultation
            && matches!(it.status, LegStatus::Active { .. })
    });
    if in_hand { Ok(()) } else { Err(Refusal::new("intake.wait-of-other-leg").with("leg", no).at("leg")) }
}

/// Named once, with an amount of which something is left, to be paid while the agencies work.
fn must_be_payable(dossier: &Dossier, charge: &Charge, new: bool) -> Result<(), Refusal> {
    let key = if !new {
        "intake.charge-twice"
    } else if charge.due == DueWhen::AtReturn {
        "intake.charge-due-at-return"
    } else if charge.amount.is_none() {
        "intake.charge-not-assessed"
    } else if dossier.unpaid(charge) <= Vnd::ZERO {
        "intake.charge-paid"
    } else {
        return Ok(());
    };
    Err(Refusal::new(key).with("name", &charge.name))
}

/// A payment; and with the last of what is awaited the end of the wait, so that nobody has to say twice that money came.
/// The lawful date then moves by the wait, in the calendar of the receiving agency.
///
/// # Errors
/// As [`motcua_fees::pay`] refuses.
pub fn record_payment(
    dossier: &Dossier,
    pinned: &Pinned<'_>,
    actor: Actor,
    taking: Taking,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let settled = taking.paid.clone();
    let mut events = motcua_fees::pay(dossier, actor, taking)?;
    events.extend(end_of_wait(dossier, pinned, &settled, now)?);
    Ok(events)
}

/// What need not be paid; and with the last of what is awaited the end of the wait.
///
/// # Errors
/// As [`motcua_fees::exempt`] refuses; when the pinned case has no fee rule `code` for the channel of the dossier.
pub fn exempt(
    dossier: &Dossier,
    pinned: &Pinned<'_>,
    actor: Actor,
    (code, ground, evidence): (&str, &str, TextId),
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let unknown = || Refusal::new("fees.charge-unknown").with("code", code).at("charge");
    let rule = fee_rules(dossier, pinned)?.iter().find(|it| it.code == code).ok_or_else(unknown)?;
    let mut events = motcua_fees::exempt(dossier, actor, rule, ground, evidence)?;
    let mut settled = Vec::new();
    for event in &events {
        if let Event::ChargeExempted { code, amount, .. } = event {
            settled.push(PaidCharge { code: code.clone(), amount: *amount });
        }
    }
    events.extend(end_of_wait(dossier, pinned, &settled, now)?);
    Ok(events)
}

/// The fee rules the charges of a dossier came of.
///
/// # Errors
/// As a dossier that was not received, or under other rules, refuses.
pub fn fee_rules<'a>(dossier: &'a Dossier, pinned: &Pinned<'a>) -> Result<&'a [FeeRule], Refusal> {
    let under = pinned.dossier(dossier)?;
    let row = dossier.filing.as_ref().and_then(|it| under.case.channel(it.channel));
    Ok(row.map_or(&[], |it| &it.fees))
}

/// The end of the wait when `settled` is the last of what is awaited.
fn end_of_wait(
    dossier: &Dossier,
    pinned: &Pinned<'_>,
    settled: &[PaidCharge],
    now: Instant,
) -> Result<Option<Event>, Refusal> {
    let Status::AwaitingPayment { since, .. } = dossier.status else { return Ok(None) };
    let left = |charge: &Charge| {
        let now_settled = settled.iter().filter(|it| it.code == charge.code).map(|it| it.amount);
        dossier.unpaid(charge).minus(now_settled.sum())
    };
    if dossier.awaited().any(|it| left(it) > Vnd::ZERO) {
        return Ok(None);
    }
    let under = pinned.dossier(dossier)?;
    let reception = under.reception;
    let lawful = moved_by_pause(under.calendar, &reception.limit, reception.dates.lawful, since, now);
    Ok(Some(Event::PaymentConfirmed { lawful }))
}
