//! Money in whole đồng.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;

/// An amount in whole đồng. Sums that leave the range stop at its edge (92 million billion đồng).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Vnd(pub i64);

impl Vnd {
    /// Nothing owed.
    pub const ZERO: Self = Self(0);

    /// The sum, stopping at the edge of the range.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference, stopping at the edge of the range.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// `count` times the amount, stopping at the edge of the range.
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        Self(self.0.saturating_mul(i64::from(count)))
    }
}

impl Sum for Vnd {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::plus)
    }
}

impl fmt::Display for Vnd {
    /// With dots between thousands and the sign of the đồng: `28.000 ₫`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.unsigned_abs().to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{grouped} ₫")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_dots() {
        for (amount, text) in [
            (0, "0 ₫"),
            (999, "999 ₫"),
            (28_000, "28.000 ₫"),
            (-1_234_567, "-1.234.567 ₫"),
            (100_000, "100.000 ₫"),
        ] {
            assert_eq!(Vnd(amount).to_string(), text);
        }
    }
}
