//! What the workers of this instance did since it began: for whoever watches it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The upper edges of the classes of a `Spread`, in milliseconds; one more class holds what is longer.
pub const EDGES: [u64; 9] = [10, 50, 100, 500, 1_000, 5_000, 30_000, 60_000, 300_000];

/// How a try ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ended {
    /// The work is done.
    Done,
    /// It will be tried again.
    Again,
    /// A person must look.
    GivenUp,
    /// The lease ran out during the try: another worker has it.
    Lost,
}

/// How long something took, and how often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many in each class.
    pub classes: [u64; EDGES.len() + 1],
    /// Microseconds, together.
    pub micros: u64,
}

/// What became of one kind of work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfKind {
    /// Tries, by how they ended.
    pub ended: BTreeMap<Ended, u64>,
    /// How long the tries took.
    pub tries: Spread,
    /// How long work that was due waited for its try.
    pub waits: Spread,
}

/// Counts of all kinds.
#[derive(Debug, Default)]
pub struct Measures {
    kinds: Mutex<BTreeMap<String, OfKind>>,
}

impl Ended {
    /// Every end.
    pub const ALL: [Self; 4] = [Self::Done, Self::Again, Self::GivenUp, Self::Lost];

    /// As it is told.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Again => "again",
            Self::GivenUp => "given_up",
            Self::Lost => "lost",
        }
    }
}

impl Spread {
    /// How many there were.
    pub fn count(&self) -> u64 {
        self.classes.iter().sum()
    }

    fn add(&mut self, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let class = EDGES.iter().position(|edge| micros <= edge * 1_000).unwrap_or(EDGES.len());
        if let Some(class) = self.classes.get_mut(class) {
            *class += 1;
        }
        self.micros = self.micros.saturating_add(micros);
    }
}

impl Measures {
    /// All of it, by kind.
    pub fn read(&self) -> BTreeMap<String, OfKind> {
        self.kinds.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn begun(&self, kind: &str, waited: Duration) {
        self.change(kind, |it| it.waits.add(waited));
    }

    pub(crate) fn ended(&self, kind: &str, ended: Ended, took: Duration) {
        self.change(kind, |it| {
            *it.ended.entry(ended).or_default() += 1;
            it.tries.add(took);
        });
    }

    fn change(&self, kind: &str, change: impl FnOnce(&mut OfKind)) {
        let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        change(kinds.entry(kind.to_owned()).or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_try_is_counted_in_its_class() {
        let measures = Measures::default();
        for millis in [3, 10, 11, 400_000] {
            measures.ended("mail", Ended::Done, Duration::from_millis(millis));
        }
        measures.begun("mail", Duration::from_millis(20));
        let mail = measures.read().remove("mail").unwrap();
        assert_eq!(mail.tries.classes, [2, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!((mail.tries.count(), mail.waits.count()), (4, 1));
        assert_eq!(mail.ended, [(Ended::Done, 4)].into());
    }
}
