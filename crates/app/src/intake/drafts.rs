//! What a clerk types is kept while it is typed: a session that ends or a machine that fails costs nothing. It holds
//! people's data, so it is thrown away when it is received and after a few days whatever becomes of it.

use crate::{AppError, Context};
use motcua_kernel::{AccountId, Instant};
use motcua_storage::intake_drafts::{self, IntakeDraft};
use motcua_storage::{StoreError, Tx};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How long a draft lies untouched before it goes.
pub(crate) const DRAFT_DAYS: i64 = 3;
/// The fields of the longest form come to a tenth of it.
const MOST_BYTES: usize = 100_000;
const LONGEST_ABOUT: usize = 150;

/// A form that is not sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id, made when the form was opened.
    pub id: Uuid,
    /// When it was saved last.
    pub saved_at: Instant,
    /// Code of the procedure; empty while none is chosen.
    pub procedure: String,
    /// Whose visit it is, as far as typed.
    pub about: String,
    /// What is typed, by field.
    pub fields: BTreeMap<String, String>,
}

/// Keeps what is typed for `account`, in the place of what was kept under the same id. Says whether it is kept: what no
/// form holds is not.
///
/// # Errors
/// When the store fails.
pub async fn keep_draft(context: &Context, account: AccountId, draft: &Draft) -> Result<bool, AppError> {
    let fields = serde_json::to_string(&draft.fields).map_err(|error| AppError::Unwritable(error.into()))?;
    if fields.len() > MOST_BYTES {
        return Ok(false);
    }
    let row = IntakeDraft {
        id: draft.id,
        account,
        saved_at: draft.saved_at,
        procedure: readable(&draft.procedure),
        about: readable(&draft.about),
        fields,
    };
    let oldest = draft.saved_at.plus_minutes(-DRAFT_DAYS * 24 * 60);
    let kept = context
        .store
        .write(async |tx: &Tx| {
            intake_drafts::remove_before(tx, oldest).await?;
            intake_drafts::put(tx, &row).await
        })
        .await;
    kept?;
    Ok(true)
}

/// The drafts of `account`, the newest first.
///
/// # Errors
/// When the store fails.
pub async fn drafts(context: &Context, account: AccountId) -> Result<Vec<Draft>, AppError> {
    let rows = intake_drafts::of_account(&context.store.reader(), account).await?;
    rows.into_iter().map(read).collect()
}

/// One draft of `account`.
///
/// # Errors
/// When the store fails.
pub async fn draft(context: &Context, account: AccountId, id: Uuid) -> Result<Option<Draft>, AppError> {
    intake_drafts::find(&context.store.reader(), account, id).await?.map(read).transpose()
}

/// Throws a draft of `account` away.
///
/// # Errors
/// When the store fails.
pub async fn drop_draft(context: &Context, account: AccountId, id: Uuid) -> Result<(), AppError> {
    Ok(context.store.write(async |tx: &Tx| intake_drafts::remove(tx, account, id).await).await?)
}

/// As much as a list shows, without what no database column holds.
fn readable(text: &str) -> String {
    text.chars().filter(|it| !it.is_control()).take(LONGEST_ABOUT).collect()
}

fn read(row: IntakeDraft) -> Result<Draft, AppError> {
    let fields = serde_json::from_str(&row.fields).map_err(|error| {
        AppError::Store(StoreError::Corrupt {
            table: "intake_draft",
            id: row.id.to_string(),
            what: error.to_string(),
        })
    })?;
    Ok(Draft { id: row.id, saved_at: row.saved_at, procedure: row.procedure, about: row.about, fields })
}
