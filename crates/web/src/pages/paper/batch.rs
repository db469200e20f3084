//! One file of paper dossiers: what each row would become, and after the approval what came of it.

use super::{HERE, counters};
use crate::Site;
use crate::api::{batch_id, faults, found_batch};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::paper::{self, COLUMNS, SeenBatch, Verdict, Verdicts};
use motcua_identity::{Action, Scope};
use motcua_kernel::{AgencyId, Message, PaperBatchId};

/// Rows that are shown of those that are right.
const SHOWN: usize = 25;

#[derive(Template)]
#[template(path = "paper_batch.html")]
struct BatchPage {
    page: Page,
    id: String,
    name: String,
    agency: String,
    sent: String,
    sent_by: String,
    /// When and by whom it was approved, if it was.
    approved: Option<(String, String)>,
    counted: Verdicts,
    faults: Vec<Fault>,
    new: Vec<NewRow>,
    /// How many right rows are not shown.
    more: usize,
    may_approve: bool,
    own: bool,
    problem: Option<String>,
}

/// Something wrong in a row.
struct Fault {
    line: u32,
    /// Title of the column.
    column: &'static str,
    words: String,
}

/// A row that is taken over.
struct NewRow {
    line: u32,
    slip: String,
    procedure: String,
    received: String,
    promised: String,
}

/// `GET /ho-so-giay/{id}`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (_, seen) = find(&site, &caller, batch_id(&id)?).await?;
    Ok(html(StatusCode::OK, &shown(&site, reader, &caller, &seen, None).await?))
}

/// `POST /ho-so-giay/{id}/phe-duyet`
pub async fn approve(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    _: Filled,
) -> Result<Response, Failure> {
    let (agency, seen) = find(&site, &caller, batch_id(&id)?).await?;
    let approved = async {
        let scope = Scope { requested_by: Some(seen.batch.sent_by), ..Scope::at(agency) };
        let actor = caller.actor(&site, scope)?;
        paper::approve(&site.context, actor, seen.batch.id).await?;
        Ok(())
    };
    done(&site, reader, &caller, &seen, approved.await, &format!("{HERE}/{}", seen.batch.id)).await
}

/// `POST /ho-so-giay/{id}/bo`
pub async fn throw_away(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    _: Filled,
) -> Result<Response, Failure> {
    let (agency, seen) = find(&site, &caller, batch_id(&id)?).await?;
    let thrown = paper::throw_away(&site.context, agency, seen.batch.id).await.map_err(Failure::from);
    done(&site, reader, &caller, &seen, thrown, HERE).await
}

async fn done(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    seen: &SeenBatch,
    done: Result<(), Failure>,
    to: &str,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(to).into_response()),
        Err(failure) if failure.is_about_what_was_sent() => {
            let page = shown(site, reader, caller, seen, Some(&failure.message)).await?;
            Ok(html(failure.status, &page))
        }
        Err(failure) => Err(failure),
    }
}

/// A file of one of the counters of this person.
async fn find(site: &Site, caller: &Caller, id: PaperBatchId) -> Result<(AgencyId, SeenBatch), Failure> {
    for (agency, ..) in counters(site, caller, Action::SendPaperBatch) {
        match found_batch(site, caller, agency, id).await {
            Err(failure) if failure.status == StatusCode::NOT_FOUND => {}
            found => return Ok((agency, found?)),
        }
    }
    Err(Failure::not_found())
}

async fn shown(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    seen: &SeenBatch,
    problem: Option<&Message>,
) -> Result<BatchPage, Failure> {
    let page = Page::new(site, reader.locale, "label.paper-batch-title", Some(caller), HERE);
    let batch = &seen.batch;
    let rows = |counted: usize| u32::try_from(counted).unwrap_or(u32::MAX);
    let counted = seen.outcome.as_ref().map_or_else(
        || Verdicts::of(&seen.rows),
        |it| Verdicts { new: it.taken_over, already: it.already, wrong: rows(it.wrong.len()) },
    );
    let mut new: Vec<NewRow> = seen.rows.iter().filter_map(|it| new_row(site, &page, it)).collect();
    let more = new.len().saturating_sub(SHOWN);
    new.truncate(SHOWN);
    let approved = match batch.approved {
        Some((by, at)) => Some((page.moment(at), names::person(site, by).await?)),
        None => None,
    };
    let own = batch.sent_by == caller.account.id;
    let may = caller.actor_for(
        site,
        Action::ApprovePaperBatch,
        Scope { requested_by: Some(batch.sent_by), ..Scope::at(batch.agency) },
    );
    Ok(BatchPage {
        id: batch.id.to_string(),
        name: batch.file_name.clone(),
        agency: names::agency(site, batch.agency),
        sent: page.moment(batch.sent),
        sent_by: names::person(site, batch.sent_by).await?,
        may_approve: approved.is_none() && may.is_ok(),
        approved,
        counted,
        faults: faults(seen).into_iter().map(|(line, it)| fault(&page, line, it)).collect(),
        new,
        more,
        own,
        problem: problem.map(|it| page.say(it)),
        page,
    })
}

fn fault(page: &Page, line: u32, refusal: &motcua_kernel::Refusal) -> Fault {
    let column = COLUMNS.iter().find(|it| refusal.field.as_deref() == Some(it.code));
    Fault { line, column: column.map_or("", |it| it.title), words: page.say(&refusal.message) }
}

fn new_row(site: &Site, page: &Page, row: &paper::JudgedRow) -> Option<NewRow> {
    let Verdict::New(ready) = &row.verdict else { return None };
    let version = site.context.province.catalogue.version(ready.version())?;
    Some(NewRow {
        line: row.line,
        slip: row.slip.clone(),
        procedure: version.name.clone(),
        received: page.moment(ready.received()),
        promised: page.moment(ready.promised()),
    })
}
