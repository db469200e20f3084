//! What the public may see of a dossier, made when its state is written, so that a look-up is one select.
//!
//! A slip has one token, and shows all dossiers received in its visit, in their order.

use crate::entities::status_view;
use crate::{Handle, StoreError, Tx};
use motcua_dossier::DossierNumber;
use motcua_kernel::DossierId;
use sea_orm::sea_query::IntoCondition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

/// More than any bundle has, and than chance gives one code.
const MOST_OF_A_CODE: u64 = 50;

/// A view to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusView {
    /// The token in the QR.
    pub token: String,
    /// Of which dossier.
    pub dossier: DossierId,
    /// Its place among the dossiers of the slip, from 0.
    pub place: u16,
    /// Its number.
    pub number: DossierNumber,
    /// The look-up code, as the slip shows it each time it is printed.
    pub code: String,
    /// The version of the dossier it shows.
    pub version: u32,
    /// What is shown, as JSON.
    pub view: String,
}

/// Puts the view of a dossier that has none.
///
/// # Errors
/// `Taken` when the dossier has one, or its place on the slip or its number is that of another.
pub async fn put(tx: &Tx, view: &StatusView) -> Result<(), StoreError> {
    let row = status_view::ActiveModel {
        token: Set(view.token.clone()),
        dossier: Set(view.dossier.0),
        place: Set(i64::from(view.place)),
        number: Set(view.number.to_string()),
        code: Set(view.code.clone()),
        version: Set(i64::from(view.version)),
        view: Set(view.view.clone()),
    };
    status_view::Entity::insert(row)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_taken(error, || format!("status view of {}", view.number)))?;
    Ok(())
}

/// Writes what is shown of a dossier now; false when it has no view, as a visit without a number has none.
///
/// # Errors
/// When the database fails.
pub async fn refresh(tx: &Tx, dossier: DossierId, version: u32, view: &str) -> Result<bool, StoreError> {
    let refreshed = status_view::Entity::update_many()
        .set(status_view::ActiveModel {
            version: Set(i64::from(version)),
            view: Set(view.to_owned()),
            ..Default::default()
        })
        .filter(status_view::Column::Dossier.eq(dossier.0))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(refreshed.rows_affected == 1)
}

/// The views behind a token, by their places on the slip; none when no slip has it.
///
/// # Errors
/// When the database fails or a row can not be read.
pub async fn by_token(handle: &impl Handle, token: &str) -> Result<Vec<StatusView>, StoreError> {
    let rows = status_view::Entity::find()
        .filter(status_view::Column::Token.eq(token))
        .order_by_asc(status_view::Column::Place)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(view).collect()
}

/// The views whose slip has this code; a code is short, so two slips may have the same.
///
/// # Errors
/// When the database fails or a row can not be read.
pub async fn by_code(handle: &impl Handle, code: &str) -> Result<Vec<StatusView>, StoreError> {
    let rows = status_view::Entity::find()
        .filter(status_view::Column::Code.eq(code))
        .order_by_asc(status_view::Column::Number)
        .limit(MOST_OF_A_CODE)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(view).collect()
}

/// The view of a number.
///
/// # Errors
/// When the database fails or the row can not be read.
pub async fn by_number(
    handle: &impl Handle,
    number: &DossierNumber,
) -> Result<Option<StatusView>, StoreError> {
    find(handle, status_view::Column::Number.eq(number.as_str())).await
}

/// The view of a dossier: what a slip is printed again from.
///
/// # Errors
/// When the database fails or the row can not be read.
pub async fn by_dossier(handle: &impl Handle, dossier: DossierId) -> Result<Option<StatusView>, StoreError> {
    find(handle, status_view::Column::Dossier.eq(dossier.0)).await
}

async fn find(handle: &impl Handle, condition: impl IntoCondition) -> Result<Option<StatusView>, StoreError> {
    let row = status_view::Entity::find()
        .filter(condition)
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
        place: u16::try_from(row.place).map_err(|error| corrupt(error.to_string()))?,
        code: row.code,
        version: u32::try_from(row.version).map_err(|error| corrupt(error.to_string()))?,
        view: row.view,
        token: row.token,
    })
}
