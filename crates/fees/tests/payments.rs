//! What is taken at the counter, what an agency assesses, and what stays due.
#![expect(clippy::unwrap_used, reason = "what these tests set up is known to hold")]

#[path = "support/mod.rs"]
mod support;

use motcua_catalogue::DueWhen;
use motcua_dossier::{By, Dossier, Entry, Event, PaidCharge, PaymentMeans, apply};
use motcua_fees::{Taking, assess, pay, settled_by, transfer_due};
use motcua_kernel::{LegNo, Refusal, TextId, Vnd};
use proptest::prelude::*;
use support::{CLERK, FEE, ID, LEG, OFFICER, TAX, TO_ASSESS};
use uuid::Uuid;

/// As it was received.
fn received() -> Dossier {
    apply(ID, None, &support::received()).unwrap()
}

fn after(dossier: &Dossier, events: Vec<Event>) -> Dossier {
    let mut dossier = dossier.clone();
    for event in events {
        let now = dossier.last_recorded.plus_minutes(5);
        let seq = dossier.seq + 1;
        let entry = Entry { seq, recorded: now, occurred: now, by: By::Officer(CLERK), event };
        dossier = apply(ID, Some(dossier), &entry).unwrap();
    }
    dossier
}

/// With the land office.
fn in_hand() -> Dossier {
    after(&received(), vec![Event::HandedOver { from: None, to: LEG }, Event::LegAccepted { leg: LEG }])
}

fn cash(dossier: &Dossier, paid: &[(&str, i64)]) -> Result<Vec<Event>, Refusal> {
    by(dossier, paid, PaymentMeans::Cash)
}

fn by(dossier: &Dossier, paid: &[(&str, i64)], how: PaymentMeans) -> Result<Vec<Event>, Refusal> {
    let paid =
        paid.iter().map(|(code, amount)| PaidCharge { code: (*code).to_owned(), amount: Vnd(*amount) });
    pay(dossier, CLERK, Taking { paid: paid.collect(), how, receipt: None, given: None })
}

fn transfer(reference: &str) -> PaymentMeans {
    PaymentMeans::Transfer { reference: reference.to_owned() }
}

fn notice(number: &str) -> PaymentMeans {
    PaymentMeans::Notice { number: number.to_owned() }
}

#[track_caller]
fn refused(decided: Result<Vec<Event>, Refusal>, code: &str, field: Option<&str>) {
    let refusal = decided.unwrap_err();
    assert_eq!((refusal.message.code.to_string().as_str(), refusal.field.as_deref()), (code, field));
}

#[test]
fn what_is_paid_is_no_longer_due() {
    let mut dossier = in_hand();
    assert_eq!(dossier.outstanding(DueWhen::AtReturn), Vnd(28_000));
    dossier = after(&dossier, cash(&dossier, &[(FEE, 20_000)]).unwrap());
    assert_eq!((dossier.paid(FEE), dossier.outstanding(DueWhen::AtReturn)), (Vnd(20_000), Vnd(8_000)));
    dossier = after(&dossier, by(&dossier, &[(FEE, 8_000)], transfer(" FT26307 ")).unwrap());
    assert_eq!((dossier.paid(FEE), dossier.outstanding(DueWhen::AtReturn)), (Vnd(28_000), Vnd::ZERO));
    assert_eq!(dossier.outstanding(DueWhen::DuringProcessing), Vnd(2_500_000));
    assert_eq!(dossier.payments.iter().map(|it| it.seq).collect::<Vec<_>>(), [4, 5]);
    assert_eq!(dossier.payments[1].how, transfer("FT26307"));
}

#[test]
fn no_more_is_taken_than_is_owed_and_each_charge_once() {
    let dossier = in_hand();
    let charge = Some("charge");
    refused(cash(&dossier, &[]), "fees.payment-empty", charge);
    refused(cash(&dossier, &[("le-phi-la", 1)]), "fees.charge-unknown", charge);
    refused(cash(&dossier, &[(FEE, 1), (FEE, 1)]), "fees.charge-twice", charge);
    refused(cash(&dossier, &[(TO_ASSESS, 1)]), "fees.charge-not-assessed", charge);
    refused(cash(&dossier, &[(FEE, 28_001)]), "fees.more-than-owed", Some("amount"));
    for amount in [0, -1, i64::MIN] {
        refused(cash(&dossier, &[(FEE, amount)]), "fees.amount-not-positive", Some("amount"));
    }
    refused(cash(&dossier, &[(FEE, i64::MAX)]), "fees.more-than-owed", Some("amount"));
    let paid = after(&dossier, cash(&dossier, &[(FEE, 28_000)]).unwrap());
    refused(cash(&paid, &[(FEE, 1)]), "fees.charge-paid", charge);
}

#[test]
fn a_tax_is_proven_by_its_notice_and_nothing_else_is() {
    let dossier = in_hand();
    let means = Some("means");
    refused(cash(&dossier, &[(TAX, 2_500_000)]), "fees.treasury-by-notice", means);
    refused(by(&dossier, &[(TAX, 2_500_000)], transfer("FT1")), "fees.treasury-by-notice", means);
    refused(by(&dossier, &[(FEE, 28_000)], notice("12/TB-CCT")), "fees.notice-not-treasury", means);
    by(&dossier, &[(TAX, 2_500_000)], notice("12/TB-CCT")).unwrap();
}

#[test]
fn a_reference_is_one_word() {
    let dossier = in_hand();
    let check = |reference: &str, code| {
        refused(by(&dossier, &[(FEE, 28_000)], transfer(reference)), code, Some("reference"));
    };
    check(" ", "fees.reference-missing");
    check("Nguyễn Văn An", "fees.reference-wrong");
    check("FT\u{0}1", "fees.reference-wrong");
    check(&"1".repeat(51), "fees.reference-wrong");
    by(&dossier, &[(FEE, 28_000)], transfer(&"1".repeat(50))).unwrap();
}

#[test]
fn money_is_taken_where_the_dossier_was_received_until_its_end() {
    let mut dossier = in_hand();
    let paid = vec![PaidCharge { code: FEE.to_owned(), amount: Vnd(1) }];
    let taking = Taking { paid, how: PaymentMeans::Cash, receipt: None, given: None };
    refused(pay(&dossier, OFFICER, taking), "fees.other-counter", None);
    dossier = after(&dossier, vec![Event::Withdrawn { reason: TextId(Uuid::from_u128(9)) }]);
    refused(cash(&dossier, &[(FEE, 1)]), "fees.dossier-closed", None);
}

#[test]
fn an_agency_assesses_once_what_it_has_in_hand() {
    let mut dossier = received();
    let of = |dossier: &Dossier, actor, code, amount| assess(dossier, actor, LEG, code, Vnd(amount));
    refused(of(&dossier, OFFICER, TO_ASSESS, 1), "fees.leg-not-in-hand", None);
    dossier = in_hand();
    refused(of(&dossier, CLERK, TO_ASSESS, 1), "fees.leg-not-in-hand", None);
    refused(assess(&dossier, OFFICER, LegNo(9), TO_ASSESS, Vnd(1)), "fees.leg-not-in-hand", None);
    refused(of(&dossier, OFFICER, "phi-la", 1), "fees.charge-unknown", Some("charge"));
    refused(of(&dossier, OFFICER, FEE, 1), "fees.charge-assessed", Some("charge"));
    refused(of(&dossier, OFFICER, TO_ASSESS, -1), "fees.amount-negative", Some("amount"));
    let free = after(&dossier, of(&dossier, OFFICER, TO_ASSESS, 0).unwrap());
    refused(cash(&free, &[(TO_ASSESS, 1)]), "fees.charge-paid", Some("charge"));
    dossier = after(&dossier, of(&dossier, OFFICER, TO_ASSESS, 500_000).unwrap());
    assert_eq!(dossier.outstanding(DueWhen::AtReturn), Vnd(528_000));
    refused(of(&dossier, OFFICER, TO_ASSESS, 600_000), "fees.charge-assessed", Some("charge"));
    dossier = after(&dossier, cash(&dossier, &[(TO_ASSESS, 500_000), (FEE, 28_000)]).unwrap());
    assert_eq!(dossier.outstanding(DueWhen::AtReturn), Vnd::ZERO);
}

#[test]
fn a_history_that_pays_or_assesses_what_is_not_there_is_broken() {
    let dossier = received();
    let now = dossier.last_recorded;
    for event in [
        Event::ChargesPaid {
            paid: vec![PaidCharge { code: TO_ASSESS.to_owned(), amount: Vnd(1) }],
            how: PaymentMeans::Cash,
            receipt: None,
            given: None,
        },
        Event::ChargeAssessed { code: FEE.to_owned(), amount: Vnd(1) },
    ] {
        let entry = Entry { seq: 2, recorded: now, occurred: now, by: By::Officer(CLERK), event };
        assert!(apply(ID, Some(dossier.clone()), &entry).is_err(), "{entry:?}");
    }
}

#[test]
fn what_is_put_down_is_cash_and_enough() {
    let paid = || vec![PaidCharge { code: FEE.to_owned(), amount: Vnd(1_000) }];
    let with = |how, given: i64| {
        let taking = Taking { paid: paid(), how, receipt: None, given: Some(Vnd(given)) };
        pay(&received(), CLERK, taking)
    };
    let events = with(PaymentMeans::Cash, 50_000).unwrap();
    let after = after(&received(), events);
    let payment = after.payments.last().unwrap();
    assert_eq!((payment.given, payment.change()), (Some(Vnd(50_000)), Some(Vnd(49_000))));
    assert_eq!(with(PaymentMeans::Cash, 1_000).unwrap().len(), 1, "to the đồng");
    for given in [999, 0, -5] {
        let refusal = with(PaymentMeans::Cash, given).unwrap_err();
        assert_eq!(refusal.message.code.to_string(), "fees.given-too-little", "{given}");
        assert_eq!(refusal.field.as_deref(), Some("given"));
    }
    let transfer = PaymentMeans::Transfer { reference: "FT1".to_owned() };
    assert_eq!(with(transfer, 50_000).unwrap_err().message.code.to_string(), "fees.given-not-cash");
}

/// A row stored before there were payments.
#[test]
fn an_older_row_reads_as_nothing_paid() {
    let mut row = serde_json::to_value(received()).unwrap();
    row.as_object_mut().unwrap().remove("payments");
    assert_eq!(serde_json::from_value::<Dossier>(row).unwrap(), received());
}

proptest! {
    #[test]
    fn whatever_is_tried_owed_is_paid_and_unpaid_together(
        wishes in prop::collection::vec((0_usize..3, -5_000_i64..3_000_000, any::<bool>()), 0..40)
    ) {
        let mut dossier = in_hand();
        for (which, amount, assessing) in wishes {
            let code = [FEE, TAX, TO_ASSESS][which];
            let decided = match (assessing, which) {
                (true, _) => assess(&dossier, OFFICER, LEG, code, Vnd(amount)),
                (false, 1) => by(&dossier, &[(code, amount)], notice("1")),
                (false, _) => cash(&dossier, &[(code, amount)]),
            };
            dossier = after(&dossier, decided.unwrap_or_default());
            for charge in &dossier.charges {
                let (paid, unpaid) = (dossier.paid(&charge.code), dossier.unpaid(charge));
                prop_assert!(paid >= Vnd::ZERO && unpaid >= Vnd::ZERO);
                prop_assert_eq!(paid.plus(unpaid), charge.amount.unwrap_or_default());
            }
        }
    }
}

#[test]
fn a_transfer_settles_all_that_the_agency_is_owed_in_its_order_and_never_the_treasurys() {
    let dossier = in_hand();
    let parts =
        |paid: &[PaidCharge]| paid.iter().map(|it| (it.code.clone(), it.amount.0)).collect::<Vec<_>>();
    let both = vec![(support::STATE_FEE.to_owned(), 10_000), (FEE.to_owned(), 28_000)];
    assert_eq!(parts(&transfer_due(&dossier)), both);
    let check = |dossier: &Dossier, came: i64, expected: Result<Vec<(String, i64)>, &str>| {
        let settled = settled_by(dossier, Vnd(came)).map(|it| parts(&it));
        let settled = settled.map_err(|it| it.message.code.to_string());
        assert_eq!(settled.as_ref().map_err(String::as_str), expected.as_ref().map_err(|it| *it), "{came}");
    };
    check(&dossier, 38_000, Ok(both));
    for came in [1, 10_000, 28_000, 38_001, 0, -38_000] {
        check(&dossier, came, Err("fees.transfer-differs"));
    }
    let one = after(&dossier, cash(&dossier, &[(support::STATE_FEE, 10_000)]).unwrap());
    check(&one, 8_000, Ok(vec![(FEE.to_owned(), 8_000)]));
    check(&one, 28_001, Err("fees.transfer-differs"));
    let none = after(&one, cash(&one, &[(FEE, 28_000)]).unwrap());
    check(&none, 1, Err("fees.transfer-nothing-owed"));
    assert!(transfer_due(&none).is_empty());
}
