//! Hồ sơ giấy tồn over the API: a file is sent, looked at, approved by another person.

use super::asked::Asked;
use super::docs::Docs;
use super::documents::{AgencyDocument, agency};
use super::routes::route;
use crate::door::{Caller, Reader, SentFile, with_a_file};
use crate::failure::Failure;
use crate::methods::{delete, get, post};
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use motcua_app::paper::{self, JudgedRow, SeenBatch, Verdict, Verdicts};
use motcua_i18n::{Locale, say};
use motcua_identity::{Action, Scope};
use motcua_kernel::{AgencyId, PaperBatchId, Refusal};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of paper dossiers.
pub const ROUTES: &[Route] = &[
    route(
        ("send_paper_batch", "POST", "/api/v1/paper-batches"),
        Needs::Permission(Action::SendPaperBatch),
        || post(send).layer(with_a_file()),
        Docs::new("Send a file of open paper dossiers to be approved; the same file again changes nothing")
            .takes_file()
            .gives::<BatchDocument>(201),
    )
    .asking(&["agency", "name"]),
    route(
        ("list_paper_batches", "GET", "/api/v1/paper-batches"),
        Needs::Permission(Action::SendPaperBatch),
        || get(list),
        Docs::new("The files of open paper dossiers of an agency, the newest first").gives::<BatchList>(200),
    )
    .asking(&["agency"]),
    route(
        ("show_paper_batch", "GET", "/api/v1/paper-batches/{id}"),
        Needs::Permission(Action::SendPaperBatch),
        || get(show),
        Docs::new("A file of open paper dossiers, and what becomes of each row").gives::<BatchDocument>(200),
    )
    .asking(&["agency"]),
    route(
        ("throw_paper_batch_away", "DELETE", "/api/v1/paper-batches/{id}"),
        Needs::Permission(Action::SendPaperBatch),
        || delete(throw_away),
        Docs::new("Throw away a file that waits, with everything in it").gives_nothing(),
    )
    .asking(&["agency"]),
    route(
        ("approve_paper_batch", "POST", "/api/v1/paper-batches/{id}/approval"),
        Needs::Permission(Action::ApprovePaperBatch),
        || post(approve),
        Docs::new("Take over the open paper dossiers of a file; what is wrong in it stays out")
            .gives::<BatchDocument>(200),
    )
    .asking(&["agency"]),
];

/// A file of open paper dossiers.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchDocument {
    /// Its id.
    pub id: Uuid,
    /// Whose dossiers they are.
    pub agency: AgencyDocument,
    /// What the file is called.
    pub file_name: String,
    /// When it was sent.
    pub sent: String,
    /// When it was approved; null while it waits.
    pub approved: Option<String>,
    /// Rows that are, or were, taken over.
    pub new: u32,
    /// Rows whose slips were entered before.
    pub already: u32,
    /// Rows that are left out.
    pub wrong: u32,
    /// What is to become of each row, while it waits.
    pub rows: Vec<RowDocument>,
    /// What is wrong, by row.
    pub faults: Vec<FaultDocument>,
}

/// A row of the file.
#[derive(Debug, Serialize, ToSchema)]
pub struct RowDocument {
    /// Its line.
    pub line: u32,
    /// The number of its slip.
    pub slip: String,
    /// `new`, `already` or `wrong`.
    pub verdict: &'static str,
    /// The dossier it is already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dossier: Option<Uuid>,
}

/// Something that is wrong in a row.
#[derive(Debug, Serialize, ToSchema)]
pub struct FaultDocument {
    /// Line of the row.
    pub line: u32,
    /// Which column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// For programs.
    pub code: String,
    /// For people.
    pub detail: String,
}

/// The files of an agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchList {
    /// The newest first, without their rows.
    pub items: Vec<BatchDocument>,
}

/// `POST /api/v1/paper-batches`
async fn send(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    asked: Asked,
    SentFile(bytes): SentFile,
) -> Result<(StatusCode, Json<BatchDocument>), Failure> {
    let agency = whose(&site, &asked)?;
    let actor = caller.actor(&site, Scope::at(agency))?;
    let name = asked.text("name").unwrap_or_default();
    let sent = paper::send(&site.context, actor, name, &bytes).await?;
    let batch = paper::batch(&site.context, agency, sent.batch).await?;
    let status = if sent.before { StatusCode::OK } else { StatusCode::CREATED };
    Ok((status, Json(BatchDocument::of(&site, reader.locale, &batch))))
}

/// `GET /api/v1/paper-batches`
async fn list(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<BatchList>, Failure> {
    let agency = whose(&site, &asked)?;
    caller.actor(&site, Scope::at(agency))?;
    let batches = paper::batches(&site.context, agency).await?;
    let items = batches.iter().map(|it| BatchDocument::of(&site, reader.locale, it)).collect();
    Ok(Json(BatchList { items }))
}

/// `GET /api/v1/paper-batches/{id}`
async fn show(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Json<BatchDocument>, Failure> {
    let agency = whose(&site, &asked)?;
    caller.actor(&site, Scope::at(agency))?;
    let batch = paper::batch(&site.context, agency, batch_id(&id)?).await?;
    Ok(Json(BatchDocument::of(&site, reader.locale, &batch)))
}

/// `POST /api/v1/paper-batches/{id}/approval`
async fn approve(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Json<BatchDocument>, Failure> {
    let (agency, id) = (whose(&site, &asked)?, batch_id(&id)?);
    let batch = found(&site, &caller, agency, id).await?;
    let scope = Scope { requested_by: Some(batch.batch.sent_by), ..Scope::at(agency) };
    let actor = caller.actor(&site, scope)?;
    paper::approve(&site.context, actor, id).await?;
    let batch = paper::batch(&site.context, agency, id).await?;
    Ok(Json(BatchDocument::of(&site, reader.locale, &batch)))
}

/// `DELETE /api/v1/paper-batches/{id}`
async fn throw_away(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<StatusCode, Failure> {
    let agency = whose(&site, &asked)?;
    caller.actor(&site, Scope::at(agency))?;
    paper::throw_away(&site.context, agency, batch_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A file, if this caller may know of it.
pub async fn found(
    site: &Site,
    caller: &Caller,
    agency: AgencyId,
    id: PaperBatchId,
) -> Result<SeenBatch, Failure> {
    caller.actor_for(site, Action::SendPaperBatch, Scope::at(agency)).map_err(|_| Failure::not_found())?;
    Ok(paper::batch(&site.context, agency, id).await?)
}

/// The id in an address.
pub fn batch_id(text: &str) -> Result<PaperBatchId, Failure> {
    text.parse().map(PaperBatchId).map_err(|_| Failure::not_found())
}

fn whose(site: &Site, asked: &Asked) -> Result<AgencyId, Failure> {
    let missing = || Refusal::new("web.field-missing").with("name", "agency").at("agency");
    Ok(asked.agency(site, "agency")?.ok_or_else(missing)?)
}

impl BatchDocument {
    fn of(site: &Site, locale: Locale, seen: &SeenBatch) -> Self {
        let counted = Verdicts::of(&seen.rows);
        let outcome = seen.outcome.as_ref();
        let wrong = |rows: &[(u32, Vec<Refusal>)]| u32::try_from(rows.len()).unwrap_or(u32::MAX);
        Self {
            id: seen.batch.id.0,
            agency: agency(site, seen.batch.agency),
            file_name: seen.batch.file_name.clone(),
            sent: words::moment(seen.batch.sent),
            approved: seen.batch.approved.map(|(_, at)| words::moment(at)),
            new: outcome.map_or(counted.new, |it| it.taken_over),
            already: outcome.map_or(counted.already, |it| it.already),
            wrong: outcome.map_or(counted.wrong, |it| wrong(&it.wrong)),
            rows: seen.rows.iter().map(row).collect(),
            faults: faults(seen)
                .into_iter()
                .map(|(line, fault)| FaultDocument {
                    line,
                    column: fault.field.clone(),
                    code: fault.message.code.to_string(),
                    detail: say(locale, &fault.message),
                })
                .collect(),
        }
    }
}

/// Everything that is or was wrong in a file, by line.
pub fn faults(seen: &SeenBatch) -> Vec<(u32, &Refusal)> {
    let now = seen.rows.iter().filter_map(|row| match &row.verdict {
        Verdict::Wrong(faults) => Some((row.line, faults)),
        Verdict::New(_) | Verdict::Already(_) => None,
    });
    let then = seen.outcome.iter().flat_map(|it| &it.wrong).map(|(line, faults)| (*line, faults));
    now.chain(then).flat_map(|(line, faults)| faults.iter().map(move |fault| (line, fault))).collect()
}

fn row(row: &JudgedRow) -> RowDocument {
    let (verdict, dossier) = match &row.verdict {
        Verdict::New(_) => ("new", None),
        Verdict::Already(dossier) => ("already", Some(dossier.0)),
        Verdict::Wrong(_) => ("wrong", None),
    };
    RowDocument { line: row.line, slip: row.slip.clone(), verdict, dossier }
}
