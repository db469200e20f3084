//! Tìm kiếm: the dossiers that may be meant by what was typed. A whole number leads to its dossier at once.

use super::desk::query_wrong;
use super::time_left::TimeLeft;
use super::{Page, html, names};
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::look::{self, MOST_FOUND, ReadingPlace, SearchLine, SearchWanted};
use motcua_dossier::Sought;
use motcua_kernel::{DossierId, Instant};
use serde::Deserialize;

/// Lines of one page.
const LINES: usize = 25;

/// What is sought, and which page of it.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    q: Option<String>,
    page: Option<String>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    page: Page,
    typed: String,
    /// Why nothing was sought.
    problem: Option<String>,
    /// Nothing before something is typed.
    found: Option<Found>,
}

/// What was found.
struct Found {
    count: usize,
    too_many: Option<String>,
    lines: Vec<Line>,
    first: Option<String>,
    next: Option<String>,
}

/// One dossier.
struct Line {
    id: DossierId,
    number: String,
    applicant: Option<String>,
    helper: Option<String>,
    procedure: String,
    receiving: String,
    received: String,
    status: String,
    left: TimeLeft,
}

/// `GET /tim-kiem`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.search-title", Some(&caller), "/tim-kiem");
    let typed = asked.q.unwrap_or_default().trim().to_owned();
    if typed.is_empty() {
        return Ok(html(StatusCode::OK, &Search { page, typed, problem: None, found: None }));
    }
    let sought = match Sought::parse(&typed) {
        Ok(sought) => sought,
        Err(refusal) => {
            let problem = Some(page.say(&refusal.message));
            return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &Search { page, typed, problem, found: None }));
        }
    };
    if let Some(dossier) = look::exactly(&site.context, &sought).await?
        && caller.knows(&site, &dossier)
    {
        return Ok(Redirect::to(&format!("/ho-so/{}", dossier.id)).into_response());
    }
    let at = match asked.page.as_deref() {
        None => 1,
        Some(text) => text.parse().ok().filter(|it| *it > 0).ok_or_else(|| query_wrong("page"))?,
    };
    let found = Some(found(&site, &page, &caller, sought, &typed, at).await?);
    Ok(html(StatusCode::OK, &Search { page, typed, problem: None, found }))
}

async fn found(
    site: &Site,
    page: &Page,
    caller: &Caller,
    sought: Sought,
    typed: &str,
    at: usize,
) -> Result<Found, Failure> {
    let wanted = SearchWanted {
        sought,
        known: caller.known_agencies(site),
        own: caller.agencies_of_readers(site),
        skip: LINES.saturating_mul(at.saturating_sub(1)),
        limit: LINES,
    };
    let reader = |dossier: &_| caller.reader_of_people(site, dossier);
    let found = look::search(&site.context, &wanted, ReadingPlace::Search, reader).await?;
    let address = |page: usize| {
        let page = page.to_string();
        let query = serde_html_form::to_string([("q", typed), ("page", &page)]).unwrap_or_default();
        format!("/tim-kiem?{query}")
    };
    Ok(Found {
        count: found.found,
        too_many: found.too_many.then(|| page.t1("web.search-too-many", "most", MOST_FOUND)),
        lines: found.lines.iter().map(|it| line(site, page, it, caller.now)).collect(),
        first: (at > 1).then(|| address(1)),
        next: (LINES.saturating_mul(at) < found.found).then(|| address(at.saturating_add(1))),
    })
}

fn line(site: &Site, page: &Page, found: &SearchLine, now: Instant) -> Line {
    let dossier = &found.dossier;
    let receiving = dossier.receiving();
    let reception = dossier.reception.as_ref();
    let lawful = reception.map_or(now, |it| it.dates.lawful);
    // Only dossiers with a number are found, and those were received somewhere.
    let calendar =
        site.context.province.calendars.of(receiving.unwrap_or(motcua_kernel::AgencyId(dossier.id.0)));
    Line {
        id: dossier.id,
        number: names::number(dossier),
        applicant: found.applicant.as_ref().map(|it| it.as_str().to_owned()),
        helper: found.helper.as_ref().map(|it| it.as_str().to_owned()),
        procedure: names::procedure(site, dossier),
        receiving: receiving.map_or_else(|| names::NOTHING.to_owned(), |it| names::agency(site, it)),
        received: reception.map_or_else(|| names::NOTHING.to_owned(), |it| page.moment(it.at)),
        status: page.word("status", dossier.status.code()),
        left: TimeLeft::of(page, calendar, dossier, lawful, now),
    }
}
