//! Work after the commit over the API: what there is, what was given up and why, and what an administrator does about it.

use super::asked::{Asked, bad};
use super::docs::Docs;
use super::page::{Page, page};
use super::routes::route;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::{get, post, put};
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::duties::{
    self, Change, Count, JobRow, JobState, Overview, Recurring, RecurringState, Wanted,
};
use motcua_identity::{Action, Scope};
use motcua_kernel::{Actor, Instant, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

const NEEDS: Needs = Needs::Permission(Action::OperateSystem);

/// The routes of work after the commit.
pub const ROUTES: &[Route] = &[
    route(
        ("show_work", "GET", "/api/v1/work"),
        NEEDS,
        || get(overview),
        Docs::new("What is to be done after commits: by kind and state, what comes again, what people did")
            .gives::<WorkDocument>(200),
    ),
    route(
        ("list_jobs", "GET", "/api/v1/jobs"),
        NEEDS,
        || get(list),
        Docs::new("Jobs that were given up, wait or run, by when they are due").gives::<JobList>(200),
    )
    .asking(&["state", "kind", "limit", "after"]),
    route(
        ("show_job", "GET", "/api/v1/jobs/{id}"),
        NEEDS,
        || get(show),
        Docs::new("One job; one that is done is gone").gives::<JobDocument>(200),
    ),
    route(
        ("mend_job", "PUT", "/api/v1/jobs/{id}"),
        NEEDS,
        || put(mend),
        Docs::new("Change what a job that was given up is about")
            .takes::<WantedPayload>()
            .gives::<JobDocument>(200),
    ),
    route(
        ("send_job_again", "POST", "/api/v1/jobs/{id}/send"),
        NEEDS,
        || post(send_again),
        Docs::new("Let a job that was given up or waits be tried at once").gives_nothing(),
    ),
    route(
        ("discard_job", "POST", "/api/v1/jobs/{id}/discard"),
        NEEDS,
        || post(discard),
        Docs::new("Take a job away that was given up, with the reason")
            .takes::<WantedDiscard>()
            .gives_nothing(),
    ),
    route(
        ("run_recurring_work", "POST", "/api/v1/recurring-work/{name}/run"),
        NEEDS,
        || post(run_now),
        Docs::new("Begin recurring work now, whatever its schedule says").gives_nothing(),
    ),
];

/// All work at a glance.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkDocument {
    /// When this was so.
    pub at: String,
    /// How many jobs there are.
    pub counts: Vec<CountDocument>,
    /// What comes again by itself.
    pub recurring: Vec<RecurringDocument>,
    /// What people did last to what was given up, the latest first.
    pub changes: Vec<JobChangeDocument>,
}

/// How many jobs of a kind stand how.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountDocument {
    /// The kind.
    pub kind: String,
    /// `waiting`, `running` or `dead`.
    pub state: &'static str,
    /// How many.
    pub number: u64,
    /// The earliest moment at which one of them is or was due.
    pub earliest_due: String,
}

/// Recurring work.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecurringDocument {
    /// Its name.
    pub name: &'static str,
    /// When it is begun next.
    pub next: String,
    /// The slot that was begun last.
    pub slot: Option<String>,
    /// When it was ended.
    pub ended: Option<String>,
    /// What somebody has to look at.
    pub trouble: Option<String>,
}

/// What a person did to a job.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobChangeDocument {
    /// The job, which may be gone.
    pub job: Uuid,
    /// Its kind.
    pub kind: String,
    /// `mended`, `sent-again`, `discarded` or `begun-now`.
    pub act: &'static str,
    /// What it was about before.
    pub payload: String,
    /// Why.
    pub reason: Option<String>,
    /// Id of the account.
    pub account: Uuid,
    /// When.
    pub at: String,
}

/// One page of jobs.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobList {
    /// The jobs.
    pub items: Vec<JobDocument>,
    /// What `after` must say for the next page; null after the last.
    pub next: Option<String>,
}

impl Page for JobList {
    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// A job.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobDocument {
    /// Its id.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// With what.
    pub payload: String,
    /// `waiting`, `running` or `dead`.
    pub state: &'static str,
    /// Not before.
    pub due: String,
    /// How often it was begun.
    pub attempts: u32,
    /// What went wrong the last time.
    pub error: Option<String>,
    /// When it was written down.
    pub created: String,
    /// When it was last begun.
    pub begun: Option<String>,
}

/// What a job shall be about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedPayload {
    /// In the form of its kind.
    pub payload: String,
}

/// Why a job is taken away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedDiscard {
    /// The reason.
    pub reason: String,
}

/// `GET /api/v1/work`
async fn overview(State(site): State<Site>, caller: Caller) -> Result<Json<WorkDocument>, Failure> {
    operator(&site, &caller)?;
    let Overview { counts, recurring, changes, at } = duties::overview(&site.context).await?;
    Ok(Json(WorkDocument {
        at: words::moment(at),
        counts: counts.into_iter().map(of_count).collect(),
        recurring: recurring.into_iter().map(of_recurring).collect(),
        changes: changes.into_iter().map(of_change).collect(),
    }))
}

/// `GET /api/v1/jobs`
async fn list(State(site): State<Site>, caller: Caller, asked: Asked) -> Result<Response, Failure> {
    operator(&site, &caller)?;
    let wanted = wanted(&asked)?;
    let (jobs, next) = some(&site, wanted).await?;
    Ok(page(&asked, &JobList { items: jobs.into_iter().map(document).collect(), next }))
}

/// `GET /api/v1/jobs/{id}`
async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<JobDocument>, Failure> {
    operator(&site, &caller)?;
    Ok(Json(document(duties::found(&site.context, id_of(&id)?).await?)))
}

/// `PUT /api/v1/jobs/{id}`
async fn mend(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: wanted, .. }: Checked<WantedPayload>,
) -> Result<Json<JobDocument>, Failure> {
    let (actor, id) = (operator(&site, &caller)?, id_of(&id)?);
    duties::mend(&site.context, actor, id, &wanted.payload).await?;
    Ok(Json(document(duties::found(&site.context, id).await?)))
}

/// `POST /api/v1/jobs/{id}/send`
async fn send_again(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    let actor = operator(&site, &caller)?;
    duties::send_again(&site.context, actor, id_of(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/v1/jobs/{id}/discard`
async fn discard(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: wanted, .. }: Checked<WantedDiscard>,
) -> Result<StatusCode, Failure> {
    let actor = operator(&site, &caller)?;
    duties::discard(&site.context, actor, id_of(&id)?, &wanted.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/v1/recurring-work/{name}/run`
async fn run_now(
    State(site): State<Site>,
    caller: Caller,
    Path(name): Path<String>,
) -> Result<StatusCode, Failure> {
    let actor = operator(&site, &caller)?;
    let work = Recurring::named(&name).ok_or_else(Failure::not_found)?;
    duties::run_now(&site.context, actor, work).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who looks after the whole house; who administers a part of it does not.
///
/// # Errors
/// Refused for anybody else.
pub fn operator(site: &Site, caller: &Caller) -> Result<Actor, Failure> {
    let province = &site.context.province;
    let head = province.agencies.by_code(province.head, caller.now.date()).ok_or_else(Failure::not_found)?;
    Ok(caller.actor_for(site, Action::OperateSystem, Scope::at(head.id))?)
}

/// The id in an address.
///
/// # Errors
/// Not found where it is none.
pub fn id_of(text: &str) -> Result<Uuid, Failure> {
    text.parse().map_err(|_| Failure::not_found())
}

/// Which jobs are asked for: those that were given up, unless another state is named.
///
/// # Errors
/// When a parameter can not be meant.
pub fn wanted(asked: &Asked) -> Result<Wanted, Failure> {
    let unknown = || bad(Refusal::new("web.job-state-unknown").at("state"));
    let state = asked.text("state").map(|it| JobState::from_code(it).ok_or_else(unknown)).transpose()?;
    Ok(Wanted {
        state: state.unwrap_or(JobState::Dead),
        kind: asked.text("kind").map(ToOwned::to_owned),
        after: asked.after(place)?,
        limit: u64::try_from(asked.limit()?).unwrap_or(1),
    })
}

/// One page of them, and where the next begins.
///
/// # Errors
/// When the store fails.
pub async fn some(site: &Site, wanted: Wanted) -> Result<(Vec<JobRow>, Option<String>), Failure> {
    let limit = usize::try_from(wanted.limit).unwrap_or(1);
    let one_more = Wanted { limit: wanted.limit.saturating_add(1), ..wanted };
    let mut jobs = duties::list(&site.context, &one_more).await?;
    let more = jobs.len() > limit;
    jobs.truncate(limit);
    let next = jobs.last().filter(|_| more).map(|it| format!("{}.{}", it.due.micros(), it.id.simple()));
    Ok((jobs, next))
}

fn place(text: &str) -> Option<(Instant, Uuid)> {
    let (due, id) = text.split_once('.')?;
    Some((Instant::from_micros(due.parse().ok()?), id.parse().ok()?))
}

fn document(job: JobRow) -> JobDocument {
    JobDocument {
        id: job.id,
        kind: job.kind,
        payload: job.payload,
        state: job.state.code(),
        due: words::moment(job.due),
        attempts: job.attempts,
        error: job.error,
        created: words::moment(job.created),
        begun: job.begun.map(words::moment),
    }
}

fn of_count(it: Count) -> CountDocument {
    CountDocument {
        kind: it.kind,
        state: it.state.code(),
        number: it.number,
        earliest_due: words::moment(it.earliest_due),
    }
}

fn of_recurring(it: RecurringState) -> RecurringDocument {
    RecurringDocument {
        name: it.work.name(),
        next: words::moment(it.next),
        slot: it.last.as_ref().map(|it| words::moment(it.slot)),
        ended: it.last.as_ref().and_then(|it| it.ended).map(words::moment),
        trouble: it.last.and_then(|it| it.error),
    }
}

fn of_change(it: Change) -> JobChangeDocument {
    JobChangeDocument {
        job: it.job,
        kind: it.kind,
        act: it.act.code(),
        payload: it.payload,
        reason: it.reason,
        account: it.account.0,
        at: words::moment(it.at),
    }
}
