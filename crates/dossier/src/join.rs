//! What changes hands when parallel legs join: the stretch since the split goes to the branch that closed it.
//!
//! Where the closing branch is a chain, each of its legs gets what it had in hand, the first one also what lies before;
//! so no agency of the chain is charged for another. Pauses, the counter and legs outside the parallel set keep theirs.

use crate::Segment;
use crate::lane::Lane;
use motcua_kernel::{Instant, LegNo};
use std::collections::BTreeSet;

/// The parallel sets whose join `no` has just closed: the legs before the join, without those before all branches.
pub fn closed_by(lanes: &[Lane], no: LegNo) -> Vec<BTreeSet<LegNo>> {
    let mut closed = Vec::new();
    for join in lanes.iter().filter(|it| it.plan.after.contains(&no)) {
        let before: Vec<&Lane> = before(lanes, join).collect();
        if before.len() < 2 || !before.iter().all(|it| it.is_done()) {
            continue;
        }
        let branches: Vec<BTreeSet<LegNo>> = before.iter().map(|it| up_to(lanes, it)).collect();
        let parallel = branches
            .iter()
            .flatten()
            .filter(|leg| !branches.iter().all(|branch| branch.contains(leg)))
            .copied()
            .collect();
        closed.push(parallel);
    }
    closed
}

/// The chain of legs in `parallel` that ends with `last`: before each the one that made it wait longest.
pub fn closing_chain(
    lanes: &[Lane],
    finished: &[LegNo],
    parallel: &BTreeSet<LegNo>,
    last: LegNo,
) -> Vec<LegNo> {
    let mut chain = vec![last];
    let mut next = last;
    while let Some(lane) = lanes.iter().find(|it| it.plan.no == next) {
        let waited_for =
            |no: &&LegNo| lane.plan.after.contains(no) && parallel.contains(no) && !chain.contains(no);
        let Some(before) = finished.iter().rev().find(waited_for).copied() else { break };
        chain.push(before);
        next = before;
    }
    chain.reverse();
    chain
}

/// `line` with what legs of `parallel` held given to the legs of `chain`.
pub fn reassigned(
    line: &[Segment],
    lanes: &[Lane],
    parallel: &BTreeSet<LegNo>,
    chain: &[LegNo],
) -> Vec<Segment> {
    let chain: Vec<&Lane> = chain.iter().filter_map(|no| lanes.iter().find(|it| it.plan.no == *no)).collect();
    let mut changes: Vec<Instant> =
        chain.iter().flat_map(|it| &it.spans).flat_map(|span| [span.from, span.to]).collect();
    changes.sort_unstable();
    changes.dedup();
    let mut result = Vec::with_capacity(line.len());
    for segment in line {
        if !segment.leg.is_some_and(|leg| parallel.contains(&leg)) {
            result.push(*segment);
            continue;
        }
        let mut from = segment.from;
        let inside = changes.iter().filter(|at| segment.from < **at && **at < segment.to);
        for to in inside.chain([&segment.to]) {
            if let Some(lane) = owner(&chain, from) {
                let holder = lane.holder_at(from);
                result.push(Segment { from, to: *to, holder, leg: Some(lane.plan.no), minutes: 0 });
            }
            from = *to;
        }
    }
    result
}

/// Whose it was at `at`: the furthest leg that had it in hand, or else the last that had begun, or else the first.
fn owner<'l>(chain: &[&'l Lane], at: Instant) -> Option<&'l Lane> {
    let in_hand = chain.iter().rev().find(|lane| lane.span_at(at).is_some());
    let begun = || chain.iter().rev().find(|lane| lane.started.is_some_and(|started| started <= at));
    in_hand.or_else(begun).or_else(|| chain.first()).copied()
}

/// The legs right before `lane` that are needed.
fn before<'l>(lanes: &'l [Lane], lane: &'l Lane) -> impl Iterator<Item = &'l Lane> {
    lanes.iter().filter(|it| lane.plan.after.contains(&it.plan.no))
}

/// `lane` and everything before it.
fn up_to(lanes: &[Lane], lane: &Lane) -> BTreeSet<LegNo> {
    let mut found = BTreeSet::from([lane.plan.no]);
    let mut open = vec![lane];
    while let Some(next) = open.pop() {
        for earlier in before(lanes, next) {
            if found.insert(earlier.plan.no) {
                open.push(earlier);
            }
        }
    }
    found
}
