//! What an API token says and when it counts. Signing and reading the JWT is the shell's; a token never gives more than
//! its account has, so `permits` is asked as well, each time.

use motcua_kernel::{AccountId, AgencyId, AgencyTree, Date, Instant, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

use crate::Action;
use crate::near_end::{NearEnd, near_end};

/// A token lives at most this many days.
pub const TOKEN_MAX_DAYS: i64 = 366;
const CLOCK_SKEW_SECONDS: i64 = 60;

/// The claims of an API token (RFC 7519), times in whole seconds since 1970 as JWT has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiTokenClaims {
    /// The account the caller acts as.
    pub sub: AccountId,
    /// The token's own id, by which it is revoked.
    pub jti: Uuid,
    /// Issued at.
    pub iat: i64,
    /// Does not count from then on.
    pub exp: i64,
    /// The agency at which it counts, with everything below.
    pub agency: AgencyId,
    /// The actions it may be used for.
    pub actions: BTreeSet<Action>,
}

impl ApiTokenClaims {
    /// Whether the token counts at `now`; `revoked` is when it was revoked, if it was.
    ///
    /// # Errors
    /// `identity.token-revoked`; `identity.token-expired`; `identity.token-invalid` when it lives longer than allowed,
    /// ends before it begins, or was issued in the future (one minute of clock difference is forgiven).
    pub fn validate(&self, revoked: Option<Instant>, now: Instant) -> Result<(), Refusal> {
        let now_seconds = now.micros().div_euclid(1_000_000);
        if revoked.is_some() {
            return Err(Refusal::new("identity.token-revoked"));
        }
        let lifetime = self.exp.saturating_sub(self.iat);
        let issued_later = self.iat > now_seconds.saturating_add(CLOCK_SKEW_SECONDS);
        if lifetime <= 0 || lifetime > TOKEN_MAX_DAYS * 86_400 || issued_later {
            return Err(Refusal::new("identity.token-invalid"));
        }
        if now_seconds >= self.exp {
            return Err(Refusal::new("identity.token-expired"));
        }
        Ok(())
    }

    /// The last day on which it counts.
    pub fn last_day(&self) -> Date {
        Instant::from_micros(self.exp.saturating_sub(1).saturating_mul(1_000_000)).date()
    }

    /// How near its end it is on `today`: `Soon` when no more than `days` are left.
    pub fn nears_end(&self, today: Date, days: u32) -> Option<NearEnd> {
        let issued = Instant::from_micros(self.iat.saturating_mul(1_000_000)).date();
        near_end((issued, self.last_day()), today, days)
    }

    /// Whether the token was issued for `action` at `agency`, or at its successor when it has ended by `date`.
    ///
    /// # Errors
    /// `identity.token-not-for-this` when it was not.
    pub fn covers(
        &self,
        tree: &AgencyTree,
        action: Action,
        agency: AgencyId,
        date: Date,
    ) -> Result<(), Refusal> {
        let place = tree.responsible_on(agency, date);
        if self.actions.contains(&action) && place.is_some_and(|it| tree.is_within(it.id, self.agency)) {
            return Ok(());
        }
        Err(Refusal::new("identity.token-not-for-this").with("action", action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::{Agency, AgencyKind, Level, Validity};
    use time::macros::date;

    const ISSUED: i64 = 1_780_000_000;

    fn claims() -> ApiTokenClaims {
        ApiTokenClaims {
            sub: AccountId(Uuid::from_u128(1)),
            jti: Uuid::from_u128(2),
            iat: ISSUED,
            exp: ISSUED + 3600,
            agency: AgencyId(Uuid::from_u128(3)),
            actions: BTreeSet::from([Action::ViewFigures]),
        }
    }

    fn second(seconds: i64) -> Instant {
        Instant::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn a_token_counts_from_issue_to_expiry_unless_revoked() {
        let check = |claims: &ApiTokenClaims, revoked, now, expected: Result<(), &str>| {
            let got = claims.validate(revoked, second(now)).map_err(|it| it.message.code.to_string());
            assert_eq!(got, expected.map_err(str::to_owned));
        };
        check(&claims(), None, ISSUED, Ok(()));
        check(&claims(), None, ISSUED - 60, Ok(()));
        check(&claims(), None, ISSUED - 61, Err("identity.token-invalid"));
        check(&claims(), None, ISSUED + 3599, Ok(()));
        check(&claims(), None, ISSUED + 3600, Err("identity.token-expired"));
        check(&claims(), Some(second(ISSUED)), ISSUED, Err("identity.token-revoked"));
        check(&ApiTokenClaims { exp: ISSUED, ..claims() }, None, ISSUED, Err("identity.token-invalid"));
        check(&ApiTokenClaims { exp: i64::MAX, ..claims() }, None, ISSUED, Err("identity.token-invalid"));
        check(&ApiTokenClaims { iat: i64::MIN, ..claims() }, None, ISSUED, Err("identity.token-invalid"));
    }

    #[test]
    fn a_token_is_for_its_actions_and_its_subtree() {
        let agency = |number, parent: Option<u128>| Agency {
            id: AgencyId(Uuid::from_u128(number)),
            code: number.to_string(),
            name: String::new(),
            kind: AgencyKind::Department,
            level: Level::Province,
            parent: parent.map(|it| AgencyId(Uuid::from_u128(it))),
            validity: Validity::since(date!(2025 - 07 - 01)),
            successor: None,
            inside: true,
            liaison: None,
        };
        let tree = AgencyTree::new([agency(9, None), agency(3, Some(9)), agency(4, Some(3))]).unwrap();
        let covers = |action, at| {
            claims().covers(&tree, action, AgencyId(Uuid::from_u128(at)), date!(2026 - 08 - 28)).is_ok()
        };
        assert!(covers(Action::ViewFigures, 3));
        assert!(covers(Action::ViewFigures, 4));
        assert!(!covers(Action::ViewFigures, 9));
        assert!(!covers(Action::Receive, 3));
    }

    #[test]
    fn its_end_is_near_some_days_before_and_on_the_day() {
        let day = |days: i64| ISSUED + days * 86_400;
        let claims = ApiTokenClaims { exp: day(30), ..claims() };
        let check = |claims: &ApiTokenClaims, days: i64, expected| {
            assert_eq!(claims.nears_end(second(day(days)).date(), 7), expected, "{days}");
        };
        check(&claims, 22, None);
        check(&claims, 23, Some(NearEnd::Soon));
        check(&claims, 29, Some(NearEnd::Soon));
        check(&claims, 30, Some(NearEnd::Now));
        check(&claims, 37, Some(NearEnd::Now));
        check(&claims, 38, None);
        let short = ApiTokenClaims { exp: day(7), ..claims.clone() };
        check(&short, 1, None);
        check(&short, 7, Some(NearEnd::Now));
    }

    #[test]
    fn the_claims_have_the_names_of_the_standard() {
        let json = serde_json::to_value(claims()).unwrap();
        assert_eq!(json["exp"], ISSUED + 3600);
        assert_eq!(json["actions"][0], "view-figures");
        assert_eq!(serde_json::from_value::<ApiTokenClaims>(json).unwrap(), claims());
    }
}
