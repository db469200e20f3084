//! The people of dossiers: applicants and those who come for them. Events carry their ids; who they are can be erased
//! without breaking a chain.

use crate::entities::party;
use crate::{Handle, StoreError, Tx, reach};
use motcua_dossier::{NationalId, Party, PersonName, Phone};
use motcua_kernel::{PartyId, Refusal};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use std::collections::BTreeMap;

/// Writes new parties, in one statement.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, parties: &[Party]) -> Result<(), StoreError> {
    if parties.is_empty() {
        return Ok(());
    }
    let rows = parties.iter().map(|it| party::ActiveModel {
        id: Set(it.id.0),
        name: Set(Some(it.name.as_str().to_owned())),
        name_words: Set(Some(it.name.search_words())),
        national_id: Set(it.national_id.as_ref().map(|it| it.as_str().to_owned())),
        phone: Set(it.phone.as_ref().map(|it| it.as_str().to_owned())),
        address: Set(it.address.clone()),
        erased_ground: Set(None),
    });
    party::Entity::insert_many(rows)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// Those of these parties that exist; nothing for one that was erased.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn load(
    handle: &impl Handle,
    ids: &[PartyId],
) -> Result<BTreeMap<PartyId, Option<Party>>, StoreError> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = party::Entity::find()
        .filter(party::Column::Id.is_in(ids.iter().map(|it| it.0)))
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(|row| Ok((PartyId(row.id), party(row)?))).collect()
}

/// Erases who a party is, and every way to them, and keeps the ground.
///
/// # Errors
/// `NotFound` when there is no such party or it was erased before.
pub async fn erase(tx: &Tx, id: PartyId, ground: &str) -> Result<(), StoreError> {
    let erased = party::Entity::update_many()
        .set(party::ActiveModel {
            name: Set(None),
            name_words: Set(None),
            national_id: Set(None),
            phone: Set(None),
            address: Set(None),
            erased_ground: Set(Some(ground.to_owned())),
            ..Default::default()
        })
        .filter(party::Column::Id.eq(id.0))
        .filter(party::Column::ErasedGround.is_null())
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    if erased.rows_affected != 1 {
        return Err(StoreError::NotFound { what: format!("party {id}") });
    }
    reach::erase(tx, id).await
}

/// A refusal is told by its code: what it refuses is a person's and has no place in a log.
fn party(row: party::Model) -> Result<Option<Party>, StoreError> {
    let id = row.id;
    let corrupt = |refusal: Refusal| StoreError::corrupt("party", id, refusal.message.code);
    match (row.name, row.erased_ground) {
        (Some(name), None) => Ok(Some(Party {
            id: PartyId(id),
            name: PersonName::parse(&name).map_err(corrupt)?,
            national_id: row.national_id.as_deref().map(NationalId::parse).transpose().map_err(corrupt)?,
            phone: row.phone.as_deref().map(Phone::parse).transpose().map_err(corrupt)?,
            address: row.address,
        })),
        (None, Some(_)) => Ok(None),
        (Some(_), Some(_)) | (None, None) => Err(StoreError::corrupt("party", id, "neither kept nor erased")),
    }
}
