//! What signers decided on proposals: the latest decisions of all, each with the version of its procedure, read through an
//! index of decisions alone.

use crate::{Handle, StoreError};
use motcua_dossier::By;
use motcua_kernel::{AgencyId, ProcedureVersionId};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use serde::Deserialize;

/// A decision on a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The version the dossier goes by.
    pub version: ProcedureVersionId,
    /// The agency of the signer.
    pub agency: AgencyId,
    /// Whether it was signed; otherwise it was returned to be worked on again.
    pub signed: bool,
}

/// What of an event is read here.
#[derive(Deserialize)]
struct Decided {
    by: By,
}

/// The latest decisions, the newest first, at most `limit`.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn latest(handle: &impl Handle, limit: u64) -> Result<Vec<Decision>, StoreError> {
    let executor = handle.executor();
    let backend = executor.get_database_backend();
    let version = if backend == DbBackend::Postgres {
        "dossier.state::jsonb -> 'filing' ->> 'version'"
    } else {
        "json_extract(dossier.state, '$.filing.version')"
    };
    // The condition is that of the index.
    let sql = format!(
        "SELECT event.position, event.kind, event.payload, {version} AS version FROM event \
         JOIN dossier ON dossier.id = event.dossier \
         WHERE event.kind IN ('result-approved', 'rework-demanded') ORDER BY event.position DESC LIMIT $1"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let statement = Statement::from_sql_and_values(backend, sql, [Value::from(limit)]);
    let rows = executor.query_all_raw(statement).await.map_err(|error| handle.failed(error))?;
    let decisions = rows.iter().map(|row| decision(handle, row));
    Ok(decisions.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// Nothing for one that no officer of ours made, or of a dossier that was never filed here.
fn decision(handle: &impl Handle, row: &QueryResult) -> Result<Option<Decision>, StoreError> {
    let read = || {
        let position: i64 = row.try_get("", "position")?;
        let kind: String = row.try_get("", "kind")?;
        let payload: String = row.try_get("", "payload")?;
        let version: Option<String> = row.try_get("", "version")?;
        Ok((position, kind, payload, version))
    };
    let (position, kind, payload, version) = read().map_err(|error| handle.failed(error))?;
    let corrupt = |error: &dyn std::fmt::Display| StoreError::corrupt("event", position, error.to_string());
    let decided: Decided = serde_json::from_str(&payload).map_err(|error| corrupt(&error))?;
    let (By::Officer(actor), Some(version)) = (decided.by, version) else { return Ok(None) };
    let version = version.parse().map_err(|error: uuid::Error| corrupt(&error))?;
    Ok(Some(Decision {
        version: ProcedureVersionId(version),
        agency: actor.agency,
        signed: kind == "result-approved",
    }))
}
