//! Numbers as people write them in a report: from, to.
//!
//! Ranges are apart, rise, and never touch.

use serde::{Deserialize, Serialize};

/// A set of numbers, as ranges with both ends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NumberRanges(Vec<(u32, u32)>);

impl NumberRanges {
    /// The ranges, rising.
    pub fn ranges(&self) -> &[(u32, u32)] {
        &self.0
    }

    /// What is left of `ranges`, which rise and lie apart, without the numbers in `taken`, which rise. It walks what is
    /// taken and not what is left: a series may have a hundred million numbers.
    pub(super) fn without(
        ranges: impl IntoIterator<Item = (u32, u32)>,
        mut taken: impl FnMut(u32, u32) -> Vec<u32>,
    ) -> Self {
        let mut left = Self::default();
        for (first, last) in ranges {
            let mut from = Some(first);
            for number in taken(first, last) {
                if let Some(begins) = from.filter(|it| *it < number) {
                    left.push(begins, number - 1);
                }
                from = number.checked_add(1);
            }
            if let Some(begins) = from.filter(|it| *it <= last) {
                left.push(begins, last);
            }
        }
        left
    }

    /// Adds a range behind the last one; one that touches it makes it longer.
    fn push(&mut self, first: u32, last: u32) {
        match self.0.last_mut() {
            Some((_, end)) if end.checked_add(1) == Some(first) => *end = last,
            Some(_) | None => self.0.push((first, last)),
        }
    }

    /// How many numbers.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|(first, last)| u64::from(last - first) + 1).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lowest number.
    pub fn first(&self) -> Option<u32> {
        self.0.first().map(|it| it.0)
    }

    /// Each number, rising.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        self.0.iter().flat_map(|(first, last)| *first..=*last)
    }

    /// Whether it has the number.
    pub fn has(&self, number: u32) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&number))
    }
}

impl FromIterator<u32> for NumberRanges {
    /// From numbers that rise; a number no higher than the last is left out.
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for number in numbers {
            match ranges.last_mut() {
                Some((_, last)) if number <= *last => {}
                Some((_, last)) if number - 1 == *last => *last = number,
                Some(_) | None => ranges.push((number, number)),
            }
        }
        Self(ranges)
    }
}
