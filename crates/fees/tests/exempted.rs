//! Who pays less at the counter, and how much less.

use motcua_catalogue::{ChargeKind, Collector, DueWhen, Exemption, FeeAmount, FeeRule, Share};
use motcua_dossier::Charge;
use motcua_fees::exempted;
use motcua_kernel::Vnd;
use proptest::prelude::*;

fn rule(share: Share) -> FeeRule {
    FeeRule {
        code: "le-phi".to_owned(),
        name: "Lệ phí hộ tịch".to_owned(),
        kind: ChargeKind::StateFee,
        amount: FeeAmount::Fixed { amount: Vnd(28_000) },
        collector: Collector::Counter,
        due: DueWhen::AtReception,
        basis: "NQ HĐND".to_owned(),
        confirmed: true,
        exemptions: vec![Exemption {
            ground: "ho-ngheo".to_owned(),
            name: "Người thuộc hộ nghèo".to_owned(),
            share,
            basis: "Luật Phí và lệ phí Điều 10".to_owned(),
            evidence: "Giấy chứng nhận hộ nghèo".to_owned(),
        }],
    }
}

fn charge(code: &str, amount: Option<i64>) -> Charge {
    Charge {
        code: code.to_owned(),
        name: "Lệ phí hộ tịch".to_owned(),
        kind: ChargeKind::StateFee,
        amount: amount.map(Vnd),
        quantity: None,
        collector: Collector::Counter,
        due: DueWhen::AtReception,
        basis: "NQ HĐND".to_owned(),
        confirmed: true,
    }
}

#[test]
fn what_a_ground_takes_off_is_worked_out_to_the_dong() {
    let check = |share, amount, off| {
        let charge = charge("le-phi", Some(amount));
        assert_eq!(exempted(&charge, &rule(share), "ho-ngheo").unwrap(), Vnd(off), "{share:?} of {amount}");
    };
    check(Share::Percent(100), 28_000, 28_000);
    check(Share::Percent(50), 28_000, 14_000);
    check(Share::Percent(50), 15_001, 7_500);
    check(Share::Percent(100), 0, 0);
    check(Share::Amount(Vnd(8_000)), 28_000, 8_000);
    check(Share::Amount(Vnd(50_000)), 28_000, 28_000);
}

#[test]
fn a_ground_the_price_list_does_not_name_takes_nothing_off() {
    let check = |charge: &Charge, share, ground: &str, code: &str| {
        let refusal = exempted(charge, &rule(share), ground).unwrap_err();
        assert_eq!(refusal.message.code.to_string(), code);
    };
    let half = Share::Percent(50);
    let owed = charge("le-phi", Some(28_000));
    check(&owed, half, "tre-em", "fees.exemption-not-listed");
    check(&charge("phi", Some(28_000)), half, "ho-ngheo", "fees.exemption-not-of-charge");
    check(&charge("le-phi", None), half, "ho-ngheo", "fees.charge-not-assessed");
    check(&owed, Share::Percent(0), "ho-ngheo", "fees.rule-broken");
    check(&owed, Share::Percent(101), "ho-ngheo", "fees.rule-broken");
    check(&owed, Share::Amount(Vnd(-1)), "ho-ngheo", "fees.rule-broken");
}

fn any_share() -> impl Strategy<Value = Share> {
    prop_oneof![
        (1_u8..=100).prop_map(Share::Percent),
        (1_i64..1_000_000_000).prop_map(|it| Share::Amount(Vnd(it)))
    ]
}

proptest! {
    #[test]
    fn no_ground_takes_off_more_than_is_owed(share in any_share(), amount in 0_i64..=i64::MAX) {
        let off = exempted(&charge("le-phi", Some(amount)), &rule(share), "ho-ngheo").unwrap();
        prop_assert!(Vnd::ZERO <= off && off <= Vnd(amount));
    }
}
