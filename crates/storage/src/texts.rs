//! Free text of people: reasons, notes, answers. Events carry its id; it can be erased without breaking a chain.

use crate::entities::erasable_text;
use crate::hash_chain::Hash;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{DossierId, TextId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use std::collections::BTreeMap;

/// A text as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// The words.
    Kept(String),
    /// Erased, on this ground.
    Erased {
        /// Why.
        ground: String,
    },
}

/// Keeps a text.
///
/// # Errors
/// When the database fails.
pub async fn keep(tx: &Tx, id: TextId, dossier: DossierId, body: &str) -> Result<(), StoreError> {
    let row = erasable_text::ActiveModel {
        id: Set(id.0),
        dossier: Set(dossier.0),
        body: Set(Some(body.to_owned())),
        hash: Set(Hash::of(body.as_bytes()).0.to_vec()),
        erased_ground: Set(None),
    };
    erasable_text::Entity::insert(row)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// Erases the words and keeps their hash and the ground.
///
/// # Errors
/// `NotFound` when there is no such text or it was erased before.
pub async fn erase(tx: &Tx, id: TextId, ground: &str) -> Result<(), StoreError> {
    let erased = erasable_text::Entity::update_many()
        .set(erasable_text::ActiveModel {
            body: Set(None),
            erased_ground: Set(Some(ground.to_owned())),
            ..Default::default()
        })
        .filter(erasable_text::Column::Id.eq(id.0))
        .filter(erasable_text::Column::ErasedGround.is_null())
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    if erased.rows_affected == 1 { Ok(()) } else { Err(StoreError::NotFound { what: format!("text {id}") }) }
}

/// The text with this id, its hash checked.
///
/// # Errors
/// `NotFound` when there is none; `Corrupt` when the words are not those that were kept.
pub async fn load(handle: &impl Handle, id: TextId) -> Result<Text, StoreError> {
    let row = erasable_text::Entity::find_by_id(id.0)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?
        .ok_or_else(|| StoreError::NotFound { what: format!("text {id}") })?;
    text(row)
}

/// The words of those of these texts that exist, their hashes checked; nothing for one that was erased.
///
/// # Errors
/// `Corrupt` when words are not those that were kept.
pub async fn bodies(
    handle: &impl Handle,
    ids: &[TextId],
) -> Result<BTreeMap<TextId, Option<String>>, StoreError> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = erasable_text::Entity::find()
        .filter(erasable_text::Column::Id.is_in(ids.iter().map(|it| it.0)))
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter()
        .map(|row| {
            let id = TextId(row.id);
            Ok(match text(row)? {
                Text::Kept(body) => (id, Some(body)),
                Text::Erased { .. } => (id, None),
            })
        })
        .collect()
}

fn text(row: erasable_text::Model) -> Result<Text, StoreError> {
    let corrupt = |what| StoreError::corrupt("erasable_text", row.id, what);
    match (row.body, row.erased_ground) {
        (Some(body), None) if row.hash == Hash::of(body.as_bytes()).0 => Ok(Text::Kept(body)),
        (Some(_), None) => Err(corrupt("the words are not those that were kept")),
        (None, Some(ground)) => Ok(Text::Erased { ground }),
        (Some(_), Some(_)) | (None, None) => Err(corrupt("neither kept nor erased")),
    }
}
