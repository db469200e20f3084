//! One job: what it is about, what went wrong, and what can be done about it.

use super::{HERE, PLACE, kind_of, told};
use crate::Site;
use crate::api::asked::Asked;
use crate::api::jobs::{id_of, operator};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::AppError;
use motcua_app::duties::{self, JobState};

#[derive(Template)]
#[template(path = "job.html")]
struct OnePage {
    page: Page,
    id: String,
    kind: String,
    tag: &'static str,
    state: String,
    told: Option<&'static str>,
    facts: Vec<(&'static str, String)>,
    error: Option<String>,
    /// Whether it was given up.
    dead: bool,
    /// Whether a worker has it.
    runs: bool,
    payload: String,
    reason: String,
    problems: Vec<(String, String)>,
}

impl OnePage {
    fn wrong(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(it, _)| it == field).map(|(_, words)| words.as_str())
    }
}

/// `GET /quan-tri/cong-viec/{id}`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Failure> {
    let mut shown = shown(&site, reader, &caller, &id).await?;
    shown.told = told(&asked);
    Ok(html(StatusCode::OK, &shown))
}

/// `POST /quan-tri/cong-viec/{id}/sua`
pub async fn mend(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let actor = operator(&site, &caller)?;
    match duties::mend(&site.context, actor, id_of(&id)?, form.text("payload")).await {
        Ok(()) => Ok(Redirect::to(&format!("{HERE}/{id}?told=mended")).into_response()),
        Err(error) => refused(&site, reader, &caller, &id, &form, error).await,
    }
}

/// `POST /quan-tri/cong-viec/{id}/gui-lai`
pub async fn send(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let actor = operator(&site, &caller)?;
    match duties::send_again(&site.context, actor, id_of(&id)?).await {
        Ok(()) => Ok(Redirect::to(&format!("{HERE}?told=sent")).into_response()),
        Err(error) => refused(&site, reader, &caller, &id, &form, error).await,
    }
}

/// `POST /quan-tri/cong-viec/{id}/bo`
pub async fn discard(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let actor = operator(&site, &caller)?;
    match duties::discard(&site.context, actor, id_of(&id)?, form.text("reason")).await {
        Ok(()) => Ok(Redirect::to(&format!("{HERE}?told=discarded")).into_response()),
        Err(error) => refused(&site, reader, &caller, &id, &form, error).await,
    }
}

/// The page again, with what was typed and why it can not be so.
async fn refused(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    id: &str,
    form: &Filled,
    error: AppError,
) -> Result<Response, Failure> {
    let AppError::Refused(refusal) = error else { return Err(error.into()) };
    let mut shown = shown(site, reader, caller, id).await?;
    let field = refusal.field.as_deref().unwrap_or_default().to_owned();
    shown.problems = vec![(field, shown.page.say(&refusal.message))];
    if !form.text("payload").is_empty() {
        form.text("payload").clone_into(&mut shown.payload);
    }
    form.text("reason").clone_into(&mut shown.reason);
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
}

async fn shown(site: &Site, reader: Reader, caller: &Caller, id: &str) -> Result<OnePage, Failure> {
    operator(site, caller)?;
    let job = duties::found(&site.context, id_of(id)?).await?;
    let page = Page::new(site, reader.locale, "label.job", Some(caller), PLACE);
    let mut facts = vec![
        ("label.job-id", job.id.to_string()),
        ("label.job-created", page.moment(job.created)),
        ("label.job-due", page.moment(job.due)),
        ("label.job-attempts", job.attempts.to_string()),
    ];
    facts.extend(job.begun.map(|at| ("label.job-begun", page.moment(at))));
    let dossier = duties::dossier_of(&site.context, &job).await?;
    facts.extend(dossier.map(|number| ("label.dossier-number", number)));
    Ok(OnePage {
        id: job.id.to_string(),
        kind: kind_of(&page, &job.kind),
        tag: match job.state {
            JobState::Waiting => "hold",
            JobState::Running => "now",
            JobState::Dead => "late",
        },
        state: page.word("job-state", job.state.code()),
        told: None,
        facts,
        error: job.error,
        dead: job.state == JobState::Dead,
        runs: job.state == JobState::Running,
        payload: job.payload,
        reason: String::new(),
        problems: Vec::new(),
        page,
    })
}
