//! Whether a fee rule can be worked out: prices that are prices, steps that rise, exemptions with ground and proof.
//!
//! It says yes or no to one rule; what a version lacks is told by `completeness`. Works out no amount.

use crate::{Bracket, Exemption, FeeAmount, Tier};
use motcua_kernel::Vnd;

/// No negative amount; steps rise and only the last one is open.
pub fn is_payable(amount: &FeeAmount) -> bool {
    match amount {
        FeeAmount::Fixed { amount } => *amount >= Vnd::ZERO,
        FeeAmount::PerUnit { unit, tiers, cap } => {
            let ends: Vec<_> = tiers.iter().map(|Tier { up_to, .. }| *up_to).collect();
            let priced = tiers.iter().map(|it| it.each).chain(*cap).all(|it| it >= Vnd::ZERO);
            said(unit) && priced && steps_rise(&ends)
        }
        FeeAmount::ByBracket { unit, brackets } => {
            let ends: Vec<_> = brackets.iter().map(|Bracket { up_to, .. }| *up_to).collect();
            said(unit) && brackets.iter().all(|it| it.price >= Vnd::ZERO) && steps_rise(&ends)
        }
        FeeAmount::Assessed => true,
    }
}

/// What an exemption must say: who, what is taken off, by which act, and what proves it.
pub fn is_grounded(exemption: &Exemption) -> bool {
    let Exemption { ground: _, name, share, basis, evidence } = exemption;
    share.is_valid() && said(name) && said(basis) && said(evidence)
}

fn steps_rise(ends: &[Option<u32>]) -> bool {
    let Some((last, closed)) = ends.split_last() else { return false };
    let mut below = 0;
    last.is_none()
        && closed.iter().all(|end| end.is_some_and(|up_to| std::mem::replace(&mut below, up_to) < up_to))
}

fn said(text: &str) -> bool {
    !text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Share;

    type Steps<'a> = &'a [(Option<u32>, i64)];

    const RISING: [Steps<'_>; 3] =
        [&[(None, 1_000)], &[(Some(2), 2_000), (None, 1_000)], &[(Some(1), 5), (Some(9), 2), (None, 0)]];
    const WRONG: [Steps<'_>; 5] = [
        &[],
        &[(Some(2), 1)],
        &[(Some(0), 1), (None, 1)],
        &[(Some(3), 1), (Some(2), 1), (None, 1)],
        &[(Some(2), -1), (None, 1)],
    ];

    fn per_unit(steps: Steps<'_>, cap: Option<i64>) -> FeeAmount {
        let tiers = steps.iter().map(|&(up_to, each)| Tier { up_to, each: Vnd(each) }).collect();
        FeeAmount::PerUnit { unit: "trang".to_owned(), tiers, cap: cap.map(Vnd) }
    }

    fn by_bracket(unit: &str, steps: Steps<'_>) -> FeeAmount {
        let brackets = steps.iter().map(|&(up_to, price)| Bracket { up_to, price: Vnd(price) }).collect();
        FeeAmount::ByBracket { unit: unit.to_owned(), brackets }
    }

    #[test]
    fn prices_that_can_be_worked_out_are_told_from_those_that_can_not() {
        let check = |amount: &FeeAmount, holds| assert_eq!(is_payable(amount), holds, "{amount:?}");
        for steps in RISING {
            check(&per_unit(steps, Some(200_000)), true);
            check(&by_bracket("tấn", steps), true);
        }
        for steps in WRONG {
            check(&per_unit(steps, None), false);
            check(&by_bracket("tấn", steps), false);
        }
        check(&per_unit(RISING[0], Some(-1)), false);
        check(&by_bracket(" ", RISING[0]), false);
        check(&FeeAmount::Fixed { amount: Vnd::ZERO }, true);
        check(&FeeAmount::Fixed { amount: Vnd(-1) }, false);
        check(&FeeAmount::Assessed, true);
    }

    #[test]
    fn an_exemption_says_what_is_taken_off_and_what_proves_it() {
        let exemption = Exemption {
            ground: "ho-ngheo".to_owned(),
            name: "Người thuộc hộ nghèo".to_owned(),
            share: Share::Percent(100),
            basis: "Luật Phí và lệ phí Điều 10".to_owned(),
            evidence: "Giấy chứng nhận hộ nghèo".to_owned(),
        };
        let check = |change: fn(&mut Exemption), holds: bool| {
            let mut changed = exemption.clone();
            change(&mut changed);
            assert_eq!(is_grounded(&changed), holds, "{changed:?}");
        };
        check(|_| {}, true);
        check(|it| it.share = Share::Amount(Vnd(1)), true);
        check(|it| it.share = Share::Percent(0), false);
        check(|it| it.share = Share::Percent(101), false);
        check(|it| it.share = Share::Amount(Vnd::ZERO), false);
        check(|it| it.name.clear(), false);
        check(|it| it.basis.clear(), false);
        check(|it| it.evidence.clear(), false);
    }
}
