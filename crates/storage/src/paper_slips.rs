//! The paper slips that were entered: a number of one agency names one visit, whoever enters it and however often.

use crate::entities::{dossier, paper_slip};
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AgencyId, DossierId, LateEntryPermitId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Statement};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// As the column of a dossier says that it was annulled.
const ANNULLED: &str = "annulled";

/// Claims the slip for a dossier that is written in the same transaction; false when it stands for another that was not
/// annulled. Of many at once one gets it; the others wait for the end of its write.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    tx: &Tx,
    agency: AgencyId,
    number: &str,
    dossier: DossierId,
    permit: Option<LateEntryPermitId>,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO paper_slip (agency, number, dossier, permit) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (agency, number) DO UPDATE SET dossier = excluded.dossier, permit = excluded.permit \
               WHERE EXISTS (SELECT 1 FROM dossier WHERE id = paper_slip.dossier AND status = $5)";
    let values =
        [agency.0.into(), number.into(), dossier.0.into(), permit.map(|it| it.0).into(), ANNULLED.into()];
    let statement = Statement::from_sql_and_values(tx.backend(), sql, values);
    let claimed = tx.inner.execute_raw(statement).await.map_err(|error| tx.fail(error))?;
    Ok(claimed.rows_affected() == 1)
}

/// Which of these slips of `agency` were entered, and as which dossiers; annulled ones do not count.
///
/// # Errors
/// When the database fails.
pub async fn entered(
    handle: &impl Handle,
    agency: AgencyId,
    numbers: &[String],
) -> Result<BTreeMap<String, DossierId>, StoreError> {
    let mut found = BTreeMap::new();
    // Databases bound the number of values in one statement.
    for some in numbers.chunks(500) {
        let rows = paper_slip::Entity::find()
            .filter(paper_slip::Column::Agency.eq(agency.0))
            .filter(paper_slip::Column::Number.is_in(some))
            .all(&handle.executor())
            .await
            .map_err(|error| handle.failed(error))?;
        let annulled: BTreeSet<Uuid> = annulled(handle, rows.iter().map(|row| row.dossier)).await?;
        let standing = rows.into_iter().filter(|row| !annulled.contains(&row.dossier));
        found.extend(standing.map(|row| (row.number, DossierId(row.dossier))));
    }
    Ok(found)
}

/// The dossiers that any of these agencies received with a slip of this number.
///
/// # Errors
/// When the database fails.
pub async fn find(
    handle: &impl Handle,
    agencies: &[AgencyId],
    number: &str,
) -> Result<Vec<DossierId>, StoreError> {
    let rows = paper_slip::Entity::find()
        .filter(paper_slip::Column::Number.eq(number))
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    let of_these = rows.into_iter().filter(|row| agencies.contains(&AgencyId(row.agency)));
    Ok(of_these.map(|row| DossierId(row.dossier)).collect())
}

/// How many slips were entered by this leave; annulled ones do not count.
///
/// # Errors
/// When the database fails.
pub async fn entered_by(handle: &impl Handle, permit: LateEntryPermitId) -> Result<usize, StoreError> {
    let entered: Vec<Uuid> = paper_slip::Entity::find()
        .select_only()
        .column(paper_slip::Column::Dossier)
        .filter(paper_slip::Column::Permit.eq(permit.0))
        .into_tuple()
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(entered.len() - annulled(handle, entered.into_iter()).await?.len())
}

async fn annulled(
    handle: &impl Handle,
    dossiers: impl Iterator<Item = Uuid>,
) -> Result<BTreeSet<Uuid>, StoreError> {
    let ids: Vec<Uuid> = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Id)
        .filter(dossier::Column::Id.is_in(dossiers))
        .filter(dossier::Column::Status.eq(ANNULLED))
        .into_tuple()
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(ids.into_iter().collect())
}
