//! Vắng mặt: when one is away and who covers, in one short form; and the absences that are entered, each with a way to end
//! it.

use super::{Page, html, person};
use crate::Site;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::accounts::{self, Cover, CoverWanted};
use motcua_app::look;
use motcua_i18n::spoken_date;
use motcua_identity::{Account, Action};
use motcua_kernel::{AccountId, Message, Refusal, parse_date};

const HERE: &str = "/vang-mat";

/// The page and what its forms are sent to.
pub const ROUTES: &[Route] = &[
    person("absence_page", "GET", HERE, &[], Needs::Permission(Action::ViewDossierList), || get(page)),
    person("cover_form", "POST", HERE, &[], Needs::Permission(Action::ViewDossierList), || post(enter)),
    person(
        "end_cover_form",
        "POST",
        "/vang-mat/ket-thuc",
        &[],
        Needs::Permission(Action::ViewDossierList),
        || post(end),
    ),
];

#[derive(Template)]
#[template(path = "absence.html")]
struct Absence {
    page: Page,
    /// Whose absence one may enter besides one's own.
    staff: Vec<(String, String)>,
    colleagues: Vec<(String, String)>,
    typed: Typed,
    problems: Vec<(String, String)>,
    covers: Vec<Entered>,
}

/// What was typed.
struct Typed {
    absent: String,
    from: String,
    until: String,
    deputy: String,
}

/// An absence that is entered.
struct Entered {
    words: String,
    days: String,
    deputy: String,
    absent: String,
}

/// `GET /vang-mat`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Result<Response, Failure> {
    let today = caller.now.date().to_string();
    let (absent, deputy) = (caller.account.id.to_string(), String::new());
    let typed = Typed { absent, from: today.clone(), until: today, deputy };
    shown(&site, reader, &caller, typed, None).await
}

/// `POST /vang-mat`
pub async fn enter(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let text = |name| filled.text(name).to_owned();
    let typed = Typed {
        absent: Some(text("absent"))
            .filter(|it| !it.is_empty())
            .unwrap_or_else(|| caller.account.id.to_string()),
        from: text("from"),
        until: text("until"),
        deputy: text("deputy"),
    };
    let done = match wanted(&typed) {
        Ok(wanted) => accounts::cover(&site.context, &caller.account, wanted).await.map_err(Failure::from),
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(_) => Ok(Redirect::to(HERE).into_response()),
        Err(failure) if failure.is_about_what_was_sent() => {
            shown(&site, reader, &caller, typed, Some(failure)).await
        }
        Err(failure) => Err(failure),
    }
}

/// `POST /vang-mat/ket-thuc`: by either of the two, or by whoever gives out the work.
pub async fn end(State(site): State<Site>, caller: Caller, filled: Filled) -> Result<Response, Failure> {
    let wrong = || Failure::new(StatusCode::UNPROCESSABLE_ENTITY, Message::new("web.form-wrong"));
    let id = |name| filled.text(name).parse().map(AccountId).map_err(|_| wrong());
    let (absent, deputy) = (id("absent")?, id("deputy")?);
    accounts::end_cover(&site.context, &caller.account, absent, deputy).await?;
    Ok(Redirect::to(HERE).into_response())
}

fn wanted(typed: &Typed) -> Result<CoverWanted, Refusal> {
    let date = |text: &str, field: &'static str| {
        parse_date(text).ok_or_else(|| Refusal::new("web.date-wrong").at(field))
    };
    let deputy = typed.deputy.parse().map_err(|_| Refusal::new("identity.cover-stranger").at("deputy"))?;
    let absent = typed.absent.parse().map_err(|_| Refusal::new("identity.cover-of-another").at("absent"))?;
    Ok(CoverWanted {
        absent: AccountId(absent),
        deputy: AccountId(deputy),
        from: date(&typed.from, "from")?,
        until: date(&typed.until, "until")?,
    })
}

async fn shown(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    typed: Typed,
    failure: Option<Failure>,
) -> Result<Response, Failure> {
    let page = Page::new(site, reader.locale, "label.place-absence", Some(caller), HERE);
    let mut colleagues: Vec<(String, String)> = Vec::new();
    for agency in look::agencies_of(&caller.account, caller.now.date()) {
        let staff = accounts::staff(&site.context, agency).await?;
        colleagues.extend(staff.into_iter().map(named));
    }
    let staff: Vec<(String, String)> =
        accounts::staff_of_head(&site.context, &caller.account).await?.into_iter().map(named).collect();
    if staff.is_empty() {
        // Whoever enters its own absence only is no deputy.
        let own = caller.account.id.to_string();
        colleagues.retain(|it| it.0 != own);
    }
    colleagues.sort_by(|one, other| one.1.cmp(&other.1));
    colleagues.dedup();
    let covers = accounts::covers_of(&site.context, &caller.account).await?;
    let covers = covers.iter().map(|it| entered(&page, caller, it)).collect();
    let problem = failure.map(|it| (it.field.unwrap_or_default().into_string(), page.say(&it.message)));
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let problems = problem.into_iter().collect();
    Ok(html(status, &Absence { page, staff, colleagues, typed, problems, covers }))
}

fn named(account: Account) -> (String, String) {
    (account.id.to_string(), account.display_name)
}

fn entered(page: &Page, caller: &Caller, it: &Cover) -> Entered {
    let message = if it.absent == caller.account.id {
        Message::new("web.covered-by").with("name", &it.deputy_name)
    } else if it.deputy != caller.account.id {
        Message::new("web.covered-for").with("name", &it.absent_name).with("deputy", &it.deputy_name)
    } else {
        Message::new("web.covers-for").with("name", &it.absent_name)
    };
    let last = it.validity.until.and_then(motcua_kernel::Date::previous_day).unwrap_or(it.validity.from);
    let days = [it.validity.from, last].map(|day| spoken_date(page.locale, day));
    Entered {
        words: page.say(&message),
        days: if it.validity.from == last { days[0].clone() } else { days.join(" – ") },
        deputy: it.deputy.to_string(),
        absent: it.absent.to_string(),
    }
}

impl Absence {
    /// What is wrong with a field.
    fn error(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(it, _)| it == field).map(|(_, words)| words.as_str())
    }
}
