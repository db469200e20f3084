//! What people were told of their dossiers, and what became of it. A notice holds no address and no words: those are made
//! from the history when it is sent.

mod calls;
mod confirming;

pub use calls::{CallPlace, calls_of, count_to_call, to_call};
pub use confirming::{by_their_id, overdue, tried_in_vain, unconfirmed_since};

use crate::entities::notice;
use crate::reach::Way;
use crate::{Handle, StoreError, Tx, words};
use motcua_kernel::{AccountId, AgencyId, DossierId, Instant, PartyId};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const TABLE: &str = "notice";

/// What became of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeState {
    /// It will be sent, or somebody has to call.
    Waiting,
    /// The server took it; whether it arrived is not told yet.
    Sent,
    /// It arrived, as far as anybody can say: its receipt came, or the person was called.
    Accepted,
    /// It did not arrive.
    Failed,
    /// It is not sent: the address went before its time came.
    Void,
}

/// One person told one thing on one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its id; the message that carries it has that of the first in it.
    pub id: Uuid,
    /// The dossier.
    pub dossier: DossierId,
    /// The entry of the history it tells of.
    pub seq: u32,
    /// What is told, as its code.
    pub kind: String,
    /// Who is told.
    pub party: PartyId,
    /// Where; nothing for a call to somebody who gave no address.
    pub reach: Option<Uuid>,
    /// On which way.
    pub way: Way,
    /// The counter that received the dossier, and calls.
    pub agency: AgencyId,
    /// What became of it.
    pub state: NoticeState,
    /// When it was written down.
    pub created: Instant,
    /// Not sent before.
    pub due: Instant,
    /// When the server took it.
    pub sent: Option<Instant>,
    /// When it arrived, failed for good, or became void.
    pub ended: Option<Instant>,
    /// How often it was tried.
    pub attempts: u32,
    /// The name that the other side gave it.
    pub their_id: Option<String>,
    /// What went wrong last; it holds no address.
    pub error: Option<String>,
    /// The notice with which it went in one message.
    pub went_with: Option<Uuid>,
    /// Who called.
    pub settled_by: Option<AccountId>,
    /// When it was first tried in vain; nothing before that and once it is asked for again.
    pub first_tried: Option<Instant>,
    /// When somebody asked for it again.
    pub asked_again: Option<Instant>,
}

impl Notice {
    /// When it was asked for last: what was known then is what it says, in every try.
    pub fn asked(&self) -> Instant {
        self.asked_again.unwrap_or(self.created)
    }
}

/// Writes new notices down and says which. What tells the same person the same on the same way is there already and stays
/// as it is, whatever became of it.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, notices: &[Notice]) -> Result<Vec<Uuid>, StoreError> {
    if notices.is_empty() {
        return Ok(Vec::new());
    }
    let rows = notices.iter().map(row).collect::<Result<Vec<_>, _>>()?;
    // Of either key: that of the row and that of what is told.
    let written = notice::Entity::insert_many(rows)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    let ids = notices.iter().map(|it| it.id);
    if usize::try_from(written).is_ok_and(|it| it == notices.len()) {
        return Ok(ids.collect());
    }
    notice::Entity::find()
        .select_only()
        .column(notice::Column::Id)
        .filter(notice::Column::Id.is_in(ids))
        .into_tuple()
        .all(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))
}

/// Changes a notice that is still `before`; says whether it was.
///
/// # Errors
/// When the database fails.
pub async fn change(tx: &Tx, it: &Notice, before: NoticeState) -> Result<bool, StoreError> {
    let changed = notice::Entity::update_many()
        .set(row(it)?)
        .filter(notice::Column::Id.eq(it.id))
        .filter(notice::Column::State.eq(words::word(&before, TABLE)?))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(changed.rows_affected == 1)
}

/// Holds all that tells the same person the same, so that of two that fail at once one is the last.
///
/// # Errors
/// When the database fails.
pub async fn hold_alike(tx: &Tx, it: &Notice) -> Result<Vec<Notice>, StoreError> {
    notice::Entity::update_many()
        .col_expr(notice::Column::Attempts, Expr::col(notice::Column::Attempts))
        .filter(notice::Column::Dossier.eq(it.dossier.0))
        .filter(notice::Column::Seq.eq(i64::from(it.seq)))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    let alike = notice::Entity::find()
        .filter(notice::Column::Dossier.eq(it.dossier.0))
        .filter(notice::Column::Seq.eq(i64::from(it.seq)))
        .filter(notice::Column::Kind.eq(it.kind.as_str()))
        .filter(notice::Column::Party.eq(it.party.0));
    all(tx, alike).await
}

/// The one with this id.
///
/// # Errors
/// `Corrupt` when the row can not be read.
pub async fn find(handle: &impl Handle, id: Uuid) -> Result<Option<Notice>, StoreError> {
    let row =
        notice::Entity::find_by_id(id).one(&handle.executor()).await.map_err(|error| handle.failed(error))?;
    row.map(read).transpose()
}

/// Everything told of a dossier, in the order of its history.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_dossier(handle: &impl Handle, dossier: DossierId) -> Result<Vec<Notice>, StoreError> {
    all(handle, notice::Entity::find().filter(notice::Column::Dossier.eq(dossier.0))).await
}

/// What waits for an address and is due at `now`, in the order of its history.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn waiting_for(
    handle: &impl Handle,
    reach: Uuid,
    dossier: DossierId,
    now: Instant,
) -> Result<Vec<Notice>, StoreError> {
    let waiting = notice::Entity::find()
        .filter(notice::Column::Dossier.eq(dossier.0))
        .filter(notice::Column::Reach.eq(reach))
        .filter(notice::Column::State.eq(words::word(&NoticeState::Waiting, TABLE)?))
        .filter(notice::Column::Due.lte(now.micros()));
    all(handle, waiting).await
}

async fn all(handle: &impl Handle, query: Select<notice::Entity>) -> Result<Vec<Notice>, StoreError> {
    let rows = query
        .order_by_asc(notice::Column::Seq)
        .order_by_asc(notice::Column::Created)
        .order_by_asc(notice::Column::Id)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

fn row(it: &Notice) -> Result<notice::ActiveModel, StoreError> {
    Ok(notice::ActiveModel {
        id: Set(it.id),
        dossier: Set(it.dossier.0),
        seq: Set(i64::from(it.seq)),
        kind: Set(it.kind.clone()),
        party: Set(it.party.0),
        reach: Set(it.reach),
        way: Set(words::word(&it.way, TABLE)?),
        agency: Set(it.agency.0),
        state: Set(words::word(&it.state, TABLE)?),
        created: Set(it.created.micros()),
        due: Set(it.due.micros()),
        sent: Set(it.sent.map(Instant::micros)),
        ended: Set(it.ended.map(Instant::micros)),
        attempts: Set(i64::from(it.attempts)),
        their_id: Set(it.their_id.clone()),
        error: Set(it.error.clone()),
        went_with: Set(it.went_with),
        settled_by: Set(it.settled_by.map(|by| by.0)),
        first_tried: Set(it.first_tried.map(Instant::micros)),
        asked_again: Set(it.asked_again.map(Instant::micros)),
    })
}

fn read(row: notice::Model) -> Result<Notice, StoreError> {
    let id = row.id;
    let corrupt = |what: &str| StoreError::corrupt(TABLE, id, what);
    Ok(Notice {
        id,
        dossier: DossierId(row.dossier),
        seq: u32::try_from(row.seq).map_err(|_| corrupt("the entry is none"))?,
        kind: row.kind,
        party: PartyId(row.party),
        reach: row.reach,
        way: words::value(row.way, TABLE, id)?,
        agency: AgencyId(row.agency),
        state: words::value(row.state, TABLE, id)?,
        created: Instant::from_micros(row.created),
        due: Instant::from_micros(row.due),
        sent: row.sent.map(Instant::from_micros),
        ended: row.ended.map(Instant::from_micros),
        attempts: u32::try_from(row.attempts).map_err(|_| corrupt("the tries are no number"))?,
        their_id: row.their_id,
        error: row.error,
        went_with: row.went_with,
        settled_by: row.settled_by.map(AccountId),
        first_tried: row.first_tried.map(Instant::from_micros),
        asked_again: row.asked_again.map(Instant::from_micros),
    })
}
