//! What a clerk received on one day: for their own tally, and for the list that goes with the papers when the counter
//! closes.

use crate::{AppError, Context};
use motcua_dossier::{By, Dossier};
use motcua_kernel::{AccountId, AgencyId, Date, Instant};
use motcua_storage::dossiers::{self, DossierQuery};
use time::Time;

/// More than a counter receives in a day.
const MOST: u64 = 500;

/// The dossiers received at `receiving` on `day` by `account`, the first one first.
///
/// # Errors
/// When the store fails.
pub async fn received_by(
    context: &Context,
    account: AccountId,
    receiving: &[AgencyId],
    day: Date,
) -> Result<Vec<Dossier>, AppError> {
    let reader = context.store.reader();
    let query = DossierQuery {
        receiving: receiving.to_vec(),
        received_from: Some(Instant::local(day, Time::MIDNIGHT)),
        received_before: day.next_day().map(|it| Instant::local(it, Time::MIDNIGHT)),
        limit: MOST,
        ..DossierQuery::default()
    };
    let mut found = dossiers::list(&reader, &query).await?;
    let ids: Vec<_> = found.iter().map(|it| it.id).collect();
    let histories = dossiers::histories(&reader, &ids).await?;
    let is_theirs = |it: &Dossier| {
        let first = histories.get(&it.id).and_then(|history| history.first());
        first.is_some_and(|entry| matches!(entry.by, By::Officer(actor) if actor.account == account))
    };
    found.retain(is_theirs);
    found.reverse();
    Ok(found)
}
