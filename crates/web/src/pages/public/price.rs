//! Phí, lệ phí as people read them before they owe any.

use crate::pages::Page;
use crate::words::key_of;
use motcua_catalogue::{ChannelRow, FeeAmount, FeeRule, ProcedureVersion, Tier};
use motcua_kernel::{Message, Vnd};
use std::collections::BTreeSet;

/// Amounts that are named in a summary before it says that they differ.
const NAMED: usize = 2;

/// One line of a price list.
pub struct Price<'a> {
    pub name: &'a str,
    pub kind: String,
    pub amount: String,
    /// To whom, and when.
    pub how: String,
    pub basis: &'a str,
    pub confirmed: bool,
}

/// The price list of a channel.
pub fn prices<'a>(page: &Page, row: &'a ChannelRow) -> Vec<Price<'a>> {
    let price = |it: &'a FeeRule| Price {
        name: &it.name,
        kind: page.word("charge-kind", &key_of(&it.kind, "")),
        amount: amount(page, &it.amount),
        how: format!(
            "{}, {}",
            page.word("collector", &key_of(&it.collector, "")),
            page.word("charge-due", &key_of(&it.due, "")).to_lowercase()
        ),
        basis: &it.basis,
        confirmed: it.confirmed,
    };
    row.fees.iter().map(price).collect()
}

/// What the whole version costs, in a few words.
pub fn summary(page: &Page, version: &ProcedureVersion) -> String {
    let rows = || version.cases.iter().flat_map(|it| &it.channels);
    let sums: BTreeSet<Vec<String>> = rows().map(|row| in_short(page, &row.fees)).collect();
    let free = sums.contains(&Vec::new());
    let named: Vec<String> = sums.into_iter().filter(|it| !it.is_empty()).map(|it| it.join(" + ")).collect();
    match named.as_slice() {
        [] => page.t("label.fee-none"),
        [only] if !free => only.clone(),
        some if some.len() <= NAMED && free => {
            page.t1("label.fee-some-free", "amounts", some.join(&or(page)))
        }
        some if some.len() <= NAMED => some.join(&or(page)),
        _ => page.t("label.fee-by-case"),
    }
}

/// Each amount once it is known; however many are still to be assessed, that is said once.
fn in_short(page: &Page, fees: &[FeeRule]) -> Vec<String> {
    let (open, known): (Vec<&FeeRule>, Vec<&FeeRule>) =
        fees.iter().partition(|it| matches!(it.amount, FeeAmount::Assessed));
    known.into_iter().chain(open.first().copied()).map(|it| amount(page, &it.amount)).collect()
}

/// An amount in words.
pub fn amount(page: &Page, amount: &FeeAmount) -> String {
    match amount {
        FeeAmount::Fixed { amount } => amount.to_string(),
        FeeAmount::Assessed => page.t("label.fee-assessed"),
        FeeAmount::ByBracket { unit, brackets } => {
            let steps: Vec<(Option<u32>, Vnd)> = brackets.iter().map(|it| (it.up_to, it.price)).collect();
            stepped(page, unit, &steps, ("label.fee-bracket", "label.fee-last-bracket"))
        }
        FeeAmount::PerUnit { unit, tiers, cap } => {
            let mut words = match tiers.as_slice() {
                [one] => each(page, unit, one),
                several => {
                    let steps: Vec<(Option<u32>, Vnd)> =
                        several.iter().map(|it| (it.up_to, it.each)).collect();
                    stepped(page, unit, &steps, ("label.fee-tier", "label.fee-last-tier"))
                }
            };
            if let Some(cap) = cap {
                words.push_str(&page.t1("label.fee-cap", "amount", cap));
            }
            words
        }
    }
}

fn each(page: &Page, unit: &str, tier: &Tier) -> String {
    page.say(&Message::new("label.fee-each").with("amount", tier.each).with("unit", unit))
}

/// Each step with the units it goes for.
fn stepped(
    page: &Page,
    unit: &str,
    steps: &[(Option<u32>, Vnd)],
    (closed, open): (&'static str, &'static str),
) -> String {
    let mut first = 1;
    let mut words = Vec::new();
    for (up_to, amount) in steps {
        let message = match up_to {
            Some(last) => Message::new(closed).with("first", first).with("last", last),
            None => Message::new(open).with("first", first),
        };
        words.push(page.say(&message.with("amount", amount).with("unit", unit)));
        first = up_to.map_or(first, |it| it.saturating_add(1));
    }
    words.join("; ")
}

/// Between two that may be.
pub fn or(page: &Page) -> String {
    format!(" {} ", page.t("label.or-between"))
}
