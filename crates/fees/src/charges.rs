//! From the price list of a channel to the charges of one dossier.
//!
//! Never leaves a line out because its amount is not known yet, and never takes a quantity it can not account for.

use crate::per_unit::{bracket_price, price};
use motcua_catalogue::{ChannelRow, FeeAmount, FeeRule};
use motcua_dossier::Charge;
use motcua_kernel::{Refusal, Vnd};
use std::collections::BTreeMap;

/// More units than this are a slip of the keyboard.
const MOST_UNITS: u32 = 100_000;

/// One charge for each fee rule of `row`, in its order, in whole đồng.
///
/// `quantities` holds the units counted at the counter, by code of the fee rule; only rules per unit and by bracket take one. A charge
/// an agency assesses later has no amount.
///
/// # Errors
/// Refused, naming the field `quantities.<code>`, when a quantity is missing, zero or above 100 000, or is given for a
/// code that counts no units; and when a rule is broken: a negative price, or steps that end before the quantity.
pub fn charges_owed(row: &ChannelRow, quantities: &BTreeMap<String, u32>) -> Result<Vec<Charge>, Refusal> {
    if let Some(code) = quantities.keys().find(|code| !counts_units(row, code)) {
        return Err(Refusal::new("fees.quantity-unknown").with("code", code).at(field(code)));
    }
    row.fees.iter().map(|rule| charge(rule, quantities)).collect()
}

fn counts_units(row: &ChannelRow, code: &str) -> bool {
    row.per_unit().any(|rule| rule.code == code)
}

fn charge(rule: &FeeRule, quantities: &BTreeMap<String, u32>) -> Result<Charge, Refusal> {
    let (amount, quantity) = match &rule.amount {
        FeeAmount::Fixed { amount } => (Some(*amount), None),
        FeeAmount::PerUnit { unit, tiers, cap } => {
            let quantity = counted(rule, unit, quantities)?;
            (Some(price(tiers, *cap, quantity).ok_or_else(|| broken(rule))?), Some(quantity))
        }
        FeeAmount::ByBracket { unit, brackets } => {
            let quantity = counted(rule, unit, quantities)?;
            (Some(bracket_price(brackets, quantity).ok_or_else(|| broken(rule))?), Some(quantity))
        }
        FeeAmount::Assessed => (None, None),
    };
    if amount.is_some_and(|it| it < Vnd::ZERO) {
        return Err(broken(rule));
    }
    Ok(Charge {
        code: rule.code.clone(),
        name: rule.name.clone(),
        kind: rule.kind,
        amount,
        quantity,
        collector: rule.collector,
        due: rule.due,
        basis: rule.basis.clone(),
        confirmed: rule.confirmed,
    })
}

fn counted(rule: &FeeRule, unit: &str, quantities: &BTreeMap<String, u32>) -> Result<u32, Refusal> {
    let refuse = |key| Refusal::new(key).with("name", &rule.name).with("unit", unit).at(field(&rule.code));
    match quantities.get(&rule.code).copied() {
        None => Err(refuse("fees.quantity-missing")),
        Some(0) => Err(refuse("fees.quantity-zero")),
        Some(quantity) if quantity > MOST_UNITS => {
            Err(refuse("fees.quantity-absurd").with("quantity", quantity).with("most", MOST_UNITS))
        }
        Some(quantity) => Ok(quantity),
    }
}

fn broken(rule: &FeeRule) -> Refusal {
    Refusal::new("fees.rule-broken").with("code", &rule.code).with("name", &rule.name)
}

fn field(code: &str) -> String {
    format!("quantities.{code}")
}
