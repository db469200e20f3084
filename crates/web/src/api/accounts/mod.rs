//! Accounts over the API, for those who look after them: who there is, one more, roles given and ended, locks, passwords.

mod documents;

pub use documents::{WantedRole, WantedSigning, wanted, wanted_signing};

use super::asked::Asked;
use super::docs::Docs;
use super::looks_after;
use super::named::date;
use super::page::page;
use super::routes::route;
use crate::Site;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use documents::{AccountDocument, AccountList, ToldPassword, WantedAccount, WantedEnd};
use motcua_app::accounts::{
    self, Keeper, Lock, end_capacity, end_role, give_capacity, give_role, lock_account, open_account,
    renew_password,
};
use motcua_i18n::fold;
use motcua_identity::{Account, Action};
use motcua_kernel::AgencyId;

/// The routes of accounts.
pub const ROUTES: &[Route] = &[
    route(
        ("list_accounts", "GET", "/api/v1/accounts"),
        Needs::Permission(Action::ManageAccounts),
        || get(list),
        Docs::new("The accounts one looks after, by login name").gives::<AccountList>(200),
    )
    .asking(&["search", "after", "limit"]),
    route(
        ("open_account", "POST", "/api/v1/accounts"),
        Needs::Permission(Action::ManageAccounts),
        || post(open),
        Docs::new("A new account with its first role; its password is told once")
            .takes::<WantedAccount>()
            .gives::<ToldPassword>(201),
    ),
    route(
        ("show_account", "GET", "/api/v1/accounts/{login}"),
        Needs::Permission(Action::ManageAccounts),
        || get(show),
        Docs::new("One account with its roles").gives::<AccountDocument>(200),
    ),
    route(
        ("give_role", "POST", "/api/v1/accounts/{login}/roles"),
        Needs::Permission(Action::ManageAccounts),
        || post(give),
        Docs::new("Give an account one more role").takes::<WantedRole>().gives::<AccountDocument>(200),
    ),
    route(
        ("end_role", "POST", "/api/v1/accounts/{login}/roles/{place}/end"),
        Needs::Permission(Action::ManageAccounts),
        || post(end),
        Docs::new("End a role of an account, by its place")
            .takes::<WantedEnd>()
            .gives::<AccountDocument>(200),
    ),
    route(
        ("give_signing_capacity", "POST", "/api/v1/accounts/{login}/signing"),
        Needs::Permission(Action::ManageAccounts),
        || post(give_signing),
        Docs::new("Say in whose name a person signs for an agency")
            .takes::<WantedSigning>()
            .gives::<AccountDocument>(200),
    ),
    route(
        ("end_signing_capacity", "POST", "/api/v1/accounts/{login}/signing/{place}/end"),
        Needs::Permission(Action::ManageAccounts),
        || post(end_signing),
        Docs::new("End that, by its place").takes::<WantedEnd>().gives::<AccountDocument>(200),
    ),
    route(
        ("lock_account", "POST", "/api/v1/accounts/{login}/lock"),
        Needs::Permission(Action::ManageAccounts),
        || post(lock),
        Docs::new("Let nobody in with an account; its sessions end").gives::<AccountDocument>(200),
    ),
    route(
        ("unlock_account", "POST", "/api/v1/accounts/{login}/unlock"),
        Needs::Permission(Action::ManageAccounts),
        || post(unlock),
        Docs::new("Let its person in again").gives::<AccountDocument>(200),
    ),
    route(
        ("renew_password", "POST", "/api/v1/accounts/{login}/password"),
        Needs::Permission(Action::ManageAccounts),
        || post(renew),
        Docs::new("A new password, which is told once; whoever came in with the old one is out")
            .gives::<ToldPassword>(200),
    ),
];

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
async fn list(State(site): State<Site>, caller: Caller, asked: Asked) -> Result<Response, Failure> {
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
async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path(login): Path<String>,
) -> Result<Json<AccountDocument>, Failure> {
    let account = accounts::seen(&site.context, &keeper(&site, &caller), &login).await?;
    Ok(Json(AccountDocument::of(&site, &account)))
}

/// `POST /api/v1/accounts`
async fn open(
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
async fn give(
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
async fn end(
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
async fn give_signing(
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
async fn end_signing(
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
async fn lock(
    State(site): State<Site>,
    caller: Caller,
    Path(login): Path<String>,
) -> Result<Json<AccountDocument>, Failure> {
    locked(&site, &caller, &login, Lock::Locked).await
}

/// `POST /api/v1/accounts/{login}/unlock`
async fn unlock(
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
async fn renew(
    State(site): State<Site>,
    caller: Caller,
    Path(login): Path<String>,
) -> Result<Json<ToldPassword>, Failure> {
    let password = renew_password(&site.context, &keeper(&site, &caller), &login).await?;
    Ok(Json(ToldPassword { login, password }))
}
