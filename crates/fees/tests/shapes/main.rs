//! The fee shapes of the national list, the twenty commonest and the rarer ones that need a kind of their own, each as
//! fee rules with a worked amount.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests, outside #[test]")]

mod cases;
mod source;

use cases::{Case, Owed, cases};
use motcua_catalogue::{Channel, ChannelRow};
use motcua_fees::{charges_owed, exempted};
use motcua_kernel::Vnd;
use source::{FeeText, fee_texts};
use std::collections::{BTreeMap, BTreeSet};

/// So many shapes are the commonest.
const COMMONEST: usize = 20;

fn row(case: &Case) -> ChannelRow {
    ChannelRow {
        channel: Channel::Counter,
        limit: "same day".parse().unwrap(),
        cut_off: None,
        fees: case.fees.clone(),
    }
}

/// What is owed, and how many lines wait for an amount.
fn worked(case: &Case) -> Owed {
    let row = row(case);
    let quantities: BTreeMap<String, u32> =
        row.per_unit().map(|rule| (rule.code.clone(), case.units)).collect();
    let mut owed = Owed { amount: Vnd::ZERO, waiting: 0 };
    for (charge, rule) in charges_owed(&row, &quantities).unwrap().iter().zip(&row.fees) {
        match charge.amount {
            Some(amount) => {
                let off = case.ground.map_or(Vnd::ZERO, |it| exempted(charge, rule, it).unwrap());
                owed.amount = owed.amount.plus(amount.minus(off));
            }
            None => owed.waiting += 1,
        }
    }
    owed
}

#[test]
fn each_shape_is_worked_out_to_the_dong() {
    for case in cases() {
        assert_eq!(worked(&case), case.owed, "{}: {}", case.code, case.shape);
    }
}

#[test]
fn what_the_list_calls_free_is_owed_as_nothing_only_once_the_province_has_said_so() {
    let free = cases().into_iter().next().unwrap();
    assert_eq!((free.shape, free.code), ("said to be free, unverified: alone", "1.000025"));
    assert_eq!(worked(&free), Owed { amount: Vnd::ZERO, waiting: 1 });
    let confirmed = Case { fees: Vec::new(), ..free };
    assert_eq!(worked(&confirmed), Owed { amount: Vnd::ZERO, waiting: 0 });
}

fn by_count(texts: &[FeeText]) -> Vec<(&str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for it in texts {
        *counts.entry(&it.shape).or_default() += 1;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(shape, count)| (std::cmp::Reverse(*count), *shape));
    rows
}

#[test]
fn the_commonest_shapes_of_the_national_list_all_have_a_case() {
    let Some(texts) = fee_texts() else { return };
    let rows = by_count(&texts);
    for (shape, count) in &rows {
        println!("{count:5} {shape}");
    }
    assert_eq!(texts.len(), 4_300);
    let told: BTreeSet<&str> = cases().iter().map(|it| it.shape).collect();
    let missing: Vec<_> = rows.iter().take(COMMONEST).filter(|it| !told.contains(it.0)).collect();
    assert_eq!(missing, [&("", 0); 0], "no case for these of the {COMMONEST} commonest");
}

#[test]
fn each_case_stands_in_the_national_list_with_its_amounts() {
    let Some(texts) = fee_texts() else { return };
    for case in cases() {
        let stands = texts.iter().any(|it| {
            let digits = it.text.replace(',', ".");
            it.code == case.code
                && it.shape == case.shape
                && case.stated.iter().all(|amount| digits.contains(amount))
        });
        assert!(stands, "{}: {} with {:?}", case.code, case.shape, case.stated);
    }
}

#[test]
fn a_channel_has_its_own_price() {
    let Some(texts) = fee_texts() else { return };
    let stated = |channel: &str, amount: &str| {
        texts.iter().any(|it| it.code == "1.004194" && it.channel == channel && it.text.contains(amount))
    };
    assert!(stated("counter", "10.000 đồng") && stated("online", "7.000 đồng"));
    let at = |amount| cases::Case::fixed_at("1.004194", amount);
    assert_eq!(worked(&at(10_000)).amount, Vnd(10_000));
    assert_eq!(worked(&at(7_000)).amount, Vnd(7_000));
}
