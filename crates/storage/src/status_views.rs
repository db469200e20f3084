//! What the public may see of a dossier, made when its state is written, so that a look-up is one select.

use crate::entities::status_view;
use crate::{Handle, Hash, StoreError, Tx};
use motcua_dossier::DossierNumber;
use motcua_kernel::DossierId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

/// A view to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusView {
    /// The token in the QR.
    pub token: String,
    /// Of which dossier.
    pub dossier: DossierId,
    /// Its number.
    pub number: DossierNumber,
    /// Hash of the look-up code printed on the slip.
    pub code_hash: Hash,
    /// The version of the dossier it shows.
    pub version: u32,
    /// What is shown, as JSON.
    pub view: String,
}

/// Puts a view in the place of the one before it.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx, view: &StatusView) -> Result<(), StoreError> {
    let row = status_view::ActiveModel {
        token: Set(view.token.clone()),
        dossier: Set(view.dossier.0),
        number: Set(view.number.to_string()),
        code_hash: Set(view.code_hash.0.to_vec()),
        version: Set(i64::from(view.version)),
        view: Set(view.view.clone()),
    };
    let replace = OnConflict::column(status_view::Column::Token)
        .update_columns([status_view::Column::Version, status_view::Column::View])
        .to_owned();
    status_view::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The view behind a token.
///
/// # Errors
/// When the database fails or the row can not be read.
pub async fn by_token(handle: &impl Handle, token: &str) -> Result<Option<StatusView>, StoreError> {
    let row = status_view::Entity::find_by_id(token.to_owned())
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map(view).transpose()
}

/// The view of a number.
///
/// # Errors
/// When the database fails or the row can not be read.
pub async fn by_number(
    handle: &impl Handle,
    number: &DossierNumber,
) -> Result<Option<StatusView>, StoreError> {
    let row = status_view::Entity::find()
        .filter(status_view::Column::Number.eq(number.as_str()))
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map(view).transpose()
}

fn view(row: status_view::Model) -> Result<StatusView, StoreError> {
    let corrupt = |what: String| StoreError::corrupt("status_view", row.dossier, what);
    Ok(StatusView {
        dossier: DossierId(row.dossier),
        number: row
            .number
            .parse()
            .map_err(|error: motcua_dossier::NumberError| corrupt(error.to_string()))?,
        code_hash: Hash::from_column(&row.code_hash)
            .ok_or_else(|| corrupt("the hash has not 32 bytes".to_owned()))?,
        version: u32::try_from(row.version).map_err(|error| corrupt(error.to_string()))?,
        view: row.view,
        token: row.token,
    })
}
