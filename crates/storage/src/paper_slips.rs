//! The paper slips that were entered: a number of one agency names one visit, whoever enters it and however often.

use crate::entities::paper_slip;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AgencyId, DossierId, LateEntryPermitId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use std::collections::BTreeMap;

/// Claims the slip for a dossier that is written in the same transaction; false when it was claimed before. Of many at
/// once one gets it; the others wait for the end of its write.
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
    let row = paper_slip::ActiveModel {
        agency: Set(agency.0),
        number: Set(number.to_owned()),
        dossier: Set(dossier.0),
        permit: Set(permit.map(|it| it.0)),
    };
    let key = [paper_slip::Column::Agency, paper_slip::Column::Number];
    let claimed = paper_slip::Entity::insert(row)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(claimed == 1)
}

/// Which of these slips of `agency` were entered, and as which dossiers.
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
        found.extend(rows.into_iter().map(|row| (row.number, DossierId(row.dossier))));
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

/// How many slips were entered by this leave.
///
/// # Errors
/// When the database fails.
pub async fn entered_by(handle: &impl Handle, permit: LateEntryPermitId) -> Result<u64, StoreError> {
    paper_slip::Entity::find()
        .filter(paper_slip::Column::Permit.eq(permit.0))
        .count(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))
}
