//! Prices per unit: each unit at the price of its tier, the sum never above the cap.
//!
//! A unit belongs to one tier only; a higher quantity never makes the sum smaller.

use motcua_catalogue::Tier;
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
