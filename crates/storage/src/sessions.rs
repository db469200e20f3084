//! Browser sessions, found by the hash of the token in the cookie. Whether one still counts is `identity`'s to say.

use crate::accounts::{COLUMNS, IN_ORDER, WITH_GRANTS, from_rows};
use crate::entities::session;
use crate::{Handle, StoreError, Tx};
use motcua_identity::{Account, KeptPassword, Session, SessionKey};
use motcua_kernel::{AccountId, Instant};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryResult, Set, Statement};

/// Writes a session that begins.
///
/// # Errors
/// When the database fails or there is no such account.
pub async fn insert(tx: &Tx, session: &Session) -> Result<(), StoreError> {
    let row = session::ActiveModel {
        key: Set(session.key.0.to_vec()),
        account: Set(session.account.0),
        created: Set(session.created.micros()),
        last_seen: Set(session.last_seen.micros()),
        expires: Set(session.expires.micros()),
    };
    session::Entity::insert(row).exec_without_returning(&tx.inner).await.map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The session of a cookie with its account and what is kept of its password, in one statement: every request asks for it.
///
/// # Errors
/// When the database fails or the account can not be read.
pub async fn with_account(
    handle: &impl Handle,
    key: &SessionKey,
) -> Result<Option<(Session, Account, Option<KeptPassword>)>, StoreError> {
    let sql = format!(
        "SELECT session.created, session.last_seen, session.expires, {COLUMNS} FROM session \
         JOIN account ON account.id = session.account {WITH_GRANTS} WHERE session.key = $1 {IN_ORDER}"
    );
    let executor = handle.executor();
    let statement =
        Statement::from_sql_and_values(executor.get_database_backend(), sql, [key.0.to_vec().into()]);
    let rows = executor.query_all_raw(statement).await.map_err(|error| handle.failed(error))?;
    let Some((account, password)) = from_rows(handle, &rows)?.into_iter().next() else {
        return Ok(None);
    };
    let instant = |row: &QueryResult, column| row.try_get::<i64>("", column).map(Instant::from_micros);
    let session = |row| {
        Ok::<_, DbErr>(Session {
            key: *key,
            account: account.id,
            created: instant(row, "created")?,
            last_seen: instant(row, "last_seen")?,
            expires: instant(row, "expires")?,
        })
    };
    let session = rows.first().map(session).transpose().map_err(|error| handle.failed(error))?;
    Ok(session.map(|it| (it, account, password)))
}

/// Writes when the session was last seen. One that was ended meanwhile stays ended.
///
/// # Errors
/// When the database fails.
pub async fn touch(tx: &Tx, session: &Session) -> Result<(), StoreError> {
    session::Entity::update_many()
        .set(session::ActiveModel { last_seen: Set(session.last_seen.micros()), ..Default::default() })
        .filter(session::Column::Key.eq(session.key.0.to_vec()))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// Ends a session, if it has not ended.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &Tx, key: &SessionKey) -> Result<(), StoreError> {
    session::Entity::delete_by_id(key.0.to_vec()).exec(&tx.inner).await.map_err(|error| tx.fail(error))?;
    Ok(())
}

/// Ends every session of an account, and says how many.
///
/// # Errors
/// When the database fails.
pub async fn end_all_of(tx: &Tx, account: AccountId) -> Result<u64, StoreError> {
    let ended = session::Entity::delete_many()
        .filter(session::Column::Account.eq(account.0))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(ended.rows_affected)
}

/// Ends every session of an account but one, and says how many.
///
/// # Errors
/// When the database fails.
pub async fn end_others_of(
    tx: &Tx,
    account: AccountId,
    stays: Option<&SessionKey>,
) -> Result<u64, StoreError> {
    let stays = stays.map_or_else(Vec::new, |it| it.0.to_vec());
    let ended = session::Entity::delete_many()
        .filter(session::Column::Account.eq(account.0))
        .filter(session::Column::Key.ne(stays))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(ended.rows_affected)
}

/// Removes the sessions that can not be used at `now` or later, and says how many.
///
/// # Errors
/// When the database fails.
pub async fn end_expired(tx: &Tx, now: Instant) -> Result<u64, StoreError> {
    let ended = session::Entity::delete_many()
        .filter(session::Column::Expires.lte(now.micros()))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(ended.rows_affected)
}
