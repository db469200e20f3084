//! Accounts over the API, for those who look after them: who there is, one more, roles given and ended, locks, passwords.

use super::asked::Asked;
use super::looks_after;
use super::named::{agency, date};
use super::page::{Page, page};
use crate::Site;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::words::key_of;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::accounts::{
    self, Keeper, Lock, end_capacity, end_role, give_capacity, give_role, lock_account, open_account,
    renew_password,
};
use motcua_i18n::{fold, role_named};
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
    fn of(site: &Site, account: &Account) -> Self {
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

/// Whoever asks, as one who looks after accounts.
pub fn keeper<'a>(site: &'a Site, caller: &'a Caller) -> Keeper<'a> {
    Keeper {
        account: caller.account.id,
        looks_after: Box::new(move |agency: AgencyId| looks_after(site, caller, agency)),
    }
}

/// The accounts that are theirs to see, by login name, in whose name or login name every word of `search` is found.
pub async fn found(site: &Site, caller: &Caller, search: &str) -> Result<Vec<Account>, Failure> {
    let words = fold(search);
    let mut all = accounts::list(&site.context, None).await?;
    let keeper = keeper(site, caller);
    all.retain(|it| {
        let text = fold(&format!("{} {}", it.login, it.display_name));
        keeper.sees(it) && words.split(' ').all(|word| text.contains(word))
    });
    Ok(all)
}

/// `GET /api/v1/accounts`
pub async fn list(State(site): State<Site>, caller: Caller, asked: Asked) -> Result<Response, Failure> {
    let limit = asked.limit()?;
    let after = asked.text("after").unwrap_or_default();
    let mut all = found(&site, &caller, asked.text("search").unwrap_or_default()).await?;
    all.retain(|it| it.login.as_str() > after);
    let more = all.len() > limit;
    all.truncate(limit);
    let next = all.last().filter(|_| more).map(|it| it.login.to_string());
    let items = all.iter().map(|it| AccountDocument::of(&site, it)).collect();
    Ok(page(&asked, &AccountList { items, next }))
}

/// `GET /api/v1/accounts/{login}`
pub async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path(login): Path<String>,
) -> Result<Json<AccountDocument>, Failure> {
    let account = accounts::seen(&site.context, &keeper(&site, &caller), &login).await?;
    Ok(Json(AccountDocument::of(&site, &account)))
}

/// `POST /api/v1/accounts`
pub async fn open(
    State(site): State<Site>,
    caller: Caller,
    Checked { value, .. }: Checked<WantedAccount>,
) -> Result<(StatusCode, Json<ToldPassword>), Failure> {
    let first = wanted(&site, &value.first).map_err(|failure| failure.within("first"))?;
    let names = (value.login.as_str(), value.name.as_str());
    let (account, password) = open_account(&site.context, &keeper(&site, &caller), names, first).await?;
    Ok((StatusCode::CREATED, Json(ToldPassword { login: account.login.to_string(), password })))
}

/// `POST /api/v1/accounts/{login}/roles`
pub async fn give(
    State(site): State<Site>,
    caller: Caller,
    Path(login): Path<String>,
    Checked { value, .. }: Checked<WantedRole>,
) -> Result<Json<AccountDocument>, Failure> {
    let new = wanted(&site, &value)?;
    let account = give_role(&site.context, &keeper(&site, &caller), &login, new).await?;
    Ok(Json(AccountDocument::of(&site, &account)))
}

/// `POST /api/v1/accounts/{login}/roles/{place}/end`
pub async fn end(
    State(site): State<Site>,
    caller: Caller,
    Path((login, place)): Path<(String, String)>,
    Checked { value, .. }: Checked<WantedEnd>,
) -> Result<Json<AccountDocument>, Failure> {
    let place = place.parse().map_err(|_| Failure::not_found())?;
    let last = date(&value.last, "last")?;
    let of = (login.as_str(), place);
    let account = end_role(&site.context, &keeper(&site, &caller), of, last).await?;
    Ok(Json(AccountDocument::of(&site, &account)))
}

/// `POST /api/v1/accounts/{login}/signing`
pub async fn give_signing(
    State(site): State<Site>,
    caller: Caller,
    Path(login): Path<String>,
    Checked { value, .. }: Checked<WantedSigning>,
) -> Result<Json<AccountDocument>, Failure> {
    let new = wanted_signing(&site, &value)?;
    let account = give_capacity(&site.context, &keeper(&site, &caller), &login, new).await?;
    Ok(Json(AccountDocument::of(&site, &account)))
}

/// `POST /api/v1/accounts/{login}/signing/{place}/end`
pub async fn end_signing(
    State(site): State<Site>,
    caller: Caller,
    Path((login, place)): Path<(String, String)>,
    Checked { value, .. }: Checked<WantedEnd>,
) -> Result<Json<AccountDocument>, Failure> {
    let place = place.parse().map_err(|_| Failure::not_found())?;
    let last = date(&value.last, "last")?;
    let of = (login.as_str(), place);
    let account = end_capacity(&site.context, &keeper(&site, &caller), of, last).await?;
    Ok(Json(AccountDocument::of(&site, &account)))
}

/// `POST /api/v1/accounts/{login}/lock`
pub async fn lock(
    State(site): State<Site>,
    caller: Caller,
    Path(login): Path<String>,
) -> Result<Json<AccountDocument>, Failure> {
    locked(&site, &caller, &login, Lock::Locked).await
}

/// `POST /api/v1/accounts/{login}/unlock`
pub async fn unlock(
    State(site): State<Site>,
    caller: Caller,
    Path(login): Path<String>,
) -> Result<Json<AccountDocument>, Failure> {
    locked(&site, &caller, &login, Lock::Open).await
}

async fn locked(
    site: &Site,
    caller: &Caller,
    login: &str,
    lock: Lock,
) -> Result<Json<AccountDocument>, Failure> {
    let account = lock_account(&site.context, &keeper(site, caller), login, lock).await?;
    Ok(Json(AccountDocument::of(site, &account)))
}

/// `POST /api/v1/accounts/{login}/password`
pub async fn renew(
    State(site): State<Site>,
    caller: Caller,
    Path(login): Path<String>,
) -> Result<Json<ToldPassword>, Failure> {
    let password = renew_password(&site.context, &keeper(&site, &caller), &login).await?;
    Ok(Json(ToldPassword { login, password }))
}
