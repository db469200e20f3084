//! Sổ thu của một hồ sơ: every movement of money of one dossier as a line between two accounts, folded from its history.
//!
//! A line takes from one account what it gives to the other, so that the whole is balanced by construction; nothing is ever
//! changed or taken out, a mistake has a line of its own that takes it back. Who must agree with it: the state
//! (`faults`), and outside the drawers and receipts (`motcua verify`).

use motcua_dossier::{Dossier, Entry, Event, PaidCharge, PaymentMeans};
use motcua_kernel::{Instant, Vnd};
use std::collections::BTreeMap;

/// Where money stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Account {
    /// What the applicant still owes.
    Owed,
    /// What was charged.
    Charged,
    /// What was charged and need not be paid.
    Exempted,
    /// What was charged, paid and is given back.
    GivenBack,
    /// What is approved to be given back and still here.
    ToGiveBack,
    /// Cash over the counter.
    Cash,
    /// The account of the agency.
    Bank,
    /// The Treasury, proven by its notice; never ours.
    Treasury,
    /// Taken on paper before the dossier was taken over.
    Paper,
}

/// Why money moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Movement {
    /// Khoản phải thu.
    Charge,
    /// Miễn, giảm.
    Exemption,
    /// Nộp tiền.
    Payment,
    /// Bút toán đảo of a payment entered by mistake.
    Reversal,
    /// Duyệt hoàn trả.
    RefundApproval,
    /// Hoàn trả.
    Refund,
}

/// One line: `amount` leaves `credit` and comes to `debit`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The entry of the history it comes from.
    pub seq: u32,
    /// When.
    pub at: Instant,
    /// Code of the charge.
    pub code: String,
    /// Why.
    pub movement: Movement,
    /// The account it comes to.
    pub debit: Account,
    /// The account it leaves.
    pub credit: Account,
    /// How much, in whole đồng.
    pub amount: Vnd,
}

/// The lines of one dossier, in the order of its history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    lines: Vec<Line>,
}

/// Where state and ledger of a dossier disagree on one charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerFault {
    /// Code of the charge.
    pub code: String,
    /// What the state says is still to be paid.
    pub state: Vnd,
    /// What the lines come to.
    pub ledger: Vnd,
}

/// The ledger that a history comes to.
pub fn ledger(history: &[Entry]) -> Ledger {
    let mut fold = Fold::default();
    for entry in history {
        fold.take(entry);
    }
    fold.ledger
}

impl Ledger {
    /// Its lines.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What came to an account less what left it, over all charges.
    pub fn balance(&self, account: Account) -> Vnd {
        self.lines.iter().map(|it| it.on(account)).sum()
    }

    /// The same for the charge with this code.
    pub fn balance_of(&self, account: Account, code: &str) -> Vnd {
        self.lines.iter().filter(|it| it.code == code).map(|it| it.on(account)).sum()
    }

    /// Where `dossier`, the state of the same history, says otherwise.
    pub fn faults(&self, dossier: &Dossier) -> Vec<LedgerFault> {
        let faults = dossier.charges.iter().filter_map(|charge| {
            let (state, ledger) = (dossier.unpaid(charge), self.balance_of(Account::Owed, &charge.code));
            (state != ledger).then(|| LedgerFault { code: charge.code.clone(), state, ledger })
        });
        faults.collect()
    }
}

impl Line {
    /// What it brings to an account; below zero what it takes.
    fn on(&self, account: Account) -> Vnd {
        let came = if self.debit == account { self.amount } else { Vnd::ZERO };
        if self.credit == account { came.minus(self.amount) } else { came }
    }
}

/// Where money that came by these means lies.
pub const fn account_of(how: &PaymentMeans) -> Account {
    match how {
        PaymentMeans::Cash => Account::Cash,
        PaymentMeans::Transfer { .. } => Account::Bank,
        PaymentMeans::Notice { .. } => Account::Treasury,
        PaymentMeans::OnPaper { .. } => Account::Paper,
    }
}

/// Two accounts and the reason money goes between them.
type Way = (Movement, Account, Account);

#[derive(Default)]
struct Fold {
    ledger: Ledger,
    payments: BTreeMap<u32, (Vec<PaidCharge>, Account)>,
    refunds: BTreeMap<u32, Vec<PaidCharge>>,
}

impl Fold {
    #[expect(clippy::wildcard_enum_match_arm, reason = "no other event moves money")]
    fn take(&mut self, entry: &Entry) {
        use Account::{Charged, Exempted, GivenBack, Owed, ToGiveBack};
        match &entry.event {
            Event::Received { charges, .. } => {
                for (code, amount) in
                    charges.iter().filter_map(|it| it.amount.map(|amount| (&it.code, amount)))
                {
                    self.line(entry, (Movement::Charge, Owed, Charged), code, amount);
                }
            }
            Event::ChargeAssessed { code, amount } => {
                self.line(entry, (Movement::Charge, Owed, Charged), code, *amount);
            }
            Event::ChargeExempted { code, amount, .. } => {
                self.line(entry, (Movement::Exemption, Exempted, Owed), code, *amount);
            }
            Event::ChargesPaid { paid, how, .. } => {
                let into = account_of(how);
                self.all(entry, (Movement::Payment, into, Owed), paid);
                self.payments.insert(entry.seq, (paid.clone(), into));
            }
            Event::PaymentReversed { payment, .. } => {
                if let Some((paid, from)) = self.payments.remove(payment) {
                    self.all(entry, (Movement::Reversal, Owed, from), &paid);
                }
            }
            Event::RefundRequested { parts, .. } => {
                self.refunds.insert(entry.seq, parts.clone());
            }
            Event::RefundApproved { request } => {
                let parts = self.refunds.get(request).cloned().unwrap_or_default();
                self.all(entry, (Movement::RefundApproval, GivenBack, ToGiveBack), &parts);
            }
            Event::RefundPaid { request, how } => {
                let parts = self.refunds.get(request).cloned().unwrap_or_default();
                self.all(entry, (Movement::Refund, ToGiveBack, account_of(how)), &parts);
            }
            _ => {}
        }
    }

    fn all(&mut self, entry: &Entry, way: Way, parts: &[PaidCharge]) {
        for part in parts {
            self.line(entry, way, &part.code, part.amount);
        }
    }

    fn line(&mut self, entry: &Entry, (movement, debit, credit): Way, code: &str, amount: Vnd) {
        if amount == Vnd::ZERO {
            return;
        }
        let (seq, at, code) = (entry.seq, entry.occurred, code.to_owned());
        self.ledger.lines.push(Line { seq, at, code, movement, debit, credit, amount });
    }
}
