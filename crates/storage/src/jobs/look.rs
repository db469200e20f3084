//! What work there is, for whoever looks after it.

use crate::entities::job;
use crate::{Handle, StoreError};
use motcua_kernel::Instant;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QueryResult,
    QuerySelect, Statement,
};
use uuid::Uuid;

/// How a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JobState {
    /// It waits for its time, or for a worker.
    Waiting,
    /// A worker holds it.
    Running,
    /// It was given up: a person must look.
    Dead,
}

impl JobState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Running, Self::Dead];

    /// As it is kept.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Dead => "dead",
        }
    }

    /// The state that is kept so.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// A job as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRow {
    /// Its id.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// With what.
    pub payload: String,
    /// How it stands.
    pub state: JobState,
    /// Not before.
    pub due: Instant,
    /// How often it was claimed.
    pub attempts: u32,
    /// What went wrong the last time.
    pub error: Option<String>,
    /// When it was written down.
    pub created: Instant,
    /// When it was last claimed.
    pub begun: Option<Instant>,
}

/// How many jobs of a kind stand how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The kind.
    pub kind: String,
    /// How they stand.
    pub state: JobState,
    /// How many.
    pub number: u64,
    /// The earliest moment at which one of them is or was due.
    pub earliest_due: Instant,
}

/// Which jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// How they stand.
    pub state: JobState,
    /// Of this kind, or of all.
    pub kind: Option<String>,
    /// Behind this one.
    pub after: Option<(Instant, Uuid)>,
    /// So many at most.
    pub limit: u64,
}

/// How many jobs there are, by kind and state.
///
/// # Errors
/// When the database fails or a row can not be read.
pub async fn counts(handle: &impl Handle) -> Result<Vec<Count>, StoreError> {
    let sql = "SELECT kind, state, COUNT(*), MIN(due) FROM job GROUP BY kind, state ORDER BY kind, state";
    let executor = handle.executor();
    let statement = Statement::from_string(executor.get_database_backend(), sql);
    let rows = executor.query_all_raw(statement).await.map_err(|error| handle.failed(error))?;
    rows.iter().map(|row| count(row).map_err(|error| handle.failed(error))?).collect()
}

fn count(row: &QueryResult) -> Result<Result<Count, StoreError>, DbErr> {
    let (kind, code): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let (number, earliest): (i64, i64) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
    Ok(state(&kind, &code).map(|state| Count {
        kind,
        state,
        number: u64::try_from(number).unwrap_or(0),
        earliest_due: Instant::from_micros(earliest),
    }))
}

/// One job.
///
/// # Errors
/// `NotFound` when it is done; when the database fails or the row can not be read.
pub async fn find(handle: &impl Handle, id: Uuid) -> Result<JobRow, StoreError> {
    let row =
        job::Entity::find_by_id(id).one(&handle.executor()).await.map_err(|error| handle.failed(error))?;
    row.ok_or_else(|| StoreError::NotFound { what: format!("job {id}") }).and_then(TryInto::try_into)
}

/// Jobs by when they are or were due.
///
/// # Errors
/// When the database fails or a row can not be read.
pub async fn list(handle: &impl Handle, wanted: &Wanted) -> Result<Vec<JobRow>, StoreError> {
    let mut query = job::Entity::find().filter(job::Column::State.eq(wanted.state.code()));
    if let Some(kind) = &wanted.kind {
        query = query.filter(job::Column::Kind.eq(kind.as_str()));
    }
    if let Some((due, id)) = wanted.after {
        let same = Condition::all().add(job::Column::Due.eq(due.micros())).add(job::Column::Id.gt(id));
        query = query.filter(Condition::any().add(job::Column::Due.gt(due.micros())).add(same));
    }
    let rows = query
        .order_by_asc(job::Column::Due)
        .order_by_asc(job::Column::Id)
        .limit(wanted.limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(TryInto::try_into).collect()
}

impl TryFrom<job::Model> for JobRow {
    type Error = StoreError;

    fn try_from(row: job::Model) -> Result<Self, StoreError> {
        Ok(Self {
            state: state(&row.id.to_string(), &row.state)?,
            id: row.id,
            kind: row.kind,
            payload: row.payload,
            due: Instant::from_micros(row.due),
            attempts: u32::try_from(row.attempts).unwrap_or(0),
            error: row.last_error,
            created: Instant::from_micros(row.created),
            begun: row.begun.map(Instant::from_micros),
        })
    }
}

fn state(id: &str, code: &str) -> Result<JobState, StoreError> {
    JobState::from_code(code).ok_or_else(|| StoreError::corrupt("job", id, format!("no such state: {code}")))
}
