//! Keys by which a client may send the same command twice: kept with the effect, in the same write, and pointing at it.

use crate::entities::idempotency;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, DossierId, Instant};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

/// What a key says about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Never seen: the command runs.
    New,
    /// The same request had its effect.
    Answered {
        /// On this dossier.
        dossier: DossierId,
        /// It brought it to this version.
        seq: u32,
    },
    /// The key was used for another request.
    OtherRequest,
}

/// Claims the key for a request that brings `dossier` to version `seq`; false when it was claimed before, by whichever
/// request. Of many at once one gets it; the others wait for the end of its write.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    tx: &Tx,
    account: AccountId,
    key: &[u8; 32],
    request: &[u8; 32],
    dossier: DossierId,
    seq: u32,
    now: Instant,
) -> Result<bool, StoreError> {
    let row = idempotency::ActiveModel {
        account: Set(account.0),
        key: Set(key.to_vec()),
        request: Set(request.to_vec()),
        dossier: Set(dossier.0),
        seq: Set(i64::from(seq)),
        stored_at: Set(now.micros()),
    };
    let columns = [idempotency::Column::Account, idempotency::Column::Key];
    let claimed = idempotency::Entity::insert(row)
        .on_conflict(OnConflict::columns(columns).do_nothing().to_owned())
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(claimed == 1)
}

/// Looks a key up.
///
/// # Errors
/// When the database fails or the row can not be read.
pub async fn look_up(
    handle: &impl Handle,
    account: AccountId,
    key: &[u8; 32],
    request: &[u8; 32],
) -> Result<Seen, StoreError> {
    let row = idempotency::Entity::find_by_id((account.0, key.to_vec()))
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    match row {
        None => Ok(Seen::New),
        Some(row) if row.request == request => {
            let seq = u32::try_from(row.seq)
                .map_err(|error| StoreError::corrupt("idempotency", row.dossier, error))?;
            Ok(Seen::Answered { dossier: DossierId(row.dossier), seq })
        }
        Some(_) => Ok(Seen::OtherRequest),
    }
}

/// Forgets the keys that were claimed before `moment`, and says how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_before(tx: &Tx, moment: Instant) -> Result<u64, StoreError> {
    let forgotten = idempotency::Entity::delete_many()
        .filter(idempotency::Column::StoredAt.lt(moment.micros()))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(forgotten.rows_affected)
}
