//! What a worker has in hand: claimed and not begun, and begun. Says what it may begin and how much more it may claim.
//!
//! It claims somewhat ahead, so that it need not ask the database after each job, but never more than it could begin soon:
//! what lies here no other worker has.

use motcua_storage::jobs::{ClaimedJob, Room};
use std::collections::{BTreeMap, VecDeque};
use uuid::Uuid;

/// How many jobs a worker tries at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of all kinds together.
    pub at_once: u32,
    /// Of kinds that have a limit of their own.
    pub of_kinds: Vec<(&'static str, u32)>,
}

/// Claimed ahead for each that is begun.
const AHEAD: u32 = 2;

pub(crate) struct Hand<'a> {
    limits: &'a Limits,
    /// Claimed and not begun, in the order of their urgency.
    queue: VecDeque<ClaimedJob>,
    /// Begun, by the number of the try.
    begun: BTreeMap<tokio::task::Id, Begun>,
}

/// A job that is tried.
pub(crate) struct Begun {
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    /// This one included.
    pub(crate) attempts: u32,
}

impl<'a> Hand<'a> {
    pub(crate) const fn new(limits: &'a Limits) -> Self {
        Self { limits, queue: VecDeque::new(), begun: BTreeMap::new() }
    }

    pub(crate) fn put(&mut self, claimed: Vec<ClaimedJob>) {
        self.queue.extend(claimed);
    }

    /// The next that may be begun.
    pub(crate) fn next(&mut self) -> Option<ClaimedJob> {
        let place = self.queue.iter().position(|it| self.may_begin(&it.kind))?;
        self.queue.remove(place)
    }

    pub(crate) fn begin(&mut self, task: tokio::task::Id, job: Begun) {
        self.begun.insert(task, job);
    }

    pub(crate) fn end(&mut self, task: tokio::task::Id) -> Option<Begun> {
        self.begun.remove(&task)
    }

    /// What it could claim; none while it has enough to begin.
    pub(crate) fn room(&self) -> Option<Room> {
        if self.is_full() || self.queue.iter().any(|it| self.may_begin(&it.kind)) {
            return None;
        }
        let ahead = |limit: u32, held: usize| limit.saturating_mul(AHEAD).saturating_sub(number(held));
        let of_kinds =
            self.limits.of_kinds.iter().map(|(kind, limit)| (*kind, ahead(*limit, self.held(kind))));
        let total = ahead(self.limits.at_once, self.queue.len() + self.begun.len());
        Some(Room { total, of_kinds: of_kinds.collect() })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.queue.is_empty() && self.begun.is_empty()
    }

    /// Everything in hand.
    pub(crate) fn ids(&self) -> Vec<Uuid> {
        self.queue.iter().map(|it| it.id).chain(self.begun.values().map(|it| it.id)).collect()
    }

    /// What was not begun; it is in hand no more.
    pub(crate) fn take_unbegun(&mut self) -> Vec<Uuid> {
        self.queue.drain(..).map(|it| it.id).collect()
    }

    /// What was begun; it is in hand no more.
    pub(crate) fn take_begun(&mut self) -> Vec<Begun> {
        std::mem::take(&mut self.begun).into_values().collect()
    }

    fn is_full(&self) -> bool {
        number(self.begun.len()) >= self.limits.at_once
    }

    fn may_begin(&self, kind: &str) -> bool {
        let begun = self.begun.values().filter(|it| it.kind == kind).count();
        !self.is_full() && self.limit(kind).is_none_or(|limit| number(begun) < limit)
    }

    fn held(&self, kind: &str) -> usize {
        let begun = self.begun.values().filter(|it| it.kind == kind).count();
        begun + self.queue.iter().filter(|it| it.kind == kind).count()
    }

    fn limit(&self, kind: &str) -> Option<u32> {
        self.limits.of_kinds.iter().find(|(it, _)| *it == kind).map(|(_, limit)| *limit)
    }
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
