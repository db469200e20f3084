//! Keys by which a client may send the same command twice: kept with the effect, in the same write.

use crate::entities::idempotency;
use crate::{Handle, Hash, StoreError, Tx};
use motcua_kernel::{AccountId, Instant};
use sea_orm::{EntityTrait, Set};

/// What a key says about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Never seen: the command runs.
    New,
    /// The same request was answered: this was the answer.
    Answered(String),
    /// The key was used for another request.
    OtherRequest,
}

/// Looks a key up.
///
/// # Errors
/// When the database fails.
pub async fn look_up(
    handle: &impl Handle,
    account: AccountId,
    key: &str,
    request: Hash,
) -> Result<Seen, StoreError> {
    let row = idempotency::Entity::find_by_id((account.0, key.to_owned()))
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(match row {
        None => Seen::New,
        Some(row) if row.request_hash == request.0 => Seen::Answered(row.response),
        Some(_) => Seen::OtherRequest,
    })
}

/// Keeps the answer under the key.
///
/// # Errors
/// `Stale` when another request with this key was first.
pub async fn keep(
    tx: &Tx,
    account: AccountId,
    key: &str,
    request: Hash,
    response: &str,
    now: Instant,
) -> Result<(), StoreError> {
    let row = idempotency::ActiveModel {
        account: Set(account.0),
        key: Set(key.to_owned()),
        request_hash: Set(request.0.to_vec()),
        response: Set(response.to_owned()),
        stored_at: Set(now.micros()),
    };
    idempotency::Entity::insert(row)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_stale(error, || format!("idempotency key {key}")))?;
    Ok(())
}
