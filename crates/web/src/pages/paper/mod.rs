//! Hồ sơ giấy: files of dossiers that were open on paper on day one, and leaves to enter late what was received on paper.
//! Whoever sends a file looks at it here; another person approves it.

mod batch;
mod permits;

use super::download::xlsx;
use super::{Page, html, person};
use crate::Site;
use crate::door::{Caller, Reader, Uploaded, with_a_file};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::paper::{self, COLUMNS, SeenBatch};
use motcua_i18n::say;
use motcua_identity::{Action, Scope};
use motcua_kernel::{AgencyId, Message, Refusal};
use permits::{Permit, Wish};
use serde::Deserialize;

/// Where this is.
const HERE: &str = "/ho-so-giay";

/// The pages about paper and what their forms are sent to.
pub const ROUTES: &[Route] = &[
    person("paper_page", "GET", HERE, &["slip"], Needs::Permission(Action::SendPaperBatch), || get(page)),
    person("send_paper_batch_form", "POST", HERE, &[], Needs::Permission(Action::SendPaperBatch), || {
        post(send).layer(with_a_file())
    }),
    person(
        "paper_template",
        "GET",
        "/ho-so-giay/mau.xlsx",
        &[],
        Needs::Permission(Action::SendPaperBatch),
        || get(template),
    ),
    person(
        "permit_late_entry_form",
        "POST",
        "/ho-so-giay/nhap-bu",
        &[],
        Needs::Permission(Action::PermitLateEntry),
        || post(permits::permit),
    ),
    person(
        "paper_batch_page",
        "GET",
        "/ho-so-giay/{id}",
        &[],
        Needs::Permission(Action::SendPaperBatch),
        || get(batch::page),
    ),
    person(
        "approve_paper_batch_form",
        "POST",
        "/ho-so-giay/{id}/phe-duyet",
        &[],
        Needs::Permission(Action::ApprovePaperBatch),
        || post(batch::approve),
    ),
    person(
        "throw_paper_batch_away_form",
        "POST",
        "/ho-so-giay/{id}/bo",
        &[],
        Needs::Permission(Action::SendPaperBatch),
        || post(batch::throw_away),
    ),
];

#[derive(Template)]
#[template(path = "paper.html")]
struct Papers {
    page: Page,
    counters: Vec<(String, String)>,
    columns: Vec<&'static str>,
    batches: Vec<BatchLine>,
    permits: Vec<Permit>,
    /// What a head asks a leave for; nothing for others.
    wish: Option<Wish>,
    problem: Option<Message>,
    /// Which form the problem is about.
    about: &'static str,
    field: String,
}

impl Papers {
    fn error(&self, field: &str) -> Option<String> {
        let said = self.problem.as_ref().filter(|_| self.field == field);
        said.map(|it| say(self.page.locale, it))
    }
}

/// A file in the list.
struct BatchLine {
    id: String,
    name: String,
    agency: String,
    sent: String,
    /// When it was approved, if it was.
    approved: Option<String>,
    taken_over: u32,
    wrong: usize,
}

/// `GET /ho-so-giay`
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    if !asked.slip.trim().is_empty() {
        let here: Vec<AgencyId> =
            counters(&site, &caller, Action::SendPaperBatch).into_iter().map(|it| it.0).collect();
        let found = async {
            let found = paper::by_slip(&site.context, &here, &asked.slip).await?;
            found.into_iter().next().ok_or_else(|| Refusal::new("web.slip-unknown").at("slip").into())
        };
        return match found.await {
            Ok(dossier) => Ok(Redirect::to(&format!("/ho-so/{}", dossier.id)).into_response()),
            Err(failure) => again(&site, reader, &caller, failure, "slip", None).await,
        };
    }
    let papers = papers(&site, reader, &caller, None).await?;
    Ok(html(StatusCode::OK, &papers))
}

/// A slip that is looked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    slip: String,
}

/// `POST /ho-so-giay`
async fn send(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Uploaded,
) -> Result<Response, Failure> {
    let sent = async {
        let agency = counter_named(&site, &caller, form.text("agency"))?;
        let actor = caller.actor(&site, Scope::at(agency))?;
        if form.bytes.is_empty() {
            return Err(Refusal::new("web.file-missing").at("file").into());
        }
        Ok(paper::send(&site.context, actor, &form.name, &form.bytes).await?.batch)
    };
    match sent.await {
        Ok(batch) => Ok(Redirect::to(&format!("{HERE}/{batch}")).into_response()),
        Err(failure) => again(&site, reader, &caller, failure, "file", None).await,
    }
}

/// `GET /ho-so-giay/mau.xlsx`
async fn template() -> Result<Response, Failure> {
    let titles: Vec<&str> = COLUMNS.iter().map(|it| it.title).collect();
    let bytes = paper::template("Hồ sơ giấy", &titles)?;
    Ok(xlsx("ho-so-giay.xlsx", bytes))
}

/// The page once more, with what was refused.
async fn again(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    failure: Failure,
    about: &'static str,
    wish: Option<Wish>,
) -> Result<Response, Failure> {
    if failure.status != StatusCode::UNPROCESSABLE_ENTITY {
        return Err(failure);
    }
    let mut papers = papers(site, reader, caller, wish).await?;
    failure.field.as_deref().unwrap_or(about).clone_into(&mut papers.field);
    papers.problem = Some(failure.message);
    papers.about = about;
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &papers))
}

async fn papers(site: &Site, reader: Reader, caller: &Caller, wish: Option<Wish>) -> Result<Papers, Failure> {
    let page = Page::new(site, reader.locale, "label.paper-title", Some(caller), HERE);
    let mut batches = Vec::new();
    let mut permits = Vec::new();
    let here = counters(site, caller, Action::SendPaperBatch);
    for (agency, _, name) in &here {
        let found = paper::batches(&site.context, *agency).await?;
        batches.extend(found.iter().map(|it| line(&page, name, it)));
        permits.extend(permits::of(site, &page, *agency, name).await?);
    }
    let may_permit = counters(site, caller, Action::PermitLateEntry);
    let wish = wish.or_else(|| {
        let (_, code, _) = may_permit.first()?;
        Some(Wish::offered(site, code, caller.now))
    });
    Ok(Papers {
        counters: here.into_iter().map(|(_, code, name)| (code, name)).collect(),
        columns: COLUMNS.iter().filter(|it| it.required).map(|it| it.title).collect(),
        batches,
        permits,
        wish: wish.filter(|_| !may_permit.is_empty()),
        problem: None,
        about: "",
        field: String::new(),
        page,
    })
}

fn line(page: &Page, agency: &str, seen: &SeenBatch) -> BatchLine {
    let batch = &seen.batch;
    BatchLine {
        id: batch.id.to_string(),
        name: batch.file_name.clone(),
        agency: agency.to_owned(),
        sent: page.moment(batch.sent),
        approved: batch.approved.map(|(_, at)| page.moment(at)),
        taken_over: seen.outcome.as_ref().map_or(0, |it| it.taken_over),
        wrong: seen.outcome.as_ref().map_or(0, |it| it.wrong.len()),
    }
}

/// The agencies where this person holds `action` by a grant of their own: id, code, name.
fn counters(site: &Site, caller: &Caller, action: Action) -> Vec<(AgencyId, String, String)> {
    let mut found: Vec<(AgencyId, String, String)> = caller
        .account
        .grants_on(caller.now.date())
        .filter(|it| caller.actor_for(site, action, Scope::at(it.agency)).is_ok())
        .filter_map(|it| site.context.province.agencies.get(it.agency))
        .map(|it| (it.id, it.code.clone(), it.name.clone()))
        .collect();
    found.sort_by(|one, other| one.1.cmp(&other.1));
    found.dedup();
    found
}

/// The counter with this code; the only one of this person when none is named.
fn counter_named(site: &Site, caller: &Caller, code: &str) -> Result<AgencyId, Failure> {
    let here = counters(site, caller, Action::SendPaperBatch);
    let found = match (code, here.as_slice()) {
        ("", [(only, ..)]) => Some(*only),
        _ => here.iter().find(|(_, known, _)| known == code).map(|(id, ..)| *id),
    };
    found.ok_or_else(|| Refusal::new("app.other-counter").at("agency").into())
}
