//! Đối soát: each line of a statement held against what is awaited.
//!
//! Books nothing. A line is matched only when one awaited reference stands in it and the amount is right to the đồng; the
//! rest is for a person.

use super::{Fingerprint, StatementLine};
use crate::{TransferReference, find_references};
use motcua_kernel::Vnd;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A transfer that is awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Its reference.
    pub reference: TransferReference,
    /// What is still owed under it.
    pub amount: Vnd,
}

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Verdict {
    /// What was awaited under this reference, to the đồng.
    Matched {
        /// Whose.
        reference: TransferReference,
    },
    /// Awaited, but another amount.
    AmountDiffers {
        /// Whose.
        reference: TransferReference,
        /// What was awaited; zero when a line before it paid everything.
        awaited: Vnd,
        /// By how much.
        by: Difference,
    },
    /// No reference, or none that is awaited.
    ReferenceUnknown {
        /// The references that stand in it.
        found: Vec<TransferReference>,
    },
    /// Several references, or one that is awaited twice.
    Ambiguous {
        /// The references that stand in it.
        found: Vec<TransferReference>,
    },
    /// Booked before, or stated twice in this file.
    AlreadyBooked,
    /// Nothing came: what went out is ignored.
    Debit,
}

/// How far an amount is from the one awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// Nộp thiếu.
    Short(Vnd),
    /// Nộp thừa.
    Over(Vnd),
}

/// One verdict for each line, in the order of `lines`. `already` holds the fingerprints of lines booked before. What a
/// line has paid is no longer awaited by the lines after it.
pub fn match_lines<'a>(
    lines: &'a [StatementLine],
    expected: &[Expected],
    already: &BTreeSet<Fingerprint>,
) -> Vec<(&'a StatementLine, Verdict)> {
    let mut awaited: BTreeMap<&TransferReference, Vec<Vnd>> = BTreeMap::new();
    for it in expected {
        awaited.entry(&it.reference).or_default().push(it.amount);
    }
    let mut seen = BTreeSet::new();
    let mut verdicts = Vec::with_capacity(lines.len());
    for line in lines {
        let repeated = already.contains(&line.fingerprint) || !seen.insert(&line.fingerprint);
        let verdict = if repeated { Verdict::AlreadyBooked } else { verdict(line, &awaited) };
        if let Verdict::Matched { reference } = &verdict
            && let Some(paid) = awaited.get_mut(reference)
        {
            *paid = vec![Vnd::ZERO];
        }
        verdicts.push((line, verdict));
    }
    verdicts
}

fn verdict(line: &StatementLine, awaited: &BTreeMap<&TransferReference, Vec<Vnd>>) -> Verdict {
    if line.amount <= Vnd::ZERO {
        return Verdict::Debit;
    }
    let found = find_references(&line.description);
    if !found.iter().any(|it| awaited.contains_key(it)) {
        return Verdict::ReferenceUnknown { found };
    }
    let [reference] = found.as_slice() else { return Verdict::Ambiguous { found } };
    let Some([owed]) = awaited.get(reference).map(Vec::as_slice) else { return Verdict::Ambiguous { found } };
    let reference = reference.clone();
    match line.amount.cmp(owed) {
        std::cmp::Ordering::Equal => Verdict::Matched { reference },
        std::cmp::Ordering::Less => Verdict::AmountDiffers {
            reference,
            awaited: *owed,
            by: Difference::Short(owed.minus(line.amount)),
        },
        std::cmp::Ordering::Greater => Verdict::AmountDiffers {
            reference,
            awaited: *owed,
            by: Difference::Over(line.amount.minus(*owed)),
        },
    }
}
