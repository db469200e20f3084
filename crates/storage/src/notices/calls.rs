//! Whom a counter has to call: whoever was not called yet before those who did not answer, those longest ago first, so that
//! nobody who can not be reached hides who came later.

use super::{Notice, NoticeState, TABLE, all, read};
use crate::entities::notice;
use crate::reach::Way;
use crate::{Handle, StoreError, words};
use motcua_kernel::{AgencyId, DossierId, Instant};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

/// When somebody was called last; before every moment where nobody has.
const LAST_TRY: &str = "COALESCE(sent, -1)";

/// Where a call stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallPlace {
    /// When somebody called last.
    pub tried: Option<Instant>,
    /// When it was written down.
    pub created: Instant,
    /// Its id.
    pub id: Uuid,
}

impl Notice {
    /// Where it stands in the list of calls.
    pub const fn call_place(&self) -> CallPlace {
        CallPlace { tried: self.sent, created: self.created, id: self.id }
    }
}

/// Whom the counters `agencies` have to call behind a place, at most `limit`.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn to_call(
    handle: &impl Handle,
    agencies: &[AgencyId],
    after: Option<CallPlace>,
    limit: u64,
) -> Result<Vec<Notice>, StoreError> {
    let waiting = match after {
        Some(place) => calls(agencies).filter(behind(place)),
        None => calls(agencies),
    };
    let rows = waiting
        .order_by_asc(Expr::cust(LAST_TRY))
        .order_by_asc(notice::Column::Created)
        .order_by_asc(notice::Column::Id)
        .limit(limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

fn behind(place: CallPlace) -> Condition {
    let tried = place.tried.map_or(-1, Instant::micros);
    let later = Condition::any().add(notice::Column::Created.gt(place.created.micros())).add(
        Condition::all()
            .add(notice::Column::Created.eq(place.created.micros()))
            .add(notice::Column::Id.gt(place.id)),
    );
    Condition::any()
        .add(Expr::cust(LAST_TRY).gt(tried))
        .add(Condition::all().add(Expr::cust(LAST_TRY).eq(tried)).add(later))
}

/// How many they have to call.
///
/// # Errors
/// When the database fails.
pub async fn count_to_call(handle: &impl Handle, agencies: &[AgencyId]) -> Result<u64, StoreError> {
    calls(agencies).count(&handle.executor()).await.map_err(|error| handle.failed(error))
}

/// The calls of a dossier that nobody has ended.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn calls_of(handle: &impl Handle, dossier: DossierId) -> Result<Vec<Notice>, StoreError> {
    let waiting = notice::Entity::find()
        .filter(notice::Column::Dossier.eq(dossier.0))
        .filter(notice::Column::Way.eq(words::word(&Way::Call, TABLE)?))
        .filter(notice::Column::State.eq(words::word(&NoticeState::Waiting, TABLE)?));
    all(handle, waiting).await
}

/// The words stand in the statement as they stand in the index.
fn calls(agencies: &[AgencyId]) -> Select<notice::Entity> {
    notice::Entity::find()
        .filter(Expr::cust("way = 'call' AND state = 'waiting'"))
        .filter(notice::Column::Agency.is_in(agencies.iter().map(|it| it.0)))
}
