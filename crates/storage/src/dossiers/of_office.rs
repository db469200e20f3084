//! What the books and lists of an agency are made from: its receipts of a time in the order in which they were entered, and
//! the hand-overs of a time.

use super::entry;
use crate::entities::{dossier, dossier_agency, event};
use crate::{Handle, StoreError};
use motcua_dossier::Entry;
use motcua_kernel::{AgencyId, DossierId, Instant};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// The dossiers an agency received from one moment to before another, each with when, in the order in which they were
/// entered: what is entered late stands behind what was there.
///
/// # Errors
/// When the database fails.
pub async fn entered(
    handle: &impl Handle,
    receiving: AgencyId,
    (from, before): (Instant, Instant),
) -> Result<Vec<(DossierId, Instant)>, StoreError> {
    use dossier::Column::{Id, ReceivedAt, Receiving};
    let rows: Vec<(Uuid, Option<i64>)> = dossier::Entity::find()
        .select_only()
        .columns([Id, ReceivedAt])
        .filter(Receiving.eq(receiving.0))
        .filter(ReceivedAt.gte(from.micros()))
        .filter(ReceivedAt.lt(before.micros()))
        .order_by_asc(Id)
        .into_tuple()
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    let known = |(id, at): (Uuid, Option<i64>)| Some((DossierId(id), Instant::from_micros(at?)));
    Ok(rows.into_iter().filter_map(known).collect())
}

/// Every hand-over from one moment to before another of a dossier that concerns `agency`, in the order in which they were
/// recorded.
///
/// # Errors
/// `Corrupt` when an event can not be read.
pub async fn handed_over(
    handle: &impl Handle,
    agency: AgencyId,
    (from, before): (Instant, Instant),
) -> Result<Vec<(DossierId, Entry)>, StoreError> {
    use event::Column::{Dossier, Position, Recorded};
    let mut of_agency = Query::select();
    of_agency
        .column(dossier_agency::Column::Dossier)
        .from(dossier_agency::Entity)
        .and_where(dossier_agency::Column::Agency.eq(agency.0));
    let rows = event::Entity::find()
        // As the index `event_handed_over` says it.
        .filter(Expr::cust("kind = 'handed-over'"))
        .filter(Recorded.gte(from.micros()))
        .filter(Recorded.lt(before.micros()))
        .filter(Dossier.in_subquery(of_agency))
        .order_by_asc(Position)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.iter().map(|row| Ok((DossierId(row.dossier), entry(row)?))).collect()
}
