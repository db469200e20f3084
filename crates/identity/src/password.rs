//! What makes a password acceptable and how it is kept: as an argon2id hash, never as text, never in a log.

use argon2::password_hash::phc::{self, ParamsString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use motcua_kernel::Refusal;
use serde::{Deserialize, Serialize};
use std::fmt;
use subtle::ConstantTimeEq;

use crate::LoginName;

/// Random bytes that salt one hash.
pub const SALT_BYTES: usize = 16;
const MIN_CHARACTERS: usize = 12;
const MAX_BYTES: usize = 1024;

/// A password that passed the policy and is not yet hashed. Its debug output hides it.
#[derive(Clone)]
pub struct NewPassword(String);

impl NewPassword {
    /// The password in what was typed, kept exactly as typed: at least 12 characters, at most 1024 bytes, and not the
    /// login name, alone or with something around it that is shorter than the policy asks for.
    ///
    /// # Errors
    /// `identity.password-too-short`, `identity.password-too-long`, `identity.password-is-login`.
    pub fn parse(login: &LoginName, typed: &str) -> Result<Self, Refusal> {
        if typed.len() > MAX_BYTES {
            return Err(Refusal::new("identity.password-too-long").with("bytes", MAX_BYTES).at("password"));
        }
        if typed.chars().count() < MIN_CHARACTERS {
            let refusal = Refusal::new("identity.password-too-short");
            return Err(refusal.with("characters", MIN_CHARACTERS).at("password"));
        }
        let folded = typed.trim().to_ascii_lowercase();
        let rest = folded.replacen(login.as_str(), "", 1);
        if rest != folded && rest.chars().count() < MIN_CHARACTERS / 2 {
            return Err(Refusal::new("identity.password-is-login").at("password"));
        }
        Ok(Self(typed.to_owned()))
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// The hash of a password in PHC form (`$argon2id$v=19$m=…`), safe to store.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PasswordHash(String);

/// Text that is no PHC string, or hashing that failed: the operator must look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordHashError {
    /// A stored hash can not be read.
    #[error("a stored password hash is no PHC string")]
    Unreadable,
    /// The hash function did not run.
    #[error("the password could not be hashed")]
    Failed,
}

/// What a guess costs whoever has stolen the hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PasswordCost(Params);

impl PasswordCost {
    /// The least that argon2 can do, which keeps no secret: for tests that make hundreds of accounts.
    pub fn trial() -> Self {
        Self(
            Params::new(Params::MIN_M_COST, Params::MIN_T_COST, Params::MIN_P_COST, None).unwrap_or_default(),
        )
    }
}

impl PasswordHash {
    /// The argon2id hash of `password` with these random bytes. At the default cost (19 MiB, 2 passes) it takes tens of
    /// milliseconds of one core: call it off the request threads.
    ///
    /// # Errors
    /// [`PasswordHashError::Failed`] when the hash function refuses, which these lengths never make it do.
    pub fn new(
        password: &NewPassword,
        salt: [u8; SALT_BYTES],
        cost: &PasswordCost,
    ) -> Result<Self, PasswordHashError> {
        Self::of(&password.0, salt, cost)
    }

    /// A hash read back from where it was stored.
    ///
    /// # Errors
    /// [`PasswordHashError::Unreadable`] when it is no argon2 PHC string.
    pub fn parse(stored: String) -> Result<Self, PasswordHashError> {
        let hash = phc::PasswordHash::new(&stored).map_err(|_| PasswordHashError::Unreadable)?;
        Params::try_from(&hash).map_err(|_| PasswordHashError::Unreadable)?;
        Ok(Self(stored))
    }

    /// The PHC string to store.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `typed` is the password. Without a hash (no such account) it takes as long and answers no, so that the
    /// time of an answer does not tell which login names exist.
    pub fn verify(hash: Option<&Self>, typed: &str) -> bool {
        if typed.len() > MAX_BYTES {
            return false;
        }
        if let Some(Ok(hash)) = hash.map(|it| phc::PasswordHash::new(&it.0)) {
            return fits(&hash, typed).unwrap_or(false);
        }
        drop(Self::of(typed, [0; SALT_BYTES], &PasswordCost::default()));
        false
    }

    fn of(password: &str, salt: [u8; SALT_BYTES], cost: &PasswordCost) -> Result<Self, PasswordHashError> {
        made(password, &salt, &cost.0).map(|it| Self(it.to_string())).ok_or(PasswordHashError::Failed)
    }
}

fn made(password: &str, salt: &[u8], params: &Params) -> Option<phc::PasswordHash> {
    let output = argon2id(password, salt, params)?;
    Some(phc::PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::default().into()),
        params: ParamsString::try_from(params).ok()?,
        salt: Some(phc::Salt::new(salt).ok()?),
        hash: Some(phc::Output::new(&output).ok()?),
    })
}

/// `None` for what is not a hash as this house makes them.
fn fits(hash: &phc::PasswordHash, typed: &str) -> Option<bool> {
    let ours =
        hash.algorithm == Algorithm::Argon2id.ident() && hash.version == Some(Version::default().into());
    let (salt, expected) = (hash.salt?, hash.hash?);
    let output = argon2id(typed, &salt, &Params::try_from(hash).ok()?)?;
    Some(ours && expected.as_bytes().ct_eq(&output).into())
}

fn argon2id(password: &str, salt: &[u8], params: &Params) -> Option<Vec<u8>> {
    let mut output = vec![0; params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN)];
    let mut memory = memory(params.block_count());
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::default(), params.clone());
    argon2.hash_password_into_with_memory(password.as_bytes(), salt, &mut output, &mut memory).ok()?;
    Some(output)
}

/// Asks for more than is used: what is larger than 32 MiB the allocator of glibc takes from the system for this once and
/// gives back. A smaller piece it would keep, and the next ones beside it: 100 MB after a few logins.
fn memory(blocks: usize) -> Vec<Block> {
    const NOT_KEPT: usize = 33 * 1024;
    let mut memory = Vec::with_capacity(blocks.max(NOT_KEPT));
    memory.resize(blocks, Block::new());
    memory
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

impl TryFrom<String> for PasswordHash {
    type Error = PasswordHashError;

    fn try_from(stored: String) -> Result<Self, PasswordHashError> {
        Self::parse(stored)
    }
}

impl From<PasswordHash> for String {
    fn from(hash: PasswordHash) -> Self {
        hash.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login() -> LoginName {
        LoginName::parse("nguyenthilan").unwrap()
    }

    #[test]
    fn the_policy_refuses_short_long_and_the_login_name() {
        let check = |typed: &str, code: &str| {
            let refusal = NewPassword::parse(&login(), typed).unwrap_err();
            assert_eq!(refusal.message.code.0, code, "{typed}");
        };
        check("mười một ký", "identity.password-too-short");
        check(&"a".repeat(1025), "identity.password-too-long");
        check("NguyenThiLan", "identity.password-is-login");
        check("nguyenthilan1990", "identity.password-is-login");
        assert!(NewPassword::parse(&login(), "một câu dài dễ nhớ").is_ok());
        assert!(NewPassword::parse(&login(), "nguyenthilan thích cá lóc").is_ok());
    }

    #[test]
    fn only_the_password_opens_the_hash() {
        let password = NewPassword::parse(&login(), "một câu dài dễ nhớ").unwrap();
        let hash = PasswordHash::new(&password, [7; SALT_BYTES], &PasswordCost::default()).unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(PasswordHash::verify(Some(&hash), "một câu dài dễ nhớ"));
        assert!(!PasswordHash::verify(Some(&hash), "một câu dài dễ nhớ "));
        assert!(!PasswordHash::verify(None, "một câu dài dễ nhớ"));
        assert_eq!(PasswordHash::parse(hash.as_str().to_owned()).unwrap(), hash);
        assert_ne!(PasswordHash::new(&password, [8; SALT_BYTES], &PasswordCost::default()).unwrap(), hash);
    }

    #[test]
    fn it_is_the_hash_every_other_argon2_makes() {
        use argon2::password_hash::PasswordHasher;
        let theirs: phc::PasswordHash = Argon2::default()
            .hash_password_with_salt("một câu dài dễ nhớ".as_bytes(), &[7; SALT_BYTES])
            .unwrap();
        let password = NewPassword::parse(&login(), "một câu dài dễ nhớ").unwrap();
        assert_eq!(
            PasswordHash::new(&password, [7; SALT_BYTES], &PasswordCost::default()).unwrap().as_str(),
            theirs.to_string()
        );
    }

    #[test]
    fn what_is_no_hash_is_unreadable_and_nothing_shows_in_a_log() {
        assert_eq!(PasswordHash::parse("hunter2".into()), Err(PasswordHashError::Unreadable));
        assert_eq!(PasswordHash::parse("$5$rounds=1$a$b".into()), Err(PasswordHashError::Unreadable));
        let password = NewPassword::parse(&login(), "một câu dài dễ nhớ").unwrap();
        assert_eq!(format!("{password:?}"), "NewPassword(…)");
    }
}
