//! Counting names, sequences and neighbours.
//!
//! Orders are total (count, then name), so that two runs and two machines give the same report. It must never look at
//! times.

use super::activities;
use crate::event_log::EventLog;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    names.collect::<BTreeSet<_>>().len()
}

/// How often each name occurs.
pub(super) fn tally<N: AsRef<str> + Into<String>>(names: impl Iterator<Item = N>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for name in names {
        match counts.get_mut(name.as_ref()) {
            Some(count) => *count += 1,
            None => {
                counts.insert(name.into(), 1);
            }
        }
    }
    counts
}

/// The `limit` entries with the largest counts; equal counts in the order of the map.
pub(super) fn largest<K: Ord>(counts: BTreeMap<K, usize>, limit: usize) -> Vec<(K, usize)> {
    let mut entries: Vec<_> = counts.into_iter().collect();
    entries.sort_by_key(|(_, count)| Reverse(*count));
    entries.truncate(limit);
    entries
}

/// How many cases follow each sequence of activities.
pub(super) fn variants(log: &EventLog) -> BTreeMap<Vec<&str>, usize> {
    let mut variants = BTreeMap::new();
    for case in log.cases.iter().filter(|case| !case.events.is_empty()) {
        *variants.entry(activities(case).collect()).or_default() += 1;
    }
    variants
}

/// How many different pairs of activities follow directly on each other.
pub(super) fn directly_follows(log: &EventLog) -> usize {
    let edges = log.cases.iter().flat_map(|case| activities(case).zip(activities(case).skip(1)));
    edges.collect::<BTreeSet<_>>().len()
}

/// In how many cases each activity happened more than once.
pub(super) fn rework(log: &EventLog) -> BTreeMap<String, usize> {
    let repeated = log.cases.iter().flat_map(|case| {
        let counts = tally(activities(case));
        counts.into_iter().filter(|(_, count)| *count > 1).map(|(activity, _)| activity)
    });
    tally(repeated)
}
