//! Ways that are changed while somebody else may change them: a message is on its way to the old address, its reader presses a
//! link, the counter writes another.

use super::{Reach, ReachState, TABLE, WhyOff, of_dossier, read};
use crate::entities::reach;
use crate::{StoreError, Tx, words};
use motcua_kernel::{DossierId, Instant};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// The one with this id, which nobody else changes until this write ends.
///
/// # Errors
/// `Corrupt` when the row can not be read.
pub async fn hold(tx: &Tx, id: Uuid) -> Result<Option<Reach>, StoreError> {
    reach::Entity::update_many()
        .col_expr(reach::Column::Since, Expr::col(reach::Column::Since))
        .filter(reach::Column::Id.eq(id))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    let row = reach::Entity::find_by_id(id).one(&tx.inner).await.map_err(|error| tx.fail(error))?;
    row.map(read).transpose()
}

/// Every way to the people of a dossier, which nobody else changes until this write ends.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn hold_of_dossier(tx: &Tx, dossier: DossierId) -> Result<Vec<Reach>, StoreError> {
    reach::Entity::update_many()
        .col_expr(reach::Column::Since, Expr::col(reach::Column::Since))
        .filter(reach::Column::Dossier.eq(dossier.0))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    of_dossier(tx, dossier).await
}

/// Nothing goes to the address of `it` any more, unless there is another in its place by now; says whether that was still it.
///
/// # Errors
/// When the database fails.
pub async fn turn_off(tx: &Tx, it: &Reach, why: WhyOff, now: Instant) -> Result<bool, StoreError> {
    let Some(address) = &it.address else { return Ok(false) };
    let turned = reach::Entity::update_many()
        .col_expr(reach::Column::State, Expr::value(words::word(&ReachState::Off, TABLE)?))
        .col_expr(reach::Column::WhyOff, Expr::value(words::word(&why, TABLE)?))
        .col_expr(reach::Column::Since, Expr::value(now.micros()))
        .filter(reach::Column::Id.eq(it.id))
        .filter(reach::Column::Address.eq(address.as_str()))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(turned.rows_affected == 1)
}
