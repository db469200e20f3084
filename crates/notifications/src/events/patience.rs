//! How long a system that does not take an event is waited for: pauses that grow to an hour, for a day in all.

use motcua_kernel::Instant;

/// Pauses after the first failures in a row, in seconds; the last one goes on.
const PAUSES: [u64; 7] = [10, 30, 60, 300, 900, 1_800, 3_600];
/// For so long it is tried.
pub const DAY_SECONDS: u64 = 86_400;
/// What a system may ask for at most.
const LONGEST_ASKED: u64 = 6 * 3_600;

/// What follows a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextTry {
    /// Try again then.
    At(Instant),
    /// It has failed for a day: switch the subscription off and tell the administrator.
    GiveUp,
}

/// What follows failure number `failures` of a row, from 1, the first of which was at `since`. `asked` are the seconds that
/// the system itself asked to wait (`Retry-After`): they lengthen a pause, up to six hours, and never shorten one. The last
/// try is made when the day is over.
pub fn after_failure(failures: u32, since: Instant, asked: Option<u64>, now: Instant) -> NextTry {
    let end = plus_seconds(since, DAY_SECONDS);
    if now >= end {
        return NextTry::GiveUp;
    }
    let place = usize::try_from(failures.saturating_sub(1)).unwrap_or(usize::MAX);
    let pause = PAUSES.get(place).or(PAUSES.last()).copied().unwrap_or(DAY_SECONDS);
    let pause = pause.max(asked.unwrap_or_default().min(LONGEST_ASKED));
    NextTry::At(plus_seconds(now, pause).min(end))
}

fn plus_seconds(at: Instant, seconds: u64) -> Instant {
    let micros = i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1_000_000);
    Instant::from_micros(at.micros().saturating_add(micros))
}
