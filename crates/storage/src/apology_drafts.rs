//! Apologies that wait for the signature of a leader: one of a leg at most, gone with what is signed and with the leg.

use crate::entities::apology_draft;
use crate::watched_terms::{leg_read, leg_written};
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, AgencyId, DossierId, Instant, LegNo};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

const TABLE: &str = "apology_draft";

/// An apology as it is to be signed.
#[derive(Clone, PartialEq, Eq)]
pub struct ApologyDraft {
    /// Of which dossier.
    pub dossier: DossierId,
    /// The leg that is late.
    pub leg: LegNo,
    /// On whose desk that leg lies: whose leader signs.
    pub desk: AgencyId,
    /// The new date it gives, if it gives one.
    pub to: Option<Instant>,
    /// Its words.
    pub words: String,
    /// Who drafted it; the house itself, if absent.
    pub drafted_by: Option<AccountId>,
    /// When.
    pub at: Instant,
}

/// Keeps a draft in the place of the one of the same leg before.
///
/// # Errors
/// When the database fails or there is no such dossier.
pub async fn put(tx: &Tx, it: &ApologyDraft) -> Result<(), StoreError> {
    use apology_draft::Column::{At, Desk, Dossier, DraftedBy, Leg, ToAt, Words};
    let row = apology_draft::ActiveModel {
        dossier: Set(it.dossier.0),
        leg: Set(leg_written(Some(it.leg))),
        desk: Set(it.desk.0),
        to_at: Set(it.to.map(Instant::micros)),
        words: Set(it.words.clone()),
        drafted_by: Set(it.drafted_by.map(|by| by.0)),
        at: Set(it.at.micros()),
    };
    let replace =
        OnConflict::columns([Dossier, Leg]).update_columns([Desk, ToAt, Words, DraftedBy, At]).to_owned();
    apology_draft::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The drafts that wait at these desks, the oldest first.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn at_desks(handle: &impl Handle, desks: &[AgencyId]) -> Result<Vec<ApologyDraft>, StoreError> {
    let rows = apology_draft::Entity::find()
        .filter(apology_draft::Column::Desk.is_in(desks.iter().map(|it| it.0)))
        .order_by_asc(apology_draft::Column::At)
        .order_by_asc(apology_draft::Column::Dossier)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

/// The draft of a leg.
///
/// # Errors
/// `Corrupt` when the row can not be read.
pub async fn find(
    handle: &impl Handle,
    dossier: DossierId,
    leg: LegNo,
) -> Result<Option<ApologyDraft>, StoreError> {
    let row = apology_draft::Entity::find_by_id((dossier.0, leg_written(Some(leg))))
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map(read).transpose()
}

/// Forgets the drafts of these legs.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &Tx, dossier: DossierId, legs: &[LegNo]) -> Result<(), StoreError> {
    if legs.is_empty() {
        return Ok(());
    }
    apology_draft::Entity::delete_many()
        .filter(apology_draft::Column::Dossier.eq(dossier.0))
        .filter(apology_draft::Column::Leg.is_in(legs.iter().map(|it| leg_written(Some(*it)))))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

fn read(row: apology_draft::Model) -> Result<ApologyDraft, StoreError> {
    let leg = leg_read(row.leg, TABLE, row.dossier)?;
    Ok(ApologyDraft {
        dossier: DossierId(row.dossier),
        leg: leg.ok_or_else(|| StoreError::corrupt(TABLE, row.dossier, "no leg"))?,
        desk: AgencyId(row.desk),
        to: row.to_at.map(Instant::from_micros),
        words: row.words,
        drafted_by: row.drafted_by.map(AccountId),
        at: Instant::from_micros(row.at),
    })
}
