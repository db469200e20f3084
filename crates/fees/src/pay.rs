//! Ghi nhận nộp tiền: money that came is counted against what is owed, never above it.
//!
//! Ends no wait for a payment (`intake` does, which asks this first) and issues no receipt. What goes to the Treasury is proven by its notice and never passes
//! for money taken at the counter.

use motcua_catalogue::Collector;
use motcua_dossier::{Charge, Dossier, Event, MoneyReceipt, PaidCharge, PaymentMeans};
use motcua_kernel::{Actor, Refusal, Vnd};
use std::collections::BTreeSet;

/// Longest reference of a transfer and number of a notice, in characters.
const LONGEST_REFERENCE: usize = 50;

/// Money that came: what for, how, and the paper that is given for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taking {
    /// What for.
    pub paid: Vec<PaidCharge>,
    /// How it came.
    pub how: PaymentMeans,
    /// What is given for it; none for what the Treasury's notice proves.
    pub receipt: Option<MoneyReceipt>,
    /// Tiền khách đưa: the cash that was put down, where it is noted.
    pub given: Option<Vnd>,
}

impl Taking {
    /// All of it, in whole đồng.
    pub fn total(&self) -> Vnd {
        self.paid.iter().map(|it| it.amount).sum()
    }

    /// Whether it is the agency's, in its drawer or its account, so that a receipt is given for it.
    pub const fn is_ours(&self) -> bool {
        matches!(self.how, PaymentMeans::Cash | PaymentMeans::Transfer { .. })
    }
}

/// Records what was paid, each charge at most once in a payment; a charge can be paid in parts.
///
/// # Errors
/// Refused unless the dossier is received and has not ended and the actor is at the agency that received it; when
/// nothing is named, or a charge is unknown, named twice, not assessed, or paid; when an amount is not above zero or is
/// more than is still owed; when a tax is not proven by a notice, or anything else is; when a reference is missing,
/// longer than 50 characters, or more than one word; and when less was put down than is paid, or it was no cash.
pub fn pay(dossier: &Dossier, actor: Actor, taking: Taking) -> Result<Vec<Event>, Refusal> {
    must_be_open(dossier)?;
    if dossier.receiving() != Some(actor.agency) {
        return Err(Refusal::new("fees.other-counter"));
    }
    let ours = taking.is_ours();
    must_cover(&taking)?;
    let Taking { paid, how, receipt, given } = taking;
    if paid.is_empty() {
        return Err(Refusal::new("fees.payment-empty").at("charge"));
    }
    let mut seen = BTreeSet::new();
    for part in &paid {
        let charge = charge_of(dossier, &part.code)?;
        if !seen.insert(&part.code) {
            return Err(about("fees.charge-twice", charge).at("charge"));
        }
        must_be_owed(dossier, charge, part.amount)?;
        must_suit(charge, &how)?;
    }
    Ok(vec![Event::ChargesPaid { paid, how: checked(how)?, receipt: receipt.filter(|_| ours), given }])
}

/// What was put down is cash, and enough of it.
fn must_cover(taking: &Taking) -> Result<(), Refusal> {
    let Some(given) = taking.given else { return Ok(()) };
    if taking.how != PaymentMeans::Cash {
        return Err(Refusal::new("fees.given-not-cash").at("given"));
    }
    let due = taking.total();
    if given < due {
        let refusal = Refusal::new("fees.given-too-little").with("given", given).with("due", due);
        return Err(refusal.with("lacking", due.minus(given)).at("given"));
    }
    Ok(())
}

/// Received, and not ended.
pub fn must_be_open(dossier: &Dossier) -> Result<(), Refusal> {
    use motcua_dossier::Status;
    match dossier.status {
        Status::Received
        | Status::AwaitingPredecessor { .. }
        | Status::InProcess
        | Status::SupplementRequested { .. }
        | Status::AwaitingPayment { .. }
        | Status::Suspended { .. }
        | Status::ResultSigned { .. }
        | Status::ResultReady { .. } => Ok(()),
        Status::GuidanceGiven
        | Status::NotReceived { .. }
        | Status::Returned { .. }
        | Status::Withdrawn { .. }
        | Status::Stopped { .. }
        | Status::Annulled { .. }
        | Status::Imported => Err(Refusal::new("fees.dossier-closed")),
    }
}

/// The charge with this code.
pub fn charge_of<'a>(dossier: &'a Dossier, code: &str) -> Result<&'a Charge, Refusal> {
    dossier.charge(code).ok_or_else(|| Refusal::new("fees.charge-unknown").with("code", code).at("charge"))
}

/// A refusal that names the charge.
fn about(key: &'static str, charge: &Charge) -> Refusal {
    Refusal::new(key).with("name", &charge.name)
}

fn must_be_owed(dossier: &Dossier, charge: &Charge, amount: Vnd) -> Result<(), Refusal> {
    if charge.amount.is_none() {
        return Err(about("fees.charge-not-assessed", charge).at("charge"));
    }
    if amount <= Vnd::ZERO {
        return Err(about("fees.amount-not-positive", charge).at("amount"));
    }
    let unpaid = dossier.unpaid(charge);
    if unpaid <= Vnd::ZERO {
        return Err(about("fees.charge-paid", charge).at("charge"));
    }
    if amount > unpaid {
        return Err(about("fees.more-than-owed", charge).with("owed", unpaid).at("amount"));
    }
    Ok(())
}

/// The Treasury's by notice, and nothing else by notice.
fn must_suit(charge: &Charge, how: &PaymentMeans) -> Result<(), Refusal> {
    let by_notice = matches!(how, PaymentMeans::Notice { .. });
    match (charge.collector, by_notice) {
        (Collector::Treasury, false) => Err(about("fees.treasury-by-notice", charge).at("means")),
        (Collector::Counter | Collector::AgencyAccount | Collector::Carrier, true) => {
            Err(about("fees.notice-not-treasury", charge).at("means"))
        }
        (Collector::Treasury, true)
        | (Collector::Counter | Collector::AgencyAccount | Collector::Carrier, false) => Ok(()),
    }
}

fn checked(how: PaymentMeans) -> Result<PaymentMeans, Refusal> {
    Ok(match how {
        PaymentMeans::Cash => PaymentMeans::Cash,
        PaymentMeans::Transfer { reference } => PaymentMeans::Transfer { reference: one_word(&reference)? },
        PaymentMeans::Notice { number } => PaymentMeans::Notice { number: one_word(&number)? },
        PaymentMeans::OnPaper { .. } => return Err(Refusal::new("fees.paid-on-paper").at("means")),
    })
}

/// One word, so that nobody writes a name or a sentence into a history.
pub fn one_word(text: &str) -> Result<String, Refusal> {
    let word = text.trim();
    if word.is_empty() {
        return Err(Refusal::new("fees.reference-missing").at("reference"));
    }
    let fits = word.chars().count() <= LONGEST_REFERENCE;
    if !fits || word.chars().any(|it| it.is_whitespace() || it.is_control()) {
        return Err(Refusal::new("fees.reference-wrong").with("most", LONGEST_REFERENCE).at("reference"));
    }
    Ok(word.to_owned())
}
