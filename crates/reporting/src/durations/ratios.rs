//! The one place where whole microseconds become numbers with a fraction, for display.
//!
//! Percentiles are exact fractions until then: the value at rank `(n - 1) * p / 100` of the sorted values, linearly
//! interpolated between its two neighbours (the default of numpy, type 7 of Hyndman and Fan 1996). Nothing computed
//! here may flow back into a decision.
#![expect(clippy::float_arithmetic, reason = "ratios for display are made here and nowhere else")]

const MICROS_PER_SECOND: i128 = 1_000_000;
const SECONDS_PER_DAY: i128 = 86_400;

/// An exact number of microseconds: `numerator / denominator`, the denominator positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    pub(super) fn whole(micros: i64) -> Self {
        Self { numerator: i128::from(micros), denominator: 1 }
    }

    pub(super) fn seconds(self) -> f64 {
        self.per(MICROS_PER_SECOND)
    }

    pub(super) fn days(self) -> f64 {
        self.per(MICROS_PER_SECOND * SECONDS_PER_DAY)
    }

    #[expect(clippy::cast_precision_loss, reason = "a display value needs no more than 15 digits")]
    fn per(self, unit: i128) -> f64 {
        let divisor = self.denominator * unit;
        let whole = self.numerator.div_euclid(divisor);
        let rest = self.numerator.rem_euclid(divisor);
        whole as f64 + rest as f64 / divisor as f64
    }
}

/// The arithmetic mean, `None` of nothing.
pub(super) fn mean(values: &[i64]) -> Option<Fraction> {
    let denominator = i128::try_from(values.len()).ok().filter(|count| *count > 0)?;
    Some(Fraction { numerator: values.iter().copied().map(i128::from).sum(), denominator })
}

/// The value below which `percent` of a hundred values lie; `sorted` ascending, `percent` at most 100.
pub(super) fn percentile(sorted: &[i64], percent: usize) -> Option<Fraction> {
    let rank_hundredths = sorted.len().checked_sub(1)? * percent;
    let below = i128::from(*sorted.get(rank_hundredths / 100)?);
    let above = sorted.get(rank_hundredths / 100 + 1).map_or(below, |value| i128::from(*value));
    let weight = i128::try_from(rank_hundredths % 100).ok()?;
    Some(Fraction { numerator: below * 100 + (above - below) * weight, denominator: 100 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_lie_between_the_two_nearest_values() {
        let check = |sorted: &[i64], percent, hundredths| {
            assert_eq!(
                percentile(sorted, percent),
                Some(Fraction { numerator: hundredths, denominator: 100 }),
                "{percent} % of {sorted:?}"
            );
        };
        check(&[7], 90, 700);
        check(&[1, 2], 50, 150);
        check(&[1, 2, 3], 50, 200);
        check(&[0, 10], 90, 900);
        check(&[-10, 0], 25, -750);
        check(&[1, 2, 3], 100, 300);
        assert_eq!(percentile(&[], 50), None);
    }

    #[test]
    fn nothing_has_no_mean() {
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[1, 2]), Some(Fraction { numerator: 3, denominator: 2 }));
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "these values are exact")]
    fn units_are_seconds_and_days() {
        assert_eq!(Fraction::whole(1_500_000).seconds(), 1.5);
        assert_eq!(Fraction::whole(-43_200_000_000).days(), -0.5);
    }
}
