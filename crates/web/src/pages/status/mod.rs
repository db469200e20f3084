//! Tra cứu: what the public sees of a dossier, without an account. It knows no person and must never ask for one.
//!
//! The number alone shows how much is done; the token of the slip, or number and look-up code, show the page of the
//! dossier. Lateness is told by the dates of the view and the moment of reading.

mod errand;
mod facts;
mod headline;
mod pickup;
#[cfg(test)]
mod samples;
mod steps;
mod strip;
mod why;

#[cfg(test)]
pub use samples::page as page_in;

use super::qr::qr;
use super::transfer::Transfer;
use super::{Page, html, write_to};
use crate::Site;
use crate::door::{ClientAddress, Reader, look_up_allowed};
use crate::failure::Failure;
use crate::words;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use errand::Errand;
use headline::Told;
use motcua_app::AppError;
use motcua_app::live::Place;
use motcua_app::look::{self, KnownMove, StatusByNumber};
use motcua_app::money::gateway::takes_online;
use motcua_dossier::{Dossier, DossierNumber, PublicDegree, PublicStatus};
use motcua_identity::Contact;
use motcua_kernel::{Agency, DossierId, Instant, Message, Vnd};
use pickup::Pickup;
use serde::Deserialize;
use steps::StepLine;
use strip::Strip;

/// No search engine keeps what one dossier shows, and no page that is gone to from it learns its token.
const NOT_INDEXED: [(HeaderName, HeaderValue); 2] = [
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
    (HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer")),
];

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
    /// Where they may ask by text.
    write_to: Vec<String>,
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
    token: &'a str,
    /// Where they may ask by text.
    write_to: Vec<String>,
    /// From where on the page is followed.
    live: Place,
    qr: String,
    now: Instant,
}

/// One dossier of the slip.
struct Part<'a> {
    view: &'a PublicStatus,
    told: Told,
    errand: Option<Errand<'a>>,
    strip: Option<Strip>,
    steps: Vec<StepLine<'a>>,
    facts: Vec<(String, String)>,
    /// Why the date is what it is.
    why: Vec<why::Line>,
    /// Whether the receiving agency has a page of its own today.
    page_of_agency: bool,
    /// Whom to call: an agency and its contact.
    ask: Option<(&'a Agency, &'a Contact)>,
    /// What is owed by transfer, and where to.
    transfer: Option<Transfer>,
    /// What can be paid through the gateway now.
    online: Option<Vnd>,
    /// Whether an appointment can be kept in the calendar of a phone.
    can_be_kept: bool,
}

impl<'a> Part<'a> {
    fn of(
        site: &'a Site,
        page: &Page,
        view: &'a PublicStatus,
        (dossier, moves): (&Dossier, &[KnownMove]),
        now: Instant,
    ) -> Self {
        let province = &site.context.province;
        let agency = dossier.receiving();
        let strip = dossier.receiving().and_then(|it| Strip::of(page, view, province.calendars.of(it), now));
        Self {
            told: Told::of(page, view, now),
            errand: Errand::of(page, view),
            steps: steps::lines(page, view),
            facts: facts::facts(page, view, dossier),
            why: why::lines(site, page, dossier, moves),
            page_of_agency: province.agencies.by_code(&view.receiving.code, now.date()).is_some(),
            ask: agency.and_then(|it| province.contact_near(it, |contact| contact.phone.is_some())),
            transfer: Transfer::of(site, dossier),
            online: takes_online(&site.context, dossier),
            can_be_kept: strip.is_some() && view.dates.lawful > now,
            strip,
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
    let live = site.context.live.place();
    let (views, ids, code) = match look::status_by_token(&site.context, &token).await {
        Ok(found) => {
            let code = found.first().map(|it| it.code.clone());
            let ids: Vec<DossierId> = found.iter().map(|it| it.dossier).collect();
            (found.iter().map(look::parsed).collect::<Result<Vec<_>, _>>()?, ids, code)
        }
        Err(AppError::NotFound) => {
            let message = Message::new("web.status-token-not-found");
            return Ok(form(&site, reader, StatusCode::NOT_FOUND, &Asked::default(), Some(&message)));
        }
        Err(error) => return Err(error.into()),
    };
    let page = Page::new(&site, reader.locale, "label.status-title", None, "/tra-cuu");
    let now = site.context.clock.now();
    let mut parts: Vec<Part<'_>> = Vec::with_capacity(views.len());
    for (view, id) in views.iter().zip(ids) {
        let dossier = look::dossier(&site.context, id).await?;
        let moves = look::date_moves(&site.context, &dossier).await?;
        parts.push(Part::of(&site, &page, view, (&dossier, &moves), now));
    }
    let bundle = (parts.len() > 1).then(|| group_name(&site, &page, &views));
    let shown = StatusPage {
        preview: bundle.clone().or_else(|| Some(parts.first()?.told.preview.clone())).unwrap_or_default(),
        top: if bundle.is_some() { 2 } else { 1 },
        bundle,
        parts,
        qr: qr(&format!("{}/tra-cuu/{token}", site.settings.public_url)),
        token: &token,
        write_to: write_to::sentences(&site, &page, code.as_deref()),
        live,
        page,
        now,
    };
    Ok((NOT_INDEXED, html(StatusCode::OK, &shown)).into_response())
}

/// Whose appointment of the slip.
#[derive(Debug, Deserialize)]
pub struct WhichOne {
    number: Option<String>,
}

/// `GET /tra-cuu/{token}/hen-tra.ics`
pub async fn appointment(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    Path(token): Path<String>,
    Query(which): Query<WhichOne>,
) -> Result<Response, Failure> {
    let found = look::status_by_token(&site.context, &token).await?;
    let views = found.iter().map(look::parsed).collect::<Result<Vec<_>, _>>()?;
    let asked = |it: &&PublicStatus| which.number.as_ref().is_none_or(|number| it.number.as_str() == number);
    let view = views.iter().find(asked).ok_or_else(Failure::not_found)?;
    let page = Page::new(&site, reader.locale, "label.status-title", None, "/tra-cuu");
    let pickup = Pickup {
        summary: page.t1("label.appointment-summary", "number", &view.number),
        address: format!("{}/tra-cuu/{token}", site.settings.public_url),
        now: site.context.clock.now(),
        view,
    };
    let kind = [(CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"))];
    Ok((NOT_INDEXED, kind, pickup.to_ics()).into_response())
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
    let write_to = write_to::sentences(site, &page, None);
    html(status, &LookUpPage { page, asked: &asked, error, write_to })
}

fn degree(site: &Site, reader: Reader, found: &PublicDegree) -> Response {
    let page = Page::new(site, reader.locale, "label.look-up-title", None, "/tra-cuu");
    let done = headline::degree(&page, found.degree);
    (NOT_INDEXED, html(StatusCode::OK, &DegreePage { page, found, done })).into_response()
}
