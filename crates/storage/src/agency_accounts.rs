//! The accounts that transfers for an agency go to, as they were kept here: one line a change. A line waits until another
//! person answers it; a confirmed one gets the next place, and of each agency the one with the highest place holds.

use crate::entities::agency_account;
use crate::{Handle, StoreError, Tx};
use motcua_fees::BankAccount;
use motcua_kernel::{AccountId, AgencyId, Instant};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set};

const TABLE: &str = "agency_account";

/// An account that was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAccount {
    /// Its place among all that were written down.
    pub position: i64,
    /// Whose.
    pub agency: AgencyId,
    /// What.
    pub account: BankAccount,
    /// Who wrote it down.
    pub kept_by: AccountId,
    /// When.
    pub kept_at: Instant,
    /// What another person said of it; none while it waits, or was replaced before.
    pub answer: Option<AccountAnswer>,
}

/// What was said of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountAnswer {
    /// By whom.
    pub by: AccountId,
    /// When.
    pub at: Instant,
    /// Its place among those that were confirmed; none when it was refused.
    pub place: Option<i64>,
}

/// The latest of an agency, the newest first, up to `most`.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_agency(
    handle: &impl Handle,
    agency: AgencyId,
    most: u64,
) -> Result<Vec<KeptAccount>, StoreError> {
    let rows = agency_account::Entity::find()
        .filter(agency_account::Column::Agency.eq(agency.0))
        .order_by_desc(agency_account::Column::Position)
        .limit(most);
    read(handle, rows).await
}

/// Those that were confirmed behind a place, in the order in which they were.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn confirmed_after(handle: &impl Handle, place: i64) -> Result<Vec<KeptAccount>, StoreError> {
    let rows = agency_account::Entity::find()
        .filter(agency_account::Column::Place.gt(place))
        .order_by_asc(agency_account::Column::Place);
    read(handle, rows).await
}

/// Writes one more down, behind the one that was `seen` of this agency, 0 where there was none.
///
/// # Errors
/// `Stale` when another was written down since.
pub async fn keep(
    tx: &Tx,
    (agency, seen): (AgencyId, i64),
    account: &BankAccount,
    (by, at): (AccountId, Instant),
) -> Result<i64, StoreError> {
    let what = || format!("account of {agency}");
    let written =
        serde_json::to_string(account).map_err(|error| StoreError::corrupt(TABLE, agency, error))?;
    if of_agency(tx, agency, 1).await?.first().map_or(0, |it| it.position) != seen {
        return Err(StoreError::Stale { what: what() });
    }
    let position = highest(tx, agency_account::Column::Position).await?.saturating_add(1);
    let row = agency_account::ActiveModel {
        position: Set(position),
        agency: Set(agency.0),
        account: Set(written),
        kept_by: Set(by.0),
        kept_at: Set(at.micros()),
        answered_by: Set(None),
        answered_at: Set(None),
        place: Set(None),
    };
    agency_account::Entity::insert(row)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_stale(error, what))?;
    Ok(position)
}

/// Answers the one at a position, which nobody has answered.
///
/// # Errors
/// `Stale` when somebody has, or another was confirmed at the same moment.
pub async fn answer(
    tx: &Tx,
    position: i64,
    confirmed: bool,
    (by, at): (AccountId, Instant),
) -> Result<(), StoreError> {
    let what = || format!("account {position}");
    let place = if confirmed {
        Some(highest(tx, agency_account::Column::Place).await?.saturating_add(1))
    } else {
        None
    };
    let updated = agency_account::Entity::update_many()
        .col_expr(agency_account::Column::AnsweredBy, Expr::value(by.0))
        .col_expr(agency_account::Column::AnsweredAt, Expr::value(at.micros()))
        .col_expr(agency_account::Column::Place, Expr::value(place))
        .filter(agency_account::Column::Position.eq(position))
        .filter(agency_account::Column::AnsweredAt.is_null())
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_stale(error, what))?;
    if updated.rows_affected == 1 { Ok(()) } else { Err(StoreError::Stale { what: what() }) }
}

async fn highest(tx: &Tx, column: agency_account::Column) -> Result<i64, StoreError> {
    let found: Option<Option<i64>> = agency_account::Entity::find()
        .select_only()
        .column_as(column.max(), "highest")
        .into_tuple()
        .one(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(found.flatten().unwrap_or_default())
}

async fn read(
    handle: &impl Handle,
    rows: Select<agency_account::Entity>,
) -> Result<Vec<KeptAccount>, StoreError> {
    let rows = rows.all(&handle.executor()).await.map_err(|error| handle.failed(error))?;
    rows.iter().map(kept).collect()
}

fn kept(row: &agency_account::Model) -> Result<KeptAccount, StoreError> {
    let corrupt = |error| StoreError::corrupt(TABLE, row.position, error);
    let answer = match (row.answered_by, row.answered_at) {
        (Some(by), Some(at)) => {
            Some(AccountAnswer { by: AccountId(by), at: Instant::from_micros(at), place: row.place })
        }
        (None, None) => None,
        _ => return Err(StoreError::corrupt(TABLE, row.position, "half an answer")),
    };
    Ok(KeptAccount {
        position: row.position,
        agency: AgencyId(row.agency),
        account: serde_json::from_str(&row.account).map_err(corrupt)?,
        kept_by: AccountId(row.kept_by),
        kept_at: Instant::from_micros(row.kept_at),
        answer,
    })
}
