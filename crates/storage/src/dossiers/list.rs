//! Lists of dossiers: those of some agencies, newest receipt first, page by page.

use super::state;
use crate::entities::dossier;
use crate::{Handle, StoreError};
use motcua_dossier::Dossier;
use motcua_kernel::{AgencyId, DossierId, Instant, ProcedureVersionId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Which dossiers a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DossierQuery {
    /// Received by one of these.
    pub receiving: Vec<AgencyId>,
    /// In one of these statuses, by the word `serde` writes; any when there is none.
    pub statuses: Vec<String>,
    /// Received at this moment or later.
    pub received_from: Option<Instant>,
    /// Received before this moment.
    pub received_before: Option<Instant>,
    /// Open, or ended at this moment or later.
    pub open_since: Option<Instant>,
    /// Behind the last one of the page before: when it was received, and its id.
    pub after: Option<(Instant, DossierId)>,
    /// At most so many.
    pub limit: u64,
}

/// The dossiers with a number that match, newest receipt first. Without a receiving agency none matches.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn list(handle: &impl Handle, query: &DossierQuery) -> Result<Vec<Dossier>, StoreError> {
    use dossier::Column::{EndedAt, Id, ReceivedAt, Receiving, Status};
    if query.receiving.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows = dossier::Entity::find()
        .filter(Receiving.is_in(query.receiving.iter().map(|it| it.0)))
        .filter(ReceivedAt.is_not_null());
    if !query.statuses.is_empty() {
        rows = rows.filter(Status.is_in(query.statuses.iter().map(String::as_str)));
    }
    if let Some(from) = query.received_from {
        rows = rows.filter(ReceivedAt.gte(from.micros()));
    }
    if let Some(before) = query.received_before {
        rows = rows.filter(ReceivedAt.lt(before.micros()));
    }
    if let Some(since) = query.open_since {
        rows = rows.filter(EndedAt.is_null().or(EndedAt.gte(since.micros())));
    }
    if let Some((received, id)) = query.after {
        let place = Expr::tuple([Expr::col(ReceivedAt), Expr::col(Id)]);
        rows = rows.filter(place.lt(Expr::tuple([Expr::value(received.micros()), Expr::value(id.0)])));
    }
    let rows = rows
        .order_by_desc(ReceivedAt)
        .order_by_desc(Id)
        .limit(query.limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.iter().map(state).collect()
}

/// Words of the statuses in which nothing is left to do or to get.
const OVER: [&str; 7] =
    ["guidance-given", "not-received", "returned", "withdrawn", "stopped", "annulled", "imported"];

/// The ids of the dossiers after `after` that are not over, in order, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn open_ids(
    handle: &impl Handle,
    after: Option<DossierId>,
    limit: u64,
) -> Result<Vec<DossierId>, StoreError> {
    let mut query = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Id)
        .filter(dossier::Column::Status.is_not_in(OVER));
    if let Some(after) = after {
        query = query.filter(dossier::Column::Id.gt(after.0));
    }
    let ids: Vec<Uuid> = query
        .order_by_asc(dossier::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(ids.into_iter().map(DossierId).collect())
}

/// Those of these dossiers that there are, in no order.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_ids(handle: &impl Handle, ids: &[DossierId]) -> Result<Vec<Dossier>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = dossier::Entity::find()
        .filter(dossier::Column::Id.is_in(ids.iter().map(|it| it.0)))
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.iter().map(state).collect()
}

/// How many dossiers these agencies received at `from` or later, by the version they stand under, in no order.
///
/// # Errors
/// `Corrupt` when a dossier names a version that is no id.
pub async fn count_by_version(
    handle: &impl Handle,
    receiving: &[AgencyId],
    from: Instant,
) -> Result<Vec<(ProcedureVersionId, u64)>, StoreError> {
    use dossier::Column::{Id, ReceivedAt, Receiving};
    if receiving.is_empty() {
        return Ok(Vec::new());
    }
    let executor = handle.executor();
    let version = Expr::cust(if executor.get_database_backend() == DbBackend::Postgres {
        "state::jsonb #>> '{filing,version}'"
    } else {
        "json_extract(state, '$.filing.version')"
    });
    let counted: Vec<(Option<String>, i64)> = dossier::Entity::find()
        .select_only()
        .column_as(version.clone(), "of_version")
        .column_as(Id.count(), "received")
        .filter(Receiving.is_in(receiving.iter().map(|it| it.0)))
        .filter(ReceivedAt.gte(from.micros()))
        .group_by(version)
        .into_tuple()
        .all(&executor)
        .await
        .map_err(|error| handle.failed(error))?;
    let mut found = Vec::with_capacity(counted.len());
    for (version, count) in counted {
        let Some(version) = version else { continue };
        let corrupt = |what: String| StoreError::corrupt("dossier", &version, what);
        let id = version.parse::<Uuid>().map_err(|error| corrupt(error.to_string()))?;
        let count = u64::try_from(count).map_err(|error| corrupt(error.to_string()))?;
        found.push((ProcedureVersionId(id), count));
    }
    Ok(found)
}

/// The newest visits to `receiving` that ended with guidance, at most `limit`. Ids grow with time.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn guided(
    handle: &impl Handle,
    receiving: &[AgencyId],
    limit: u64,
) -> Result<Vec<Dossier>, StoreError> {
    use dossier::Column::{Id, Receiving, Status};
    let rows = dossier::Entity::find()
        .filter(Receiving.is_in(receiving.iter().map(|it| it.0)))
        .filter(Status.eq("guidance-given"))
        .order_by_desc(Id)
        .limit(limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.iter().map(state).collect()
}
