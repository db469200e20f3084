//! Mức miễn, giảm: what a ground named in the fee rule takes off a charge.
//!
//! Records nothing and looks at no paper; never takes off more than is owed.

use motcua_catalogue::{Exemption, FeeRule, Share};
use motcua_dossier::Charge;
use motcua_kernel::{Refusal, Vnd};

/// What the exemption `ground` of `rule` takes off `charge`: whole đồng, from zero to the amount of the charge. A
/// percentage is rounded down to the đồng.
///
/// # Errors
/// Refused when the charge comes of another rule or has no amount yet, when the rule has no such ground, and when the
/// exemption is broken (no percent from 1 to 100, no amount above zero).
pub fn exempted(charge: &Charge, rule: &FeeRule, ground: &str) -> Result<Vnd, Refusal> {
    if charge.code != rule.code {
        return Err(Refusal::new("fees.exemption-not-of-charge").with("name", &charge.name).at("charge"));
    }
    let amount = charge
        .amount
        .ok_or_else(|| Refusal::new("fees.charge-not-assessed").with("name", &charge.name).at("charge"))?;
    let exemption = rule.exemptions.iter().find(|it| it.ground == ground).ok_or_else(|| {
        Refusal::new("fees.exemption-not-listed")
            .with("name", &charge.name)
            .with("ground", ground)
            .at("ground")
    })?;
    off(exemption, amount).ok_or_else(|| {
        Refusal::new("fees.rule-broken").with("code", &rule.code).with("name", &rule.name).at("ground")
    })
}

fn off(exemption: &Exemption, amount: Vnd) -> Option<Vnd> {
    if !exemption.share.is_valid() {
        return None;
    }
    let owed = amount.0.max(0);
    let off = match exemption.share {
        Share::Percent(percent) => i64::try_from(i128::from(owed) * i128::from(percent) / 100).ok()?,
        Share::Amount(off) => off.0.min(owed),
    };
    Some(Vnd(off))
}
