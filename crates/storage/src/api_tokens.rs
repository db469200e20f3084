//! API tokens that were issued. The token itself is kept nowhere: this is what it says, and whether it was revoked.

use crate::accounts::{COLUMNS, IN_ORDER, WITH_GRANTS, from_rows};
use crate::entities::api_token;
use crate::{Handle, StoreError, Tx};
use motcua_identity::{Account, ApiTokenClaims};
use motcua_kernel::{AccountId, Instant};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Set, Statement,
};
use uuid::Uuid;

/// A token that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// What it says; its id and account are in there.
    pub claims: ApiTokenClaims,
    /// What its owner calls it.
    pub name: String,
    /// When it was revoked, if it was.
    pub revoked: Option<Instant>,
}

/// Writes a token that is issued.
///
/// # Errors
/// When the database fails or there is no such account.
pub async fn insert(tx: &Tx, token: &ApiToken) -> Result<(), StoreError> {
    let claims = serde_json::to_string(&token.claims).map_err(|error| corrupt(token.claims.jti, error))?;
    let row = api_token::ActiveModel {
        id: Set(token.claims.jti),
        account: Set(token.claims.sub.0),
        name: Set(token.name.clone()),
        claims: Set(claims),
        revoked_at: Set(token.revoked.map(Instant::micros)),
    };
    api_token::Entity::insert(row).exec_without_returning(&tx.inner).await.map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The token with its account, in one statement: every call of a machine asks for it.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn with_account(handle: &impl Handle, id: Uuid) -> Result<Option<(ApiToken, Account)>, StoreError> {
    let sql = format!(
        "SELECT api_token.id AS token_id, api_token.account AS token_account, api_token.name AS token_name, \
         api_token.claims AS token_claims, api_token.revoked_at AS token_revoked_at, {COLUMNS} FROM api_token \
         JOIN account ON account.id = api_token.account {WITH_GRANTS} WHERE api_token.id = $1 {IN_ORDER}"
    );
    let executor = handle.executor();
    let statement = Statement::from_sql_and_values(executor.get_database_backend(), sql, [id.into()]);
    let rows = executor.query_all_raw(statement).await.map_err(|error| handle.failed(error))?;
    let account = from_rows(handle, &rows)?.into_iter().next();
    let (Some(row), Some((account, _))) = (rows.first(), account) else {
        return Ok(None);
    };
    let model = api_token::Model::from_query_result(row, "token_").map_err(|error| handle.failed(error))?;
    Ok(Some((token(model)?, account)))
}

/// The tokens of an account in the order of their ids, revoked ones too.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_account(handle: &impl Handle, account: AccountId) -> Result<Vec<ApiToken>, StoreError> {
    let rows = api_token::Entity::find()
        .filter(api_token::Column::Account.eq(account.0))
        .order_by_asc(api_token::Column::Id)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(token).collect()
}

/// Every token that was not revoked, ended ones too.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn not_revoked(handle: &impl Handle) -> Result<Vec<ApiToken>, StoreError> {
    let rows = api_token::Entity::find()
        .filter(api_token::Column::RevokedAt.is_null())
        .order_by_asc(api_token::Column::Id)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(token).collect()
}

/// Revokes a token of the account; false when it has no such token or it was revoked before.
///
/// # Errors
/// When the database fails.
pub async fn revoke(tx: &Tx, id: Uuid, account: AccountId, now: Instant) -> Result<bool, StoreError> {
    let revoked = api_token::Entity::update_many()
        .set(api_token::ActiveModel { revoked_at: Set(Some(now.micros())), ..Default::default() })
        .filter(api_token::Column::Id.eq(id))
        .filter(api_token::Column::Account.eq(account.0))
        .filter(api_token::Column::RevokedAt.is_null())
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(revoked.rows_affected == 1)
}

fn token(row: api_token::Model) -> Result<ApiToken, StoreError> {
    let claims: ApiTokenClaims = serde_json::from_str(&row.claims).map_err(|error| corrupt(row.id, error))?;
    if claims.jti != row.id || claims.sub.0 != row.account {
        return Err(corrupt(row.id, "the claims are those of another token"));
    }
    Ok(ApiToken { claims, name: row.name, revoked: row.revoked_at.map(Instant::from_micros) })
}

fn corrupt(id: Uuid, what: impl ToString) -> StoreError {
    StoreError::corrupt("api_token", id, what)
}
