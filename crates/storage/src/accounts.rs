//! Accounts with the roles they hold. One is always read whole, grants included, in one statement.

use crate::entities::{account, account_grant};
use crate::{Handle, StoreError, Tx, words};
use motcua_identity::{
    Account, Delegation, Grant, KeptPassword, KnownTo, LoginName, PasswordHash, SigningCapacity,
};
use motcua_kernel::{AccountId, AgencyId, Date, Instant, Validity, parse_date};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QueryResult, QuerySelect, Set, Statement, Value,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The columns of a [`Line`].
pub(crate) const COLUMNS: &str = "account.id, account.login, account.display_name, account.disabled, \
     account.password_hash, account.password_set, account.password_given, account.signing, account_grant.role, \
     account_grant.agency, account_grant.valid_from, \
     account_grant.valid_until, account_grant.delegated_from";
/// What follows the table `account` for its grants.
pub(crate) const WITH_GRANTS: &str = "LEFT JOIN account_grant ON account_grant.account = account.id";
/// What ends a statement that reads accounts.
pub(crate) const IN_ORDER: &str = "ORDER BY account.id, account_grant.position";

/// An account with one of its grants, or with none.
#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    login: String,
    display_name: String,
    disabled: i64,
    password_hash: Option<String>,
    password_set: Option<i64>,
    password_given: i64,
    signing: String,
    role: Option<String>,
    agency: Option<Uuid>,
    valid_from: Option<String>,
    valid_until: Option<String>,
    delegated_from: Option<Uuid>,
}

/// Writes a new account; without a password nobody logs in with it.
///
/// # Errors
/// `Taken` when the login name belongs to another account.
pub async fn insert(tx: &Tx, account: &Account, password: Option<&KeptPassword>) -> Result<(), StoreError> {
    let signing = serde_json::to_string(&account.signing).map_err(|error| corrupt(account.id, error))?;
    let grants: Vec<_> =
        (0..).zip(&account.grants).map(|(at, it)| grant_row(account.id, at, it)).collect::<Result<_, _>>()?;
    let row = account::ActiveModel {
        id: Set(account.id.0),
        login: Set(account.login.to_string()),
        display_name: Set(account.display_name.clone()),
        disabled: Set(i64::from(account.disabled)),
        signing: Set(signing),
        ..written(password)
    };
    account::Entity::insert(row)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_taken(error, || format!("login name {}", account.login)))?;
    account_grant::Entity::insert_many(grants)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The account with this id.
///
/// # Errors
/// `NotFound` when there is none, `Corrupt` when a row of it can not be read.
pub async fn load(handle: &impl Handle, id: AccountId) -> Result<Account, StoreError> {
    let found = select(handle, "account.id = $1", id.0.into()).await?;
    found.into_iter().next().map(|(account, _)| account).ok_or_else(|| not_found(id))
}

/// The account a person logs in with, and what is kept of its password.
///
/// # Errors
/// `Corrupt` when a row of it can not be read.
pub async fn by_login(
    handle: &impl Handle,
    login: &LoginName,
) -> Result<Option<(Account, Option<KeptPassword>)>, StoreError> {
    Ok(select(handle, "account.login = $1", login.as_str().into()).await?.into_iter().next())
}

/// Everyone who has, had or will have a grant at the agency, with all their grants.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn at_agency(handle: &impl Handle, agency: AgencyId) -> Result<Vec<Account>, StoreError> {
    let there = "account.id IN (SELECT account FROM account_grant WHERE agency = $1)";
    let found = select(handle, there, agency.0.into()).await?;
    Ok(found.into_iter().map(|(account, _)| account).collect())
}

/// Every account with all its grants, by login name.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn all(handle: &impl Handle) -> Result<Vec<Account>, StoreError> {
    Ok(all_with_passwords(handle).await?.into_iter().map(|(account, _)| account).collect())
}

/// The same, and what is kept of its password.
///
/// # Errors
/// As `all`.
pub async fn all_with_passwords(
    handle: &impl Handle,
) -> Result<Vec<(Account, Option<KeptPassword>)>, StoreError> {
    let mut found = select(handle, "1 = $1", 1_i64.into()).await?;
    found.sort_by(|(one, _), (other, _)| one.login.cmp(&other.login));
    Ok(found)
}

/// The display names of those of these accounts that exist.
///
/// # Errors
/// When the database fails.
pub async fn names(
    handle: &impl Handle,
    ids: &[AccountId],
) -> Result<BTreeMap<AccountId, String>, StoreError> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let names: Vec<(Uuid, String)> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::DisplayName])
        .filter(account::Column::Id.is_in(ids.iter().map(|it| it.0)))
        .into_tuple()
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(names.into_iter().map(|(id, name)| (AccountId(id), name)).collect())
}

/// Whether there is any account: a new house has none.
///
/// # Errors
/// When the database fails.
pub async fn any(handle: &impl Handle) -> Result<bool, StoreError> {
    let first: Option<Uuid> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .limit(1)
        .into_tuple()
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(first.is_some())
}

/// Gives an account one more role.
///
/// # Errors
/// `Stale` when another writer gave it one at the same moment; when there is no such account.
pub async fn add_grant(tx: &Tx, id: AccountId, grant: &Grant) -> Result<(), StoreError> {
    let last: Option<i64> = account_grant::Entity::find()
        .select_only()
        .column(account_grant::Column::Position)
        .filter(account_grant::Column::Account.eq(id.0))
        .order_by_desc(account_grant::Column::Position)
        .limit(1)
        .into_tuple()
        .one(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    let row = grant_row(id, last.map_or(0, |it| it.saturating_add(1)), grant)?;
    account_grant::Entity::insert(row)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_stale(error, || format!("account {id}")))?;
    Ok(())
}

/// Ends a grant of an account before the day `until`; one that has not begun by then is taken out. Says whether the account
/// had it.
///
/// # Errors
/// When the database fails.
pub async fn end_grant(tx: &Tx, id: AccountId, grant: &Grant, until: Date) -> Result<bool, StoreError> {
    let role = words::word(&grant.role, "account_grant")?;
    let rows = account_grant::Entity::find()
        .filter(account_grant::Column::Account.eq(id.0))
        .filter(account_grant::Column::Role.eq(role))
        .filter(account_grant::Column::Agency.eq(grant.agency.0))
        .filter(account_grant::Column::ValidFrom.eq(grant.validity.from.to_string()))
        .all(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    let ends = grant.validity.until.map(|it| it.to_string());
    let covers = grant.delegation.map(|it| it.from.0);
    let same = |row: &account_grant::Model| row.valid_until == ends && row.delegated_from == covers;
    let Some(row) = rows.into_iter().find(same) else { return Ok(false) };
    let this = Condition::all()
        .add(account_grant::Column::Account.eq(id.0))
        .add(account_grant::Column::Position.eq(row.position));
    let changed = if until <= grant.validity.from {
        let deleted = account_grant::Entity::delete_many().filter(this).exec(&tx.inner).await;
        deleted.map_err(|error| tx.fail(error))?.rows_affected
    } else {
        let ended =
            account_grant::ActiveModel { valid_until: Set(Some(until.to_string())), ..Default::default() };
        let updated = account_grant::Entity::update_many().set(ended).filter(this).exec(&tx.inner).await;
        updated.map_err(|error| tx.fail(error))?.rows_affected
    };
    Ok(changed == 1)
}

/// Changes in whose name a person signs, from what was seen.
///
/// # Errors
/// `Stale` when somebody changed it since.
pub async fn change_signing(
    tx: &Tx,
    id: AccountId,
    seen: &[SigningCapacity],
    after: &[SigningCapacity],
) -> Result<(), StoreError> {
    let written = |it: &[SigningCapacity]| serde_json::to_string(it).map_err(|error| corrupt(id, error));
    let changed = account::Entity::update_many()
        .set(account::ActiveModel { signing: Set(written(after)?), ..Default::default() })
        .filter(account::Column::Id.eq(id.0))
        .filter(account::Column::Signing.eq(written(seen)?))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    if changed.rows_affected == 1 { Ok(()) } else { Err(StoreError::Stale { what: format!("account {id}") }) }
}

/// The accounts that hold a role in the place of `absent`, on any day.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn deputies_of(handle: &impl Handle, absent: AccountId) -> Result<Vec<Account>, StoreError> {
    let deputies = "account.id IN (SELECT account FROM account_grant WHERE delegated_from = $1)";
    let found = select(handle, deputies, absent.0.into()).await?;
    Ok(found.into_iter().map(|(account, _)| account).collect())
}

/// Ends the roles that `deputy` holds in the place of `absent`: `day` is the first without them; those that begin later
/// are taken back. Says how many there were.
///
/// # Errors
/// When the database fails.
pub async fn end_cover(tx: &Tx, deputy: AccountId, absent: AccountId, day: Date) -> Result<u64, StoreError> {
    use account_grant::Column::{Account, DelegatedFrom, ValidFrom, ValidUntil};
    let day = day.to_string();
    let of = Condition::all().add(Account.eq(deputy.0)).add(DelegatedFrom.eq(absent.0));
    let begun = account_grant::Entity::update_many()
        .col_expr(ValidUntil, Expr::value(day.clone()))
        .filter(of.clone().add(ValidFrom.lte(day.clone())).add(ValidUntil.gt(day.clone())))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    let later = account_grant::Entity::delete_many()
        .filter(of.add(ValidFrom.gt(day)))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(begun.rows_affected + later.rows_affected)
}

/// Puts a password in the place of the one before it. Sessions that are open stay open here: the use case ends them.
///
/// # Errors
/// `NotFound` when there is no such account.
pub async fn set_password(tx: &Tx, id: AccountId, password: &KeptPassword) -> Result<(), StoreError> {
    update(tx, id, written(Some(password))).await
}

/// The columns of a password, and no others.
fn written(password: Option<&KeptPassword>) -> account::ActiveModel {
    account::ActiveModel {
        password_hash: Set(password.map(|it| it.hash.as_str().to_owned())),
        password_set: Set(password.map(|it| it.set.micros())),
        password_given: Set(password.map_or(0, |it| i64::from(it.known_to == KnownTo::Giver))),
        ..Default::default()
    }
}

/// Disables an account or lets it in again.
///
/// # Errors
/// `NotFound` when there is no such account.
pub async fn set_disabled(tx: &Tx, id: AccountId, disabled: bool) -> Result<(), StoreError> {
    let disabled = Set(i64::from(disabled));
    update(tx, id, account::ActiveModel { disabled, ..Default::default() }).await
}

async fn update(tx: &Tx, id: AccountId, change: account::ActiveModel) -> Result<(), StoreError> {
    let updated = account::Entity::update_many()
        .set(change)
        .filter(account::Column::Id.eq(id.0))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    if updated.rows_affected == 1 { Ok(()) } else { Err(not_found(id)) }
}

async fn select(
    handle: &impl Handle,
    condition: &str,
    value: Value,
) -> Result<Vec<(Account, Option<KeptPassword>)>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM account {WITH_GRANTS} WHERE {condition} {IN_ORDER}");
    let executor = handle.executor();
    let statement = Statement::from_sql_and_values(executor.get_database_backend(), sql, [value]);
    let rows = executor.query_all_raw(statement).await.map_err(|error| handle.failed(error))?;
    from_rows(handle, &rows)
}

/// The accounts in rows of [`COLUMNS`], [`IN_ORDER`].
pub(crate) fn from_rows(
    handle: &impl Handle,
    rows: &[QueryResult],
) -> Result<Vec<(Account, Option<KeptPassword>)>, StoreError> {
    let mut found: Vec<(Account, Option<KeptPassword>)> = Vec::new();
    for row in rows {
        let line = Line::from_query_result(row, "").map_err(|error| handle.failed(error))?;
        let grant = grant(&line)?;
        if found.last().is_none_or(|(it, _)| it.id.0 != line.id) {
            found.push(without_grants(line)?);
        }
        if let (Some((account, _)), Some(grant)) = (found.last_mut(), grant) {
            account.grants.push(grant);
        }
    }
    Ok(found)
}

fn without_grants(line: Line) -> Result<(Account, Option<KeptPassword>), StoreError> {
    let id = AccountId(line.id);
    let hash = line.password_hash.map(PasswordHash::parse).transpose().map_err(|error| corrupt(id, error))?;
    // An older server beside this one writes no moment: then it is one that ends first, and still opens.
    let set = Instant::from_micros(line.password_set.unwrap_or(0));
    let known_to = if line.password_given == 0 { KnownTo::Owner } else { KnownTo::Giver };
    let password = hash.map(|hash| KeptPassword { hash, set, known_to });
    let account = Account {
        id,
        login: LoginName::try_from(line.login).map_err(|refusal| corrupt(id, refusal.message.code))?,
        display_name: line.display_name,
        disabled: line.disabled != 0,
        grants: Vec::new(),
        signing: serde_json::from_str(&line.signing).map_err(|error| corrupt(id, error))?,
    };
    Ok((account, password))
}

fn grant(line: &Line) -> Result<Option<Grant>, StoreError> {
    let (Some(role), Some(agency), Some(from)) = (&line.role, line.agency, &line.valid_from) else {
        return Ok(None);
    };
    let date = |text: &str| {
        let what = "a validity is no date";
        parse_date(text).ok_or_else(|| StoreError::corrupt("account_grant", line.id, what))
    };
    Ok(Some(Grant {
        role: words::value(role.clone(), "account_grant", line.id)?,
        agency: AgencyId(agency),
        validity: Validity { from: date(from)?, until: line.valid_until.as_deref().map(date).transpose()? },
        delegation: line.delegated_from.map(|it| Delegation { from: AccountId(it) }),
    }))
}

fn grant_row(
    account: AccountId,
    position: i64,
    grant: &Grant,
) -> Result<account_grant::ActiveModel, StoreError> {
    Ok(account_grant::ActiveModel {
        account: Set(account.0),
        position: Set(position),
        role: Set(words::word(&grant.role, "account_grant")?),
        agency: Set(grant.agency.0),
        valid_from: Set(grant.validity.from.to_string()),
        valid_until: Set(grant.validity.until.map(|it| it.to_string())),
        delegated_from: Set(grant.delegation.map(|it| it.from.0)),
    })
}

fn not_found(id: AccountId) -> StoreError {
    StoreError::NotFound { what: format!("account {id}") }
}

fn corrupt(id: AccountId, what: impl ToString) -> StoreError {
    StoreError::corrupt("account", id, what)
}
