//! Who the people of a dossier are. Nobody learns it without a line in the log of readings: there is no other way to them.

use crate::{AppError, Context};
use motcua_dossier::{Dossier, Party};
use motcua_kernel::{Actor, PartyId};
use motcua_storage::readings::{self, Reading, ReadingPlace};
use motcua_storage::{Tx, parties};
use std::collections::BTreeMap;

/// The people of a dossier for `actor`, who is shown them at `place`; `None` for one who was erased.
///
/// # Errors
/// When the store fails; also when only the reading can not be kept: then they are not shown.
pub async fn people_of(
    context: &Context,
    actor: Actor,
    dossier: &Dossier,
    place: ReadingPlace,
) -> Result<BTreeMap<PartyId, Option<Party>>, AppError> {
    let Some(filing) = &dossier.filing else { return Ok(BTreeMap::new()) };
    let ids: Vec<PartyId> = std::iter::once(filing.applicant).chain(filing.helper).collect();
    let people = parties::load(&context.store.reader(), &ids).await?;
    let reading = Reading { at: context.clock.now(), account: actor.account, dossier: dossier.id, place };
    context.store.write(async |tx: &Tx| readings::record(tx, &reading).await).await?;
    Ok(people)
}
