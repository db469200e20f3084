//! Who the people of many dossiers are, some at a time, each reading written down.

use crate::{AppError, Context};
use motcua_dossier::{Dossier, Party};
use motcua_kernel::{Actor, PartyId};
use motcua_storage::readings::{self, Reading, ReadingPlace};
use motcua_storage::{Tx, parties};
use std::collections::BTreeMap;

/// The applicants, helpers and whoever else is asked for of these dossiers; nobody who was erased.
pub(super) async fn people_of_all(
    context: &Context,
    actor: Actor,
    dossiers: &[Dossier],
    others: &[PartyId],
) -> Result<BTreeMap<PartyId, Party>, AppError> {
    let filings = dossiers.iter().filter_map(|it| it.filing.as_ref());
    let mut ids: Vec<PartyId> = filings.map(|it| it.applicant).chain(others.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = parties::load(&context.store.reader(), &ids).await?;
    let at = context.clock.now();
    let reading = |it: &Dossier| Reading {
        at,
        account: actor.account,
        dossier: it.id,
        place: ReadingPlace::OfficeSheet,
    };
    let read: Vec<Reading> = dossiers.iter().map(reading).collect();
    context.store.write(async |tx: &Tx| readings::record_all(tx, &read).await).await?;
    Ok(found.into_iter().filter_map(|(id, it)| Some((id, it?))).collect())
}
