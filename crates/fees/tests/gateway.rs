//! What is signed for the gateway and by it, and what its answers mean.
#![expect(clippy::unwrap_used, reason = "what these tests set up is known to hold")]

#[path = "support/mod.rs"]
mod support;

use motcua_dossier::{By, Dossier, Entry, Event, PaidCharge, PaymentMeans, apply};
use motcua_fees::gateway::trial::{TrialPress, callbacks};
use motcua_fees::gateway::{
    Callback, CallbackFault, CallbackOutcome, GatewaySecret, Meaning, Order, OrderReference, PayRequest,
    Waits, meaning,
};
use motcua_fees::{Taking, pay, transfer_due};
use motcua_kernel::{Instant, Vnd};
use support::{CLERK, FEE, ID, OFFICER};

const SECRET: &str = "khong-ai-doan-duoc-bi-mat-nay-2026";
const MERCHANT: &str = "CANTHO";
/// HMAC-SHA256, worked out by another program.
const GOLDEN: &str = "amount=28000&at=1795000000&merchant=CANTHO&order=0123456789ABCDEFGHJK&outcome=paid&\
                      transaction=FT26334-1&version=1&\
                      signature=004ccfed37afa944dac2e9597ef023c17c333dbe04e5e7094d4dcb62f31bc316";

fn secret() -> GatewaySecret {
    SECRET.parse().unwrap()
}

fn reference() -> OrderReference {
    "0123456789ABCDEFGHJK".parse().unwrap()
}

fn told() -> Callback {
    Callback {
        merchant: MERCHANT.to_owned(),
        order: reference().to_string(),
        transaction: "FT26334-1".to_owned(),
        amount: Vnd(28_000),
        outcome: CallbackOutcome::Paid,
        at: Instant::from_micros(1_795_000_000_000_000),
    }
}

fn read(body: &str) -> Result<Callback, CallbackFault> {
    Callback::read(&secret(), MERCHANT, body)
}

#[test]
fn the_golden_answer_is_written_and_read() {
    assert_eq!(told().signed(&secret()), GOLDEN);
    assert_eq!(read(GOLDEN), Ok(told()));
}

#[test]
fn the_order_of_fields_and_their_spelling_do_not_matter() {
    let mut fields: Vec<&str> = GOLDEN.split('&').collect();
    fields.reverse();
    assert_eq!(read(&fields.join("&")), Ok(told()));
    assert_eq!(read(&GOLDEN.replace("FT26334", "%46T26334")), Ok(told()));
    assert_eq!(read(&format!("{GOLDEN}\n")), Ok(told()));
}

#[test]
fn no_field_can_be_changed_left_out_added_or_said_twice() {
    for field in GOLDEN.split('&') {
        let (name, value) = field.split_once('=').unwrap();
        let changed = GOLDEN.replace(field, &format!("{name}=1{value}"));
        assert_eq!(read(&changed), Err(CallbackFault::WrongSignature), "{name} changed");
        let rest: Vec<&str> = GOLDEN.split('&').filter(|it| *it != field).collect();
        let fault =
            if name == "signature" { CallbackFault::Unreadable } else { CallbackFault::WrongSignature };
        assert_eq!(read(&rest.join("&")), Err(fault), "{name} left out");
        assert_eq!(read(&format!("{GOLDEN}&{field}")), Err(CallbackFault::Unreadable), "{name} twice");
    }
    assert_eq!(read(&format!("{GOLDEN}&more=1")), Err(CallbackFault::WrongSignature));
    let cut = GOLDEN.get(..GOLDEN.len() - 2).unwrap();
    assert_eq!(read(cut), Err(CallbackFault::WrongSignature));
    for body in ["", "signature=", "signature=zz", "\u{fffd}", "a=b"] {
        assert!(read(body).is_err(), "{body}");
    }
}

#[test]
fn another_secret_and_another_house_are_refused() {
    let other = GatewaySecret::of(&[9; 32]);
    assert_eq!(read(&told().signed(&other)), Err(CallbackFault::WrongSignature));
    let foreign = Callback { merchant: "HANOI".to_owned(), ..told() };
    assert_eq!(read(&foreign.signed(&secret())), Err(CallbackFault::OtherMerchant));
}

#[test]
fn what_is_signed_and_makes_no_sense_is_unreadable() {
    for wrong in [
        Callback { amount: Vnd(0), ..told() },
        Callback { amount: Vnd(-1), ..told() },
        Callback { transaction: "a b".to_owned(), ..told() },
        Callback { transaction: "9".repeat(51), ..told() },
        Callback { order: String::new(), ..told() },
        Callback { at: Instant::from_micros(0), ..told() },
    ] {
        assert_eq!(read(&wrong.signed(&secret())), Err(CallbackFault::Unreadable), "{wrong:?}");
    }
}

#[test]
fn a_secret_is_long_enough_and_shown_nowhere() {
    for wrong in ["", "short", "có dấu nhưng đủ dài để làm khóa bí mật", &"x".repeat(65)] {
        assert!(wrong.parse::<GatewaySecret>().is_err(), "{wrong}");
    }
    assert!(!format!("{:?}", secret()).contains("khong"));
}

#[test]
fn an_order_reads_at_the_gateway_as_it_was_sent() {
    let order = Order::of(reference(), &received(), (now(), 15)).unwrap();
    let asked = PayRequest::of(
        &order,
        MERCHANT,
        "https://motcua.example.vn/thanh-toan/X".to_owned(),
        "H13".to_owned(),
    );
    let sent = asked.signed(&secret());
    assert_eq!(PayRequest::read(&secret(), &sent), Ok(asked));
    let cheaper = sent.replace("amount=", "amount=1");
    assert_eq!(PayRequest::read(&secret(), &cheaper), Err(CallbackFault::WrongSignature));
}

fn received() -> Dossier {
    apply(ID, None, &support::received()).unwrap()
}

fn now() -> Instant {
    received().last_recorded
}

fn after_cash(dossier: Dossier, amount: i64) -> Dossier {
    let paid = vec![PaidCharge { code: FEE.to_owned(), amount: Vnd(amount) }];
    let taking = Taking { paid, how: PaymentMeans::Cash, receipt: None, given: None };
    let mut dossier = dossier;
    for event in pay(&dossier, CLERK, taking).unwrap() {
        dossier = happened(dossier, event);
    }
    dossier
}

fn happened(dossier: Dossier, event: Event) -> Dossier {
    let (at, seq) = (dossier.last_recorded.plus_minutes(5), dossier.seq + 1);
    let entry = Entry { seq, recorded: at, occurred: at, by: By::Officer(OFFICER), event };
    apply(ID, Some(dossier), &entry).unwrap()
}

#[test]
fn an_order_is_for_all_that_is_owed_and_for_nothing_else() {
    let order = Order::of(reference(), &received(), (now(), 15)).unwrap();
    assert_eq!(order.charges, transfer_due(&received()));
    assert_eq!(order.amount, order.charges.iter().map(|it| it.amount).sum());
    assert_eq!(order.expires, now().plus_minutes(15));
    let mut paid = received();
    for part in transfer_due(&received()) {
        let taking = Taking { paid: vec![part], how: PaymentMeans::Cash, receipt: None, given: None };
        let event = pay(&paid, CLERK, taking).unwrap().remove(0);
        paid = happened(paid, event);
    }
    let refusal = Order::of(reference(), &paid, (now(), 15)).unwrap_err();
    assert_eq!(refusal.message.code.to_string(), "fees.order-nothing-owed");
}

#[test]
fn an_answer_means_what_the_order_and_the_dossier_let_it_mean() {
    let dossier = received();
    let order = Order::of(reference(), &dossier, (now(), 15)).unwrap();
    let paid = Callback { amount: order.amount, at: order.expires, ..told() };
    let waits = Meaning::Waits;
    let known = Some((&order, false));
    assert_eq!(meaning(&paid, known, Some(&dossier)), Meaning::Paid(order.charges.clone()));
    assert_eq!(meaning(&paid, None, None), waits(Waits::UnknownOrder));
    assert_eq!(meaning(&paid, Some((&order, true)), Some(&dossier)), waits(Waits::PaidTwice));
    for amount in [order.amount.0 - 1, order.amount.0 + 1] {
        let other = Callback { amount: Vnd(amount), ..paid.clone() };
        assert_eq!(meaning(&other, known, Some(&dossier)), waits(Waits::WrongAmount));
    }
    let late = Callback { at: Instant::from_micros(order.expires.micros() + 1_000_000), ..paid.clone() };
    assert_eq!(meaning(&late, known, Some(&dossier)), waits(Waits::Late));
    let less = after_cash(dossier.clone(), 1_000);
    assert_eq!(meaning(&paid, known, Some(&less)), waits(Waits::NotOwed));
    let failed = Callback { outcome: CallbackOutcome::Failed, ..paid };
    assert_eq!(meaning(&failed, known, Some(&dossier)), Meaning::Failed);
    assert_eq!(meaning(&failed, None, None), Meaning::Failed);
}

#[test]
fn an_answer_has_one_name_however_often_and_when_it_is_said() {
    let again = Callback { at: told().at.plus_minutes(60), ..told() };
    assert_eq!(again.fingerprint(), told().fingerprint());
    for other in [
        Callback { amount: Vnd(28_001), ..told() },
        Callback { transaction: "FT26334-2".to_owned(), ..told() },
        Callback { order: "X".to_owned(), ..told() },
        Callback { outcome: CallbackOutcome::Failed, ..told() },
    ] {
        assert_ne!(other.fingerprint(), told().fingerprint());
    }
}

#[test]
fn the_stand_in_answers_as_a_gateway_does() {
    let order = Order::of(reference(), &received(), (now(), 15)).unwrap();
    let asked = PayRequest::of(&order, MERCHANT, "x".to_owned(), "H13".to_owned());
    let read_all = |press| -> Vec<Result<Callback, CallbackFault>> {
        callbacks(&secret(), &asked, press, now()).iter().map(|it| read(it)).collect()
    };
    let repeated = read_all(TrialPress::Repeat);
    assert!(repeated.len() == 3 && repeated.iter().all(|it| *it == repeated[0]));
    let twice: Vec<String> =
        read_all(TrialPress::PayTwice).into_iter().map(|it| it.unwrap().transaction).collect();
    assert_ne!(twice[0], twice[1]);
    assert_eq!(read_all(TrialPress::Fail)[0].as_ref().unwrap().outcome, CallbackOutcome::Failed);
    assert_ne!(read_all(TrialPress::WrongAmount)[0].as_ref().unwrap().amount, order.amount);
    assert!(read_all(TrialPress::Late)[0].as_ref().unwrap().at > order.expires);
    assert_eq!(read_all(TrialPress::WrongSignature)[0], Err(CallbackFault::WrongSignature));
    for press in TrialPress::ALL {
        assert_eq!(TrialPress::named(press.name()), Some(press));
    }
}
