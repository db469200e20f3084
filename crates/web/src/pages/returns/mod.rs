//! Trả kết quả: the desk at which results leave the house. A slip, an ID card or a number finds what is ready; one calm page
//! says whose it is, what goes with it, and hands it out.

mod hand_out;

use super::counter::of_slip;
use super::{Page, html, names, person};
use crate::Site;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::AppError;
use motcua_app::intake::{Known, earlier_dossiers};
use motcua_app::look;
use motcua_dossier::{Dossier, Scan, Status};
use motcua_identity::{Action, Scope};
use motcua_kernel::{AgencyId, DossierId, Message, Refusal};
use serde::Deserialize;

/// Where the desk is.
const HERE: &str = "/tra-ket-qua";
/// As many as a desk has lying ready; more are found by their number.
const LINES: u64 = 50;

/// Its pages.
pub const ROUTES: &[Route] = &[
    person("return_desk_page", "GET", HERE, &["done"], Needs::Permission(Action::ReturnResult), || get(page)),
    person(
        "scan_at_return_form",
        "POST",
        "/tra-ket-qua/quet",
        &[],
        Needs::Permission(Action::ReturnResult),
        || post(scan),
    ),
    person("hand_out_page", "GET", "/tra-ket-qua/{id}", &[], Needs::Permission(Action::ReturnResult), || {
        get(hand_out::page)
    }),
    person(
        "hand_out_form",
        "POST",
        "/tra-ket-qua/{id}",
        &[],
        Needs::Permission(Action::ReturnResult),
        || post(hand_out::hand_out),
    ),
];

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Id of the dossier that was handed out.
    #[serde(default)]
    done: String,
}

#[derive(Template)]
#[template(path = "returns.html")]
struct Desk {
    page: Page,
    /// Number of what was handed out.
    done: Option<String>,
    lines: Vec<Line>,
    /// Whose results these are, when a card was scanned.
    who: Option<String>,
    problem: Option<String>,
}

/// A result that is ready.
struct Line {
    id: String,
    number: String,
    procedure: String,
    since: String,
    refused: bool,
}

/// `GET /tra-ket-qua`
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let page = title(&site, reader, &caller);
    let done = match asked.done.as_str() {
        "" => None,
        id => Some(names::number(&crate::api::find(&site, &caller, id).await?)),
    };
    show(&site, &caller, page, done, None).await
}

/// `POST /tra-ket-qua/quet`
async fn scan(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let page = title(&site, reader, &caller);
    let slip = match Scan::read(form.text("scan")) {
        Ok(Scan::Card(card)) => {
            let known = Known::by(&card.national_id, "");
            let found = earlier_dossiers(&site.context, &known, &counters(&site, &caller)).await?;
            let ready: Vec<&Dossier> = found
                .iter()
                .filter(|it| is_ready(it) && caller.reader_of_people(&site, it).is_some())
                .collect();
            if let [only] = ready.as_slice() {
                return Ok(to(only));
            }
            let lines = ready.into_iter().map(|it| line(&site, &page, it)).collect();
            let desk = Desk { page, done: None, lines, who: Some(card.name), problem: None };
            return Ok(html(StatusCode::OK, &desk));
        }
        Ok(Scan::Token(token)) => {
            let of_slip = of_token(&site, &token).await?;
            return among(&site, &caller, page, of_slip, "web.scanned-slip-unknown").await;
        }
        Ok(slip @ Scan::Number(_)) => slip,
        Err(_) if is_code(form.text("scan")) => {
            let of_slip = look::dossiers_by_code(&site.context, form.text("scan")).await?;
            return among(&site, &caller, page, of_slip, "web.told-code-unknown").await;
        }
        Err(refusal) => return show(&site, &caller, page, None, Some(refusal.message)).await,
    };
    if let Some(dossier) = of_slip(&site, &caller, slip).await? {
        return Ok(to(&dossier));
    }
    let unknown = Refusal::new("web.scanned-slip-unknown").at("scan");
    show(&site, &caller, page, None, Some(unknown.message)).await
}

/// A slip may be that of several dossiers, and the results of some may be ready before those of others: the one that is,
/// a list where several are, and one that says how far it is where none is.
async fn among(
    site: &Site,
    caller: &Caller,
    page: Page,
    of_slip: Vec<DossierId>,
    unknown: &'static str,
) -> Result<Response, Failure> {
    let mut known = Vec::new();
    for id in of_slip {
        let dossier = look::dossier(&site.context, id).await?;
        if caller.knows(site, &dossier) {
            known.push(dossier);
        }
    }
    let ready: Vec<&Dossier> = known.iter().filter(|it| is_ready(it)).collect();
    match (ready.as_slice(), known.first()) {
        ([only], _) => Ok(to(only)),
        ([], Some(first)) => Ok(to(first)),
        ([], None) => show(site, caller, page, None, Some(Message::new(unknown))).await,
        (several, _) => {
            let lines = several.iter().map(|it| line(site, &page, it)).collect();
            let who = Some(page.t("label.of-this-slip"));
            Ok(html(StatusCode::OK, &Desk { page, done: None, lines, who, problem: None }))
        }
    }
}

async fn of_token(site: &Site, token: &str) -> Result<Vec<DossierId>, Failure> {
    match look::status_by_token(&site.context, token).await {
        Ok(views) => Ok(views.into_iter().map(|it| it.dossier).collect()),
        Err(AppError::NotFound) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// Six characters, however they are parted.
fn is_code(typed: &str) -> bool {
    const PRINTED: usize = 6;
    let part = |it: char| it == '-' || it.is_whitespace();
    let characters = typed.chars().filter(|it| !part(*it));
    characters.clone().count() == PRINTED && characters.into_iter().all(|it| it.is_ascii_alphanumeric())
}

fn to(dossier: &Dossier) -> Response {
    Redirect::to(&format!("{HERE}/{}", dossier.id)).into_response()
}

fn title(site: &Site, reader: Reader, caller: &Caller) -> Page {
    Page::new(site, reader.locale, "label.place-returns", Some(caller), HERE)
}

async fn show(
    site: &Site,
    caller: &Caller,
    page: Page,
    done: Option<String>,
    problem: Option<Message>,
) -> Result<Response, Failure> {
    let ready = look::results_ready(&site.context, &counters(site, caller), LINES).await?;
    let lines = ready.iter().map(|it| line(site, &page, it)).collect();
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let problem = problem.map(|it| page.say(&it));
    Ok(html(status, &Desk { done, lines, who: None, problem, page }))
}

fn line(site: &Site, page: &Page, dossier: &Dossier) -> Line {
    let result = dossier.result.as_ref();
    Line {
        id: dossier.id.to_string(),
        number: names::number(dossier),
        procedure: names::procedure(site, dossier),
        since: result.and_then(|it| it.ready).map_or_else(String::new, |at| page.moment(at)),
        refused: result.is_some_and(|it| it.refused),
    }
}

const fn is_ready(dossier: &Dossier) -> bool {
    matches!(dossier.status, Status::ResultReady { .. })
}

/// Where this person hands out.
fn counters(site: &Site, caller: &Caller) -> Vec<AgencyId> {
    let at = |agency| caller.actor_for(site, Action::ReturnResult, Scope::at(agency)).is_ok();
    caller.account.grants_on(caller.now.date()).map(|it| it.agency).filter(|it| at(*it)).collect()
}
