//! What people owe at the counter, told in copies and pages.
#![expect(clippy::unwrap_used, reason = "what these tests set up is known to hold")]

use motcua_catalogue::{
    Bracket, Channel, ChannelRow, ChargeKind, Collector, DueWhen, FeeAmount, FeeRule, Tier,
};
use motcua_fees::{charges_owed, total_due};
use motcua_kernel::Vnd;
use proptest::prelude::*;
use std::collections::BTreeMap;

const CERTIFIED: &str = "phi-chung-thuc";

fn row(amounts: impl IntoIterator<Item = (&'static str, FeeAmount, DueWhen)>) -> ChannelRow {
    let rule = |(code, amount, due): (&str, FeeAmount, DueWhen)| FeeRule {
        code: code.to_owned(),
        name: format!("Phí {code}"),
        kind: ChargeKind::Fee,
        amount,
        collector: Collector::Counter,
        due,
        basis: "TT 226/2016/TT-BTC".to_owned(),
        confirmed: true,
        exemptions: Vec::new(),
    };
    ChannelRow {
        channel: Channel::Counter,
        limit: "same day".parse().unwrap(),
        cut_off: None,
        fees: amounts.into_iter().map(rule).collect(),
    }
}

fn tiered(tiers: &[(Option<u32>, i64)], cap: Option<i64>) -> FeeAmount {
    FeeAmount::PerUnit {
        unit: "trang".to_owned(),
        tiers: tiers.iter().map(|(up_to, each)| Tier { up_to: *up_to, each: Vnd(*each) }).collect(),
        cap: cap.map(Vnd),
    }
}

/// TT 226/2016/TT-BTC: 2 000 đ for each of the first two pages, 1 000 đ from the third on, at most 200 000 đ a copy.
fn certification() -> ChannelRow {
    row([(CERTIFIED, tiered(&[(Some(2), 2_000), (None, 1_000)], Some(200_000)), DueWhen::AtReception)])
}

fn pages(count: u32) -> BTreeMap<String, u32> {
    BTreeMap::from([(CERTIFIED.to_owned(), count)])
}

fn owed(row: &ChannelRow, quantity: u32) -> i64 {
    total_due(&charges_owed(row, &pages(quantity)).unwrap(), DueWhen::AtReception).0
}

#[test]
fn certified_copies_cost_2000_for_two_pages_then_1000_up_to_200000_tt_226_2016() {
    let check = |count, amount| assert_eq!(owed(&certification(), count), amount, "{count} pages");
    check(1, 2_000);
    check(2, 4_000);
    check(3, 5_000);
    check(10, 12_000);
    check(197, 199_000);
    check(198, 200_000);
    check(199, 200_000);
    check(100_000, 200_000);
}

/// 1.013424: under 5 tonnes 50 000 đ a paper, 5 to 15 tonnes 100 000 đ, above 150 000 đ.
fn ship() -> ChannelRow {
    let brackets = [(Some(4), 50_000), (Some(15), 100_000), (None, 150_000)];
    let brackets = brackets.map(|(up_to, price)| Bracket { up_to, price: Vnd(price) }).to_vec();
    row([(CERTIFIED, FeeAmount::ByBracket { unit: "tấn".to_owned(), brackets }, DueWhen::AtReception)])
}

#[test]
fn a_price_by_size_is_the_price_of_the_whole_and_not_of_each_unit() {
    let check = |tonnes, amount| assert_eq!(owed(&ship(), tonnes), amount, "{tonnes} tonnes");
    check(1, 50_000);
    check(4, 50_000);
    check(5, 100_000);
    check(15, 100_000);
    check(16, 150_000);
    check(100_000, 150_000);
    let refusal = charges_owed(&ship(), &BTreeMap::new()).unwrap_err();
    assert_eq!(refusal.message.code.to_string(), "fees.quantity-missing");
}

#[test]
fn the_last_unit_of_a_tier_still_has_its_price() {
    let tiers = tiered(&[(Some(1), 10), (Some(3), 5), (Some(10), 2), (None, 1)], None);
    let row = row([(CERTIFIED, tiers, DueWhen::AtReception)]);
    for (count, amount) in [(1, 10), (2, 15), (3, 20), (4, 22), (10, 34), (11, 35)] {
        assert_eq!(owed(&row, count), amount, "{count}");
    }
}

#[test]
fn a_quantity_that_can_not_be_meant_is_refused_by_name() {
    let check = |quantities: BTreeMap<String, u32>, code: &str, field: &str| {
        let refusal = charges_owed(&certification(), &quantities).unwrap_err();
        assert_eq!(
            (refusal.message.code.to_string().as_str(), refusal.field.as_deref()),
            (code, Some(field))
        );
    };
    check(BTreeMap::new(), "fees.quantity-missing", "quantities.phi-chung-thuc");
    check(pages(0), "fees.quantity-zero", "quantities.phi-chung-thuc");
    check(pages(100_001), "fees.quantity-absurd", "quantities.phi-chung-thuc");
    let typed_wrong = BTreeMap::from([("phi-chung-thc".to_owned(), 3)]);
    check(typed_wrong, "fees.quantity-unknown", "quantities.phi-chung-thc");
}

#[test]
fn a_fixed_price_takes_no_quantity() {
    let row = row([(CERTIFIED, FeeAmount::Fixed { amount: Vnd(50_000) }, DueWhen::AtReturn)]);
    assert_eq!(charges_owed(&row, &BTreeMap::new()).unwrap()[0].amount, Some(Vnd(50_000)));
    let refusal = charges_owed(&row, &pages(1)).unwrap_err();
    assert_eq!(refusal.message.code.to_string(), "fees.quantity-unknown");
}

#[test]
fn what_an_agency_assesses_is_listed_and_not_yet_owed() {
    let charges = charges_owed(
        &row([
            ("thue", FeeAmount::Assessed, DueWhen::DuringProcessing),
            ("le-phi", FeeAmount::Fixed { amount: Vnd(28_000) }, DueWhen::AtReception),
            ("cap-giay", FeeAmount::Fixed { amount: Vnd(100_000) }, DueWhen::AtReturn),
        ]),
        &BTreeMap::new(),
    )
    .unwrap();
    assert_eq!(charges.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["thue", "le-phi", "cap-giay"]);
    assert_eq!(charges[0].amount, None);
    assert_eq!(total_due(&charges, DueWhen::DuringProcessing), Vnd::ZERO);
    assert_eq!(total_due(&charges, DueWhen::AtReception), Vnd(28_000));
    assert_eq!(total_due(&charges, DueWhen::AtReturn), Vnd(100_000));
}

#[test]
fn a_broken_rule_gives_no_amount_at_all() {
    let check = |amount, what: &str| {
        let refusal = charges_owed(&row([(CERTIFIED, amount, DueWhen::AtReturn)]), &pages(5)).unwrap_err();
        assert_eq!(refusal.message.code.to_string(), "fees.rule-broken", "{what}");
    };
    check(tiered(&[(None, -1)], None), "a negative price");
    check(tiered(&[(None, 1)], Some(-1)), "a negative cap");
    check(tiered(&[(Some(4), 1)], None), "tiers that end");
    check(tiered(&[], None), "no tier");
    let bracket = |up_to, price| FeeAmount::ByBracket {
        unit: "tấn".to_owned(),
        brackets: vec![Bracket { up_to, price: Vnd(price) }],
    };
    check(bracket(Some(4), 1), "brackets that end");
    check(bracket(None, -1), "a negative price of a bracket");
    let fixed = row([("le-phi", FeeAmount::Fixed { amount: Vnd(-1) }, DueWhen::AtReturn)]);
    assert!(charges_owed(&fixed, &BTreeMap::new()).is_err(), "a negative amount");
}

prop_compose! {
    /// Any price list the catalogue lets pass: rising tiers, the last one open, prices up to a billion đồng.
    fn price_list()(
        steps in prop::collection::vec((1_u32..5_000, 0_i64..1_000_000_000), 0..5),
        open in 0_i64..1_000_000_000,
        cap in prop::option::of(0_i64..5_000_000_000),
    ) -> (ChannelRow, Option<i64>) {
        let mut last = 0;
        let mut tiers: Vec<_> = steps.into_iter().map(|(step, each)| { last += step; (Some(last), each) }).collect();
        tiers.push((None, open));
        (row([(CERTIFIED, tiered(&tiers, cap), DueWhen::AtReception)]), cap)
    }
}

proptest! {
    #[test]
    fn more_units_never_cost_less_and_nothing_is_negative_or_above_the_cap(
        (row, cap) in price_list(),
        fewer in 1_u32..100_000,
        more in 1_u32..100_000,
    ) {
        let (fewer, more) = (fewer.min(more), fewer.max(more));
        let (little, much) = (owed(&row, fewer), owed(&row, more));
        prop_assert!(0 <= little && little <= much);
        prop_assert!(cap.is_none_or(|most| much <= most));
    }
}
