//! Prices per unit: each unit at the price of its tier, the sum never above the cap.
//!
//! A unit belongs to one tier only; a higher quantity never makes the sum smaller. Beside it the price of a whole by its
//! size, where one step alone counts.

use motcua_catalogue::{Bracket, Tier};
use motcua_kernel::Vnd;

/// What `quantity` units cost in whole đồng; nothing when a price is negative or the tiers end before the last unit.
pub fn price(tiers: &[Tier], cap: Option<Vnd>, quantity: u32) -> Option<Vnd> {
    if tiers.iter().map(|it| it.each).chain(cap).any(|it| it < Vnd::ZERO) {
        return None;
    }
    let mut sum = Vnd::ZERO;
    let mut counted = 0;
    for tier in tiers {
        let last = tier.up_to.unwrap_or(quantity).min(quantity);
        sum = sum.plus(tier.each.times(last.saturating_sub(counted)));
        counted = counted.max(last);
    }
    (counted == quantity).then(|| cap.map_or(sum, |most| sum.min(most)))
}

/// What a whole of `quantity` units costs: the price of the first bracket that reaches it; nothing when none does.
pub fn bracket_price(brackets: &[Bracket], quantity: u32) -> Option<Vnd> {
    brackets.iter().find(|it| it.up_to.is_none_or(|last| quantity <= last)).map(|it| it.price)
}
