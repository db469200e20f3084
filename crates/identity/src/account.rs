//! A person's account and the roles it holds. An account never decides by itself what it may do: see `permits`.

use motcua_kernel::{AccountId, AgencyId, Date, Refusal, Role, Validity};
use serde::{Deserialize, Serialize};
use std::fmt;

use crate::SigningCapacity;

/// The name a person types to log in: 3 to 64 of `a-z`, `0-9`, `.`, `_`, `-`, `@`, starting with a letter or digit.
/// Capital letters are folded when it is parsed, so one spelling means one account.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LoginName(String);

impl LoginName {
    /// The login name in what was typed.
    ///
    /// # Errors
    /// `identity.login-name-invalid` when it is too short, too long, or has other characters.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let name = typed.trim().to_ascii_lowercase();
        let fits = (3..=64).contains(&name.len())
            && name.starts_with(|first: char| first.is_ascii_alphanumeric())
            && name.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '-' | '@'));
        if fits { Ok(Self(name)) } else { Err(Refusal::new("identity.login-name-invalid").at("login")) }
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LoginName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for LoginName {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        Self::parse(&text)
    }
}

impl From<LoginName> for String {
    fn from(name: LoginName) -> Self {
        name.0
    }
}

/// A person who works in the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Never reused.
    pub id: AccountId,
    /// What the person types to log in; unique.
    pub login: LoginName,
    /// The name colleagues and slips show.
    pub display_name: String,
    /// A disabled account logs in nowhere and does nothing; its history stays.
    #[serde(default)]
    pub disabled: bool,
    /// Its roles, several at several agencies.
    #[serde(default)]
    pub grants: Vec<Grant>,
    /// In which capacities it signs.
    #[serde(default)]
    pub signing: Vec<SigningCapacity>,
}

impl Account {
    /// The grants that hold on `date`; none for a disabled account.
    pub fn grants_on(&self, date: Date) -> impl Iterator<Item = &Grant> {
        self.grants.iter().filter(move |it| !self.disabled && it.validity.holds_on(date))
    }
}

/// One role at one agency for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// As what.
    pub role: Role,
    /// Where.
    pub agency: AgencyId,
    /// When.
    pub validity: Validity,
    /// In whose place, when it covers an absence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation: Option<Delegation>,
}

/// A grant that covers the absence of another person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// The person who is away. What that person requested, the deputy does not confirm under this grant.
    pub from: AccountId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_name_is_folded_or_refused() {
        assert_eq!(LoginName::parse(" Nguyen.Van-A@soctrang ").unwrap().as_str(), "nguyen.van-a@soctrang");
        for typed in ["ab", "nguyễn", ".abc", "a b c", &"a".repeat(65)] {
            let refusal = LoginName::parse(typed).unwrap_err();
            assert_eq!(refusal.message.code.0, "identity.login-name-invalid", "{typed}");
        }
    }
}
