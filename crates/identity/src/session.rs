//! Browser sessions kept on the server. The secret lives only in the cookie; what is stored is its hash, so that a stolen
//! database opens no session. Ending one is deleting its row; nothing here may trust what a cookie says about itself.

use motcua_kernel::{AccountId, Instant, Refusal};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use subtle::ConstantTimeEq;

use crate::hex;

/// Minutes without a request after which a session ends.
pub const SESSION_IDLE_MINUTES: i64 = 30;
/// Minutes after which a session ends even in use: one working day.
pub const SESSION_ABSOLUTE_MINUTES: i64 = 12 * 60;

/// The secret of a session, in the cookie and nowhere else. Its debug output hides it.
#[derive(Clone)]
pub struct SessionToken([u8; 32]);

impl SessionToken {
    /// A token of these 32 random bytes.
    pub const fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// The token in the text of a cookie; `None` for anything else, which is a visitor without a session.
    pub fn parse(cookie: &str) -> Option<Self> {
        hex::decode_32(cookie).map(Self)
    }

    /// As text for the cookie: 64 hexadecimal digits.
    pub fn reveal(&self) -> String {
        hex::encode(&self.0)
    }

    /// What is stored, and what a session is found by.
    pub fn key(&self) -> SessionKey {
        SessionKey(self.derive(b"motcua:session:"))
    }

    /// The token every form of this session carries.
    pub fn csrf(&self) -> CsrfToken {
        CsrfToken(self.derive(b"motcua:csrf:"))
    }

    fn derive(&self, domain: &[u8]) -> [u8; 32] {
        Sha256::new().chain_update(domain).chain_update(self.0).finalize().into()
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

/// The SHA-256 of a session's token: its id in the database.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionKey(pub [u8; 32]);

impl PartialEq for SessionKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for SessionKey {}

/// Proof that a form came from a page of this session. It tells nothing about the session's token.
#[derive(Clone)]
pub struct CsrfToken([u8; 32]);

impl CsrfToken {
    /// As text for a hidden field: 64 hexadecimal digits.
    pub fn reveal(&self) -> String {
        hex::encode(&self.0)
    }

    /// Whether the field of a form carries this token, compared in constant time.
    ///
    /// # Errors
    /// `identity.form-stale`: reload the page and send again.
    pub fn check(&self, field: &str) -> Result<(), Refusal> {
        let same = hex::decode_32(field).is_some_and(|given| given.ct_eq(&self.0).into());
        if same { Ok(()) } else { Err(Refusal::new("identity.form-stale")) }
    }
}

impl fmt::Debug for CsrfToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CsrfToken(…)")
    }
}

/// A person logged in on one browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The hash of its token.
    pub key: SessionKey,
    /// Who.
    pub account: AccountId,
    /// When the person logged in.
    pub created: Instant,
    /// When the last request came.
    pub last_seen: Instant,
    /// When it ends at the latest.
    pub expires: Instant,
}

impl Session {
    /// The session that begins when `account` logs in. Always with a new token, also when one was there before.
    pub fn begin(token: &SessionToken, account: AccountId, now: Instant) -> Self {
        let expires = now.plus_minutes(SESSION_ABSOLUTE_MINUTES);
        Self { key: token.key(), account, created: now, last_seen: now, expires }
    }

    /// The session after one more request at `now`. A clock that went back a little ends nothing and moves nothing back.
    ///
    /// # Errors
    /// `identity.session-expired` 12 hours after login, `identity.session-idle` 30 minutes after the last request.
    pub fn decide(self, now: Instant) -> Result<Self, Refusal> {
        if now >= self.expires {
            return Err(Refusal::new("identity.session-expired"));
        }
        if now >= self.last_seen.plus_minutes(SESSION_IDLE_MINUTES) {
            return Err(Refusal::new("identity.session-idle"));
        }
        Ok(Self { last_seen: self.last_seen.max(now), ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::parse_instant;
    use uuid::Uuid;

    fn login_at(text: &str) -> (SessionToken, Session) {
        let token = SessionToken::new([9; 32]);
        let session = Session::begin(&token, AccountId(Uuid::from_u128(1)), parse_instant(text).unwrap());
        (token, session)
    }

    #[test]
    fn a_session_ends_half_an_hour_after_the_last_click() {
        let (_, session) = login_at("2026-08-28T07:30");
        let seen = session.decide(parse_instant("2026-08-28T07:59:59").unwrap()).unwrap();
        assert!(seen.decide(parse_instant("2026-08-28T08:20").unwrap()).is_ok());
        let idle = session.decide(parse_instant("2026-08-28T08:00").unwrap()).unwrap_err();
        assert_eq!(idle.message.code.0, "identity.session-idle");
    }

    #[test]
    fn a_session_ends_after_twelve_hours_even_in_use() {
        let (_, mut session) = login_at("2026-08-28T07:00");
        let mut now = session.created;
        let refusal = loop {
            now = now.plus_minutes(10);
            match session.decide(now) {
                Ok(next) => session = next,
                Err(refusal) => break refusal,
            }
        };
        assert_eq!(refusal.message.code.0, "identity.session-expired");
        assert_eq!(now, parse_instant("2026-08-28T19:00").unwrap());
    }

    #[test]
    fn a_clock_set_back_changes_nothing() {
        let (_, session) = login_at("2026-08-28T07:30");
        assert_eq!(session.decide(parse_instant("2026-08-28T07:29").unwrap()), Ok(session));
    }

    #[test]
    fn the_cookie_finds_the_session_and_the_stored_row_gives_no_cookie() {
        let (token, session) = login_at("2026-08-28T07:30");
        let returned = SessionToken::parse(&token.reveal()).unwrap();
        assert_eq!(returned.key(), session.key);
        assert_ne!(hex::encode(&session.key.0), token.reveal());
        assert_ne!(token.csrf().reveal(), hex::encode(&session.key.0));
        assert_eq!(format!("{token:?}"), "SessionToken(…)");
    }

    #[test]
    fn a_form_of_another_session_is_refused() {
        let (token, _) = login_at("2026-08-28T07:30");
        let csrf = token.csrf();
        assert_eq!(csrf.check(&csrf.reveal()), Ok(()));
        for field in ["", "abc", &SessionToken::new([8; 32]).csrf().reveal(), &token.reveal()] {
            assert_eq!(csrf.check(field).unwrap_err().message.code.0, "identity.form-stale");
        }
    }
}
