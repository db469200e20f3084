//! One account: its roles, one more and one less, the lock, a new password; how it signs is in `signing`.

use super::signing::Signing;
use super::{HERE, RoleChoices, RoleTyped};
use crate::Site;
use crate::api::accounts::{keeper, wanted};
use crate::api::date;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use crate::words::key_of;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::accounts::{self, Lock, end_role, give_role, lock_account, renew_password};
use motcua_identity::Grant;
use motcua_kernel::{Date, Validity};

#[derive(Template)]
#[template(path = "account.html")]
pub(super) struct AccountPage {
    pub(super) page: Page,
    login: String,
    name: String,
    locked: bool,
    /// Whether it is one's own: then nothing is taken from it.
    own: bool,
    /// Whether all of it is theirs: only then is it locked or given a password.
    whole: bool,
    roles: Vec<RoleLine>,
    pub(super) signing: Signing,
    today: String,
    typed: RoleTyped,
    choices: RoleChoices,
    pub(super) problems: Vec<(String, String)>,
    told: Option<String>,
}

/// A role.
struct RoleLine {
    place: usize,
    role: String,
    agency: String,
    span: String,
    /// In whose place.
    covers: Option<String>,
    /// It counts today.
    counts: bool,
    /// It is over.
    over: bool,
    theirs: bool,
}

impl AccountPage {
    fn wrong(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(it, _)| it == field).map(|(_, words)| words.as_str())
    }

    fn wrong_in_signing(&self, field: &str) -> Option<&str> {
        self.wrong(&format!("signing.{field}"))
    }

    /// Whether the form of one more capacity was refused.
    fn wrong_signing(&self) -> bool {
        ["capacity", "position", "agency", "from", "last"]
            .iter()
            .any(|it| self.wrong_in_signing(it).is_some())
    }

    /// Name, type, label and value of its fields.
    fn signing_fields(&self) -> [(&'static str, &'static str, &'static str, &str); 4] {
        let typed = &self.signing.typed;
        [
            ("position", "text", "label.position", &typed.position),
            ("agency", "text", "label.agency", &typed.agency),
            ("from", "date", "label.from-day", &typed.from),
            ("last", "date", "label.last-day", &typed.last),
        ]
    }
}

/// `GET /tai-khoan/cua/{login}`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(login): Path<String>,
) -> Result<Response, Failure> {
    Ok(html(StatusCode::OK, &shown(&site, reader, &caller, &login).await?))
}

pub(super) async fn shown(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    login: &str,
) -> Result<AccountPage, Failure> {
    let keeper = keeper(site, caller);
    let account = accounts::seen(&site.context, &keeper, login).await?;
    let page = Page::new(site, reader.locale, "label.account", Some(caller), HERE);
    let today = caller.now.date();
    let covered: Vec<_> = account.grants.iter().filter_map(|it| it.delegation.map(|it| it.from)).collect();
    let covered = accounts::names(&site.context, &covered).await?;
    let role = |(place, it): (usize, &Grant)| RoleLine {
        place,
        role: page.word("role", &key_of(&it.role, "")),
        agency: names::agency(site, it.agency),
        span: span(&page, it.validity),
        covers: it.delegation.and_then(|it| covered.get(&it.from).cloned()),
        counts: it.validity.holds_on(today),
        over: it.validity.until.is_some_and(|until| until <= today),
        theirs: (keeper.looks_after)(it.agency),
    };
    let roles = account.grants.iter().enumerate().map(role).collect();
    let choices = RoleChoices::of(site, &page, caller);
    Ok(AccountPage {
        own: account.id == caller.account.id,
        whole: keeper.has_whole(&account, today),
        signing: Signing::of(site, &page, &keeper, &account, today),
        roles,
        locked: account.disabled,
        today: today.to_string(),
        typed: RoleTyped { from: today.to_string(), ..RoleTyped::default() },
        choices,
        problems: Vec::new(),
        told: None,
        login: account.login.to_string(),
        name: account.display_name,
        page,
    })
}

pub(super) fn span(page: &Page, validity: Validity) -> String {
    let from = day(validity.from);
    match validity.until.and_then(Date::previous_day) {
        Some(last) => format!("{from} – {}", day(last)),
        None => page.t1("label.since", "date", from),
    }
}

fn day(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year())
}

/// `POST /tai-khoan/cua/{login}/vai-tro`
pub async fn give(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(login): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let typed = RoleTyped::of(&form);
    let done = async {
        let new = wanted(&site, &typed.wanted())?;
        Ok::<_, Failure>(give_role(&site.context, &keeper(&site, &caller), &login, new).await?)
    };
    match done.await {
        Ok(_) => Ok(back(&login)),
        Err(failure) => refused(&site, reader, &caller, &login, (failure, typed)).await,
    }
}

/// `POST /tai-khoan/cua/{login}/vai-tro/{place}/ket-thuc`
pub async fn end(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path((login, place)): Path<(String, String)>,
    form: Filled,
) -> Result<Response, Failure> {
    let at = place.parse().map_err(|_| Failure::not_found())?;
    let done = async {
        let last = date(form.text("last"), "last")?;
        let of = (login.as_str(), at);
        Ok::<_, Failure>(end_role(&site.context, &keeper(&site, &caller), of, last).await?)
    };
    match done.await {
        Ok(_) => Ok(back(&login)),
        Err(mut failure) => {
            failure.field = Some(format!("last-{at}").into());
            refused(&site, reader, &caller, &login, (failure, RoleTyped::default())).await
        }
    }
}

/// `POST /tai-khoan/cua/{login}/khoa`
pub async fn lock(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(login): Path<String>,
    _form: Filled,
) -> Result<Response, Failure> {
    locked(&site, reader, &caller, &login, Lock::Locked).await
}

/// `POST /tai-khoan/cua/{login}/mo`
pub async fn unlock(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(login): Path<String>,
    _form: Filled,
) -> Result<Response, Failure> {
    locked(&site, reader, &caller, &login, Lock::Open).await
}

async fn locked(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    login: &str,
    lock: Lock,
) -> Result<Response, Failure> {
    match lock_account(&site.context, &keeper(site, caller), login, lock).await {
        Ok(_) => Ok(back(login)),
        Err(error) => refused(site, reader, caller, login, (error.into(), RoleTyped::default())).await,
    }
}

/// `POST /tai-khoan/cua/{login}/mat-khau`
pub async fn renew(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(login): Path<String>,
    _form: Filled,
) -> Result<Response, Failure> {
    match renew_password(&site.context, &keeper(&site, &caller), &login).await {
        Ok(password) => {
            let mut shown = shown(&site, reader, &caller, &login).await?;
            shown.told = Some(password);
            Ok(html(StatusCode::OK, &shown))
        }
        Err(error) => refused(&site, reader, &caller, &login, (error.into(), RoleTyped::default())).await,
    }
}

async fn refused(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    login: &str,
    (failure, typed): (Failure, RoleTyped),
) -> Result<Response, Failure> {
    if failure.status != StatusCode::UNPROCESSABLE_ENTITY {
        return Err(failure);
    }
    let mut shown = shown(site, reader, caller, login).await?;
    let field = failure.field.as_deref().unwrap_or_default().to_owned();
    shown.problems = vec![(field, shown.page.say(&failure.message))];
    if !typed.role.is_empty() {
        shown.typed = typed;
    }
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
}

pub(super) fn back(login: &str) -> Response {
    Redirect::to(&format!("{HERE}/cua/{login}")).into_response()
}
