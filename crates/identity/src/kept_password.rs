//! A password as it is kept: since when it counts, who knows it, and when another must take its place.
//!
//! A password that somebody else has seen proves nobody's identity until its owner has chosen one; that holds always. An end
//! by the calendar is a setting (TCVN 11930:2017 asks systems of level 2 and above for one).

use crate::near_end::{NearEnd, near_end};
use crate::{NewPassword, PasswordCost, PasswordHash, PasswordHashError, SALT_BYTES};
use motcua_kernel::{Date, Instant, Refusal};
use std::num::NonZeroU32;

/// Who knows a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownTo {
    /// Its owner, who chose it.
    Owner,
    /// Whoever gave it, too.
    Giver,
}

/// A password as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPassword {
    /// Its hash.
    pub hash: PasswordHash,
    /// When it was set.
    pub set: Instant,
    /// Who knows it.
    pub known_to: KnownTo,
}

/// Why another password must be chosen before anything else is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordDue {
    /// Somebody else gave it.
    Given,
    /// Its days are over.
    Aged,
}

impl PasswordDue {
    /// `identity.password-given` or `identity.password-aged`, for whom no page can lead to the form.
    pub fn refusal(self) -> Refusal {
        Refusal::new(match self {
            Self::Given => "identity.password-given",
            Self::Aged => "identity.password-aged",
        })
    }
}

impl KeptPassword {
    /// What is kept of a password that is set now; see [`PasswordHash::new`] for what it takes.
    ///
    /// # Errors
    /// As [`PasswordHash::new`].
    pub fn new(
        password: &NewPassword,
        (salt, cost): ([u8; SALT_BYTES], &PasswordCost),
        known_to: KnownTo,
        set: Instant,
    ) -> Result<Self, PasswordHashError> {
        Ok(Self { hash: PasswordHash::new(password, salt, cost)?, set, known_to })
    }

    /// The last day on which it counts where passwords count for `days` days; none where they do not end.
    pub fn last_day(&self, days: Option<NonZeroU32>) -> Option<Date> {
        let days = time::Duration::days(i64::from(days?.get()));
        Some(self.set.date().checked_add(days).unwrap_or(Date::MAX))
    }

    /// Why another must be chosen first in a session that begins on `today`. One that has begun goes on.
    pub fn due(&self, days: Option<NonZeroU32>, today: Date) -> Option<PasswordDue> {
        if self.known_to == KnownTo::Giver {
            return Some(PasswordDue::Given);
        }
        self.last_day(days).filter(|last| *last < today).map(|_| PasswordDue::Aged)
    }

    /// How near its end it is on `today`, and its last day. Nothing of one that somebody gave: its owner must choose another
    /// anyway.
    pub fn nears_end(&self, days: Option<NonZeroU32>, today: Date, soon: u32) -> Option<(NearEnd, Date)> {
        let last = self.last_day(days).filter(|_| self.known_to == KnownTo::Owner)?;
        near_end((self.set.date(), last), today, soon).map(|end| (end, last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::parse_instant;

    fn kept(known_to: KnownTo) -> KeptPassword {
        let hash = PasswordHash::parse(
            "$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        );
        KeptPassword { hash: hash.unwrap(), set: parse_instant("2026-11-16T23:30").unwrap(), known_to }
    }

    fn day(text: &str) -> Date {
        motcua_kernel::parse_date(text).unwrap()
    }

    const QUARTER: Option<NonZeroU32> = NonZeroU32::new(90);

    #[test]
    fn one_that_somebody_gave_is_due_at_once_and_one_of_ones_own_after_its_last_day() {
        assert_eq!(kept(KnownTo::Giver).due(None, day("2026-11-16")), Some(PasswordDue::Given));
        let own = kept(KnownTo::Owner);
        assert_eq!(own.last_day(QUARTER), Some(day("2027-02-14")));
        assert_eq!(own.due(QUARTER, day("2027-02-14")), None);
        assert_eq!(own.due(QUARTER, day("2027-02-15")), Some(PasswordDue::Aged));
        assert_eq!(own.due(None, day("2099-01-01")), None);
    }

    #[test]
    fn its_owner_hears_of_the_end_some_days_before_and_on_the_day() {
        let own = kept(KnownTo::Owner);
        let last = day("2027-02-14");
        let check = |today: &str, expected| {
            assert_eq!(own.nears_end(QUARTER, day(today), 7), expected, "{today}");
        };
        check("2027-02-06", None);
        check("2027-02-07", Some((NearEnd::Soon, last)));
        check("2027-02-14", Some((NearEnd::Now, last)));
        check("2027-02-22", None);
        assert_eq!(own.nears_end(None, day("2027-02-14"), 7), None);
        assert_eq!(kept(KnownTo::Giver).nears_end(QUARTER, day("2027-02-14"), 7), None);
        // One that counts for a week is not warned of on the day it was set.
        assert_eq!(own.nears_end(NonZeroU32::new(7), day("2026-11-17"), 7), None);
    }
}
