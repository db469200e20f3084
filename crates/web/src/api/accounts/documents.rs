//! Accounts as the API takes and gives them.

use crate::Site;
use crate::api::named::{agency, date};
use crate::api::page::Page;
use crate::failure::Failure;
use crate::words::key_of;
use motcua_i18n::role_named;
use motcua_identity::{Account, Capacity, Grant, SigningCapacity};
use motcua_kernel::{AgencyId, Date, Refusal, Validity};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One page of accounts, by login name.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountList {
    /// The accounts.
    pub items: Vec<AccountDocument>,
    /// What `after` must say for the next page; null after the last.
    pub next: Option<String>,
}

impl Page for AccountList {
    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// An account.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountDocument {
    /// Login name.
    pub login: String,
    /// The name colleagues see.
    pub name: String,
    /// Whether it lets nobody in.
    pub locked: bool,
    /// Its roles, past and future ones too.
    pub roles: Vec<RoleDocument>,
    /// In whose name its person signs, past and future ones too.
    pub signing: Vec<SigningDocument>,
}

/// In whose name a person signs for an agency, for a time.
#[derive(Debug, Serialize, ToSchema)]
pub struct SigningDocument {
    /// Its place among those of the account.
    pub place: usize,
    /// `head`, `TM`, `KT`, `TL` or `TUQ`.
    pub capacity: String,
    /// The position as printed.
    pub position: String,
    /// Code of the agency.
    pub agency: String,
    /// First day.
    pub from: String,
    /// Last day; null without an end.
    pub last: Option<String>,
}

/// A capacity to be given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedSigning {
    /// `head`, `TM`, `KT`, `TL` or `TUQ`.
    pub capacity: String,
    /// The position as printed.
    pub position: String,
    /// Code of the agency.
    pub agency: String,
    /// First day.
    pub from: String,
    /// Last day; without an end when absent.
    #[serde(default)]
    pub last: String,
}

/// A role at an agency for a time.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleDocument {
    /// Its place among the roles of the account.
    pub place: usize,
    /// As what.
    pub role: String,
    /// Code of the agency.
    pub agency: String,
    /// First day.
    pub from: String,
    /// Last day; null without an end.
    pub last: Option<String>,
}

/// A role to be given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedRole {
    /// As what.
    pub role: String,
    /// Code of the agency.
    pub agency: String,
    /// First day.
    pub from: String,
    /// Last day; without an end when absent.
    #[serde(default)]
    pub last: String,
}

/// An account to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedAccount {
    /// Login name.
    pub login: String,
    /// The name colleagues see.
    pub name: String,
    /// Its first role.
    pub first: WantedRole,
}

/// A role to be ended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedEnd {
    /// The last day on which it holds.
    pub last: String,
}

/// A password that is told once, and nowhere kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToldPassword {
    /// Login name.
    pub login: String,
    /// The password.
    pub password: String,
}

impl AccountDocument {
    /// The document of `account`.
    pub fn of(site: &Site, account: &Account) -> Self {
        let code = |id: AgencyId| {
            site.context.province.agencies.get(id).map(|it| it.code.clone()).unwrap_or_default()
        };
        let last = |it: Validity| it.until.and_then(Date::previous_day).map(|it| it.to_string());
        let role = |(place, it): (usize, &Grant)| RoleDocument {
            place,
            role: key_of(&it.role, ""),
            agency: code(it.agency),
            from: it.validity.from.to_string(),
            last: last(it.validity),
        };
        let signing = |(place, it): (usize, &SigningCapacity)| SigningDocument {
            place,
            capacity: key_of(&it.capacity, ""),
            position: it.position.clone(),
            agency: code(it.agency),
            from: it.validity.from.to_string(),
            last: last(it.validity),
        };
        Self {
            login: account.login.to_string(),
            name: account.display_name.clone(),
            locked: account.disabled,
            roles: account.grants.iter().enumerate().map(role).collect(),
            signing: account.signing.iter().enumerate().map(signing).collect(),
        }
    }
}

/// The grant that somebody wants to give.
pub fn wanted(site: &Site, asked: &WantedRole) -> Result<Grant, Failure> {
    let unknown = || Refusal::new("web.role-unknown").at("role");
    let role = role_named(&asked.role).ok_or_else(unknown)?;
    let validity = days(&asked.from, &asked.last)?;
    Ok(Grant { role, agency: agency(&site.context, &asked.agency, "agency")?, validity, delegation: None })
}

/// The capacity that somebody wants to give.
pub fn wanted_signing(site: &Site, asked: &WantedSigning) -> Result<SigningCapacity, Failure> {
    let unknown = || Refusal::new("web.capacity-unknown").at("capacity");
    let named = |it: &Capacity| key_of(it, "") == asked.capacity;
    Ok(SigningCapacity {
        capacity: Capacity::ALL.into_iter().find(named).ok_or_else(unknown)?,
        agency: agency(&site.context, &asked.agency, "agency")?,
        position: asked.position.trim().to_owned(),
        validity: days(&asked.from, &asked.last)?,
    })
}

fn days(from: &str, last: &str) -> Result<Validity, Failure> {
    let last = if last.is_empty() { None } else { Some(date(last, "last")?) };
    Ok(Validity { from: date(from, "from")?, until: last.and_then(Date::next_day) })
}
