//! How long a login must wait after wrong passwords. It never locks anyone out for good, and knows nothing of addresses:
//! the shell asks once for the login name and once for where the request comes from.

use motcua_kernel::{Instant, Refusal};

/// Wrong passwords that cost no waiting.
const FREE_FAILURES: usize = 5;
/// Failures older than this are forgotten.
const WINDOW_MINUTES: i64 = 60;
/// The longest wait.
const MAX_WAIT_MINUTES: i64 = 15;

/// Whether the password may be checked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginGate {
    /// It may.
    Open,
    /// Not before this moment.
    WaitUntil(Instant),
}

impl LoginGate {
    /// As a refusal.
    ///
    /// # Errors
    /// `identity.login-wait` with the moment from which it may be tried again.
    pub fn check(self) -> Result<(), Refusal> {
        match self {
            Self::Open => Ok(()),
            Self::WaitUntil(moment) => Err(Refusal::new("identity.login-wait").with("until", moment)),
        }
    }
}

/// The rule for a name with these failed attempts (any order) since its last success: five are free within an hour,
/// after that 1, 2, 4, 8 and then 15 minutes from the latest failure. An attempt refused here is no failure.
pub fn login_gate(failures: &[Instant], now: Instant) -> LoginGate {
    let forgotten = now.plus_minutes(-WINDOW_MINUTES);
    let recent = failures.iter().copied().filter(|it| *it > forgotten);
    let wait = match recent.clone().count().saturating_sub(FREE_FAILURES) {
        0 => return LoginGate::Open,
        1 => 1,
        2 => 2,
        3 => 4,
        4 => 8,
        _ => MAX_WAIT_MINUTES,
    };
    let until = recent.max().map_or(now, |latest| latest.min(now)).plus_minutes(wait);
    if now < until { LoginGate::WaitUntil(until) } else { LoginGate::Open }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::parse_instant;

    fn clock(text: &str) -> Instant {
        parse_instant(&format!("2026-08-28T{text}")).unwrap()
    }

    #[test]
    fn waiting_grows_with_wrong_passwords_and_ends() {
        let check = |count: usize, now: &str, until: Option<&str>| {
            let failures = vec![clock("08:00"); count];
            let expected = until.map_or(LoginGate::Open, |it| LoginGate::WaitUntil(clock(it)));
            assert_eq!(login_gate(&failures, clock(now)), expected, "{count} failures, {now}");
        };
        check(0, "08:00", None);
        check(5, "08:00", None);
        check(6, "08:00", Some("08:01"));
        check(6, "08:01", None);
        check(7, "08:00", Some("08:02"));
        check(9, "08:00", Some("08:08"));
        check(10, "08:00", Some("08:15"));
        check(100_000, "08:14:59", Some("08:15"));
        check(100_000, "08:15", None);
        check(100_000, "09:00", None);
    }

    #[test]
    fn a_failure_from_the_future_does_not_lock_the_door() {
        assert_eq!(login_gate(&[Instant::MAX; 6], clock("08:00")), LoginGate::WaitUntil(clock("08:01")));
    }
}
