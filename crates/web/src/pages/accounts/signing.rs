//! In whose name the person of an account signs: what it has, one more, and the end of one.

use super::code_of;
use super::one::{back, shown, span};
use crate::Site;
use crate::api::accounts::{WantedSigning, keeper, wanted_signing};
use crate::api::date;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use crate::words::key_of;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::accounts::{Keeper, end_capacity, give_capacity};
use motcua_identity::{Account, Capacity, SigningCapacity};
use motcua_kernel::Date;

/// What the section of the page shows.
pub struct Signing {
    /// What the account has.
    pub lines: Vec<Line>,
    /// Codes and words of the capacities.
    pub capacities: Vec<(String, String)>,
    /// What was typed.
    pub typed: Typed,
}

/// A capacity.
pub struct Line {
    /// Its place.
    pub place: usize,
    /// Letters and position as printed.
    pub printed: String,
    /// For whom.
    pub agency: String,
    /// When.
    pub span: String,
    /// It is over.
    pub over: bool,
    /// Whoever looks may end it.
    pub theirs: bool,
}

/// One more, as it was typed.
#[derive(Default)]
pub struct Typed {
    /// Code of the capacity.
    pub capacity: String,
    /// Position.
    pub position: String,
    /// Agency, with its name.
    pub agency: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub last: String,
}

impl Signing {
    /// Of this account.
    pub fn of(site: &Site, page: &Page, keeper: &Keeper<'_>, account: &Account, today: Date) -> Self {
        let word = |it: &Capacity| (key_of(it, ""), page.word("signing-capacity", &key_of(it, "")));
        let line = |(place, it): (usize, &SigningCapacity)| Line {
            place,
            printed: format!("{} {}", it.capacity.letters(), it.position).trim().to_owned(),
            agency: names::agency(site, it.agency),
            span: span(page, it.validity),
            over: it.validity.until.is_some_and(|until| until <= today),
            theirs: (keeper.looks_after)(it.agency),
        };
        Self {
            lines: account.signing.iter().enumerate().map(line).collect(),
            capacities: Capacity::ALL.iter().map(word).collect(),
            typed: Typed { from: today.to_string(), ..Typed::default() },
        }
    }
}

/// `POST /tai-khoan/cua/{login}/ky`
pub async fn give(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(login): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let text = |name: &str| form.text(name).to_owned();
    let typed = Typed {
        capacity: text("capacity"),
        position: text("position"),
        agency: text("agency"),
        from: text("from"),
        last: text("last"),
    };
    let done = async {
        let asked = WantedSigning {
            capacity: text("capacity"),
            position: text("position"),
            agency: code_of(&typed.agency).to_owned(),
            from: text("from"),
            last: text("last"),
        };
        let new = wanted_signing(&site, &asked)?;
        Ok::<_, Failure>(give_capacity(&site.context, &keeper(&site, &caller), &login, new).await?)
    };
    match done.await {
        Ok(_) => Ok(back(&login)),
        Err(failure) => refused(&site, reader, &caller, &login, (failure, typed, String::new())).await,
    }
}

/// `POST /tai-khoan/cua/{login}/ky/{place}/ket-thuc`
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
        Ok::<_, Failure>(end_capacity(&site.context, &keeper(&site, &caller), of, last).await?)
    };
    match done.await {
        Ok(_) => Ok(back(&login)),
        Err(failure) => refused(&site, reader, &caller, &login, (failure, Typed::default(), place)).await,
    }
}

/// The page again: beside the field of the form that was sent.
async fn refused(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    login: &str,
    (failure, typed, place): (Failure, Typed, String),
) -> Result<Response, Failure> {
    if failure.status != StatusCode::UNPROCESSABLE_ENTITY {
        return Err(failure);
    }
    let mut shown = shown(site, reader, caller, login).await?;
    // A field of the API may be one within a field (`validity.until`).
    let field = failure
        .field
        .as_deref()
        .map_or("capacity", |it| if it.starts_with("validity") { "last" } else { it });
    let place = if place.is_empty() { place } else { format!("-{place}") };
    shown.problems = vec![(format!("signing.{field}{place}"), shown.page.say(&failure.message))];
    if place.is_empty() {
        shown.signing.typed = typed;
    }
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
}
