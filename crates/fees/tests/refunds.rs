//! What goes back, what was entered by mistake, and a ledger that agrees with all of it.
#![expect(clippy::unwrap_used, reason = "what these tests set up is known to hold")]

#[path = "support/mod.rs"]
mod support;

use motcua_catalogue::{ChargeKind, Collector, DueWhen, Exemption, FeeAmount, FeeRule, Share};
use motcua_dossier::{By, Dossier, Entry, Event, MoneyReceipt, PaidCharge, PaymentMeans, apply, replay};
use motcua_fees::{
    Account, BookKind, BookMeans, Booked, Taking, approve_refund, booked, decline_refund, exempt, ledger,
    pay, pay_refund, request_refund, reverse_payment,
};
use motcua_kernel::{Actor, Refusal, Role, TextId, Vnd};
use proptest::prelude::*;
use support::{CLERK, COMMUNE, FEE, ID, OFFICER, STATE_FEE, TAX, actor, received};
use uuid::Uuid;

const HEAD: Actor = actor(8, COMMUNE, Role::UnitHead);
const CASHIER: Actor = actor(9, COMMUNE, Role::Cashier);
const REASON: TextId = TextId(Uuid::from_u128(77));

/// A dossier with its whole history.
#[derive(Clone)]
struct Life {
    dossier: Dossier,
    history: Vec<Entry>,
}

impl Life {
    fn new() -> Self {
        let first = received();
        Self { dossier: apply(ID, None, &first).unwrap(), history: vec![first] }
    }

    fn does(&mut self, actor: Actor, decided: Result<Vec<Event>, Refusal>) -> Result<(), Refusal> {
        for event in decided? {
            let now = self.dossier.last_recorded.plus_minutes(5);
            let seq = self.dossier.seq + 1;
            let entry = Entry { seq, recorded: now, occurred: now, by: By::Officer(actor), event };
            self.dossier = apply(ID, Some(self.dossier.clone()), &entry).unwrap();
            self.history.push(entry);
        }
        Ok(())
    }

    fn pays(&mut self, actor: Actor, code: &str, amount: i64, how: PaymentMeans) -> Result<(), Refusal> {
        let receipt = Some(MoneyReceipt::Slip { number: format!("PT26-{:06}", self.dossier.seq) });
        let decided =
            pay(&self.dossier, actor, Taking { paid: part(code, amount), how, receipt, given: None });
        self.does(actor, decided)
    }

    fn asks_back(&mut self, actor: Actor, payment: u32, code: &str, amount: i64) -> Result<(), Refusal> {
        let decided = request_refund(&self.dossier, actor, payment, part(code, amount), REASON);
        self.does(actor, decided)
    }

    fn book(&self) -> Vec<Booked> {
        self.history.iter().flat_map(|it| booked(&self.dossier, it)).collect()
    }
}

fn part(code: &str, amount: i64) -> Vec<PaidCharge> {
    vec![PaidCharge { code: code.to_owned(), amount: Vnd(amount) }]
}

#[track_caller]
fn refused(decided: Result<(), Refusal>, code: &str) {
    assert_eq!(decided.unwrap_err().message.code.to_string(), code);
}

#[test]
fn a_refund_is_asked_for_by_one_allowed_by_another_and_paid_by_a_third_or_the_first() {
    let mut life = Life::new();
    life.pays(CLERK, FEE, 28_000, PaymentMeans::Cash).unwrap();
    refused(life.asks_back(CLERK, 9, FEE, 1), "fees.payment-unknown");
    refused(life.asks_back(CLERK, 2, FEE, 28_001), "fees.refund-more-than-paid");
    refused(life.asks_back(CLERK, 2, FEE, 0), "fees.refund-not-positive");
    refused(life.asks_back(CLERK, 2, STATE_FEE, 1), "fees.refund-nothing-left");
    refused(life.asks_back(OFFICER, 2, FEE, 1), "fees.other-counter");
    let too_early = approve_refund(&life.dossier, HEAD);
    refused(life.does(HEAD, too_early), "fees.refund-not-asked");

    life.asks_back(CLERK, 2, FEE, 20_000).unwrap();
    refused(life.asks_back(HEAD, 2, FEE, 8_000), "fees.refund-in-progress");
    let own = approve_refund(&life.dossier, CLERK);
    refused(life.does(CLERK, own), "fees.refund-own-request");
    let early = pay_refund(&life.dossier, CASHIER, PaymentMeans::Cash);
    refused(life.does(CASHIER, early), "fees.refund-not-approved");

    let allowed = approve_refund(&life.dossier, HEAD);
    life.does(HEAD, allowed).unwrap();
    let own = pay_refund(&life.dossier, HEAD, PaymentMeans::Cash);
    refused(life.does(HEAD, own), "fees.refund-own-approval");
    let paid = pay_refund(&life.dossier, CLERK, PaymentMeans::Cash);
    life.does(CLERK, paid).unwrap();

    let charge = life.dossier.charge(FEE).unwrap().clone();
    assert_eq!((life.dossier.paid(FEE), life.dossier.refunded(FEE)), (Vnd(28_000), Vnd(20_000)));
    assert_eq!(life.dossier.unpaid(&charge), Vnd::ZERO, "what went back is not owed again");
    assert_eq!(life.dossier.refundable(2, FEE), Vnd(8_000));
    let sums: Vec<(BookKind, BookMeans, i64)> =
        life.book().iter().map(|it| (it.kind, it.means, it.amount.0)).collect();
    assert_eq!(
        sums,
        [(BookKind::Payment, BookMeans::Cash, 28_000), (BookKind::Refund, BookMeans::Cash, -20_000)]
    );
}

#[test]
fn a_declined_refund_leaves_everything_to_be_asked_for_again() {
    let mut life = Life::new();
    life.pays(CLERK, FEE, 28_000, PaymentMeans::Transfer { reference: "FT1".to_owned() }).unwrap();
    life.asks_back(CLERK, 2, FEE, 28_000).unwrap();
    let declined = decline_refund(&life.dossier, HEAD, REASON);
    life.does(HEAD, declined).unwrap();
    assert_eq!(life.dossier.refundable(2, FEE), Vnd(28_000));
    life.asks_back(CLERK, 2, FEE, 28_000).unwrap();
    assert_eq!(ledger(&life.history).balance(Account::GivenBack), Vnd::ZERO);
}

/// 28 000 ₫, of which whoever is poor pays half and a child nothing.
fn rule() -> FeeRule {
    let exemption = |ground: &str, share| Exemption {
        ground: ground.to_owned(),
        name: ground.to_owned(),
        share,
        basis: "85/2019/TT-BTC".to_owned(),
        evidence: "Giấy chứng nhận".to_owned(),
    };
    FeeRule {
        code: FEE.to_owned(),
        name: FEE.to_owned(),
        kind: ChargeKind::StateFee,
        amount: FeeAmount::Fixed { amount: Vnd(28_000) },
        collector: Collector::Counter,
        due: DueWhen::AtReturn,
        basis: "85/2019/TT-BTC".to_owned(),
        confirmed: true,
        exemptions: vec![exemption("ho-ngheo", Share::Percent(50)), exemption("tre-em", Share::Percent(100))],
    }
}

#[test]
fn what_the_rule_takes_off_for_a_ground_need_not_be_paid_once() {
    let mut life = Life::new();
    let charge = life.dossier.charge(FEE).unwrap().clone();
    let wanted = |life: &Life, actor, ground| exempt(&life.dossier, actor, &rule(), ground, REASON);
    let unknown = wanted(&life, CLERK, "nguoi-quen");
    refused(life.does(CLERK, unknown), "fees.exemption-not-listed");
    let elsewhere = wanted(&life, OFFICER, "tre-em");
    refused(life.does(OFFICER, elsewhere), "fees.other-counter");
    let half = wanted(&life, CLERK, "ho-ngheo");
    life.does(CLERK, half).unwrap();
    assert_eq!((life.dossier.exempted(FEE), life.dossier.unpaid(&charge)), (Vnd(14_000), Vnd(14_000)));
    let again = wanted(&life, CLERK, "tre-em");
    refused(life.does(CLERK, again), "fees.charge-exempted");
    refused(life.pays(CLERK, FEE, 14_001, PaymentMeans::Cash), "fees.more-than-owed");
    life.pays(CLERK, FEE, 14_000, PaymentMeans::Cash).unwrap();
    assert_eq!(ledger(&life.history).faults(&life.dossier), []);
    assert_eq!(ledger(&life.history).balance(Account::Exempted), Vnd(14_000));

    let mut paid = Life::new();
    paid.pays(CLERK, FEE, 20_000, PaymentMeans::Cash).unwrap();
    let late = wanted(&paid, CLERK, "tre-em");
    refused(paid.does(CLERK, late), "fees.exempt-after-payment");
}

#[test]
fn what_a_notice_proves_is_not_ours_to_give_back() {
    let mut life = Life::new();
    life.pays(CLERK, TAX, 2_500_000, PaymentMeans::Notice { number: "LTB-1".to_owned() }).unwrap();
    assert!(life.dossier.payments[0].receipt.is_none());
    assert!(life.book().is_empty());
    refused(life.asks_back(CLERK, 2, TAX, 1), "fees.refund-not-ours");
}

#[test]
fn a_payment_entered_by_mistake_is_taken_back_by_another_and_owed_again() {
    let mut life = Life::new();
    life.pays(CLERK, FEE, 28_000, PaymentMeans::Cash).unwrap();
    let reversed = |life: &Life, actor| reverse_payment(&life.dossier, actor, 2, REASON);
    let own = reversed(&life, CLERK);
    refused(life.does(CLERK, own), "fees.own-payment");
    let mut asked = life.clone();
    asked.asks_back(CLERK, 2, FEE, 1).unwrap();
    let late = reversed(&asked, HEAD);
    refused(asked.does(HEAD, late), "fees.payment-refunded");
    let done = reversed(&life, HEAD);
    life.does(HEAD, done).unwrap();
    let charge = life.dossier.charge(FEE).unwrap().clone();
    assert_eq!((life.dossier.paid(FEE), life.dossier.unpaid(&charge)), (Vnd::ZERO, Vnd(28_000)));
    let again = reversed(&life, HEAD);
    refused(life.does(HEAD, again), "fees.payment-unknown");
    refused(life.asks_back(CLERK, 2, FEE, 1), "fees.payment-unknown");
    assert_eq!(life.book().iter().map(|it| it.amount).sum::<Vnd>(), Vnd::ZERO);
    life.pays(CLERK, FEE, 28_000, PaymentMeans::Cash).unwrap();
}

#[test]
fn a_history_that_pays_back_what_nobody_approved_is_broken() {
    let mut life = Life::new();
    life.pays(CLERK, FEE, 28_000, PaymentMeans::Cash).unwrap();
    life.asks_back(CLERK, 2, FEE, 1).unwrap();
    let now = life.dossier.last_recorded;
    for event in [
        Event::RefundPaid { request: 3, how: PaymentMeans::Cash },
        Event::RefundApproved { request: 9 },
        Event::PaymentReversed { payment: 3, reason: REASON },
    ] {
        let entry = Entry { seq: 4, recorded: now, occurred: now, by: By::Officer(HEAD), event };
        assert!(apply(ID, Some(life.dossier.clone()), &entry).is_err(), "{entry:?}");
    }
}

/// What somebody tries.
#[derive(Clone, Copy, Debug)]
enum Wish {
    Pay,
    Reverse,
    Ask,
    Approve,
    Decline,
    PayBack,
}

fn wish() -> impl Strategy<Value = (Wish, usize, usize, i64, u32)> {
    let kinds = [Wish::Pay, Wish::Reverse, Wish::Ask, Wish::Approve, Wish::Decline, Wish::PayBack];
    (prop::sample::select(kinds.to_vec()), 0_usize..3, 0_usize..3, -100_i64..40_000, 0_u32..12)
}

impl Life {
    fn tries(&mut self, (wish, who, what, amount, seq): (Wish, usize, usize, i64, u32)) {
        let actor = [CLERK, HEAD, CASHIER][who];
        let code = [FEE, STATE_FEE, TAX][what];
        let how = match (what, amount % 2) {
            (2, _) => PaymentMeans::Notice { number: "1".to_owned() },
            (_, 0) => PaymentMeans::Cash,
            _ => PaymentMeans::Transfer { reference: "FT1".to_owned() },
        };
        let done = match wish {
            Wish::Pay => self.pays(actor, code, amount, how),
            Wish::Ask => self.asks_back(actor, seq, code, amount),
            Wish::Reverse => {
                let decided = reverse_payment(&self.dossier, actor, seq, REASON);
                self.does(actor, decided)
            }
            Wish::Approve => {
                let decided = approve_refund(&self.dossier, actor);
                self.does(actor, decided)
            }
            Wish::Decline => {
                let decided = decline_refund(&self.dossier, actor, REASON);
                self.does(actor, decided)
            }
            Wish::PayBack => {
                let decided = pay_refund(&self.dossier, actor, how);
                self.does(actor, decided)
            }
        };
        drop(done);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// A thousand dossiers with payments, refunds and corrections: state, ledger and book agree to the đồng.
    #[test]
    fn state_ledger_and_book_agree_to_the_dong(wishes in prop::collection::vec(wish(), 0..60)) {
        let mut life = Life::new();
        for wish in wishes {
            life.tries(wish);
        }
        let (dossier, ledger) = (&life.dossier, ledger(&life.history));
        prop_assert_eq!(&replay(ID, &life.history).unwrap(), dossier);
        prop_assert_eq!(ledger.faults(dossier), vec![]);
        let accounts = [
            Account::Owed, Account::Charged, Account::Exempted, Account::GivenBack, Account::ToGiveBack,
            Account::Cash, Account::Bank, Account::Treasury, Account::Paper,
        ];
        prop_assert_eq!(accounts.iter().map(|it| ledger.balance(*it)).sum::<Vnd>(), Vnd::ZERO);
        for (account, means) in [(Account::Cash, BookMeans::Cash), (Account::Bank, BookMeans::Transfer)] {
            let book: Vnd = life.book().iter().filter(|it| it.means == means).map(|it| it.amount).sum();
            prop_assert_eq!(ledger.balance(account), book);
        }
        for charge in &dossier.charges {
            let (paid, back) = (dossier.paid(&charge.code), dossier.refunded(&charge.code));
            prop_assert!(dossier.unpaid(charge) >= Vnd::ZERO && back <= paid);
        }
    }
}
