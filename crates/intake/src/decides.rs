//! Which leg makes the result: the last processing leg, which every hand-out comes after.
//!
//! Exactly one decides, or the dossier is not received: two would sign two results, none would never end.

use motcua_catalogue::LegKind;
use motcua_dossier::LegPlan;
use motcua_kernel::{LegNo, Refusal};
use std::collections::BTreeSet;

/// The processing leg that no other comes after and that all hand-outs come after.
pub fn deciding_leg(plans: &[LegPlan]) -> Result<LegNo, Refusal> {
    let of_kind = |kind| plans.iter().filter(move |it| it.kind == kind);
    let last: Vec<LegNo> = of_kind(LegKind::Process)
        .map(|it| it.no)
        .filter(|no| !of_kind(LegKind::Process).any(|other| before(plans, other).contains(no)))
        .collect();
    match last.as_slice() {
        [one] if of_kind(LegKind::Return).all(|it| before(plans, it).contains(one)) => Ok(*one),
        [] | [_] => Err(Refusal::new("intake.route-without-decision")),
        [first, second, ..] => {
            Err(Refusal::new("intake.route-two-decisions").with("first", first).with("second", second))
        }
    }
}

/// All legs before this one, near and far.
fn before(plans: &[LegPlan], leg: &LegPlan) -> BTreeSet<LegNo> {
    let mut found = BTreeSet::new();
    let mut open = leg.after.clone();
    while let Some(no) = open.pop() {
        if found.insert(no) {
            open.extend(plans.iter().filter(|it| it.no == no).flat_map(|it| it.after.iter().copied()));
        }
    }
    found
}
