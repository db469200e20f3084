//! Hồ sơ tồn: a dossier that was open on paper when the office began to work with the system.
//!
//! Its dates are those of its paper slip and are never computed anew; its papers are in the paper file and are not counted
//! again. What the offices did before is known only by where the dossier has come to, so no minute of it is charged to any.

use crate::filing_check::check_filing;
use crate::late_entry::slip_number;
use crate::receive::open_file;
use crate::{Arrival, ReceiveFacts, Received};
use motcua_catalogue::LegKind;
use motcua_dossier::{Charge, DossierNumber, Event, Filing, LegPlan, PaidCharge, PaperOrigin, PaymentMeans};
use motcua_kernel::{AccountId, Instant, LegNo, PaperBatchId, Refusal, Vnd};
use std::collections::BTreeSet;

/// What the paper says of an open dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperDossier {
    /// The number of its slip.
    pub slip: String,
    /// When it was received.
    pub received: Instant,
    /// The return date on the slip.
    pub promised: Instant,
    /// The lawful date, where a supplement or a suspension has moved it since.
    pub lawful: Option<Instant>,
    /// The legs that have it in hand; none while it is at the counter.
    pub at_legs: BTreeSet<LegNo>,
    /// The receipt for all that is known to be owed, where it was paid.
    pub receipt: Option<String>,
}

/// Who answers for taking a dossier over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenOverBy {
    /// The file it came with.
    pub batch: PaperBatchId,
    /// The head who approved it.
    pub approved_by: AccountId,
}

/// The dossier as it goes on here: received when and with the dates the paper says, in the hands the paper says.
///
/// # Errors
/// Refused as a reception is, but for papers; when a date is in the future or before the receipt, the slip has no number,
/// or a leg named is unknown, comes after another named, or after the result is decided.
pub fn carry_over(
    facts: &ReceiveFacts<'_>,
    filing: Filing,
    number: DossierNumber,
    paper: &PaperDossier,
    by: TakenOverBy,
    now: Instant,
) -> Result<Received, Refusal> {
    let slip = slip_number(&paper.slip).map_err(|refusal| refusal.at("slip"))?;
    if paper.received > now {
        return Err(Refusal::new("intake.paper-received-ahead").at("received"));
    }
    if paper.promised < paper.received {
        return Err(Refusal::new("intake.paper-promised-before").at("promised"));
    }
    if paper.lawful.is_some_and(|it| it < paper.promised) {
        return Err(Refusal::new("intake.paper-lawful-before").at("lawful"));
    }
    let open = check_filing(facts.version, &filing, paper.received.date())?;
    let origin = PaperOrigin::CarriedOver { slip, batch: by.batch, approved_by: by.approved_by };
    let arrival = Arrival { at: paper.received, origin: Some(origin), promised: Some(paper.promised) };
    let mut file = open_file(facts, open, &filing, number, None, &arrival)?;
    file.reception.dates.lawful = paper.lawful.unwrap_or(paper.promised);
    let done = done_before(&file.legs, &paper.at_legs).map_err(|refusal| refusal.at("at-legs"))?;
    let mut events = vec![file.received(filing)];
    events.push(Event::CarriedOver { done, open: paper.at_legs.iter().copied().collect() });
    if let Some(receipt) = &paper.receipt {
        events.push(paid_on_paper(&file.charges, receipt).map_err(|refusal| refusal.at("receipt"))?);
    }
    Ok(Received { events, explanation: file.explanation })
}

/// All that is known to be owed was paid with one receipt.
fn paid_on_paper(charges: &[Charge], receipt: &str) -> Result<Event, Refusal> {
    let known = |charge: &Charge| {
        let amount = charge.amount.filter(|it| *it > Vnd::ZERO)?;
        Some(PaidCharge { code: charge.code.clone(), amount })
    };
    let paid: Vec<PaidCharge> = charges.iter().filter_map(known).collect();
    if paid.is_empty() {
        return Err(Refusal::new("intake.paper-nothing-owed"));
    }
    Ok(Event::ChargesPaid {
        paid,
        how: PaymentMeans::OnPaper { receipt: slip_number(receipt)? },
        receipt: None,
        given: None,
    })
}

/// The legs before those in hand, by rising number.
fn done_before(legs: &[LegPlan], at_legs: &BTreeSet<LegNo>) -> Result<Vec<LegNo>, Refusal> {
    let find = |no: LegNo| legs.iter().find(|it| it.no == no);
    let mut done = BTreeSet::new();
    let mut before: Vec<LegNo> = Vec::new();
    for no in at_legs {
        let leg = find(*no).ok_or_else(|| Refusal::new("intake.paper-leg-unknown").with("leg", no))?;
        if leg.kind == LegKind::Return {
            return Err(Refusal::new("intake.paper-leg-decided").with("leg", no));
        }
        before.extend(&leg.after);
    }
    while let Some(no) = before.pop() {
        if let Some(leg) = find(no).filter(|_| done.insert(no)) {
            before.extend(&leg.after);
        }
    }
    match done.intersection(at_legs).next() {
        Some(no) => Err(Refusal::new("intake.paper-leg-before-another").with("leg", no)),
        None => Ok(done.into_iter().collect()),
    }
}
