//! When work that failed is tried again: said where the work is done.

use crate::Outcome;
use motcua_kernel::Instant;

/// Waits that double from the first to the longest, for so many tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// Seconds after the first try.
    pub first_seconds: u32,
    /// Seconds between two tries at most.
    pub longest_seconds: u32,
    /// How often it is tried, the first time included.
    pub most: u32,
}

impl Retry {
    /// Seconds until the next try after `attempts` of them; none when it is to be given up.
    pub fn wait(&self, attempts: u32) -> Option<u32> {
        if attempts >= self.most {
            return None;
        }
        let doubled = 1_u32.checked_shl(attempts.saturating_sub(1)).unwrap_or(u32::MAX);
        Some(self.first_seconds.saturating_mul(doubled).min(self.longest_seconds))
    }

    /// What a try that failed comes to.
    pub fn outcome(&self, attempts: u32, now: Instant, error: &dyn std::fmt::Display) -> Outcome {
        let error = error.to_string();
        match self.wait(attempts) {
            Some(seconds) => Outcome::Again { due: later(now, seconds), error },
            None => Outcome::GiveUp { error },
        }
    }
}

fn later(now: Instant, seconds: u32) -> Instant {
    Instant::from_micros(now.micros().saturating_add(i64::from(seconds) * 1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RETRY: Retry = Retry { first_seconds: 10, longest_seconds: 60, most: 6 };

    #[test]
    fn waits_double_up_to_the_longest_until_it_is_given_up() {
        let waits: Vec<_> = (1..=6).map(|attempts| RETRY.wait(attempts)).collect();
        assert_eq!(waits, [Some(10), Some(20), Some(40), Some(60), Some(60), None]);
        let many = Retry { most: u32::MAX, ..RETRY };
        assert_eq!(many.wait(1_000), Some(60));
    }

    #[test]
    fn a_try_that_failed_is_due_after_its_wait() {
        let now = Instant::from_micros(1_000_000);
        let again = Outcome::Again { due: Instant::from_micros(11_000_000), error: "no answer".to_owned() };
        assert_eq!(RETRY.outcome(1, now, &"no answer"), again);
        assert_eq!(RETRY.outcome(6, now, &"no answer"), Outcome::GiveUp { error: "no answer".to_owned() });
    }
}
