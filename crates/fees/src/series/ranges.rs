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
