//! What staff is told beside its work. It names a dossier and never a person of it.

use crate::alert_marks::move_on;
use crate::entities::alert;
use crate::watched_terms::{leg_read, leg_written, level_read};
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, DossierId, Instant, LegNo};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const TABLE: &str = "alert";
/// Two writers whose clocks differ by no more tell at once.
const AT_ONCE_MICROS: i64 = 60_000_000;

/// Something a person is to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its id; later ones are greater.
    pub id: Uuid,
    /// Whom it is for.
    pub account: AccountId,
    /// What.
    pub kind: String,
    /// Of which dossier; of none in particular, if absent.
    pub dossier: Option<DossierId>,
    /// The leg it concerns.
    pub leg: Option<LegNo>,
    /// How far up it went: 0 for whoever has it in hand.
    pub level: u8,
    /// Who said it; the house itself, if absent.
    pub raised_by: Option<AccountId>,
    /// Numbers that its sentence names, as JSON.
    pub numbers: String,
    /// When.
    pub at: Instant,
    /// When it was seen, if it was.
    pub seen: Option<Instant>,
}

/// Tells. Of what two writers tell a person at once, the one that comes second is a moment later than the first, whatever
/// their clocks said, so that whoever has seen the first has not seen the second.
///
/// # Errors
/// When the database fails or there is no such account.
pub async fn raise(tx: &Tx, alerts: &[Alert]) -> Result<(), StoreError> {
    if alerts.is_empty() {
        return Ok(());
    }
    // Whoever tells the same person waits here.
    move_on(tx, alerts.iter().map(|it| it.account).collect()).await?;
    let latest = latest(tx, alerts).await?;
    let moment = |it: &Alert| {
        let before = latest.get(&it.account).map_or(i64::MIN, |at| at.micros());
        let next = before.saturating_add(1);
        let at = it.at.micros();
        // A clock that was set back by more than writers differ is no race.
        if at < next && next.saturating_sub(at) < AT_ONCE_MICROS { next } else { at }
    };
    let rows = alerts.iter().map(|it| alert::ActiveModel {
        id: Set(it.id),
        account: Set(it.account.0),
        kind: Set(it.kind.clone()),
        dossier: Set(it.dossier.map(|it| it.0)),
        leg: Set(leg_written(it.leg)),
        level: Set(i64::from(it.level)),
        raised_by: Set(it.raised_by.map(|it| it.0)),
        numbers: Set(it.numbers.clone()),
        at: Set(moment(it)),
        seen_at: Set(it.seen.map(Instant::micros)),
    });
    alert::Entity::insert_many(rows)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// When each of those who are told was told last.
async fn latest(tx: &Tx, alerts: &[Alert]) -> Result<BTreeMap<AccountId, Instant>, StoreError> {
    let rows: Vec<(Uuid, i64)> = alert::Entity::find()
        .select_only()
        .column(alert::Column::Account)
        .column_as(alert::Column::At.max(), "latest")
        .filter(alert::Column::Account.is_in(alerts.iter().map(|it| it.account.0)))
        .group_by(alert::Column::Account)
        .into_tuple()
        .all(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(rows.into_iter().map(|(who, at)| (AccountId(who), Instant::from_micros(at))).collect())
}

/// What this person was told, the latest first, at most `limit`.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_account(
    handle: &impl Handle,
    account: AccountId,
    limit: u64,
) -> Result<Vec<Alert>, StoreError> {
    let rows = alert::Entity::find()
        .filter(alert::Column::Account.eq(account.0))
        .order_by_desc(alert::Column::At)
        .order_by_desc(alert::Column::Id)
        .limit(limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

/// One of them.
///
/// # Errors
/// `Corrupt` when the row can not be read.
pub async fn find(handle: &impl Handle, id: Uuid) -> Result<Option<Alert>, StoreError> {
    let row =
        alert::Entity::find_by_id(id).one(&handle.executor()).await.map_err(|error| handle.failed(error))?;
    row.map(read).transpose()
}

/// How much of it was not seen.
///
/// # Errors
/// When the database fails.
pub async fn not_seen(handle: &impl Handle, account: AccountId) -> Result<u64, StoreError> {
    alert::Entity::find()
        .filter(alert::Column::Account.eq(account.0))
        .filter(alert::Column::SeenAt.is_null())
        .count(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))
}

/// Writes that this person has seen what was said until `until`; what was said since stays.
///
/// # Errors
/// When the database fails.
pub async fn see(tx: &Tx, account: AccountId, until: Instant, now: Instant) -> Result<u64, StoreError> {
    let done = alert::Entity::update_many()
        .col_expr(alert::Column::SeenAt, Expr::value(now.micros()))
        .filter(alert::Column::Account.eq(account.0))
        .filter(alert::Column::SeenAt.is_null())
        .filter(alert::Column::At.lte(until.micros()))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    if done.rows_affected > 0 {
        move_on(tx, [account].into()).await?;
    }
    Ok(done.rows_affected)
}

/// Who was told something of this kind about this leg and has not seen it yet.
///
/// # Errors
/// When the database fails.
pub async fn open_with(
    handle: &impl Handle,
    dossier: DossierId,
    leg: LegNo,
    kind: &str,
) -> Result<BTreeSet<AccountId>, StoreError> {
    let people: Vec<Uuid> = alert::Entity::find()
        .select_only()
        .column(alert::Column::Account)
        .filter(alert::Column::Dossier.eq(dossier.0))
        .filter(alert::Column::Leg.eq(leg_written(Some(leg))))
        .filter(alert::Column::Kind.eq(kind))
        .filter(alert::Column::SeenAt.is_null())
        .into_tuple()
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(people.into_iter().map(AccountId).collect())
}

/// Whether this person was told something of this kind since `since`.
///
/// # Errors
/// When the database fails.
pub async fn was_told(
    handle: &impl Handle,
    account: AccountId,
    kind: &str,
    since: Instant,
) -> Result<bool, StoreError> {
    let told = alert::Entity::find()
        .filter(alert::Column::Account.eq(account.0))
        .filter(alert::Column::Kind.eq(kind))
        .filter(alert::Column::At.gte(since.micros()))
        .count(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(told > 0)
}

fn read(row: alert::Model) -> Result<Alert, StoreError> {
    Ok(Alert {
        id: row.id,
        account: AccountId(row.account),
        kind: row.kind,
        dossier: row.dossier.map(DossierId),
        leg: leg_read(row.leg, TABLE, row.id)?,
        level: level_read(row.level, TABLE, row.id)?,
        raised_by: row.raised_by.map(AccountId),
        numbers: row.numbers,
        at: Instant::from_micros(row.at),
        seen: row.seen_at.map(Instant::from_micros),
    })
}
