//! What a clerk has typed into the form of the counter and not sent yet. It holds people's data and so lives for days, not
//! longer; nobody but its clerk reads it.

use crate::entities::intake_draft;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, Instant};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

/// One draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeDraft {
    /// Its id, made when the form was opened.
    pub id: Uuid,
    /// Whose.
    pub account: AccountId,
    /// When it was saved last.
    pub saved_at: Instant,
    /// Code of the procedure; empty while none is chosen.
    pub procedure: String,
    /// Whose visit it is, as far as typed.
    pub about: String,
    /// The fields as they are typed, as JSON.
    pub fields: String,
}

/// Puts a draft in the place of itself. Of another account nothing is changed.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx, draft: &IntakeDraft) -> Result<(), StoreError> {
    use intake_draft::Column::{About, Account, Fields, Id, ProcedureCode, SavedAt};
    let row = intake_draft::ActiveModel {
        id: Set(draft.id),
        account: Set(draft.account.0),
        saved_at: Set(draft.saved_at.micros()),
        procedure_code: Set(draft.procedure.clone()),
        about: Set(draft.about.clone()),
        fields: Set(draft.fields.clone()),
    };
    let own = ColumnTrait::eq(&Account, draft.account.0);
    let replace = OnConflict::column(Id)
        .update_columns([SavedAt, ProcedureCode, About, Fields])
        .action_and_where(own)
        .to_owned();
    intake_draft::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The drafts of an account, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(handle: &impl Handle, account: AccountId) -> Result<Vec<IntakeDraft>, StoreError> {
    let rows = intake_draft::Entity::find()
        .filter(intake_draft::Column::Account.eq(account.0))
        .order_by_desc(intake_draft::Column::SavedAt)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(rows.into_iter().map(draft).collect())
}

/// A draft of this account.
///
/// # Errors
/// When the database fails.
pub async fn find(
    handle: &impl Handle,
    account: AccountId,
    id: Uuid,
) -> Result<Option<IntakeDraft>, StoreError> {
    let row = intake_draft::Entity::find_by_id(id)
        .filter(intake_draft::Column::Account.eq(account.0))
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(row.map(draft))
}

/// Throws a draft of this account away, if it is there.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &Tx, account: AccountId, id: Uuid) -> Result<(), StoreError> {
    intake_draft::Entity::delete_many()
        .filter(intake_draft::Column::Account.eq(account.0))
        .filter(intake_draft::Column::Id.eq(id))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// Throws away what was saved last before `moment`, whosever it is.
///
/// # Errors
/// When the database fails.
pub async fn remove_before(tx: &Tx, moment: Instant) -> Result<(), StoreError> {
    intake_draft::Entity::delete_many()
        .filter(intake_draft::Column::SavedAt.lt(moment.micros()))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

fn draft(row: intake_draft::Model) -> IntakeDraft {
    IntakeDraft {
        id: row.id,
        account: AccountId(row.account),
        saved_at: Instant::from_micros(row.saved_at),
        procedure: row.procedure_code,
        about: row.about,
        fields: row.fields,
    }
}
