//! Tra cứu: what the public sees of a dossier, without an account. It knows no person and must never ask for one.
//!
//! The number alone shows how much is done; the token of the slip, or number and look-up code, show the page of the
//! dossier. Lateness is told by the dates of the view and the moment of reading.

mod errand;
mod facts;
mod headline;
#[cfg(test)]
mod samples;
mod steps;

use super::{Page, html};
use crate::Site;
use crate::door::{ClientAddress, Reader, look_up_allowed};
use crate::failure::Failure;
use crate::words;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use errand::Errand;
use headline::Told;
use motcua_app::AppError;
use motcua_app::look::{self, StatusByNumber};
use motcua_dossier::{DossierNumber, PublicDegree, PublicStatus};
use motcua_kernel::{Instant, Message};
use serde::Deserialize;
use steps::StepLine;

/// No search engine keeps what one dossier shows.
const NOT_INDEXED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    number: String,
    #[serde(default)]
    code: String,
}

#[derive(Template)]
#[template(path = "status_look_up.html")]
struct LookUpPage<'a> {
    page: Page,
    asked: &'a Asked,
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "status_degree.html")]
struct DegreePage<'a> {
    page: Page,
    found: &'a PublicDegree,
    done: String,
}

#[derive(Template)]
#[template(path = "status.html")]
struct StatusPage<'a> {
    page: Page,
    preview: String,
    /// Name of the group, when the slip shows several dossiers.
    bundle: Option<String>,
    /// The degree of the heading of each part.
    top: u8,
    parts: Vec<Part<'a>>,
    now: Instant,
}

/// One dossier of the slip.
struct Part<'a> {
    view: &'a PublicStatus,
    told: Told,
    errand: Option<Errand<'a>>,
    steps: Vec<StepLine<'a>>,
    facts: Vec<(String, String)>,
}

impl<'a> Part<'a> {
    fn of(page: &Page, view: &'a PublicStatus, now: Instant) -> Self {
        Self {
            told: Told::of(page, view, now),
            errand: Errand::of(page, view),
            steps: steps::lines(page, view),
            facts: facts::facts(page, view),
            view,
        }
    }
}

/// `GET /tra-cuu`
pub async fn look_up(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    address: ClientAddress,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let asked = Asked { number: asked.number.trim().to_owned(), code: asked.code.trim().to_owned() };
    if asked.number.is_empty() && asked.code.is_empty() {
        return Ok(form(&site, reader, StatusCode::OK, &asked, None));
    }
    if asked.number.is_empty() {
        let missing = Message::new("web.number-missing");
        return Ok(form(&site, reader, StatusCode::UNPROCESSABLE_ENTITY, &asked, Some(&missing)));
    }
    look_up_allowed(&site, address)?;
    let code = Some(asked.code.as_str()).filter(|it| !it.is_empty());
    let found = match asked.number.parse::<DossierNumber>() {
        Ok(number) => look::status_by_number(&site.context, &number, code).await,
        Err(_) => Err(AppError::NotFound),
    };
    match found {
        Ok(StatusByNumber::Full { token, .. }) => {
            Ok(Redirect::to(&format!("/tra-cuu/{token}")).into_response())
        }
        Ok(StatusByNumber::Degree(found)) => Ok(degree(&site, reader, &found)),
        Err(AppError::NotFound) => {
            let key =
                if code.is_some() { "web.status-code-not-found" } else { "web.status-number-not-found" };
            Ok(form(&site, reader, StatusCode::NOT_FOUND, &asked, Some(&Message::new(key))))
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /tra-cuu/{token}`
pub async fn show(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let views = match look::status_by_token(&site.context, &token).await {
        Ok(found) => found.iter().map(look::parsed).collect::<Result<Vec<_>, _>>()?,
        Err(AppError::NotFound) => {
            let message = Message::new("web.status-token-not-found");
            return Ok(form(&site, reader, StatusCode::NOT_FOUND, &Asked::default(), Some(&message)));
        }
        Err(error) => return Err(error.into()),
    };
    let page = Page::new(&site, reader.locale, "label.status-title", None, "/tra-cuu");
    let now = site.context.clock.now();
    let parts: Vec<Part<'_>> = views.iter().map(|view| Part::of(&page, view, now)).collect();
    let bundle = (parts.len() > 1).then(|| group_name(&site, &page, &views));
    let shown = StatusPage {
        preview: bundle.clone().or_else(|| Some(parts.first()?.told.preview.clone())).unwrap_or_default(),
        top: if bundle.is_some() { 2 } else { 1 },
        bundle,
        parts,
        page,
        now,
    };
    Ok(([NOT_INDEXED], html(StatusCode::OK, &shown)).into_response())
}

/// The name of the group the dossiers are of; none that a preview should not show.
fn group_name(site: &Site, page: &Page, views: &[PublicStatus]) -> String {
    let sensitive = views.iter().any(|it| it.procedure.title.is_none());
    let code = views.first().and_then(|it| it.bundle.as_ref()).filter(|_| !sensitive);
    let group = code.and_then(|it| site.context.province.group(&it.group));
    group.map_or_else(|| page.t(page.title), |it| it.name.clone())
}

fn form(site: &Site, reader: Reader, status: StatusCode, asked: &Asked, error: Option<&Message>) -> Response {
    let page = Page::new(site, reader.locale, "label.look-up-title", None, "/tra-cuu");
    let error = error.map(|it| page.say(it));
    let asked = Asked { number: words::shortened(&asked.number), code: words::shortened(&asked.code) };
    html(status, &LookUpPage { page, asked: &asked, error })
}

fn degree(site: &Site, reader: Reader, found: &PublicDegree) -> Response {
    let page = Page::new(site, reader.locale, "label.look-up-title", None, "/tra-cuu");
    let done = headline::degree(&page, found.degree);
    ([NOT_INDEXED], html(StatusCode::OK, &DegreePage { page, found, done })).into_response()
}
